import { checkWindow } from "../../series/rolling/rolling-options.js";

/**
 * For a standard deviation over trailing returns, which needs two of them.
 * @throws {RangeError} if `window` or `minCount` is not a whole number of at least 2, or `minCount` is above `window`
 */
export function checkReturnWindow(window: number, minCount: number, owner: string): void {
  checkWindow(window, minCount, owner);
  if (minCount < 2) {
    throw new RangeError(`${owner}: ${minCount} returns have no standard deviation; give at least 2`);
  }
}
