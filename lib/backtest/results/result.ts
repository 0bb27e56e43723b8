import { audited } from "../../evidence/audit/audited.js";
import type { Trial } from "../../evidence/ledger/trial.js";
import type { Evidence } from "../../evidence/verdict/evidence-result.js";
import type { DataFrame } from "../../series/data-frame.js";
import { inspect } from "../../series/inspect.js";
import type { Panel } from "../../series/panel.js";
import type { Series } from "../../series/series.js";
import type { FillRule } from "../engine/options.js";
import type { Signals } from "../exits/signals.js";
import { type BacktestEvidenceOptions, backtestEvidence } from "./backtest-evidence.js";
import { backtestFrame } from "./backtest-frame.js";
import { backtestText } from "./backtest-text.js";
import { type EvidenceSource, trialOf } from "./evidence-source.js";
import type { Measures } from "./measures.js";
import type { Order } from "./order.js";
import type { OrderLog } from "./order-log.js";
import type { Trade } from "./trades.js";

/**
 * Where the profit came from, in the settlement currency:
 * gross − fees − slippage + funding − liquidation = net = final equity − initial equity.
 */
export interface Costs {
  /** Unit of every amount: `usd` (linear) or `base`, coins (inverse). */
  readonly unit: "usd" | "base";
  /** Profit at quoted prices. */
  readonly gross: number;
  /** Fees paid; below 0 where rebates were more. */
  readonly fees: number;
  /** What fills cost beyond the quoted price, at least 0. */
  readonly slippage: number;
  /** Funding received (positive) or paid (negative). */
  readonly funding: number;
  /** Fee of a liquidation, at least 0. */
  readonly liquidation: number;
  readonly net: number;
}

/** What had to be assumed, changed or left out, counted; over all legs. */
export interface BacktestCounts {
  /** Rows of the result. */
  readonly bars: number;
  /** Bars without a price within a leg's own candles, up to the end of trading. */
  readonly missingBars: number;
  /** Decisions that were NaN. */
  readonly missingPositions: number;
  /** Settlements applied to a position. */
  readonly settlements: number;
  /** Settlements without a rate that met a position and paid 0. */
  readonly missingSettlements: number;
  /** Positions closed because the price was missing for longer than `maxMissingBars`. */
  readonly gapExits: number;
  /**
   * Bars at which an order to enter lapsed because the price was missing for longer than `maxMissingBars`. One that waited
   * to change or leave a position ends with the position, in `gapExits`.
   */
  readonly lapsedOrders: number;
  /** Orders made smaller to keep the account within `maxLeverage`. */
  readonly cutOrders: number;
  /** Orders of a flat account that were not made because their costs were all it had. */
  readonly unpaidOrders: number;
  /** Bars at which an order waited because its slippage could not be known yet. */
  readonly unpricedOrders: number;
  /** Bars of a held position whose mark price was missing, where the traded price stood in. */
  readonly missingMarks: number;
}

/** How an account ended before the end. */
export interface Liquidation {
  /** End of the bar it happened in, epoch milliseconds UTC. */
  readonly time: number;
  /** Price at which each held leg was closed, by name, dollars: that at which the equity met what it had to be. */
  readonly prices: Readonly<Record<string, number>>;
  /** Maintenance margin at those prices, in the settlement currency; 0 without tiers. */
  readonly maintenance: number;
  /** Fee of the liquidation, in the settlement currency; all that was left where the costs of a fill were more. */
  readonly fee: number;
  /** What was left of the equity, in the settlement currency, at least 0. */
  readonly equity: number;
}

/** What a `Backtest` is made of. */
export interface BacktestInit {
  readonly equity: Series;
  readonly equityUsd: Series;
  readonly returns: Series;
  readonly drawdown: Series;
  readonly position: Series;
  readonly positions: Panel;
  readonly orderLog: OrderLog;
  readonly trades: readonly Trade[];
  readonly openTrades: readonly Trade[];
  readonly liquidation: Liquidation | undefined;
  readonly costs: Costs;
  readonly measures: Measures;
  readonly counts: BacktestCounts;
  readonly assumptions: readonly string[];
  readonly fill: FillRule;
  /** Those of each leg by name, as they were given. */
  readonly decisions: Readonly<Record<string, Series | Signals>>;
  readonly source: EvidenceSource;
}

