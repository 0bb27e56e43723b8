import type { Market } from "../market.js";

/**
 * One way to compute, of a market: the share of each venue; ln of each venue over the sum of the others, and its z-score over a
 * trailing window; the regime of price and total open interest at a dead band of 0.001.
 */
export interface Peer {
  readonly name: string;
  /** Computes all of it, up to columns in the peer's own memory; nothing is converted for us. */
  readonly run: () => void | Promise<void>;
  /** What the last run computed. */
  readonly results: () => Results | Promise<Results>;
  readonly close?: () => void;
}

/** Makes a peer ready: the market is already in its memory when `run` is called. */
export type MakePeer = (market: Market) => Peer | Promise<Peer>;

/** Columns of T rows each; NaN where there is no value yet. */
export interface Results {
  readonly shares: readonly Float64Array[];
  readonly logRatios: readonly Float64Array[];
  readonly zScores: readonly Float64Array[];
  /** Index into `regimeNames`, −1 where missing. */
  readonly regimes: ArrayLike<number>;
}
