import { publishedNumber } from "./published-number.js";

/**
 * Epoch milliseconds of a published time in seconds, milli-, micro- or nanoseconds, as a number or text; NaN where there is
 * none. The unit is told by the size: of the years 1973 to 5138 each belongs to one unit only.
 */
export function publishedTime(cell: unknown): number {
  const time = publishedNumber(cell);
  if (!(time > 1e8)) return Number.NaN;
  if (time < 1e11) return Math.round(time * 1e3);
  if (time < 1e14) return Math.round(time);
  return time < 1e17 ? Math.round(time / 1e3) : Math.round(time / 1e6);
}
