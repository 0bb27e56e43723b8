import type { Series } from "../../series/series.js";
import type { Measures } from "./measures.js";
import type { Trade } from "./trades.js";

/** Where the profit came from, in USD: gross − fees − slippage + funding = net = final equity − initial equity. */
export interface Costs {
  /** Profit at quoted prices. */
  readonly gross: number;
  /** Fees paid, at least 0. */
  readonly fees: number;
  /** What fills cost beyond the quoted price, at least 0. */
  readonly slippage: number;
  /** Funding received (positive) or paid (negative). */
  readonly funding: number;
  readonly net: number;
}

/** What had to be assumed or left out, counted. */
export interface BacktestCounts {
  /** Rows of the candles. */
  readonly bars: number;
  /** Bars without a price, up to the end of trading. */
  readonly missingBars: number;
  /** Positions that were NaN. */
  readonly missingPositions: number;
  /** Settlements applied to a position. */
  readonly settlements: number;
  /** Settlements without a rate that met a position and paid 0. */
  readonly missingSettlements: number;
  /** Positions closed because the price was missing for longer than `maxMissingBars`. */
  readonly gapExits: number;
  /** Bars at which an order lapsed because the price was missing for longer than `maxMissingBars`. */
  readonly lapsedOrders: number;
}

/** Result of `backtest`. All series share the times of the candles. */
export interface Backtest {
  /** Account value at bar ends, unit `usd`; in a hole it stays at the last mark. Never below 0. */
  readonly equity: Series;
  /**
   * Equity / equity of the row before − 1, unit `fraction`. NaN in the first row, in a bar without a price that changed
   * nothing, and after a liquidation. Their product is final / initial equity.
   */
  readonly returns: Series;
  /** Exposure held at bar ends: units × close / equity, signed, unit `fraction`. */
  readonly position: Series;
  /** Equity / highest equity so far, the initial included, − 1, unit `fraction`, 0 or below. */
  readonly drawdown: Series;
  /** Trades that have ended. */
  readonly trades: readonly Trade[];
  /** The trade that is still open at the end, marked at the last close without costs of closing; absent if flat. */
  readonly openTrade?: Trade;
  /** Where the equity was used up: the end of that bar and the price at which nothing was left. */
  readonly liquidation?: { readonly time: number; readonly price: number };
  readonly costs: Costs;
  readonly measures: Measures;
  readonly counts: BacktestCounts;
  /** Sentences for a reader: by what rules this was computed, and what it leaves out. */
  readonly assumptions: readonly string[];
}
