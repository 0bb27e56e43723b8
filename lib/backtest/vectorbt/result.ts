import { type DataFrame, toDataFrame } from "../../series/data-frame.js";
import { Panel } from "../../series/panel.js";
import { Series } from "../../series/series.js";
import { moments } from "../../statistics/moments.js";
import { type MeasureConventions, periodsPerYear } from "../../statistics/return-measures.js";
import type { Simulation } from "./simulate.js";

/** A filled order. */
export interface VectorbtOrder {
  /** Row that asked for it and in which it was filled, from 0. */
  readonly row: number;
  /** End of that bar, epoch milliseconds UTC. */
  readonly time: number;
  /** Name of the close it was filled on. */
  readonly asset: string;
  readonly side: "buy" | "sell";
  /** Units, above 0. */
  readonly size: number;
  /** Price with slippage. */
  readonly price: number;
  readonly fees: number;
}

/** An order that a limit stood against. */
export interface VectorbtRejection {
  readonly row: number;
  readonly time: number;
  readonly asset: string;
  readonly reason: string;
}

/** The three measures by vectorbt's definitions, NaN where it would give an infinite value. */
export interface VectorbtMeasures {
  /** Final value / initial cash − 1. */
  readonly totalReturn: number;
  /** Mean / sample standard deviation (n − 1) of all T returns × √(365 days / interval). */
  readonly sharpe: number;
  /**
   * Lowest of product of 1 + return / highest product so far − 1. The first row is the first peak, the start is none.
   */
  readonly maxDrawdown: number;
  readonly conventions: MeasureConventions & { readonly fill: "same bar" };
}

const mark = "(same-bar fills)";

/** Result of a run by vectorbt's rules. Every series says in its name that fills are of the bar that decides them. */
export class VectorbtBacktest {
  readonly orders: readonly VectorbtOrder[];
  readonly rejections: readonly VectorbtRejection[];
  /** Cash and assets at the close, which may be below 0; unit `usd`. */
  readonly value: Series;
  /** Unit `usd`. */
  readonly cash: Series;
  /** Units held at the close, one column for each asset; unit `base`. */
  readonly assets: Panel;
  /**
   * Change of value / value before, the first against the initial cash, with the sign turned where that is below 0, as
   * vectorbt does it; NaN where it divides by 0. Unit `fraction`.
   */
  readonly returns: Series;
  readonly measures: VectorbtMeasures;
  readonly fill = "same bar" as const;
  readonly sameBarFills = true as const;
  /** Sentences for a reader. */
  readonly assumptions: readonly string[];

  constructor(closes: readonly Series[], simulation: Simulation, initCash: number, intervalMs: number | undefined) {
    const times = closes[0].times;
    const place = ({ row, column }: { row: number; column: number }) => ({
      row,
      time: times[row],
      asset: closes[column].name,
    });
    this.orders = simulation.orders.map(({ side, size, price, fees, ...at }) => ({
      ...place(at),
      side,
      size,
      price,
      fees,
    }));
    this.rejections = simulation.rejections.map(({ reason, ...at }) => ({ ...place(at), reason }));
    const value = accountValue(closes, simulation);
    this.value = new Series(times, value, `value ${mark}`, "usd");
    this.cash = new Series(times, simulation.cash, `cash ${mark}`, "usd");
    this.assets = new Panel(
      times,
      closes.map(({ name, identity }, j) => ({ name: `${name} ${mark}`, values: simulation.assets[j], identity })),
      "base",
    );
    this.returns = new Series(times, returnsOf(value, initCash), `returns ${mark}`, "fraction");
    this.measures = measuresOf(this.returns.values, value, initCash, intervalMs ?? regularInterval(times));
    this.assumptions = assumptionsOf(value);
  }

  /** Value, cash, returns and units by row. */
  toDataFrame(): DataFrame {
    return toDataFrame(this.value.times, [this.value, this.cash, this.returns, ...this.assets.columns]);
  }
}

function accountValue(closes: readonly Series[], { cash, assets }: Simulation): Float64Array {
  const value = Float64Array.from(cash);
  closes.forEach((close, j) => {
    const prices = filled(close.values);
    for (let row = 0; row < value.length; row++) value[row] += assets[j][row] * prices[row];
  });
  return value;
}

/** Gaps take the price before them, those at the start the first price, as vectorbt values what is held in them. */
function filled(close: Float64Array): Float64Array {
  const prices = new Float64Array(close.length);
  let last = close.find((price) => !Number.isNaN(price)) ?? Number.NaN;
  for (let row = 0; row < close.length; row++) {
    if (close[row] === close[row]) last = close[row];
    prices[row] = last;
  }
  return prices;
}

function returnsOf(value: Float64Array, initCash: number): Float64Array {
  const returns = new Float64Array(value.length);
  let before = initCash;
  for (let row = 0; row < value.length; row++) {
    const now = value[row];
    if (before === 0) returns[row] = now === 0 ? 0 : Number.NaN;
    else returns[row] = (now - before) / Math.abs(before);
    before = now;
  }
  return returns;
}

function measuresOf(
  returns: Float64Array,
  value: Float64Array,
  initCash: number,
  intervalMs: number,
): VectorbtMeasures {
  const T = returns.length;
  const periods = intervalMs > 0 ? periodsPerYear(intervalMs) : Number.NaN;
  // Not `returnMeasures`, which refuses returns that lose more than all: here a value may fall below 0.
  const { n, mean, deviation } = moments(returns);
  const isWhole = n === T;
  return {
    totalReturn: T === 0 ? Number.NaN : value[T - 1] / initCash - 1,
    sharpe: isWhole && deviation > 0 ? (mean / deviation) * Math.sqrt(periods) : Number.NaN,
    maxDrawdown: isWhole ? deepest(returns) : Number.NaN,
    conventions: {
      n,
      skipped: T - n,
      periodsPerYear: periods,
      ddof: 1,
      riskFree: 0,
      returns: "simple",
      fill: "same bar",
    },
  };
}

function deepest(returns: Float64Array): number {
  let wealth = 1;
  let peak = Number.NEGATIVE_INFINITY;
  let lowest = Number.NaN;
  for (const value of returns) {
    wealth *= 1 + value;
    if (wealth > peak) peak = wealth;
    const drawdown = wealth / peak - 1;
    if (!(drawdown >= lowest)) lowest = drawdown;
  }
  return Number.isFinite(lowest) ? lowest : Number.NaN;
}

/** The one distance of all times, NaN if they differ or there are fewer than two. */
function regularInterval(times: Float64Array): number {
  const interval = times[1] - times[0];
  for (let row = 2; row < times.length; row++) {
    if (times[row] - times[row - 1] !== interval) return Number.NaN;
  }
  return interval;
}

function assumptionsOf(value: Float64Array): readonly string[] {
  const below = value.findIndex((each) => each < 0);
  return [
    "Same-bar fills: an order is filled on the bar whose close decides it, which cannot be traded.",
    "There is no funding, margin or liquidation, and the value may fall below 0.",
    "A missing close is valued at the price before it, at the start at the first price after it.",
    ...(below < 0 ? [] : [`The value is below 0 from row ${below} on: no real account would still trade.`]),
  ];
}
