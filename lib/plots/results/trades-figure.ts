import type { Backtest } from "../../backtest/results/result.js";
import { tradeStatistics } from "../../backtest/results/trade-statistics.js";
import type { Trade } from "../../backtest/results/trades.js";
import { checkChoice, shown } from "../../series/check.js";
import { countText } from "../../series/count-text.js";
import { dayMs, hourMs, minuteMs } from "../../series/time.js";
import { baseLayout, type FigureOptions, figureConfig } from "../drawing/base-layout.js";
import type { Figure } from "../drawing/figure.js";
import { okabeIto } from "../drawing/palette.js";
import { percentText } from "../drawing/percent-text.js";
import { plotText } from "../drawing/plot-text.js";
import { plotNumber, plotTime } from "../drawing/plot-values.js";
import { unitAxis } from "../drawing/unit-axis.js";
import { drawnTrades } from "./drawn-trades.js";
import { accountCurrency, amountText, resultLabel, sameBarRemark } from "./result-words.js";

/** How `tradesFigure` draws. */
export interface TradesFigureOptions extends FigureOptions {
  /** Axis of the duration. Default `log` where the longest trade is twenty times the shortest, else `linear`. */
  readonly scale?: "linear" | "log";
  /** What the amounts of a bare list of trades are in: dollars, or the coins of an inverse account. Default `usd`. */
  readonly unit?: "usd" | "base";
  /** Of a bare list of trades: whether they were filled at the close they were decided at. Default false. */
  readonly sameBarFills?: boolean;
}

/** What the figure reads of a backtest. */
export type TradesInput = Pick<Backtest, "equity" | "trades" | "openTrades" | "costs" | "sameBarFills">;

const sides = [
  { side: "long", colour: okabeIto.blue, symbol: "triangle-up", mark: "up" },
  { side: "short", colour: okabeIto.orange, symbol: "triangle-down", mark: "down" },
] as const;

/** Longest over shortest duration from which a log axis shows more. */
const logFrom = 20;
const durations = [
  { name: "days", ms: dayMs, from: 3 * dayMs },
  { name: "hours", ms: hourMs, from: 3 * hourMs },
  { name: "minutes", ms: minuteMs, from: 0 },
] as const;

/**
 * Closed trades: net profit in percent of the position at its entry prices against the time it was held, ▲ long and ▼
 * short, with a count of winners and losers of each side. Profit is after all costs; the position is that of all fills
 * that opened or enlarged it.
 * More than 2,000 trades are thinned evenly in time, the best, the worst, the shortest and the longest kept; counts are
 * of all. Trades that are still open are counted and not drawn.
 * @param of a backtest, or its trades with their unit
 * @throws {TypeError} for what is neither
 * @throws {RangeError} if no trade has closed, a choice is unknown, or a trade of no duration is to lie on a log axis
 */
