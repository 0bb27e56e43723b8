import type { Column } from "../../series/panel.js";
import { isoTime } from "../../series/time.js";

/**
 * Checks that no open interest is negative.
 * @throws {RangeError} naming `owner`, and the column, time and value of the first that is
 */
export function checkNotNegative(
  times: Float64Array,
  columns: readonly Pick<Column, "name" | "values">[],
  owner: string,
): void {
  for (const { name, values } of columns) {
    for (let t = 0; t < values.length; t++) {
      if (values[t] < 0) {
        throw new RangeError(
          `${owner}: open interest ${values[t]} of "${name}" at ${isoTime(times[t])} is negative; repair it, or set it to NaN to leave it out`,
        );
      }
    }
  }
}
