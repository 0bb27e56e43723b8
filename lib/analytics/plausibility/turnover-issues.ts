import { checkSameTimes } from "../../series/check-same-times.js";
import { formatValue } from "../../series/format.js";
import { type Column, Panel } from "../../series/panel.js";
import type { Series } from "../../series/series.js";
import { isoTime } from "../../series/time.js";
import { issueAt } from "../../sources/quality/issue-at.js";
import type { QualityIssue } from "../../sources/quality/quality.js";
import { percent } from "./percent.js";

/** What `turnoverIssues` can be asked for. */
export interface TurnoverOptions {
  /** Part of the volume by which a change may exceed it, as snapshots are seconds off. Default 0.01. */
  readonly tolerance?: number;
  /**
   * Price at each row, unit `price`: one for all columns, or a panel with one for each by name. Needed for coins of inverse
   * contracts and dollars of linear ones, which the price moves without a trade; both are compared in what it does not.
   */
  readonly price?: Series | Panel;
}

/**
 * Columns whose open interest changed by more than was traded: |oi[t] − oi[t−1]| > c × volume[t], as issues of kind
 * `turnover`. Every contract opened or closed is traded, so no true count can do that. c is 1 where each contract is
 * counted once and 2 where its long and its short are (`identity.sides`); a column that does not say is given 2, so that
 * what is found cannot be. Coins of inverse contracts are compared in dollars and dollars of linear ones in coins, volume
 * too, at the price of its row. Gaps are skipped, and so is a change from or to zero: a settlement needs no trade.
 * It describes the whole sample; whether a bar is beyond is told by that bar alone.
 * Source: I. Giagkiozis and E. Said, Reconciling Open Interest with Traded Volume in Perpetual Swaps, Ledger 9, 2024.
 * @param oi open interest, N columns × T rows
 * @param volume traded in the bar that ends at each row, in the unit of `oi`. Columns are paired by name, and those of
 *   `oi` that have none are not checked; a series is that of the only column, whatever its name, as `candles.volume` is
 * @throws {RangeError} if units or times differ, a volume belongs to no column, the price a column needs is missing, a
 *   column adds inverse contracts to others (`identity.margin` mixed), or the tolerance is negative
 */
export function turnoverIssues(
  oi: Panel,
  volume: Panel | Series,
  { tolerance = 0.01, price }: TurnoverOptions = {},
): readonly QualityIssue[] {
  if (oi.unit !== volume.unit) {
    throw new RangeError(
      `turnoverIssues: open interest is in ${oi.unit} and volume in ${volume.unit}; give both in one unit`,
    );
  }
  if (!(tolerance >= 0 && tolerance < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`turnoverIssues: tolerance ${tolerance} is not 0 or more; give a fraction, such as 0.01`);
  }
  checkSameTimes(oi.times, volume.times, "turnoverIssues");
  if (price !== undefined) checkSameTimes(oi.times, price.times, "turnoverIssues");
  return volumePanel(oi, volume).columns.flatMap(({ name, values }) => {
    const column = oi.columns.find((each) => each.name === name);
    if (column === undefined) {
      throw new RangeError(
        `turnoverIssues: volume of "${name}" belongs to no column of open interest; known: ${oi.names.join(", ")}`,
      );
    }
    const free = priceFree(oi, column, price);
    return columnIssues(oi.times, { ...column, values: free(column.values) }, free(values), tolerance);
  });
}

/** A series of volume is that of the only column. */
function volumePanel(oi: Panel, volume: Panel | Series): Panel {
  if ("columns" in volume) return volume;
  if (oi.columns.length !== 1) {
    throw new RangeError(
      `turnoverIssues: volume "${volume.name}" is one series and open interest has ${oi.columns.length} columns; give a panel of volumes, named as the columns they belong to`,
    );
  }
  const { times, values, identity, unit } = volume;
  return new Panel(times, [{ name: oi.names[0], values, identity }], unit);
}

/** Turns values of a column into what the price does not move. */
function priceFree(
  { unit }: Panel,
  { name, identity }: Column,
  price: Series | Panel | undefined,
): (values: Float64Array) => Float64Array {
  const inverse = identity.margin === "inverse";
  if (identity.margin === "mixed" && unit !== "contracts") {
    throw new RangeError(
      `turnoverIssues: "${name}" adds inverse contracts to others, which the price moves in coins and in dollars alike; give the contracts before they are added, or no volume of it`,
    );
  }
  if (unit !== (inverse ? "base" : "usd")) return (values) => values;
  const prices = price !== undefined && "columns" in price ? price.column(name) : price;
  if (prices === undefined || prices.unit !== "price") {
    throw new RangeError(
      `turnoverIssues: "${name}" is in ${unit} of ${inverse ? "an inverse" : "a linear"} contract, which the price moves without a trade; give price, in unit price`,
    );
  }
  return (values) => values.map((value, t) => (inverse ? value * prices.values[t] : value / prices.values[t]));
}

function columnIssues(
  times: Float64Array,
  { name, values, identity }: Column,
  volume: Float64Array,
  tolerance: number,
): readonly QualityIssue[] {
  const sides = identity.sides === 1 ? 1 : 2;
  const beyond: number[] = [];
  let judged = 0;
  let worst = 0;
  let worstRow = -1;
  for (let t = 1; t < values.length; t++) {
    if (!(values[t] > 0 && values[t - 1] > 0 && volume[t] >= 0)) continue;
    judged++;
    const change = Math.abs(values[t] - values[t - 1]);
    if (change <= sides * (1 + tolerance) * volume[t]) continue;
    beyond.push(times[t]);
    if (worstRow < 0 || change / volume[t] > worst) {
      worst = change / volume[t];
      worstRow = t;
    }
  }
  if (worstRow < 0) return [];
  const isSaid = identity.sides === 1 || identity.sides === 2;
  const allowed = `${sides === 1 ? "" : "twice "}what was traded${isSaid ? "" : " (nobody says how many sides it counts)"}`;
  const share = beyond.length / judged;
  const change = formatValue(values[worstRow] - values[worstRow - 1]);
  const advice =
    share > 0.5
      ? "the units or contract sizes of the two differ: convert one of them"
      : "open interest is late, corrected or wrong there, or the labels of the two are a bar apart: trust no flow in these rows";
  const detail = `changes by more than ${allowed} in ${percent(share)} of ${judged} bars, worst by ${change} with ${formatValue(volume[worstRow])} traded at ${isoTime(times[worstRow])}; ${advice}`;
  return issueAt("turnover", name, beyond, detail);
}
