/** What an interrupted cell ends with. */
export class Interrupted extends Error {
  /** @param place lines of a stack that tell where the cell was, if that is not where the error is made */
  constructor(place?: string) {
    super("the cell was interrupted");
    this.name = "Interrupted";
    if (place !== undefined) this.stack = `${this.name}: ${this.message}\n${place}`;
  }
}
