import type { Series } from "../../series/series.js";
import { isoTime } from "../../series/time.js";

/** @throws {RangeError} naming `owner`, and the series, time and value of the first price that is not positive */
export function checkPositivePrice({ name, times, values }: Series, owner: string): void {
  for (let t = 0; t < values.length; t++) {
    if (values[t] <= 0) {
      throw new RangeError(
        `${owner}: price ${values[t]} of "${name}" at ${isoTime(times[t])} is not positive; repair it, or set it to NaN`,
      );
    }
  }
}
