import { shown } from "../../series/check.js";
import type { Trade } from "./trades.js";

/** What the trades of one side came to. Amounts are in the settlement currency, net of all costs. */
export interface TradeStatistics {
  readonly side: "all" | "long" | "short";
  readonly trades: number;
  /** Trades with a net profit above 0. */
  readonly winners: number;
  /** Trades with a net profit below 0; one of exactly 0 is neither. */
  readonly losers: number;
  /** Winners / trades. */
  readonly hitRate: number;
  /** Sum of net profits. */
  readonly net: number;
  /** Net profit / trades: the expectancy of a trade. */
  readonly expectancy: number;
  /** Sum of the winners' profits / |sum of the losers'|; NaN without a loser. */
  readonly profitFactor: number;
  /** Mean profit of the winners. */
  readonly averageWin: number;
  /** Mean profit of the losers, below 0. */
  readonly averageLoss: number;
  /** averageWin / |averageLoss|. */
  readonly payoffRatio: number;
  /** Largest profit, NaN without a winner. */
  readonly largestWin: number;
  /** Largest loss, below 0; NaN without a loser. */
  readonly largestLoss: number;
  /** Most winners in a row, in the order given. */
  readonly longestWinning: number;
  /** Most losers in a row. */
  readonly longestLosing: number;
  /** Mean bars held. */
  readonly averageBars: number;
  /** Mean of the worst profit on the way, a fraction of the entry, 0 or below. */
  readonly averageMae: number;
  /** Mean of the best profit on the way, a fraction of the entry, 0 or above. */
  readonly averageMfe: number;
}

/**
 * Statistics of trades, of all and of each side: three rows. Means of nothing and ratios over nothing are NaN.
 * Trades that are still open belong in only if the caller adds them: `tradeStatistics([...result.trades,
 * ...result.openTrades])`.
 * Of a strategy that is in the market for long, few trades say little: its returns say more (`returnMeasures`).
 * Source: definitions, given at each field.
 * @param trades in order of time, such as `result.trades`
 * @throws {TypeError} for what is no list, such as a backtest: give its trades
 */
export function tradeStatistics(
  trades: readonly Pick<Trade, "side" | "net" | "bars" | "mae" | "mfe">[],
): readonly TradeStatistics[] {
  if (!Array.isArray(trades)) {
    throw new TypeError(`tradeStatistics: ${shown(trades)} is no list of trades; give result.trades`);
  }
  return (["all", "long", "short"] as const).map((side) =>
    statistics(
      side,
      trades.filter((trade) => side === "all" || trade.side === side),
    ),
  );
}

function statistics(
  side: TradeStatistics["side"],
  trades: readonly Pick<Trade, "net" | "bars" | "mae" | "mfe">[],
): TradeStatistics {
  const wins = trades.map(({ net }) => net).filter((net) => net > 0);
  const losses = trades.map(({ net }) => net).filter((net) => net < 0);
  const net = sum(trades.map((trade) => trade.net));
  const averageWin = sum(wins) / wins.length;
  const averageLoss = sum(losses) / losses.length;
  return {
    side,
    trades: trades.length,
    winners: wins.length,
    losers: losses.length,
    hitRate: wins.length / trades.length,
    net,
    expectancy: net / trades.length,
    profitFactor: losses.length > 0 ? sum(wins) / -sum(losses) : Number.NaN,
    averageWin,
    averageLoss,
    payoffRatio: averageWin / -averageLoss,
    largestWin: wins.length > 0 ? wins.reduce((most, win) => Math.max(most, win)) : Number.NaN,
    largestLoss: losses.length > 0 ? losses.reduce((least, loss) => Math.min(least, loss)) : Number.NaN,
    longestWinning: longestRun(trades, (each) => each.net > 0),
    longestLosing: longestRun(trades, (each) => each.net < 0),
    averageBars: sum(trades.map(({ bars }) => bars)) / trades.length,
    averageMae: sum(trades.map(({ mae }) => mae)) / trades.length,
    averageMfe: sum(trades.map(({ mfe }) => mfe)) / trades.length,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function longestRun<T>(items: readonly T[], counts: (item: T) => boolean): number {
  let longest = 0;
  let run = 0;
  for (const item of items) {
    run = counts(item) ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
