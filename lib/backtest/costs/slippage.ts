import type { Candles } from "../../series/candles.js";
import { checkChoice, checkKnown, checkRange } from "../../series/check.js";
import type { Series } from "../../series/series.js";
import type { ContractTerms } from "../margin/contract.js";
import { checkReturnWindow } from "./check-return-window.js";
import { impactRates, volatilityRates } from "./known-rates.js";

/**
 * By how much a fill is worse than the quoted price, as a part of it.
 *
 * - a number: basis points, the same for every fill
 * - `volatility`: multiple × s, with s the sample standard deviation (n − 1) of the log close returns of one bar
 * - `impact`: the square-root law, bps / 10,000 + coefficient × s × √(Q / V), with Q the traded size and V the mean
 *   volume of a bar, or with the open interest in place of the volume and s scaled to a day (× √(day / bar))
 *
 * Whatever is measured is measured over bars that had ended when the bar of the fill began.
 */
export type SlippageModel = number | VolatilitySlippage | ImpactSlippage;

/** Slippage that rises with the market's own movement. */
export interface VolatilitySlippage {
  readonly kind: "volatility";
  /** Standard deviations of one bar's log return; 0.1 is a tenth of a usual move. At least 0. */
  readonly multiple: number;
  /** Returns in the standard deviation, at least 2. */
  readonly window: number;
  /**
   * Fewest returns with which it has a value, from 2 to `window`. Default `window`, so that a missing bar blanks it.
   */
  readonly minCount?: number;
}

/**
 * Slippage that rises with the square root of the traded size.
 *
 * Over volume, s and V are of the same length of time, and its choice cancels: a day of n bars has s √n and V n. Over
 * open interest, which is a stock and has no length, s is that of a day. The law was found for orders worked over
 * minutes to days, at a coefficient of about 1 in the daily form, and says where the price stands when the order is
 * done; its mean over the order is two thirds of that. It knows nothing of the spread: give that in `bps`.
 * Source: Tóth et al. 2011, "Anomalous price impact and the critical nature of liquidity in financial markets", eq. 1;
 * Almgren et al. 2005, "Direct estimation of equity market impact", find the power 0.6. Over open interest: the same
 * form, by analogy and without a published estimate.
 */
export interface ImpactSlippage {
  readonly kind: "impact";
  /** Pure number, at least 0; about 1 by the source, 2 / 3 for the mean price of an order. */
  readonly coefficient: number;
  readonly over: "volume" | "open interest";
  /** Returns in the standard deviation and bars in the mean volume, at least 2. Default 30. */
  readonly window?: number;
  /** Fewest present ones with which either has a value, from 2 to `window`. Default `window`. */
  readonly minCount?: number;
  /** Basis points paid at any size: half the spread. Default 0. */
  readonly bps?: number;
}

const volatilityFields = ["kind", "multiple", "window", "minCount"] satisfies readonly (keyof VolatilitySlippage)[];
const impactFields = [
  "kind",
  "coefficient",
  "over",
  "window",
  "minCount",
  "bps",
] satisfies readonly (keyof ImpactSlippage)[];
const modelFields = [...new Set([...volatilityFields, ...impactFields])];

/** A slippage model over the rows of the candles: rates as fractions, NaN where they cannot be known. */
export interface PreparedSlippage {
  /** Paid at any size; one number, or one for each row. */
  readonly base: number | Float64Array;
  /** Times √|units| is paid as well; one for each row. */
  readonly impact?: Float64Array;
}

/**
 * A slippage model made ready for a loop over the bars. Row t holds what was known when bar t began: it depends on rows
 * before t only, be the fill at the bar's open, inside it or at its close. What is published late (`delayMs` of the
 * volume, the close or the open interest) is used late. A row for which something is missing is NaN, and so are the
 * first `window`: a fill there has no known price (`slippageRate` is NaN), and must not be taken as free. `backtest`
 * lets an order wait for a row that has one, and counts it; an exit that cannot wait pays the last rate that was known.
 *
 * Impact is per √unit of `terms`: a coin of a linear contract, a dollar of an inverse one, turned into each other at
 * the last close.
 * @param openInterest for `over: "open interest"`, in `base`, `usd` or `contracts`; its value at the end of the bar
 *   before the fill (earlier by its delay) is used and none is carried
 * @throws {RangeError} at a number out of range, an unknown kind or quantity (naming the known ones), an unknown
 *   field, or volume or open interest that is not there at all
 * @throws {TypeError} at what is no model, a number given as text, or if the open interest is in another unit, or in
 *   contracts without a contract size
 */
export function prepareSlippage(
  model: SlippageModel,
  candles: Candles,
  { terms, openInterest, owner = "prepareSlippage" }: SlippageContext,
): PreparedSlippage {
  if (typeof model === "number") {
    return { base: bpsRate(model, "slippageBps", owner) };
  }
  checkKnown(model, "field of slippage", modelFields, owner);
  checkChoice("slippage kind", model.kind, ["volatility", "impact"], owner);
  checkKnown(
    model,
    `field of ${model.kind} slippage`,
    model.kind === "impact" ? impactFields : volatilityFields,
    owner,
  );
  const { window = 30 } = model;
  const { minCount = window } = model;
  checkReturnWindow(window, minCount, owner);
  if (model.kind === "volatility") {
    checkFactor(model.multiple, "slippage multiple", owner);
    return { base: volatilityRates(candles, model.multiple, window, minCount, owner) };
  }
  checkFactor(model.coefficient, "impact coefficient", owner);
  checkChoice("impact over", model.over, ["volume", "open interest"], owner);
  return {
    base: bpsRate(model.bps ?? 0, "impact bps", owner),
    impact: impactRates(candles, { ...model, window, minCount }, terms, openInterest, owner),
  };
}

/** What a slippage model is applied to. */
export interface SlippageContext {
  /** Contract of the traded instrument. */
  readonly terms: ContractTerms;
  /** Open interest of the instrument, for impact over it. */
  readonly openInterest?: Series;
  /** Name of the caller, for messages. */
  readonly owner?: string;
}

/**
 * Slippage of a fill of so many units in bar `row`, a fraction of the quoted price, at least 0: a purchase pays
 * price × (1 + rate), a sale gets price × (1 − rate). NaN where it cannot be known; 1 or more leaves nothing of a sale.
 */
export function slippageRate(row: number, units: number, { base, impact }: PreparedSlippage): number {
  const rate = typeof base === "number" ? base : base[row];
  return impact === undefined ? rate : rate + impact[row] * Math.sqrt(Math.abs(units));
}

function bpsRate(bps: number, name: string, owner: string): number {
  checkRange(bps, name, bps >= 0 && bps < 1e4, "basis points of at least 0 and below 10000", owner);
  return bps / 1e4;
}

function checkFactor(factor: number, name: string, owner: string): void {
  checkRange(factor, name, factor >= 0 && factor < Number.POSITIVE_INFINITY, "a number of 0 or more", owner);
}
