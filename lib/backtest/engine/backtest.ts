import type { Candles } from "../../series/candles.js";
import { Series } from "../../series/series.js";
import { measures } from "../results/measures.js";
import type { Backtest, BacktestCounts, Costs } from "../results/result.js";
import type { Trade } from "../results/trades.js";
import { assumptions } from "./assumptions.js";
import { checkCandles, checkChoice, checkRules } from "./check.js";
import { settlements } from "./settlements.js";
import { simulate } from "./simulate.js";
import { targets } from "./targets.js";

/** Options of `backtest`. */
export interface BacktestOptions {
  /**
   * Funding rates of the instrument at its own settlement times, unit `fraction`; each row is one settlement, paid in
   * full. Default: none, and then holding a position costs nothing, which the result's assumptions say.
   */
  readonly funding?: Series;
  /** Fee in basis points of the notional of each fill. Default 5. */
  readonly feeBps?: number;
  /** Basis points by which each fill is worse than the open. Default 2. */
  readonly slippageBps?: number;
  /** USD. Default 10,000. */
  readonly initialEquity?: number;
  /** Largest absolute position that is accepted. Default 1. */
  readonly maxLeverage?: number;
  /** What a settlement without a rate does while a position is held. Default `throw`; `zero` counts it and pays 0. */
  readonly missingFunding?: "throw" | "zero";
  /** What a NaN position does. Default `flat`: no decision, no position; `hold` keeps the last target. Both count it. */
  readonly missingPosition?: "flat" | "hold";
  /**
   * Missing price bars in a row over which a position is carried and an order waits. Default 0: no position is held
   * across a bar that is not there.
   */
  readonly maxMissingBars?: number;
}

/**
 * What an account following `position` would have earned on a linear perpetual settled in USD.
 *
 * - **Decision and fill.** A position is a target exposure, signed, as a fraction of equity (1 long, −1 short). It is
 *   decided at its time, a bar's end, known `identity.delayMs` later, and filled at the open of the first bar that
 *   begins then or after; without a delay that is the next bar. Rows of the candles without a position keep the target.
 * - **Size.** Units = target × equity at the open / fill price, bought or sold only when the target differs from the one
 *   traded before: between changes the units stay and the exposure drifts with the price.
 * - **Costs.** Fill price = open × (1 ± slippage), against the trader; fee = feeBps of units × fill price.
 * - **Funding.** A settlement at `s` pays −units × mark × rate: a long pays a positive rate. It meets the position held
 *   into `s`; a fill at the open of a bar that begins at `s` comes after it. Mark = close of the bar that ends at `s` or
 *   contains it, or the last close before where that is missing.
 * - **Liquidation.** If the open, the bar's worst price (low for a long, high for a short), a settlement or the costs of
 *   a fill leave nothing of the equity, the position is closed at the price where equity is 0, and trading stops. There
 *   is no maintenance margin.
 * - **Missing bars.** A bar lacking any of its four prices is missing. An order waits for the next open, and a position
 *   is carried at the last close, for `maxMissingBars` of them; at the end of the next one the order lapses and the
 *   position is closed at the last known close, with costs. Later decisions start anew.
 *
 * Row t of every result depends on rows ≤ t of the input. Cost: one pass, T steps.
 * @param position target exposure, unit `fraction`, at bar ends of the candles, all of them or some
 * @param candles prices, T rows, bar ends `intervalMs` apart
 * @throws {TypeError} if the position or the funding is not in unit `fraction`
 * @throws {RangeError} at an option out of range, a position time that is no bar end, a position beyond `maxLeverage`,
 *   a price that is not above 0, bar ends off the grid, or a missing settlement, naming row and time
 */
export function backtest(
  position: Series,
  candles: Candles,
  {
    funding,
    feeBps = 5,
    slippageBps = 2,
    initialEquity = 10_000,
    maxLeverage = 1,
    missingFunding = "throw",
    missingPosition = "flat",
    maxMissingBars = 0,
  }: BacktestOptions = {},
): Backtest {
  checkRules({ feeBps, slippageBps, initialEquity, maxLeverage, maxMissingBars });
  checkChoice("missingFunding", missingFunding, ["throw", "zero"]);
  checkChoice("missingPosition", missingPosition, ["flat", "hold"]);
  checkCandles(candles, funding);

  const { times, intervalMs } = candles;
  const { orders, missing } = targets(position, times, intervalMs, { maxLeverage, missingPosition });
  const start = (times[0] ?? 0) - intervalMs;
  const end = times[times.length - 1] ?? start;
  const run = simulate(orders, candles, settlements(funding, start, end), {
    feeRate: feeBps / 1e4,
    slippageRate: slippageBps / 1e4,
    initialEquity,
    missingFunding,
    maxMissingBars,
  });

  const costs = sumCosts(run.openTrade === undefined ? run.trades : [...run.trades, run.openTrade]);
  const counts: BacktestCounts = {
    bars: times.length,
    missingBars: run.missingBars,
    missingPositions: missing,
    settlements: run.settlements,
    missingSettlements: run.missingSettlements,
    gapExits: run.gapExits,
    lapsedOrders: run.lapsedOrders,
  };
  const { delayMs = 0 } = position.identity;
  const { identity } = candles.close;
  const rules = {
    feeBps,
    slippageBps,
    missingPosition,
    maxMissingBars,
    intervalMs,
    delayMs,
    funded: funding !== undefined,
  };
  return {
    equity: new Series(times, run.equity, "equity", "usd", identity),
    returns: new Series(times, run.returns, "returns", "fraction", identity),
    position: new Series(times, run.exposure, "position", "fraction", identity),
    drawdown: new Series(times, run.drawdown, "drawdown", "fraction", identity),
    trades: run.trades,
    ...(run.openTrade === undefined ? {} : { openTrade: run.openTrade }),
    ...(run.liquidation === undefined ? {} : { liquidation: run.liquidation }),
    costs,
    measures: measures({
      equity: run.equity,
      returns: run.returns,
      exposure: run.exposure,
      trades: run.trades,
      tradedNotional: run.tradedNotional,
      grossAndFunding: costs.gross + costs.funding,
      intervalMs,
    }),
    counts,
    assumptions: assumptions(rules, counts, run.openTrade, run.liquidation),
  };
}

function sumCosts(trades: readonly Trade[]): Costs {
  let gross = 0;
  let fees = 0;
  let slippage = 0;
  let funding = 0;
  for (const trade of trades) {
    gross += trade.gross;
    fees += trade.fees;
    slippage += trade.slippage;
    funding += trade.funding;
  }
  return { gross, fees, slippage, funding, net: gross - fees - slippage + funding };
}
