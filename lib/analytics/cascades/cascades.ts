import { checkCount } from "../../series/check.js";
import { commonIdentity } from "../../series/identity.js";
import type { Panel } from "../../series/panel.js";
import { checkWindow } from "../../series/rolling/rolling-options.js";
import { Series } from "../../series/series.js";
import { dayMs, hourMs } from "../../series/time.js";
import type { SumOptions } from "../columns/addable.js";
import { priorRobustScore } from "../columns/prior-robust-score.js";
import { type CascadeEvent, cascadeEvents } from "./cascade-events.js";
import { takerImbalanceOver } from "./cascade-measures.js";
import type { CascadeVenue } from "./cascade-venues.js";
import { checkCascadeData } from "./check-cascade-data.js";
import { comparePositions, type HeldPositions, heldPositions, positionComparison } from "./held-positions.js";

/** What `cascades` is found in, all at the same T times. */
export interface CascadeData {
  /** Open interest in coins, N columns × T rows, NaN where not reported. Columns of one `identity.venue` are one venue. */
  readonly oi: Panel;
  /** Price of a coin at each row, unit `price`. */
  readonly price: Series;
  /** Coins that takers bought in each bar less those they sold (2 × takerBuyVolume − volume), unit `base`. */
  readonly takerDelta?: Series;
  /** Coins traded in each bar, unit `base`, of what `takerDelta` is of. Makes the imbalance a fraction. */
  readonly volume?: Series;
}

/** What `cascades` can be asked for. */
export interface CascadeOptions extends Pick<SumOptions, "mixedSides"> {
  /** Rows over which a fall is judged. Default: as many as make two hours, at least 1, by the first step of the times. */
  readonly horizon?: number;
  /** How unusual the fall of open interest must be, in robust standard deviations. Default 5. */
  readonly multiple?: number;
  /** How unusual the return must be, in robust standard deviations. Default 3. */
  readonly priceMultiple?: number;
  /** Smallest fall over the horizon, a fraction of the open interest. Default 0.03. */
  readonly minLoss?: number;
  /** Smallest part of the venues that must hold fewer than a horizon ago. Default 2/3. */
  readonly minBreadth?: number;
  /** Smallest number of venues that must. Default 1. */
  readonly minVenues?: number;
  /** Rows that say what is usual; they end where the rows judged begin. Default: 20 days of rows, at least 100. */
  readonly window?: number;
  /** Fewest changes in the window; with fewer the row cannot be told. Default: half the window, rounded up. */
  readonly minCount?: number;
  /** Part of the loss that must be regained for an event to count as recovered, above 0 and at most 1. Default 0.5. */
  readonly recoveredPart?: number;
}

/** Cascades row by row, with what decided them, and as events. */
export interface Cascades {
  /** Epoch milliseconds UTC, length T. */
  readonly times: Float64Array;
  /** Index into `cascadeNames`, −1 where it cannot be told; length T. Row t depends on no later one. */
  readonly codes: Int8Array;
  /** Change of positions over the horizon, unit `fraction`, over the columns that are there at both its ends. */
  readonly openInterestChange: Series;
  /** That change in robust deviations from what was usual before it, unit `score`. */
  readonly openInterestScore: Series;
  /** Simple return over the horizon, unit `fraction`. */
  readonly priceChange: Series;
  /** That return in robust deviations, unit `score`. */
  readonly priceScore: Series;
  /** Fraction of the venues that hold fewer than a horizon ago; NaN where `openInterestChange` is. */
  readonly breadth: Series;
  /** Taker delta over volume in the horizon, unit `fraction`; its sum in `base` if no volume is given. */
  readonly takerImbalance: Series | undefined;
  /** Cascades in order of time. Their measures look later than the row at which they were known. */
  readonly events: readonly CascadeEvent[];
  /** What each venue lost in each event, in their order. */
  readonly venues: readonly CascadeVenue[];
  /** Rows over which a fall is judged. */
  readonly horizon: number;
}

