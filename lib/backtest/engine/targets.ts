import type { Series } from "../../series/series.js";
import { isoTime } from "../../series/time.js";

/** What the bars are told to do: one order at most for each, to be filled at its open. */
export interface Targets {
  /** Target exposure by the row of the bar at whose open it can first be filled; NaN where nothing new is decided. */
  readonly orders: Float64Array;
  /** Positions that were NaN. */
  readonly missing: number;
}

/**
 * Places each position on the first bar that opens when it is known: decided at its time, known `delayMs` of its
 * identity later, filled at the open of the first bar that begins then or after. Later rows have no order; those that
 * would fall behind the last bar are dropped.
 * @throws {TypeError} if the position is not in unit `fraction`
 * @throws {RangeError} at the first time that is no bar end, or the first value beyond `maxLeverage`
 */
export function targets(
  position: Series,
  times: Float64Array,
  intervalMs: number,
  { maxLeverage, missingPosition }: { readonly maxLeverage: number; readonly missingPosition: "flat" | "hold" },
): Targets {
  if (position.unit !== "fraction") {
    throw new TypeError(
      `backtest: position "${position.name}" has unit ${position.unit}; give exposure as a signed fraction of equity`,
    );
  }
  const orders = new Float64Array(times.length).fill(Number.NaN);
  const wait = 1 + Math.max(0, Math.ceil((position.identity.delayMs ?? 0) / intervalMs));
  let missing = 0;
  let bar = 0;
  for (let row = 0; row < position.length; row++) {
    const time = position.times[row];
    while (bar < times.length && times[bar] < time) bar++;
    if (times[bar] !== time) {
      throw new RangeError(
        `backtest: position time ${isoTime(time)} at row ${row} is not the end of any bar; align the signal to the candles`,
      );
    }
    const value = position.values[row];
    if (Math.abs(value) > maxLeverage) {
      throw new RangeError(
        `backtest: position ${value} at row ${row} (${isoTime(time)}) is beyond maxLeverage ${maxLeverage}; scale it down or raise maxLeverage`,
      );
    }
    if (value !== value) {
      missing++;
      if (missingPosition === "hold") continue;
    }
    if (bar + wait < times.length) orders[bar + wait] = value === value ? value : 0;
  }
  return { orders, missing };
}
