import type { Series } from "../../series/series.js";
import { isoTime } from "../../series/time.js";

/**
 * For what takes returns of an account or of another level: of one below 0 they would be nonsense. 0, a total loss, is
 * allowed, and so are gaps.
 * @throws {RangeError} at the first value below 0, with its time
 */
export function checkEquity({ name, times, values }: Series, owner: string): void {
  const row = values.findIndex((value) => value < 0);
  if (row < 0) return;
  throw new RangeError(
    `${owner}: "${name}" is ${values[row]} at ${isoTime(times[row])} (row ${row}), and a level below 0 has no returns; give an account's equity or another level above 0`,
  );
}
