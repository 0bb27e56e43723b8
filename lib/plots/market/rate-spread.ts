import { type HeldRateOptions, heldRate } from "../../analytics/funding/held-rate.js";
import { Series } from "../../series/series.js";
import { plotText } from "../drawing/plot-text.js";

/** The lowest and the highest of several funding rates, instant by instant. */
export interface RateSpread {
  /** Rate for eight hours, unit `fraction`; NaN where no rate is in force. */
  readonly lowest: Series;
  readonly highest: Series;
  /** Whose it is, as plotly shows it, length T; empty text where no rate is in force. */
  readonly lowestName: readonly string[];
  readonly highestName: readonly string[];
}

/**
 * Spread of the rates in force at each time, over those that have one: min and max over j of f[j][t], for eight hours.
 * @param rates as settled, unit `fraction`
 * @param times epoch milliseconds UTC, rising, length T
 * @throws {RangeError} if a rate is in another unit or an option is out of range
 */
export function rateSpread(rates: readonly Series[], times: Float64Array, hold: HeldRateOptions): RateSpread {
  const held = rates.map((rate) => heldRate(rate, times, hold));
  const names = rates.map(({ name, identity }) => plotText(identity.venue ?? name));
  const [lowest, lowestName] = outermost(held, names, times.length, -1);
  const [highest, highestName] = outermost(held, names, times.length, 1);
  return {
    lowest: new Series(times, lowest, "lowest", "fraction"),
    highest: new Series(times, highest, "highest", "fraction"),
    lowestName,
    highestName,
  };
}

/** The largest value times `sign` of each row, and the name of its series. */
function outermost(
  held: readonly Float64Array[],
  names: readonly string[],
  length: number,
  sign: number,
): [Float64Array, string[]] {
  const values = new Float64Array(length).fill(Number.NaN);
  const owners = new Array<string>(length).fill("");
  for (let series = 0; series < held.length; series++) {
    for (let t = 0; t < length; t++) {
      const value = held[series][t];
      if (value !== value || sign * value <= sign * values[t]) continue;
      values[t] = value;
      owners[t] = names[series];
    }
  }
  return [values, owners];
}
