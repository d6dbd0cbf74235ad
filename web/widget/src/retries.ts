/** When to try again: after pauses that grow. */

/** The last one goes on. */
const PAUSES_MS = [2000, 4000, 8000, 15000, 30000];

export class Retries {
  private attempts = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly attempt: () => void) {}

  later(): void {
    this.stop();
    const pause = PAUSES_MS[Math.min(this.attempts, PAUSES_MS.length - 1)];
    this.attempts += 1;
    this.timer = setTimeout(this.attempt, pause);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  /** It went well: the next pause is the shortest again. */
  reset(): void {
    this.attempts = 0;
  }
}
