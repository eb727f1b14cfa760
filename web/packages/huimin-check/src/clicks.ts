/** Tells which clicks are meant for what is shown. */
export class Clicks {
  /** What could be read when a mouse or a finger last clicked for the first time. */
  #read: unknown[] = [];

  /**
   * Whether a click is meant for what can be read now. The second of a double click is not, where the first one brought
   * something else.
   */
  isMeant({ detail }: MouseEvent, read: unknown[]): boolean {
    if (detail === 2) return read.every((one, index) => one === this.#read[index]);
    this.#read = read;
    return true;
  }
}
