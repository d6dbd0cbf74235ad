/**
 * The work that a server asks for where much comes at once, by ALTCHA's protocol: a number is found
 * by trying, in slices between which the page stays alive. Nobody sees it, and nobody else is asked.
 */

import { beginning, LONGEST, sha256 } from "./sha256";

const SLICE_MS = 12;
const TRIES_BETWEEN_LOOKS = 200;

export interface Challenge {
  algorithm: string;
  challenge: string;
  maxnumber: number;
  salt: string;
  signature: string;
}

export function challengeIn(value: unknown): Challenge | null {
  const given = (value ?? {}) as Partial<Challenge>;
  const { algorithm, challenge, maxnumber, salt, signature } = given;
  if (algorithm !== "SHA-256" || typeof maxnumber !== "number" || typeof salt !== "string")
    return null;
  if (typeof challenge !== "string" || typeof signature !== "string") return null;
  if (salt.length + String(maxnumber).length > LONGEST) return null;
  return { algorithm, challenge, maxnumber, salt, signature };
}

/** The answer to send back; null where no number will do. */
export async function answerTo(challenge: Challenge): Promise<string | null> {
  const number = await numberOf(challenge);
  if (number === null) return null;
  const { algorithm, challenge: asked, salt, signature } = challenge;
  return btoa(JSON.stringify({ algorithm, challenge: asked, number, salt, signature }));
}

async function numberOf({ challenge, maxnumber, salt }: Challenge): Promise<number | null> {
  const wanted = Number.parseInt(challenge.slice(0, 8), 16);
  let sliceEnds = performance.now() + SLICE_MS;
  for (let number = 0; number <= maxnumber; number += 1) {
    const isNear = beginning(salt + number) === wanted;
    if (isNear && sha256(salt + number) === challenge) return number;
    if (number % TRIES_BETWEEN_LOOKS === 0 && performance.now() > sliceEnds) {
      await pause();
      sliceEnds = performance.now() + SLICE_MS;
    }
  }
  return null;
}

/** A timer would be slowed to one a second in a tab that nobody looks at. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
