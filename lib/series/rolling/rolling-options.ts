import { checkCount } from "../check.js";

/** Options shared by the rolling functions. */
export interface RollingOptions {
  /** Fewest present values with which a window has a result; default the window, so that a gap blanks it. */
  readonly minCount?: number;
}

/** @throws {RangeError} if `window` or `minCount` is not a whole number of at least 1, or `minCount` is above `window` */
export function checkWindow(window: number, minCount: number, owner: string): void {
  checkCount(window, "window", owner);
  checkCount(minCount, "minCount", owner);
  if (minCount > window) {
    throw new RangeError(
      `${owner}: minCount ${minCount} is more than the ${window} rows of the window; no row would have a value`,
    );
  }
}
