import { checkSameTimes } from "../../series/check-same-times.js";
import { commonIdentity } from "../../series/identity.js";
import { checkWindow } from "../../series/rolling/rolling-options.js";
import { rollingSum } from "../../series/rolling/rolling-sum.js";
import { Series } from "../../series/series.js";
import { checkAmounts } from "../columns/check-amounts.js";
import { checkNotNegative } from "../columns/check-not-negative.js";

// Three measures of one kind: open interest over what carries it. What may be divided by what differs, and is checked in
// each; the division, and what a gap, a zero and a delay do to it, is one.

/**
 * Open interest as a part of the market value of all coins: oi[t] / marketValue[t], both in dollars.
 * Open interest that counts both sides of its contracts doubles it: see `sides` in the identity of the result.
 * A gap or a zero in the market value is NaN; open interest of 0 is 0.
 * Source: definition.
 * @param oiUsd open interest in `usd`, T rows
 * @param marketValueUsd price × coins in circulation, in `usd`, T rows at the same times
 * @returns T rows in unit `fraction`; known when the later of the two is
 * @throws {RangeError} if a unit is another, times or assets differ, or at the first negative value
 */
export function openInterestToMarketValue(oiUsd: Series, marketValueUsd: Series): Series {
  const owner = "openInterestToMarketValue";
  for (const { name, unit } of [oiUsd, marketValueUsd]) {
    if (unit !== "usd") throw new RangeError(`${owner}: "${name}" is in ${unit}; give both in usd`);
  }
  const values = quotient(oiUsd, marketValueUsd, "market value", owner);
  return ratio(oiUsd, marketValueUsd, values, "open interest to market value", "fraction");
}

/** Options of `openInterestToVolume`. */
export interface VolumeOptions {
  /** Rows whose volumes are added up, the current one included: 24 for a day of hours, 1 for bars of a day. */
  readonly window: number;
  /** Fewest present volumes with which a window has a sum. Default: `window`, since a volume left out makes it small. */
  readonly minCount?: number;
}

/**
 * How many windows like the last one it would take to trade the open interest once: oi[t] / (sum of volume over the
 * `window` rows up to t). With a window of a day it is days to turn over; its inverse is the turnover of a day.
 * The two must be of the same contracts. A gap in the window or a sum of zero is NaN.
 * Source: definition.
 * @param openInterest T rows in `base`, `usd` or `contracts`
 * @param volume traded in each bar, in the same unit, T rows at the same times
 * @returns T rows in unit `number`; known when the later of the two is
 * @throws {RangeError} if units, times or assets differ, the window is impossible, or at the first negative value
 */
export function openInterestToVolume(
  openInterest: Series,
  volume: Series,
  { window, minCount = window }: VolumeOptions,
): Series {
  const owner = "openInterestToVolume";
  checkWindow(window, minCount, owner);
  checkOneUnit(openInterest, volume, owner);
  checkAmounts(volume, "volume", owner);
  const traded = rollingSum(volume, window, { minCount });
  const values = quotient(openInterest, traded, "volume", owner);
  return ratio(openInterest, volume, values, "open interest to volume", "number");
}

/**
 * Estimated leverage ratio: oi[t] / reserves[t], open interest for each coin that the venues hold, in one unit.
 * Reserves are revised for months as addresses are found to be a venue's, so their history as downloaded later is not
 * what was known then, and no delay mends that. They are published late besides: give the series its `delayMs`, and bring
 * it to the times of the open interest with `asOf`, which respects it.
 * A gap, or reserves of zero, is NaN.
 * Source: CryptoQuant, Estimated Leverage Ratio = open interest / coin reserve of the exchange.
 * @param openInterest of those venues, in `base` or `usd`, T rows
 * @param reserves coins held by the same venues, in the same unit, T rows at the same times
 * @returns T rows in unit `number`; known when the later of the two is
 * @throws {RangeError} if units, times or assets differ, the unit is another, or at the first negative value
 */
export function estimatedLeverageRatio(openInterest: Series, reserves: Series): Series {
  const owner = "estimatedLeverageRatio";
  checkOneUnit(openInterest, reserves, owner);
  if (openInterest.unit === "contracts") {
    throw new RangeError(`${owner}: nobody holds reserves in contracts; give both in base or usd`);
  }
  const values = quotient(openInterest, reserves, "reserves", owner);
  return ratio(openInterest, reserves, values, "estimated leverage ratio", "number");
}

/** Row by row; NaN where what is below is missing or zero. */
function quotient(openInterest: Series, below: Series, what: string, owner: string): Float64Array {
  checkSameTimes(openInterest.times, below.times, owner);
  const [asset, other] = [openInterest.identity.asset, below.identity.asset];
  if (asset !== undefined && other !== undefined && asset !== other) {
    throw new RangeError(`${owner}: open interest is of ${asset} and ${what} of ${other}; give both of one asset`);
  }
  checkNotNegative(openInterest.times, [openInterest], owner);
  checkAmounts(below, what, owner);
  const result = new Float64Array(openInterest.length);
  for (let t = 0; t < result.length; t++) {
    const divisor = below.values[t];
    result[t] = divisor > 0 ? openInterest.values[t] / divisor : Number.NaN;
  }
  return result;
}

/** What both agree on, and the sides of the open interest, which scale the ratio. */
function ratio(
  openInterest: Series,
  below: Series,
  values: Float64Array,
  name: string,
  unit: "fraction" | "number",
): Series {
  const { sides } = openInterest.identity;
  const common = commonIdentity([openInterest.identity, below.identity]);
  return new Series(openInterest.times, values, name, unit, sides === undefined ? common : { ...common, sides });
}

function checkOneUnit(openInterest: Series, other: Series, owner: string): void {
  const { name, unit } = openInterest;
  if (unit !== "base" && unit !== "usd" && unit !== "contracts") {
    throw new RangeError(`${owner}: "${name}" is in ${unit}; give open interest in base or usd`);
  }
  if (other.unit !== unit) {
    throw new RangeError(`${owner}: "${name}" is in ${unit} and "${other.name}" in ${other.unit}; convert one of them`);
  }
}