/** Whether a row ends a cascade, by code: `cascadeNames[1]` is a long cascade. A row that cannot be told has −1. */
export const cascadeNames: readonly string[] = ["none", "long cascade", "short cascade"];

/**
 * Forced deleveraging: rows at which positions have been closed at most venues at once while the price ran away.
 * With g[t] the change of positions and r[t] the return over the last h rows, row t is detected where all of this holds:
 *
 * 1. g[t] ≤ −minLoss, and its robust score is ≤ −multiple;
 * 2. the robust score of r[t] is ≥ priceMultiple or ≤ −priceMultiple: a fall forces longs out, a rise shorts;
 * 3. takers bought more than they sold in the h bars if the price rose, and less if it fell, where `takerDelta` is given;
 * 4. at least `minBreadth` of the venues, and `minVenues`, hold fewer than h rows ago.
 *
 * A robust score is (x[t] − median) / (1.4826 × MAD) over the `window` changes that end at t − h or before, so that a
 * cascade does not widen its own measure (`priorRobustScore`). g[t] compares the columns present at both t−h and t: an
 * outage, an exit, an entry or an expiry is no fall. Coins of inverse contracts (`identity.margin`) are taken at the price
 * of t−h, since a rising price makes fewer of them without a trade. Sides are left as counted, which a fraction of one
 * venue does not feel. Missing anything of this: code −1.
 *
 * Rows detected whose h rows overlap or touch are one event, of the side of the first, f. An event compares one set of
 * columns throughout: those there at both f − h and f. It starts at the row of f − h to f − 1 from which most was lost by
 * f, the latest of equal ones, though not before the trough of the event before it; its trough is the row of least
 * positions from then to h after the last row detected, the first of equal ones. Rows without a price, or at which one of
 * the columns is missing, are neither: an outage or an expiry has no part in the size. Where no row is left for the start,
 * it is f − h. Trough, size, rank and recovery are of the whole sample and look past `knownAt`; the last event may not be
 * over. That positions were forced out cannot be seen in such data: this is the trace they leave.
 *
 * Defaults were chosen on hourly rows of simulated markets. Two hours also span the minutes by which venues report open
 * interest late in a rush; over less, a fall still being reported while the price rebounds looks like a squeeze.
 * Cost: T × (N + h + log window + a block move within the window).
 * Source: definition; robust score after B. Iglewicz and D. C. Hoaglin, How to Detect and Handle Outliers, 1993.
 * @throws {RangeError} if units or times do not fit, at the first price that is not positive or negative open interest,
 *   if the columns cannot be added, one is a sum of inverse contracts and others, or an option is out of range
 */
