import type { Trade } from "../../backtest/results/trades.js";

/** Trades drawn at most, about. */
const maxTrades = 2_000;

/** Trades to be drawn, and what is said of those that are not. */
export interface DrawnTrades {
  readonly trades: readonly Trade[];
  /** Absent if all are drawn. */
  readonly left?: string;
}

/**
 * All trades, or of more than 2,000 one in so many in the order given, with the highest and lowest profit and the
 * shortest and longest.
 */
export function drawnTrades(trades: readonly Trade[]): DrawnTrades {
  if (trades.length <= maxTrades) return { trades };
  const step = Math.ceil(trades.length / maxTrades);
  const held = ({ entryTime, exitTime }: Trade): number => exitTime - entryTime;
  const kept = new Set(trades.filter((_, place) => place % step === 0));
  for (const measure of [(trade: Trade) => trade.net, held]) {
    kept.add(trades.reduce((one, other) => (measure(other) > measure(one) ? other : one)));
    kept.add(trades.reduce((one, other) => (measure(other) < measure(one) ? other : one)));
  }
  const drawn = trades.filter((trade) => kept.has(trade));
  const [few, many] = [drawn.length, trades.length].map((count) => count.toLocaleString("en-US"));
  return {
    trades: drawn,
    left: `Drawn: ${few} of ${many} trades (one in ${step}, and the extremes); counts are of all`,
  };
}
