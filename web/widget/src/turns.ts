/** One exchange at a time, so that answers arrive in the order of the questions. */

export class Turns {
  private last: Promise<void> = Promise.resolve();

  /** A turn that fails is reported and does not keep the next from its own. */
  take(turn: () => Promise<void>): void {
    this.last = this.last.then(turn).catch(reportError);
  }
}
