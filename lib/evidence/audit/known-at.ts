import { firstAfter } from "../../series/search.js";
import { timedCopy } from "./timed-copy.js";

/**
 * The data as it was known at an instant: rows with time ≤ cut, of which a value that was published later
 * (time + `identity.delayMs` > cut) is NaN. Rows stay for such values, so that series on one grid keep one grid.
 * @param cut epoch milliseconds UTC; `Infinity` copies all
 */
export function knownAt<D>(data: D, cut: number): D {
  return timedCopy(data, {
    rows: (times) => firstAfter(times, cut),
    values: (values, { times, delayMs }) => {
      const kept = values.slice(0, firstAfter(times, cut)) as typeof values;
      return delayMs > 0 ? (kept.fill(Number.NaN, firstAfter(times, cut - delayMs)) as typeof values) : kept;
    },
    keeps: (time) => time <= cut,
  });
}
