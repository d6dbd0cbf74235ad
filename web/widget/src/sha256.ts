// biome-ignore-all lint/suspicious/noBitwiseOperators: the algorithm is made of them

/**
 * SHA-256 of one block. The browser's own is asked once a digest and answers later, a hundred times
 * too slow for trying numbers, and is missing on pages without TLS.
 */

const PRIMES = firstPrimes(64);
const ROUNDS = PRIMES.map((prime) => fraction(Math.cbrt(prime)));
const START = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const schedule = new Uint32Array(64);
const state = new Uint32Array(8);

/** What fits into a block beside its length. */
export const LONGEST = 55;

/** The digest of up to `LONGEST` ASCII characters, in hexadecimal. */
export function sha256(text: string): string {
  digest(text);
  return [...state].map((part) => part.toString(16).padStart(8, "0")).join("");
}

/** The first 32 bits of the same: enough to tell that a digest is another, and quickly had. */
export function beginning(text: string): number {
  digest(text);
  return state[0] ?? 0;
}

function digest(text: string): void {
  fill(text);
  state.set(START);
  compress();
}

function fill(text: string): void {
  schedule.fill(0, 0, 16);
  for (let at = 0; at < text.length; at += 1) put(at, text.charCodeAt(at));
  put(text.length, 0x80);
  schedule[15] = text.length * 8;
}

function put(at: number, byte: number): void {
  schedule[at >> 2] = word(at >> 2) | (byte << (24 - 8 * (at & 3)));
}

function compress(): void {
  for (let at = 16; at < 64; at += 1) {
    const early = word(at - 15);
    const late = word(at - 2);
    const low = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
    const high = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
    schedule[at] = word(at - 16) + low + word(at - 7) + high;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let at = 0; at < 64; at += 1) {
    const mixed = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const first = (h + mixed + ((e & f) ^ (~e & g)) + (ROUNDS[at] ?? 0) + word(at)) | 0;
    const other = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
    const second = (other + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((value, at) => {
    state[at] = (state[at] ?? 0) + value;
  });
}

function word(at: number): number {
  return schedule[at] ?? 0;
}

function turned(value: number, bits: number): number {
  return (value >>> bits) | (value << (32 - bits));
}

function fraction(root: number): number {
  return Math.floor((root % 1) * 2 ** 32);
}

function firstPrimes(count: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate += 1)
    if (found.every((prime) => candidate % prime)) found.push(candidate);
  return found;
}
