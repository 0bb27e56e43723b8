import { checkCount } from "../../series/check.js";
import { commonIdentity, type Unit } from "../../series/identity.js";
import type { Panel } from "../../series/panel.js";
import { Series } from "../../series/series.js";
import { checkAddable, type SumOptions } from "../columns/addable.js";
import { checkNotNegative } from "../columns/check-not-negative.js";
import { checkPriceEffect } from "../columns/check-price-effect.js";
import { bandedDirection } from "./banded-direction.js";

/** What `breadth` can be asked for. */
export interface BreadthOptions extends Pick<SumOptions, "mixedSides"> {
  /** Rows over which growth is taken, at least 1. Default 1. */
  readonly horizon?: number;
  /** A growth or fall no larger than it is flat, a fraction of the earlier open interest. Default 0.001. */
  readonly band?: number;
  /**
   * Accept open interest in a unit that the price moves, in which a rising price makes most columns grow. Default false.
   */
  readonly allowPriceEffect?: boolean;
}

/** How widely a change of open interest is shared, row by row; series of T rows. */
export interface Breadth {
  /** Columns that grew by more than the band, unit `number`. */
  readonly up: Series;
  /** Columns that shrank by more than the band, unit `number`. */
  readonly down: Series;
  /** Columns that did neither, unit `number`. */
  readonly flat: Series;
  /** Columns present at both ends of the horizon: up + down + flat; unit `number`. */
  readonly reporting: Series;
  /** (up − down) / reporting, each column counting as one; unit `fraction`, in [−1, 1]. */
  readonly net: Series;
  /** The same with each column counting as its open interest at the start of the horizon; unit `fraction`, in [−1, 1]. */
  readonly weightedNet: Series;
  /** Columns that moved as the sum of those reporting did: up, down or flat; unit `number`. */
  readonly agreeing: Series;
  /** agreeing / reporting, unit `fraction`. */
  readonly agreement: Series;
  /** Rows over which growth is taken. */
  readonly horizon: number;
}

const units: Readonly<Record<Exclude<keyof Breadth, "horizon">, Unit>> = {
  up: "number",
  down: "number",
  flat: "number",
  reporting: "number",
  net: "fraction",
  weightedNet: "fraction",
  agreeing: "number",
  agreement: "fraction",
};

/**
 * Breadth of a change in open interest: how many venues grow and how many shrink. Over a horizon of h rows a column is up
 * where oi[t] − oi[t−h] > band × oi[t−h], down where it fell by more than that, else flat; only those present at both ends
 * are counted, so that one that enters or leaves is no vote.
 *
 * A total that falls with a net breadth near 0 has lost one large venue; near −1 all closed. The sum that `agreeing` looks at
 * holds every column, so a column that is most of it agrees with itself.
 * Counts are 0 and the rest is NaN where no column is present at both ends; `weightedNet` is NaN too where they held nothing.
 * Rows are counted, not time (`onGrid`).
 * Source: definition; net advances of the stock market, by count and by size.
 * @param oi open interest, N columns × T rows, NaN where not reported
 * @throws {RangeError} if the columns cannot be added, are in a unit that the price moves, `horizon` is not a whole number of
 *   at least 1, `band` is negative, or at the first negative value
 */
export function breadth(
  oi: Panel,
  { horizon = 1, band = 0.001, mixedSides = "throw", allowPriceEffect = false }: BreadthOptions = {},
): Breadth {
  checkCount(horizon, "horizon", "breadth");
  if (!(band >= 0 && band < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`breadth: band ${band} is not 0 or more; give a fraction, such as 0.001`);
  }
  checkAddable(oi.columns, oi.unit, { mixedSides }, "breadth");
  checkPriceEffect(oi.columns, oi.unit, allowPriceEffect, "breadth");
  checkNotNegative(oi.times, oi.columns, "breadth");
  const votes = countVotes(
    oi.columns.map(({ values }) => values),
    oi.length,
    horizon,
    band,
  );
  const identity = commonIdentity(oi.columns.map((column) => column.identity));
  const of = (name: keyof typeof units): Series => new Series(oi.times, votes[name], name, units[name], identity);
  return {
    up: of("up"),
    down: of("down"),
    flat: of("flat"),
    reporting: of("reporting"),
    net: of("net"),
    weightedNet: of("weightedNet"),
    agreeing: of("agreeing"),
    agreement: of("agreement"),
    horizon,
  };
}

function countVotes(
  columns: readonly Float64Array[],
  length: number,
  horizon: number,
  band: number,
): Record<keyof typeof units, Float64Array> {
  const counts = (): Float64Array => new Float64Array(length);
  const parts = (): Float64Array => new Float64Array(length).fill(Number.NaN);
  const [up, down, flat, reporting, agreeing] = [counts(), counts(), counts(), counts(), counts()];
  const [net, weightedNet, agreement] = [parts(), parts(), parts()];
  for (let t = horizon; t < length; t++) {
    let ups = 0;
    let downs = 0;
    let flats = 0;
    let earlier = 0;
    let later = 0;
    let weighted = 0;
    for (let j = 0; j < columns.length; j++) {
      const old = columns[j][t - horizon];
      const now = columns[j][t];
      if (old !== old || now !== now) continue;
      earlier += old;
      later += now;
      const vote = bandedDirection(old, now, band);
      weighted += vote * old;
      if (vote > 0) ups++;
      else if (vote < 0) downs++;
      else flats++;
    }
    const all = ups + downs + flats;
    if (all === 0) continue;
    const whole = bandedDirection(earlier, later, band);
    up[t] = ups;
    down[t] = downs;
    flat[t] = flats;
    reporting[t] = all;
    agreeing[t] = whole > 0 ? ups : whole < 0 ? downs : flats;
    net[t] = (ups - downs) / all;
    if (earlier > 0) weightedNet[t] = weighted / earlier;
    agreement[t] = agreeing[t] / all;
  }
  return { up, down, flat, reporting, net, weightedNet, agreeing, agreement };
}
