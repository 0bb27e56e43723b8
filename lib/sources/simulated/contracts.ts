import type { Instrument } from "../../market/instrument.js";
import { dayMs } from "../../series/time.js";
import { quarterlyExpiries } from "./quarters.js";

/** What the simulated market knows of an asset. */
export interface AssetTraits {
  /** Dollars for a coin at the start. */
  readonly startPrice: number;
  /** Smallest step of a price. */
  readonly tick: number;
  /** Slope of the level around which the price wanders, per year of 365 days, as a part of the start price. */
  readonly growth: number;
  /** Part of the common shocks that reach it, relative to the first asset. */
  readonly beta: number;
  /** Standard deviation of an hourly return in ordinary times. */
  readonly hourlyVolatility: number;
  /** Usual open interest of all venues in coins, counted once. */
  readonly coins: number;
  /** Coins in a linear contract. */
  readonly linearSize: number;
  /** Dollars in an inverse contract. */
  readonly inverseSize: number;
}

/** Assets that can be simulated. */
export const assetTraits: Readonly<Record<string, AssetTraits>> = {
  BTC: {
    startPrice: 68_000,
    tick: 0.1,
    growth: 0.16,
    beta: 1,
    hourlyVolatility: 0.005,
    coins: 175_000,
    linearSize: 0.01,
    inverseSize: 100,
  },
  ETH: {
    startPrice: 2_450,
    tick: 0.01,
    growth: 0.16,
    beta: 1.2,
    hourlyVolatility: 0.006,
    coins: 2_300_000,
    linearSize: 0.1,
    inverseSize: 10,
  },
};

/** A contract of the simulated market and how its traders behave. */
export interface SimulatedContract {
  readonly instrument: Instrument;
  /** Part of the market's open interest in ordinary times; a venue that joins or loses traders has it changed. */
  readonly weight: number;
  /** Epoch milliseconds of its first listing; absent if it was there before. */
  readonly listed?: number;
  /** How hard a cascade hits it, relative to the market. */
  readonly fragility: number;
  /** Traded volume relative to open interest, relative to the market. */
  readonly turnover: number;
}

/** Venues are fictional, so that nobody takes them for exchanges. The first contract is the reference. */
const perpetuals: readonly (Pick<Instrument, "venue" | "margin" | "settle" | "reports" | "sides"> & {
  readonly suffix: string;
  readonly hours: number;
  readonly weight: number;
  readonly fragility: number;
  readonly turnover: number;
})[] = [
  {
    venue: "atlas",
    suffix: "USDT",
    margin: "linear",
    settle: "USDT",
    reports: "base",
    sides: 1,
    hours: 8,
    weight: 0.27,
    fragility: 1,
    turnover: 1.3,
  },
  {
    venue: "atlas",
    suffix: "USD_PERP",
    margin: "inverse",
    settle: "",
    reports: "contracts",
    sides: 1,
    hours: 8,
    weight: 0.07,
    fragility: 0.8,
    turnover: 0.8,
  },
  {
    venue: "borealis",
    suffix: "-USDT-SWAP",
    margin: "linear",
    settle: "USDT",
    reports: "contracts",
    sides: 1,
    hours: 8,
    weight: 0.21,
    fragility: 0.9,
    turnover: 1,
  },
  {
    venue: "cirrus",
    suffix: "USDT",
    margin: "linear",
    settle: "USDT",
    reports: "base",
    sides: 2,
    hours: 8,
    weight: 0.13,
    fragility: 1.3,
    turnover: 1.1,
  },
  {
    venue: "cirrus",
    suffix: "USD",
    margin: "inverse",
    settle: "",
    reports: "usd",
    sides: 2,
    hours: 8,
    weight: 0.05,
    fragility: 1.1,
    turnover: 0.8,
  },
  {
    venue: "dune",
    suffix: "-PERPETUAL",
    margin: "inverse",
    settle: "",
    reports: "usd",
    sides: 1,
    hours: 8,
    weight: 0.08,
    fragility: 0.6,
    turnover: 0.6,
  },
  {
    venue: "ember",
    suffix: "",
    margin: "linear",
    settle: "USDC",
    reports: "base",
    sides: 2,
    hours: 1,
    weight: 0.1,
    fragility: 1.8,
    turnover: 1.2,
  },
  {
    venue: "fjord",
    suffix: "_USDT",
    margin: "linear",
    settle: "USDT",
    reports: "contracts",
    sides: 1,
    hours: 4,
    weight: 0.13,
    fragility: 1.1,
    turnover: 0.9,
  },
];

/** Venue that joins half-way. */
export const joiningVenue = "ember";
/** Venue whose open interest is missing for some two days. */
export const failingVenue = "fjord";
/** Venues between which traders move. */
export const migration: { readonly from: string; readonly to: string } = { from: "borealis", to: "cirrus" };

/** A quarterly contract is listed this long before it expires, three weeks before the one before it expires. */
const listingMs = 112 * dayMs;

/**
 * Contracts of an asset that are listed at some time from `start` to `end`: perpetuals first, then quarterly futures by
 * expiry. The joining venue's are listed from `joinTime`.
 */
export function simulatedContracts(asset: string, start: number, end: number, joinTime: number): SimulatedContract[] {
  const { linearSize, inverseSize } = assetTraits[asset];
  const size = (margin: string) => (margin === "linear" ? linearSize : inverseSize);
  const continuing = perpetuals.map(({ suffix, hours, weight, fragility, turnover, ...terms }) => ({
    instrument: {
      ...terms,
      symbol: asset + suffix,
      asset,
      kind: "perpetual" as const,
      settle: terms.settle === "" ? asset : terms.settle,
      contractSize: size(terms.margin),
      fundingIntervalHours: hours,
    },
    weight,
    fragility,
    turnover,
    ...(terms.venue === joiningVenue ? { listed: joinTime } : {}),
  }));
  const dated = quarterlyExpiries(start, end + listingMs).map(({ expiry, code }) => ({
    instrument: {
      venue: "dune",
      symbol: `${asset}-${code}`,
      asset,
      kind: "future" as const,
      margin: "inverse" as const,
      settle: asset,
      contractSize: inverseSize,
      reports: "usd" as const,
      sides: 1 as const,
      expiry,
    },
    weight: 0.06,
    fragility: 0.4,
    turnover: 0.4,
    listed: expiry - listingMs,
  }));
  return [...continuing, ...dated.filter(({ listed }) => listed < end)];
}
