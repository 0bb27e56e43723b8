import { timeGrid } from "../../series/grid.js";
import { isoTime } from "../../series/time.js";
import type { Period } from "../../sources/period.js";

/**
 * From the start of the first bar that ends in the period to the end of the last. A period without end or start stays.
 * @throws {RangeError} if no bar ends in it
 */
export function wholeBars({ from, to }: Period, barMs: number): Period {
  if (!(Number.isFinite(from) && Number.isFinite(to))) return { from, to };
  const ends = timeGrid({ from, to, intervalMs: barMs });
  if (ends.length === 0) {
    throw new RangeError(`store.load: no bar ends after ${isoTime(from)} and by ${isoTime(to)}; widen the period`);
  }
  return { from: (ends[0] as number) - barMs, to: ends[ends.length - 1] as number };
}