export function cascades(
  data: CascadeData,
  {
    horizon = Math.max(1, rowsIn(2 * hourMs, data.oi.times)),
    multiple = 5,
    priceMultiple = 3,
    minLoss = 0.03,
    minBreadth = 2 / 3,
    minVenues = 1,
    window = Math.max(100, rowsIn(20 * dayMs, data.oi.times)),
    minCount = Math.ceil(window / 2),
    recoveredPart = 0.5,
    mixedSides = "throw",
  }: CascadeOptions = {},
): Cascades {
  checkCascadeData(data, mixedSides);
  checkCount(horizon, "horizon", "cascades");
  checkCount(minVenues, "minVenues", "cascades");
  checkWindow(window, minCount, "cascades");
  checkRange({ multiple, priceMultiple }, 0, Number.MAX_VALUE);
  checkRange({ minLoss, minBreadth, recoveredPart }, 0, 1);
  if (recoveredPart === 0) {
    throw new RangeError("cascades: recoveredPart 0 asks for nothing; give a number above 0 and at most 1");
  }
  const { oi, price, takerDelta, volume } = data;
  const held = heldPositions(oi, price.values);
  const line = lineOf(data);
  const { change, returns, breadth, falling } = changes(held, horizon);
  const openInterestChange = line("open interest change", change, "fraction");
  const priceChange = line("price change", returns, "fraction");
  const prior = { horizon, window, minCount };
  const openInterestScore = line("open interest score", priorRobustScore(openInterestChange, prior), "score");
  const priceScore = line("price score", priorRobustScore(priceChange, prior), "score");
  const takers = { takerDelta: takerDelta?.values, volume: volume?.values };
  const imbalance = imbalances(takers, horizon, oi.length);
  const bought = takerDelta === undefined ? returns : imbalance;
  const codes = new Int8Array(oi.length).fill(-1);
  for (let t = horizon; t < codes.length; t++) {
    const fallen = openInterestScore.values[t];
    const moved = priceScore.values[t];
    if (fallen !== fallen || moved !== moved || bought[t] !== bought[t]) continue;
    const isCascade =
      change[t] <= -minLoss &&
      fallen <= -multiple &&
      Math.abs(moved) >= priceMultiple &&
      // Return, its score and what takers did have one sign, and none is 0.
      moved * returns[t] > 0 &&
      bought[t] * returns[t] > 0 &&
      breadth[t] >= minBreadth &&
      falling[t] >= minVenues;
    codes[t] = isCascade ? (returns[t] < 0 ? 1 : 2) : 0;
  }
  const delayMs = openInterestChange.identity.delayMs ?? 0;
  return {
    times: oi.times,
    codes,
    openInterestChange,
    openInterestScore,
    priceChange,
    priceScore,
    breadth: line("breadth", breadth, "fraction"),
    takerImbalance:
      takerDelta === undefined
        ? undefined
        : line("taker imbalance", imbalance, volume === undefined ? "base" : "fraction"),
    ...cascadeEvents({ times: oi.times, codes, held, horizon, recoveredPart, delayMs, ...takers }),
    horizon,
  };
}

/** Rows in a length of time, by the first step of the times: a later one would let later rows change earlier ones. */
function rowsIn(ms: number, times: Float64Array): number {
  return times.length < 2 ? 1 : Math.round(ms / (times[1] - times[0]));
}

/** Makes a series of what depends on all of the data: known when the last of it is. */
function lineOf({ oi, price, takerDelta, volume }: CascadeData) {
  const identities = oi.columns.map((column) => column.identity);
  const delays = [...identities, ...[price, takerDelta, volume].map((series) => series?.identity ?? {})];
  const delayMs = Math.max(...delays.map((identity) => identity.delayMs ?? 0));
  const identity = { ...commonIdentity(identities), ...(delayMs > 0 ? { delayMs } : {}) };
  return (name: string, values: Float64Array, unit: Series["unit"]): Series =>
    new Series(oi.times, values, name, unit, identity);
}

/** Over the last `horizon` rows: change of positions, return, and how many and what part of the venues hold fewer. */
function changes(held: HeldPositions, horizon: number) {
  const length = held.price.length;
  const [change, returns, breadth, falling] = Array.from({ length: 4 }, () =>
    new Float64Array(length).fill(Number.NaN),
  );
  const compared = positionComparison(held);
  for (let t = horizon; t < length; t++) {
    const before = held.price[t - horizon];
    change[t] = comparePositions(held, t - horizon, t, compared);
    returns[t] = (held.price[t] - before) / before;
    if (change[t] !== change[t]) continue;
    breadth[t] = compared.falling / compared.compared;
    falling[t] = compared.falling;
  }
  return { change, returns, breadth, falling };
}

function imbalances(takers: Parameters<typeof takerImbalanceOver>[0], horizon: number, length: number): Float64Array {
  const imbalance = new Float64Array(length).fill(Number.NaN);
  if (takers.takerDelta === undefined) return imbalance;
  for (let t = horizon; t < length; t++) imbalance[t] = takerImbalanceOver(takers, t - horizon, t);
  return imbalance;
}

function checkRange(options: Readonly<Record<string, number>>, least: number, most: number): void {
  for (const [name, value] of Object.entries(options)) {
    if (!(value >= least && value <= most)) {
      const range = most === 1 ? "between 0 and 1" : "0 or more";
      throw new RangeError(`cascades: ${name} ${value} is not ${range}; give a number that is`);
    }
  }
}
