/** What a browser lets a page keep; where it forbids that, nothing is kept and nothing fails. */

export type Place = "sessionStorage" | "localStorage";

export function kept(place: Place, key: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(window[place].getItem(key) ?? "null");
    return typeof value === "object" ? (value as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}

export function keep(place: Place, key: string, value: object): void {
  try {
    window[place].setItem(key, JSON.stringify(value));
  } catch {
    // Full or forbidden: the conversation lives as long as the page.
  }
}

export function forget(place: Place, key: string): void {
  try {
    window[place].removeItem(key);
  } catch {
    // Forbidden storage holds nothing.
  }
}
