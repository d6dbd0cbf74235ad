/** Where the panel lies: next to the page, or over it where there is no room. */

/**
 * In em of the visitor's own text size: with large letters, there is less room in a window.
 * The same condition as in style/shell/launcher.css and style/panel/media.css. Here the panel
 * covers the page, so the page behind must be out of reach.
 */
export const COVERING = matchMedia("(max-width: 29.99em), (max-height: 29.99em)");

export class Cover {
  constructor(private readonly panel: HTMLDialogElement) {
    COVERING.addEventListener("change", () => this.change());
    for (const change of ["resize", "scroll"]) {
      window.visualViewport?.addEventListener(change, () => this.fitKeyboard());
    }
  }

  reveal(): void {
    if (COVERING.matches) this.panel.showModal();
    else this.panel.setAttribute("open", "");
    this.fitKeyboard();
  }

  /** The window was resized or the phone turned while the panel is open. */
  private change(): void {
    if (!this.panel.open) return;
    const root = this.panel.getRootNode() as ShadowRoot;
    const focused = root.activeElement as HTMLElement | null;
    this.panel.close();
    this.reveal();
    focused?.focus();
  }

  /** A phone's keyboard covers the page without resizing it: the panel keeps to what is left. */
  private fitKeyboard(): void {
    const { visualViewport } = window;
    if (!(visualViewport && this.panel.open) || visualViewport.scale > 1) return;
    this.panel.style.setProperty("--seen-height", `${visualViewport.height}px`);
    this.panel.style.setProperty("--seen-top", `${visualViewport.offsetTop}px`);
  }
}