/** Result of `backtest` and `backtestPortfolio`. All series share the times of the candles, T rows. */
export class Backtest {
  /**
   * Account value at bar ends in the settlement currency, unit `usd` (linear) or `base` (inverse, coins), marked at
   * closes; in a hole it stays at the last mark. Never below 0.
   */
  readonly equity: Series;
  /** The same in dollars; of an inverse account, equity × the coin's last close, NaN before the first. */
  readonly equityUsd: Series;
  /**
   * Equity / equity of the row before − 1, unit `fraction`. The first row has one only if a fill at its own close changed
   * the equity, over the initial; else it is NaN. So are a bar without any price that changed nothing, and all rows after
   * a total loss. The product of 1 + return is final / initial equity.
   */
  readonly returns: Series;
  /** Equity / highest equity so far, the initial included, − 1, unit `fraction`, 0 or below. */
  readonly drawdown: Series;
  /** Net exposure held at bar ends: sum over legs of units × |f(close)| / equity, signed, unit `fraction`. */
  readonly position: Series;
  /** The same of each leg, unit `fraction`, N columns by name. */
  readonly positions: Panel;
  /** Trades that have ended, in the order in which they did. */
  readonly trades: readonly Trade[];
  /** Trades still open at the end, marked at the last close without costs of closing. */
  readonly openTrades: readonly Trade[];
  /** Absent if the account was not liquidated. */
  readonly liquidation?: Liquidation;
  readonly costs: Costs;
  readonly measures: Measures;
  readonly counts: BacktestCounts;
  /** Sentences for a reader: by what rules this was computed, and what it leaves out. */
  readonly assumptions: readonly string[];
  /** When a decision was filled. */
  readonly fill: FillRule;
  /**
   * Whether decisions were filled at the close they were made at, which nobody can do; names of series say so too.
   */
  readonly sameBarFills: boolean;
  private readonly orderLog: OrderLog;
  /** Hidden also from those who list or print a result: it holds prices. */
  readonly #source: EvidenceSource;
  readonly #decisions: BacktestInit["decisions"];

  /** Takes its parts as they are: `backtest` makes them. */
  constructor(init: BacktestInit) {
    this.equity = init.equity;
    this.equityUsd = init.equityUsd;
    this.returns = init.returns;
    this.drawdown = init.drawdown;
    this.position = init.position;
    this.positions = init.positions;
    this.trades = init.trades;
    this.openTrades = init.openTrades;
    if (init.liquidation !== undefined) this.liquidation = init.liquidation;
    this.costs = init.costs;
    this.measures = init.measures;
    this.counts = init.counts;
    this.assumptions = init.assumptions;
    this.fill = init.fill;
    this.sameBarFills = init.fill === "same close";
    this.orderLog = init.orderLog;
    this.#source = init.source;
    this.#decisions = init.decisions;
  }

  /** All fills in the order in which they were made; at one instant by name of the leg. */
  get orders(): readonly Order[] {
    return this.orderLog.orders();
  }

  /**
   * A danfojs DataFrame with a `time` column (ISO 8601, UTC), the equity, returns, drawdown and position, and of several
   * legs the position of each (`backtestFrame`). Arithmetic on whole frames keeps seven digits only: compute first and convert
   * last.
   */
  toDataFrame(): DataFrame {
    return backtestFrame(this);
  }

  /** This run as the ledger of trials counts it. */
  get trial(): Trial {
    return trialOf(this.#source, this.measures);
  }

  /**
   * Whether this is luck: the Sharpe ratio with its interval, deflated by the variants that the current ledger has
   * counted on this market, and a verdict in words (`evidence`). Every backtest counts itself unless its `trial` is false.
   * Ratios are for a year. Cost: some thousand passes over the returns, half a second for two years of hours.
   */
  evidence(options: BacktestEvidenceOptions = {}): Evidence {
    return backtestEvidence(this, this.#source, options);
  }

  /** Its decisions, which `audit` compares beside what the account did with them a bar later. */
  [audited](): { readonly decision: BacktestInit["decisions"][string] | BacktestInit["decisions"] } {
    const each = Object.values(this.#decisions);
    return { decision: each.length === 1 ? each[0] : this.#decisions };
  }

  /** What was traded, how it did and where the profit came from, in few lines. */
  toString(): string {
    return backtestText(this);
  }

  [inspect](): string {
    return this.toString();
  }
}
