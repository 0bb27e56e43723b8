import type { Candles } from "../../series/candles.js";
import { checkDuration, shown } from "../../series/check.js";
import { checkSeries } from "../../series/check-series.js";
import { intervalText, isoTime } from "../../series/time.js";

const columns = ["open", "high", "low", "close"] as const;

/**
 * Candles as `Candles` says they are; of their prices, `presentBars` takes a look.
 * @param what name of the argument, for the message: "candles", "mark candles"
 * @throws {TypeError} if they are no candles, or lack a part
 * @throws {RangeError} if bar ends are not one interval apart, or a column is on other times, naming the first row
 */
export function checkCandles(candles: Candles, what: string, owner: string): void {
  const { times, intervalMs }: Partial<Candles> = Object(candles);
  if (!(times instanceof Float64Array)) {
    throw new TypeError(
      `${owner}: ${shown(candles)} given as ${what} has no Float64Array of times; give { times, intervalMs, ${columns.join(", ")} }`,
    );
  }
  checkDuration(intervalMs as number, `intervalMs of ${what}`, owner);
  for (let row = 1; row < times.length; row++) {
    if (times[row] - times[row - 1] === intervalMs) continue;
    throw new RangeError(
      `${owner}: bar end ${isoTime(times[row])} at row ${row} is not ${intervalText(candles.intervalMs)} after the row before; give missing bars as NaN rows`,
    );
  }
  for (const name of columns) {
    checkSeries(candles[name], `${name} of ${what}`, owner);
    checkOnBarEnds(candles[name].times, times, `${name} of ${what}`, owner);
  }
}

function checkOnBarEnds(own: Float64Array, times: Float64Array, what: string, owner: string): void {
  if (own === times) return;
  if (own.length !== times.length) {
    throw new RangeError(`${owner}: ${what} has ${own.length} rows for ${times.length} bar ends; align it to them`);
  }
  for (let row = 0; row < times.length; row++) {
    if (own[row] === times[row]) continue;
    throw new RangeError(
      `${owner}: ${what} is at ${isoTime(own[row])} at row ${row}, where a bar ends at ${isoTime(times[row])}; align it`,
    );
  }
}
