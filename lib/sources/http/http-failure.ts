import type { HttpAnswer } from "./http-answer.js";

/** A provider that could not be asked: no answer, or one that only says to come back later. */
export class HttpFailure extends Error {
  override readonly name = "HttpFailure";
  /** Status of the last answer; undefined where there was none. */
  readonly status: number | undefined;
  /** The last answer after which no further attempt was made, whose body may tell why; undefined where there was none. */
  readonly answer: HttpAnswer | undefined;

  constructor(message: string, status?: number, answer?: HttpAnswer) {
    super(message);
    this.status = status;
    // Not enumerable, so that printing the error does not print headers and body.
    Object.defineProperty(this, "answer", { value: answer, enumerable: false });
  }
}
