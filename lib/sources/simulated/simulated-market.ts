import type { Instrument } from "../../market/instrument.js";
import type { Candles } from "../../series/candles.js";
import type { Series } from "../../series/series.js";
import type { Cascade } from "./drivers.js";

/** A simulated market of one asset: what its venues would publish, and the truth behind it. Rows are hour ends. */
export interface SimulatedMarket {
  /** Base asset in capitals. */
  readonly asset: string;
  readonly seed: number;
  /** Hour ends, epoch milliseconds UTC, length T. */
  readonly times: Float64Array;
  /** Bars of the first contract, the reference. */
  readonly candles: Candles;
  /** Perpetuals first, then quarterly futures by expiry. */
  readonly contracts: readonly ContractHistory[];
  readonly truth: Truth;
}

/** One contract as its venue publishes it. Arrays have length T and are NaN while the contract is not listed. */
export interface ContractHistory {
  readonly instrument: Instrument;
  /** Open interest in the unit and with the sides the venue reports; NaN also where the venue fails to. */
  readonly reported: Float64Array;
  /** Price of a coin in dollars by which positions are valued at the bar's end. */
  readonly markPrice: Float64Array;
  /** Contracts traded in the bar. */
  readonly volume: Float64Array;
  /** Contracts takers bought in the bar. */
  readonly takerBuyVolume: Float64Array;
  /** Funding rates at their settlement times, unit `fraction`; positive means longs pay. Undefined for a dated contract. */
  readonly funding?: Series;
}

/** What no venue publishes. */
export interface Truth {
  /** In the order of the market's contracts. */
  readonly contracts: readonly ContractTruth[];
  /** Coins by which takers' longs grew in the bar, all contracts; settlement at expiry left out. */
  readonly netLongs: Float64Array;
  /** Coins by which takers' shorts grew in the bar, all contracts; settlement at expiry left out. */
  readonly netShorts: Float64Array;
  /**
   * What takers mostly did in the bar, from the larger of |netLongs| and |netShorts|: 0 neutral, if that is below
   * 0.25 % of the open interest; 1 long buildup (longs opened), 2 short buildup (shorts opened), 3 short covering
   * (shorts closed), 4 long unwinding (longs closed).
   */
  readonly regime: Int8Array;
  readonly cascades: readonly Cascade[];
  /** Rows in which a venue did not report its open interest: `from` ≤ row < `to`. */
  readonly outage: { readonly venue: string; readonly from: number; readonly to: number };
}

/** Positions and trades of one contract in whole contracts. Arrays have length T and are NaN while it is not listed. */
export interface ContractTruth {
  /** Open interest counted once: takerLongs + makerLongs = takerShorts + makerShorts. */
  readonly openInterest: Float64Array;
  readonly takerLongs: Float64Array;
  readonly takerShorts: Float64Array;
  readonly makerLongs: Float64Array;
  readonly makerShorts: Float64Array;
  /** Takers bought to open longs. */
  readonly longsOpened: Float64Array;
  /** Takers sold to close longs. */
  readonly longsClosed: Float64Array;
  /** Takers sold to open shorts. */
  readonly shortsOpened: Float64Array;
  /** Takers bought to close shorts. */
  readonly shortsClosed: Float64Array;
  /** Traded between two who opened. */
  readonly bothOpened: Float64Array;
  /** Traded between two who closed. */
  readonly bothClosed: Float64Array;
  /** Closed by a cascade against its holder's will; part of longsClosed or shortsClosed. */
  readonly forced: Float64Array;
  /** Open interest that ended by settlement at expiry, without a trade: 0 in every other row. */
  readonly settled: Float64Array;
}
