/** What an interrupted cell ends with. */
export class Interrupted extends Error {
  /** @param place lines of a stack that tell where the cell was, where that is known */
  constructor(place?: string) {
    super("the cell was interrupted");
    this.name = "Interrupted";
    this.stack = `${this.name}: ${this.message}${place === undefined ? "" : `\n${place}`}`;
  }
}
