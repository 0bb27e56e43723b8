import { isoTime } from "../../series/time.js";
import type { Decision } from "./plain-sweep.js";
import type { Changes } from "./strategies/fused-strategy.js";

/**
 * Where a long-only position changes, for fills at the same close. A row without a decision (NaN) holds nothing; bar ends
 * without a row keep the position.
 * @param times bar ends
 * @returns how many changes were written into `into`
 * @throws {RangeError} at the first value but 0 and 1, or a time that is no bar end
 */
export function longOnlyChanges(position: Decision, times: Float64Array, into: Changes): number {
  if (!("values" in position && "times" in position)) {
    throw new TypeError(`sweep: accounting "vectorbt" takes positions of 0 and 1 here; give a series and not signals`);
  }
  if (position.unit !== "fraction" || (position.identity.delayMs ?? 0) > 0) {
    throw new RangeError(
      `sweep: accounting "vectorbt" fills at the close a position is decided at; give it in unit fraction and without a delay`,
    );
  }
  let bar = 0;
  let held = 0;
  let count = 0;
  for (let row = 0; row < position.length; row++) {
    const time = position.times[row];
    while (bar < times.length && times[bar] < time) bar++;
    if (times[bar] !== time) {
      throw new RangeError(
        `sweep: position time ${isoTime(time)} at row ${row} is not the end of any bar; align the signal to the candles`,
      );
    }
    const value = position.values[row];
    const target = value === value ? value : 0;
    if (target !== 0 && target !== 1) {
      throw new RangeError(
        `sweep: position ${value} at row ${row} (${isoTime(time)}) is neither 0 nor 1; accounting "vectorbt" is long only with all the cash`,
      );
    }
    if (target === held) continue;
    into.rows[count] = bar;
    into.targets[count++] = target;
    held = target;
  }
  return count;
}
