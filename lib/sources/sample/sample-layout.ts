import type { Instrument } from "../../market/instrument.js";
import type { SimulationOptions } from "../simulated/simulate-market.js";

/** Assets in the bundled sample. */
export const sampleAssets: readonly string[] = ["BTC", "ETH"];

/**
 * What `simulateMarket` is given for the bundled sample: hours from 2023-01-01 to 2025-01-01 UTC. Three of the first
 * forty-five seeds keep BTC between 55,000 and 118,000 dollars; this is the one picked by the range of its prices.
 */
export const sampleOptions: Omit<SimulationOptions, "asset"> = { seed: 37, start: 1_672_531_200_000, hours: 17_544 };

/** Units of the reported open interest, each in a file of its own: `open-interest-base.csv`. */
export const reportedUnits: readonly Instrument["reports"][] = ["contracts", "base", "usd"];

/** Name of a contract's column in the sample's files. */
export function sampleColumn({ venue, symbol }: Pick<Instrument, "venue" | "symbol">): string {
  return `${venue} ${symbol}`;
}
