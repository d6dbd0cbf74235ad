/** What came while nobody looked: a mark on the launcher, and how many in the page's title. */

import type { Launcher } from "./launcher";

export class Unread {
  private count = 0;
  private mark = "";

  constructor(
    private readonly launcher: Launcher,
    private readonly isSeen: () => boolean,
  ) {
    document.addEventListener("visibilitychange", () => this.look());
  }

  add(count: number): void {
    if (!count || this.isSeen()) return;
    this.count += count;
    this.show();
  }

  /** The panel, or the page, may be looked at now. */
  look(): void {
    if (!(this.count && this.isSeen())) return;
    this.count = 0;
    this.show();
  }

  /** The page may have changed its title meanwhile. */
  private show(): void {
    const { title } = document;
    const own = title.startsWith(this.mark) ? title.slice(this.mark.length) : title;
    this.mark = this.count ? `(${this.count}) ` : "";
    document.title = this.mark + own;
    this.launcher.setUnread(this.count);
  }
}
