import type { Series } from "../../series/series.js";
import { isoTime } from "../../series/time.js";

/**
 * Checks that no volume, reserve or other amount beside open interest is negative.
 * @param what the amount is, for the message
 * @throws {RangeError} naming `owner`, and the series, time and value of the first that is
 */
export function checkAmounts({ times, values, name }: Series, what: string, owner: string): void {
  for (let t = 0; t < values.length; t++) {
    if (values[t] < 0) {
      throw new RangeError(
        `${owner}: ${what} ${values[t]} of "${name}" at ${isoTime(times[t])} is negative; repair it, or set it to NaN`,
      );
    }
  }
}
