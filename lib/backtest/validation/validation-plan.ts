import { checkDuration, shown } from "../../series/check.js";
import type { RowRange, Split } from "./split.js";
import type { PurgeOptions } from "./train-around.js";

/** The purge by time instead of rows. */
export interface HoldingTime {
  /**
   * Longest time a position is held, milliseconds: what is decided at a row earns for so long, so that the purge is
   * this time / the interval of the matrix, rounded up. In place of `purge`.
   */
  readonly holdingMs?: number;
}

/** What a plan needs, by the function that takes it. */
const sizes = {
  walkForward: "{ train, test }",
  crossValidate: "{ folds }",
  combinatorialValidation: "{ folds, testFolds }",
} as const;

/**
 * Options with the purge in rows, whichever way it was given.
 * @throws {RangeError} if both ways were used, or the time is not above 0
 * @throws {TypeError} if there are no options
 */
export function withPurge<Options extends PurgeOptions>(
  plan: Options & HoldingTime,
  intervalMs: number,
  owner: keyof typeof sizes,
): Options {
  if (typeof plan !== "object" || plan === null) {
    throw new TypeError(`${owner}: plan ${shown(plan)} has no sizes; give ${sizes[owner]}, in rows or folds`);
  }
  const { holdingMs, ...options } = plan;
  // What is left of an intersection after taking out a field is not known to TypeScript to be the other part.
  const rest = options as unknown as Options;
  if (holdingMs === undefined) return rest;
  if (rest.purge !== undefined) {
    throw new RangeError(`${owner}: purge ${rest.purge} and holdingMs ${holdingMs} are both given; give one of them`);
  }
  checkDuration(holdingMs, "holdingMs", owner);
  return { ...rest, purge: Math.ceil(holdingMs / intervalMs) };
}

/**
 * Checks splits before returns are put together by them.
 * @throws {RangeError} at the first range that is empty, not whole, outside 0 to T or not after the one before it, a
 *   side without rows, or a row that is on both sides of a split or tested by two splits
 */
export function checkSplits(splits: readonly Split[], T: number, owner: string): void {
  if (splits.length === 0) throw new RangeError(`${owner}: there are no splits; give at least one`);
  const tested = new Uint8Array(T);
  splits.forEach(({ train, test }, index) => {
    checkRanges(train, T, `train rows of split ${index}`, owner);
    checkRanges(test, T, `test rows of split ${index}`, owner);
    for (const { start, end } of test) {
      const both = train.find((range) => range.start < end && range.end > start);
      if (both !== undefined) {
        const row = Math.max(start, both.start);
        throw new RangeError(`${owner}: row ${row} is in train and test of split ${index}; take it out of one`);
      }
      for (let row = start; row < end; row++) {
        if (tested[row]++ > 0) {
          throw new RangeError(
            `${owner}: row ${row} is tested by split ${index} and by one before it; let no tests overlap, as a step shorter than the test makes them`,
          );
        }
      }
    }
  });
}

function checkRanges(ranges: readonly RowRange[], T: number, what: string, owner: string): void {
  if (ranges.length === 0) throw new RangeError(`${owner}: there are no ${what}; leave it out`);
  let last = 0;
  for (const { start, end } of ranges) {
    if (!(Number.isInteger(start) && Number.isInteger(end) && start >= last && end > start && end <= T)) {
      throw new RangeError(
        `${owner}: ${what}, ${start} to before ${end}, do not rise within ${T} rows; give start < end, one range after the other`,
      );
    }
    last = end;
  }
}
