import type { PreparedSlippage } from "../costs/slippage.js";
import { type EncodedSignals, nextSide, type SignalConflicts } from "../exits/signals.js";
import { noExit } from "../exits/stops.js";
import type { ContractTerms } from "../margin/contract.js";
import type { MaintenanceTiers } from "../margin/maintenance.js";
import { TradeBook } from "../results/trade-book.js";
import type { Trade } from "../results/trades.js";
import type { Settlements } from "./settlements.js";

/** What the numbers of a target are: a part of equity, coins, dollars or contracts. */
export type TargetUnit = "fraction" | "base" | "usd" | "contracts";

/** Four columns of bars on the rows of the account, T values each; a missing bar lacks at least one of them (NaN). */
export interface BarColumns {
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
}

/** Decisions on the rows in which they are filled. */
export type PlacedDecision =
  | { readonly kind: "targets"; readonly unit: TargetUnit; readonly orders: Float64Array }
  | { readonly kind: "signals"; readonly signals: EncodedSignals; readonly conflicts: SignalConflicts };

/** A leg made ready for the loop. */
export interface PreparedLeg {
  readonly name: string;
  readonly terms: ContractTerms;
  readonly prices: BarColumns;
  /** 1 where the bar has all four prices, 0 where it is missing; T. */
  readonly present: Uint8Array;
  /** f(price) of the bars, NaN where a price is; the same arrays as the prices for a linear contract. */
  readonly values: BarColumns;
  /**
   * f(mark price), that of the traded bar where the mark's is missing, NaN where both are; the same as `values` without
   * mark candles, with what a missing bar may have of prices.
   */
  readonly marks: BarColumns;
  /** 1 where the bar of the marks is missing; absent without mark candles. */
  readonly missingMarks?: Uint8Array;
  readonly decision: PlacedDecision;
  readonly slippage: PreparedSlippage;
  readonly settlements: Settlements;
  /** Absent without maintenance margin. */
  readonly tiers: MaintenanceTiers | undefined;
  /** First row of the leg's own candles and the row after its last. */
  readonly firstRow: number;
  readonly endRow: number;
}

/** One leg while the account runs: what it is, what it holds, and what it is about to do. Written to by the loop. */
export class LegState {
  readonly name: string;
  readonly index: number;
  readonly inverse: boolean;
  readonly contractSize: number;
  readonly prices: BarColumns;
  readonly present: Uint8Array;
  readonly values: BarColumns;
  readonly marks: BarColumns;
  readonly isMarkedApart: boolean;
  readonly missingMarks: Uint8Array | undefined;
  readonly decision: PlacedDecision;
  readonly unit: TargetUnit;
  readonly slippage: PreparedSlippage;
  readonly settlementTimes: Float64Array;
  readonly rates: Float64Array;
  readonly tiers: MaintenanceTiers | undefined;
  readonly firstRow: number;
  readonly endRow: number;
  readonly book: TradeBook;
  /** Exposure at bar ends, signed, T. */
  readonly exposure: Float64Array;

  /** Signed units held. */
  units = 0;
  /** f(price) at which the units are counted in the equity: the last known. */
  value = 0;
  /** Target or signed size last decided, and the one last traded to. */
  wanted = 0;
  held = 0;
  /** Side of the signals: 1, 0 or −1. */
  side = 0;
  /** A stop closed the position: flat until the target changes. */
  isStopped = false;
  /** Whether the bar of this row is there. */
  isPresent = false;
  missingRun = 0;
  /** Next settlement. */
  settlement = 0;

  /** The order being made: signed units after it, the price quoted and paid, and its quality (see `OrderLog.add`). */
  isOrdering = false;
  next = 0;
  quoted = 0;
  price = 0;
  fee = 0;
  slip = 0;
  quality = 0;
  /** Exit inside the bar, if any, and its quoted price. */
  exit: number = noExit;
  exitQuoted = 0;
  exitValue = 0;
  /** Whether that exit is a stop: then the bar's worst price is not reached. */
  isStopping = false;
  /** f(mark) at the start and at the worst end of what the bar may bring. */
  pathStart = 0;
  pathEnd = 0;
  /** Funding of this instant. */
  funding = 0;

  constructor(prepared: PreparedLeg, index: number, intervalMs: number, closed: Trade[]) {
    const { name, terms, decision, values, marks } = prepared;
    this.name = name;
    this.index = index;
    this.inverse = terms.inverse;
    this.contractSize = terms.size;
    this.prices = prepared.prices;
    this.present = prepared.present;
    this.values = values;
    this.marks = marks;
    this.isMarkedApart = marks !== values;
    this.missingMarks = prepared.missingMarks;
    this.decision = decision;
    this.unit = decision.kind === "targets" ? decision.unit : "fraction";
    this.slippage = prepared.slippage;
    this.settlementTimes = prepared.settlements.times;
    this.rates = prepared.settlements.rates;
    this.tiers = prepared.tiers;
    this.firstRow = prepared.firstRow;
    this.endRow = prepared.endRow;
    this.book = new TradeBook(name, terms.inverse, intervalMs, closed);
    this.exposure = new Float64Array(prepared.present.length);
  }

  /** Takes up what is decided for this row: a new target, or the side that the signals lead to. */
  decide(row: number): void {
    const { decision } = this;
    if (decision.kind === "targets") {
      const order = decision.orders[row];
      if (order === order && order !== this.wanted) {
        this.wanted = order;
        this.isStopped = false;
      }
      return;
    }
    const { bits, sizes } = decision.signals;
    if (bits[row] === 0) return;
    const side = nextSide(bits[row], this.side, decision.conflicts);
    if (side === this.side) return;
    this.side = side;
    this.wanted = side === 0 ? 0 : side * (typeof sizes === "number" ? sizes : sizes[row]);
  }

  /** Forgets what was wanted: after missing bars. */
  forget(): void {
    this.wanted = 0;
    this.held = 0;
    this.side = 0;
    this.isStopped = false;
  }

  /** After a stop: a target is done with until it changes, signals may enter again, or wait to enter the other side. */
  stop(): void {
    if (this.decision.kind === "signals") {
      if (this.wanted * this.held < 0) this.held = 0;
      else this.forget();
    } else {
      this.held = this.wanted;
      this.isStopped = true;
    }
  }
}
