import type { Candles } from "../../series/candles.js";
import type { Series } from "../../series/series.js";
import { intervalText, isoTime } from "../../series/time.js";

/** @throws {RangeError} at the first option that is out of range */
export function checkRules(rules: {
  readonly feeBps: number;
  readonly slippageBps: number;
  readonly initialEquity: number;
  readonly maxLeverage: number;
  readonly maxMissingBars: number;
}): void {
  const { feeBps, slippageBps, initialEquity, maxLeverage, maxMissingBars } = rules;
  const demand = (name: string, value: number, allowed: boolean, range: string): void => {
    if (!allowed) throw new RangeError(`backtest: ${name} ${value} is out of range; give ${range}`);
  };
  const positive = (value: number): boolean => value > 0 && value < Number.POSITIVE_INFINITY;
  demand("feeBps", feeBps, feeBps === 0 || positive(feeBps), "0 or more");
  demand("slippageBps", slippageBps, slippageBps === 0 || positive(slippageBps), "0 or more");
  demand("initialEquity", initialEquity, positive(initialEquity), "dollars above 0");
  demand("maxLeverage", maxLeverage, positive(maxLeverage), "a number above 0");
  const wholeBars = maxMissingBars === Number.POSITIVE_INFINITY || Number.isInteger(maxMissingBars);
  demand("maxMissingBars", maxMissingBars, wholeBars && maxMissingBars >= 0, "a whole number of bars, 0 or more");
  // Below this an entry from nothing can always be paid, so the account is never ruined without a position.
  const entryBps = (feeBps + slippageBps) * maxLeverage;
  demand("cost in bps of an entry at maxLeverage", entryBps, entryBps < 5000, "less than half the equity, 5000");
}

/** @throws {RangeError} if `value` is none of `choices`, which it names */
export function checkChoice(option: string, value: string, choices: readonly string[]): void {
  if (!choices.includes(value)) {
    throw new RangeError(`backtest: unknown ${option} "${value}"; known: ${choices.join(", ")}`);
  }
}

/**
 * @throws {TypeError} if the funding is not in unit `fraction`
 * @throws {RangeError} if the candles are off their grid, naming the first row, or the funding has no rows
 */
export function checkCandles({ times, intervalMs }: Candles, funding: Series | undefined): void {
  for (let row = 1; row < times.length; row++) {
    const time = times[row];
    if (time - times[row - 1] !== intervalMs) {
      throw new RangeError(
        `backtest: bar end ${isoTime(time)} at row ${row} is not ${intervalText(intervalMs)} after the row before; give missing bars as NaN rows`,
      );
    }
  }
  if (funding === undefined) return;
  if (funding.unit !== "fraction") {
    throw new TypeError(`backtest: funding has unit ${funding.unit}; give rates as a fraction, 0.0001 for 0.01 %`);
  }
  if (funding.length === 0) {
    throw new RangeError("backtest: funding has no rows; load some, or leave it out to say that none is charged");
  }
}