export function tradesFigure(
  of: TradesInput | readonly Trade[],
  {
    title = "Trades by duration and profit",
    note,
    theme,
    height = 420,
    scale,
    unit = "usd",
    sameBarFills = false,
  }: TradesFigureOptions = {},
): Figure {
  const given = inputOf(of, unit, sameBarFills);
  if (scale !== undefined) checkChoice("scale", scale, ["linear", "log"], "tradesFigure");
  checkChoice("unit", given.unit, ["usd", "base"], "tradesFigure");
  if (given.trades.length === 0) {
    throw new RangeError("tradesFigure: no trade has closed; there is nothing to draw");
  }
  const held = given.trades.map(({ entryTime, exitTime }) => exitTime - entryTime);
  const [shortest, longest] = [least(held), most(held)];
  if (scale === "log" && !(shortest > 0)) {
    throw new RangeError('tradesFigure: a trade of no duration has no logarithm; pass scale: "linear"');
  }
  const type = scale ?? (shortest > 0 && longest >= logFrom * shortest ? "log" : "linear");
  const period = durations.find(({ from }) => longest >= from) as (typeof durations)[number];
  const { trades, left } = drawnTrades(given.trades);
  const statistics = tradeStatistics(given.trades);
  const { net, trades: all } = statistics[0];
  const layout = baseLayout({
    title,
    note,
    theme,
    height,
    strips: [
      {
        label: resultLabel("Net profit (% of position)", given.sameBarFills),
        key: sides.map(({ side, colour, mark }) => ({ name: side, colour, mark })),
        axis: { ...unitAxis("fraction").axis, tickformat: "~%", zeroline: true },
      },
    ],
    horizontal: {
      label: `time held (${period.name}${type === "log" ? ", log scale" : ""})`,
      axis: { type, ...(type === "log" ? { dtick: 1 } : { rangemode: "tozero" }) },
    },
    remarks: [
      `${countText(all, "closed trade")}, net ${amountText(net, given.currency)}`,
      ...statistics.slice(1).map(sideText),
      given.open > 0 ? `${countText(given.open, "trade")} still open and not drawn` : undefined,
      left,
      sameBarRemark(given.sameBarFills),
    ],
  });
  return {
    data: sides.map(({ side, colour, symbol }) => {
      const own = trades.filter((trade) => trade.side === side);
      return {
        type: "scatter",
        mode: "markers",
        name: side,
        x: own.map(({ entryTime, exitTime }) => plotNumber((exitTime - entryTime) / period.ms)),
        y: own.map((trade) => plotNumber(tradeReturn(trade, given.unit))),
        yaxis: "y",
        marker: { symbol, color: colour, size: 8, opacity: 0.8 },
        text: own.map(({ instrument, entryTime }) => `${plotText(instrument)}, ${plotTime(entryTime)} UTC`),
        hovertemplate: `${side} %{text}: %{y:.2%}<extra></extra>`,
      };
    }),
    layout,
    config: figureConfig,
  };
}

/**
 * Net profit of a trade as a fraction of its position: net / (units × entryPrice), of an inverse account, whose units
 * are dollars and whose profit is coins, net / (units / entryPrice).
 */
export function tradeReturn(
  { net, units, entryPrice }: Pick<Trade, "net" | "units" | "entryPrice">,
  unit: "usd" | "base",
): number {
  return net / (unit === "usd" ? units * entryPrice : units / entryPrice);
}

interface GivenTrades {
  readonly trades: readonly Trade[];
  readonly open: number;
  readonly unit: "usd" | "base";
  readonly currency: string;
  readonly sameBarFills: boolean;
}

function inputOf(of: TradesInput | readonly Trade[], unit: "usd" | "base", sameBarFills: boolean): GivenTrades {
  if (Array.isArray(of)) {
    const trades = of as readonly Trade[];
    const closed = trades.filter(({ exitReason }) => exitReason !== "open");
    return {
      trades: closed,
      open: trades.length - closed.length,
      unit,
      currency: unit === "usd" ? "USD" : "coins",
      sameBarFills,
    };
  }
  const result: Partial<TradesInput> = Object(of);
  if (!Array.isArray(result.trades) || result.costs === undefined || result.equity === undefined) {
    throw new TypeError(`tradesFigure: ${shown(of)} has no trades; give a backtest, or its trades`);
  }
  return {
    trades: result.trades,
    open: result.openTrades?.length ?? 0,
    unit: result.costs.unit,
    currency: accountCurrency(result.equity),
    sameBarFills: result.sameBarFills ?? false,
  };
}

function sideText({ side, winners, losers, trades, hitRate }: ReturnType<typeof tradeStatistics>[number]): string {
  const even = trades - winners - losers;
  const rest = even > 0 ? `, ${even} even` : "";
  const won = trades > 0 ? ` (${percentText(hitRate, { digits: 0 })} won)` : "";
  return `${side}: ${countText(winners, "winner")}, ${countText(losers, "loser")}${rest}${won}`;
}

function least(values: readonly number[]): number {
  return values.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
}

function most(values: readonly number[]): number {
  return values.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
}
