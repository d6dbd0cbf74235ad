/**
 * The agenda's table in the school's console, as a grid: Tab reaches one place in it, arrows all.
 *
 * A place is a link of a cell, or the cell where it has none. Without this script, the table is one
 * whose links Tab reaches.
 */

type Place = HTMLElement;

interface Position {
  row: number;
  column: number;
}

/** What the address of the period beside ends with, so that the focus goes on there. */
const GOING_ON = /^#case-(\d+)-(\d+)$/;

class Agenda extends HTMLElement {
  private cells: HTMLTableCellElement[][] = [];
  private current: Place | null = null;

  connectedCallback(): void {
    const table = this.querySelector("table");
    this.cells = [...this.querySelectorAll("tbody tr")].map((row) => [
      ...row.querySelectorAll("td"),
    ]);
    const places = this.cells.flat().flatMap(placesOf);
    for (const place of places) place.tabIndex = -1;
    table?.setAttribute("role", "grid"); // so that screen readers let the arrows through
    this.querySelector("[hidden]")?.removeAttribute("hidden");
    this.stopAt(places.find((place) => place.matches("a")) ?? places[0] ?? null);
    this.addEventListener("keydown", (event) => this.travel(event));
    this.addEventListener("focusin", ({ target }) => this.stopAt(target as Place));
    this.arrive();
  }

  private travel(event: KeyboardEvent): void {
    if (event.altKey || event.metaKey || event.shiftKey) return;
    const from = this.position();
    if (event.key === "PageUp" || event.key === "PageDown") {
      event.preventDefault();
      this.leave(event.key === "PageUp" ? this.dataset.earlier : this.dataset.later, from);
      return;
    }
    const to = from && this.goal(event, from);
    if (!to) return;
    event.preventDefault();
    to.focus();
  }

  /** Finds where a key leads; null for keys that are not ours. At the edges, it stays. */
  private goal(event: KeyboardEvent, from: Position): Place | null {
    const { row, column } = from;
    const isFar = event.ctrlKey;
    const lastRow = this.cells.length - 1;
    const lastColumn = (this.cells[row]?.length ?? 1) - 1;
    if (isFar && event.key !== "Home" && event.key !== "End") return null;
    switch (event.key) {
      case "ArrowLeft":
        return this.place(row, column - 1);
      case "ArrowRight":
        return this.place(row, column + 1);
      case "ArrowUp":
        return this.beside(-1) ?? this.place(row - 1, column, -1);
      case "ArrowDown":
        return this.beside(1) ?? this.place(row + 1, column);
      case "Home":
        return this.place(isFar ? 0 : row, 0);
      case "End":
        return this.place(isFar ? lastRow : row, lastColumn);
      default:
        return null;
    }
  }

  /** The place above or below in the same cell, where there are several interviews. */
  private beside(step: number): Place | undefined {
    const cell = this.current?.closest("td");
    const places = cell ? placesOf(cell) : [];
    return this.current ? places[places.indexOf(this.current) + step] : undefined;
  }

  private place(row: number, column: number, which = 0): Place | null {
    const cell = this.cells[row]?.[column];
    return cell ? (placesOf(cell).at(which) ?? cell) : this.current;
  }

  private position(): Position | null {
    const row = this.cells.findIndex((cells) => cells.some((cell) => cell.contains(this.current)));
    const column = this.cells[row]?.findIndex((cell) => cell.contains(this.current)) ?? -1;
    return column < 0 ? null : { row, column };
  }

  private stopAt(place: Place | null): void {
    if (!place || !this.cells.flat().some((cell) => cell.contains(place))) return;
    if (this.current) this.current.tabIndex = -1;
    place.tabIndex = 0;
    this.current = place;
  }

  private leave(address: string | undefined, from: Position | null): void {
    if (address) location.assign(`${address}#case-${from?.row ?? 0}-${from?.column ?? 0}`);
  }

  /** Goes on where the keys left the period before, or as near as this one has a place. */
  private arrive(): void {
    const [, row, column] = GOING_ON.exec(location.hash) ?? [];
    if (!row || !column) return;
    history.replaceState(null, "", location.pathname + location.search);
    const cells = this.cells[Math.min(Number(row), this.cells.length - 1)] ?? [];
    const cell = cells[Math.min(Number(column), cells.length - 1)];
    const goal = (cell && placesOf(cell)[0]) ?? this.querySelector<HTMLElement>(".empty");
    if (goal && !cell) goal.tabIndex = -1;
    goal?.focus();
  }
}

function placesOf(cell: HTMLTableCellElement): Place[] {
  const links = [...cell.querySelectorAll("a")];
  return links.length ? links : [cell];
}

customElements.define("conseiller-agenda", Agenda);
