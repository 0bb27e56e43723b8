import { createHash } from "node:crypto";
import type { Dataset } from "./dataset.js";

/** The parts of a dataset that hold its numbers. */
export type HashedData = Pick<
  Dataset,
  "asset" | "intervalMs" | "candles" | "openInterest" | "openInterestUsd" | "funding" | "others"
>;

const candleFields = ["open", "high", "low", "close", "volume", "takerBuyVolume"] as const;

/**
 * SHA-256 of the numbers of a dataset, in lower-case hex: its asset and interval, and the name, unit, times and values of
 * each series of its candles, open interest, funding and what else there is. Two loads have the same hash exactly if all of these are the
 * same, wherever they came from. Every NaN counts as the same, and −0 as 0.
 */
export function dataHash({
  asset,
  intervalMs,
  candles,
  openInterest,
  openInterestUsd,
  funding,
  others = [],
}: HashedData): string {
  const hash = createHash("sha256");
  const add = (part: string, unit: string, times: Float64Array, values: Float64Array): void => {
    hash.update(`${JSON.stringify([part, unit, times.length])}\n`);
    hash.update(bytes(times)).update(bytes(values));
  };
  hash.update(`${JSON.stringify([asset, intervalMs])}\n`);
  for (const field of candleFields) {
    const series = candles[field];
    if (series !== undefined) add(field, series.unit, series.times, series.values);
  }
  for (const panel of [openInterest, openInterestUsd]) {
    for (const { name, values } of panel.columns) add(name, panel.unit, panel.times, values);
  }
  for (const { name, unit, times, values } of [...funding, ...others]) add(name, unit, times, values);
  return hash.digest("hex");
}

/** Bytes of the numbers, each NaN in the one form that JavaScript writes, −0 as 0. */
function bytes(numbers: Float64Array): Uint8Array {
  const canonical = Float64Array.from(numbers, (value) => (value === value ? value + 0 : Number.NaN));
  return new Uint8Array(canonical.buffer);
}
