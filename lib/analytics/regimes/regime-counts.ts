import { type Regime, type Regimes, regimeNames } from "./regimes.js";

/** How often a regime was seen, and what went with it. */
export interface RegimeCount {
  readonly regime: Regime;
  /** Rows in the regime. */
  readonly rows: number;
  /** Part of the rows that have a regime, NaN if none has. */
  readonly share: number;
  /** Mean change of the price over the horizon, a fraction; NaN for no rows. */
  readonly meanPriceChange: number;
  /** Mean change of open interest over the horizon, a fraction; NaN for no rows. */
  readonly meanOpenInterestChange: number;
  /**
   * Mean change of the price over the horizon that FOLLOWS, a fraction, over the rows where it is known. It looks
   * ahead, to describe the sample: no evidence by itself, and nothing to trade on.
   */
  readonly meanNextPriceChange: number;
}

/**
 * Share of time and mean changes of each regime, in the order of `regimeNames`.
 * Rows without a regime are left out of everything. Over a horizon of several rows the changes overlap, so the rows
 * are not independent of one another.
 * Source: definition.
 * @returns five counts; their rows add up to the rows that have a regime
 */
export function regimeCounts({ codes, priceChange, openInterestChange, horizon }: Regimes): readonly RegimeCount[] {
  const sums = regimeNames.map(() => ({ rows: 0, price: 0, openInterest: 0, next: 0, nextRows: 0 }));
  let classified = 0;
  for (let t = 0; t < codes.length; t++) {
    const sum = sums[codes[t]];
    if (sum === undefined) continue;
    classified++;
    sum.rows++;
    sum.price += priceChange.values[t];
    sum.openInterest += openInterestChange.values[t];
    const next = t + horizon < codes.length ? priceChange.values[t + horizon] : Number.NaN;
    if (next === next) {
      sum.next += next;
      sum.nextRows++;
    }
  }
  return sums.map(({ rows, price, openInterest, next, nextRows }, code) => ({
    regime: regimeNames[code],
    rows,
    share: rows / classified,
    meanPriceChange: price / rows,
    meanOpenInterestChange: openInterest / rows,
    meanNextPriceChange: next / nextRows,
  }));
}
