import { askedWaitMs } from "./asked-wait.js";
import type { HttpOptions } from "./http-client.js";

/** A provider that could not be asked: no answer, or one that only says to come back later. */
export class HttpFailure extends Error {
  override readonly name = "HttpFailure";
  /** Status of the last answer; undefined where there was none. */
  readonly status: number | undefined;

  constructor(message: string, status?: number) {
    super(message);
    this.status = status;
  }

  /** Of an answer after which no further attempt is made. */
  static ofStatus(
    { title, longestWaitMs = 120_000 }: HttpOptions,
    path: string,
    { status, headers }: Response,
  ): HttpFailure {
    const waitMs = askedWaitMs(headers);
    const advice =
      waitMs > longestWaitMs
        ? `it asks to wait ${Math.ceil(waitMs / 1000)} s; come back then, or ask for less`
        : "try again later";
    const what = status === 429 ? "limits the rate (HTTP 429)" : `failed with HTTP ${status}`;
    return new HttpFailure(`${title}: ${path}: ${what}; ${advice}`, status);
  }
}
