import type { Candles } from "../../series/candles.js";
import { logReturns } from "../../series/difference.js";
import { rollingMean } from "../../series/rolling/rolling-mean.js";
import { rollingStd } from "../../series/rolling/rolling-std.js";
import { indexOfTime } from "../../series/search.js";
import type { Series } from "../../series/series.js";
import { dayMs } from "../../series/time.js";
import { knownDelay } from "../exits/known-delay.js";
import type { ContractTerms } from "../margin/contract.js";
import type { ImpactSlippage } from "./slippage.js";

/** `multiple` × standard deviation of one bar's log return, by the row in which it can be used. */
export function volatilityRates(
  candles: Candles,
  multiple: number,
  window: number,
  minCount: number,
  owner: string,
): Float64Array {
  const deviations = knownBefore(rollingStd(logReturns(candles.close), window, { minCount }), candles, owner);
  for (let row = 0; row < deviations.length; row++) deviations[row] *= multiple;
  return deviations;
}

/** Impact of √unit, by the row in which it can be used: coefficient × s / √(units of volume, or of open interest). */
export function impactRates(
  candles: Candles,
  { coefficient, over, window, minCount }: ImpactSlippage & { readonly window: number; readonly minCount: number },
  { inverse, size }: ContractTerms,
  openInterest: Series | undefined,
  owner: string,
): Float64Array {
  const { close, volume, intervalMs } = candles;
  const liquidity = over === "volume" ? volume && rollingMean(volume, window, { minCount }) : openInterest;
  if (liquidity === undefined) {
    const where = over === "volume" ? "load candles with volume" : "give openInterest";
    throw new RangeError(`${owner}: impact over ${over} without ${over}; ${where}`);
  }
  const { unit } = liquidity;
  if (unit !== "base" && unit !== "usd" && unit !== "contracts") {
    throw new TypeError(`${owner}: ${over} has unit ${unit}; give it in base, usd or contracts`);
  }
  if (unit === "contracts" && size !== size) {
    throw new TypeError(`${owner}: ${over} in contracts needs the contract's size; give contract.size`);
  }
  const perContract = unit === "contracts" ? size : 1;
  const ownUnit = unit === "contracts" || unit === (inverse ? "usd" : "base");
  const deviations = knownBefore(rollingStd(logReturns(close), window, { minCount }), candles, owner);
  const amounts = knownBefore(liquidity, candles, owner);
  const prices = knownBefore(close, candles, owner);
  const scale = over === "volume" ? coefficient : coefficient * Math.sqrt(dayMs / intervalMs);
  const impact = new Float64Array(amounts.length);
  for (let row = 0; row < impact.length; row++) {
    let units = amounts[row] * perContract;
    if (!ownUnit) units = inverse ? units * prices[row] : units / prices[row];
    // Nothing traded, or nothing open, is no liquidity to measure a size against.
    impact[row] = units > 0 ? (scale * deviations[row]) / Math.sqrt(units) : Number.NaN;
  }
  return impact;
}

/**
 * Values by the bar in which they can first be used: row t holds the value at the end of bar t − 1, or that of an
 * earlier end where the values come late. NaN where there is none at exactly that instant.
 */
function knownBefore(values: Series, { times, intervalMs }: Candles, owner: string): Float64Array {
  const known = new Float64Array(times.length).fill(Number.NaN);
  const wait = 1 + Math.ceil(knownDelay(values, owner) / intervalMs);
  for (let row = wait; row < times.length; row++) {
    const source = values.times === times ? row - wait : indexOfTime(values.times, times[row - wait]);
    if (source >= 0) known[row] = values.values[source];
  }
  return known;
}
