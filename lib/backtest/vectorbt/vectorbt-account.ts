import { checkDuration } from "../../series/check.js";

/** The account of a run. */
export interface VectorbtAccount {
  /** Cash to start with, above 0. Default 100. */
  readonly initCash?: number;
  /** Length of a bar in milliseconds, for the Sharpe ratio. Default the distance of the times, if it is one. */
  readonly intervalMs?: number;
}

/** @throws {RangeError} if the cash is not above 0, or the interval is no length of time */
export function checkAccount({ initCash, intervalMs }: { initCash: number; intervalMs: number | undefined }): void {
  if (!(initCash > 0 && initCash < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`vectorbt: initCash ${initCash} is no cash to start with; give a finite number above 0`);
  }
  if (intervalMs !== undefined) checkDuration(intervalMs, "intervalMs", "vectorbt");
}
