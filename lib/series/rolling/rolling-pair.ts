import { checkSameTimes } from "../check-same-times.js";
import type { Series } from "../series.js";
import { checkWindow } from "./rolling-options.js";

/** Fewest points with which one can lie off a line. */
export const leastPairs = 3;

/**
 * For functions of two series over a window.
 * @throws {RangeError} naming `owner`, if the times differ, the window is shorter than three rows, or window and count do
 *   not fit
 */
export function checkPair(a: Series, b: Series, window: number, minCount: number, owner: string): void {
  checkSameTimes(a.times, b.times, owner);
  checkLineWindow(window, minCount, owner);
}

/** @throws {RangeError} naming `owner`, if the window is shorter than three rows, or window and count do not fit */
export function checkLineWindow(window: number, minCount: number, owner: string): void {
  checkWindow(window, minCount, owner);
  if (window < leastPairs) {
    throw new RangeError(
      `${owner}: window ${window} is too short, as a line goes through any two points; give 3 rows or more`,
    );
  }
}

/**
 * Sum of squared residuals of a least-squares line, yy − xy² / xx: 0 where it is so small a part of yy that rounding
 * alone can make it, for a product of sums carries no more than some 12 digits of a difference.
 */
export function residualSquares(xx: number, yy: number, xy: number): number {
  const squares = yy - (xy / xx) * xy;
  return squares > 1e-12 * yy ? squares : 0;
}
