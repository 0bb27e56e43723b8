import { hourMs, minuteMs } from "../../../lib/series/time.js";
import type { SanData, SanKey, SanWorld } from "./san-server.js";

export const stepMs: number = 5 * minuteMs;

/** Label of the first value. */
export const start: number = Date.UTC(2025, 6, 1);

/** Values for six hours, 72 labels from 00:00 to 05:55. */
export const rows = 72;

/** The present of the fixture: two hours after the last bar, so that all of it is published. */
export const now: number = start + 8 * hourMs;

/** Values at labels from `from` on, five minutes apart. */
export function points(value: (row: number) => number | null, { from = start, count = rows } = {}): SanData {
  return {
    points: Array.from({ length: count }, (_, row) => [from + row * stepMs, value(row)] as const),
  };
}

/** Open interest of row i: 5e9 + i on Binance, 3e9 + 2i on OKX; Btcex is listed and has nothing. */
export const data: SanWorld["data"] = {
  "exchange_open_interest bitcoin binance": points((row) => 5e9 + row),
  "exchange_open_interest bitcoin Okex": points((row) => 3e9 + 2 * row),
  "exchange_open_interest bitcoin Btcex": points(() => null),
  "open_interest_per_settlement_currency bitcoin USDT": points((row) => 6e9 + row),
  "open_interest_per_settlement_currency bitcoin BTC": points((row) => 2e9 + row),
  "total_open_interest bitcoin": points((row) => 8e9 + 3 * row),
  "funding_rates_aggregated_by_exchange bitcoin binance": points(() => 0.0001),
  "funding_rates_aggregated_by_exchange bitcoin Okex": points(() => -0.00005),
  "funding_rates_aggregated_by_settlement_currency bitcoin USDT": points(() => 0.0001),
  "funding_rates_aggregated_by_settlement_currency bitcoin BTC": points(() => 0.0002),
  "total_funding_rates_aggregated_per_asset bitcoin": points(() => 0.00011),
  "price_usd bitcoin": { ...points((row) => 100_000 + 100 * row), minInterval: "1s" },
};

/** A key that may read everything. */
export const wholeKey: SanKey = { plan: "BUSINESS_PRO", divider: 6 };

/** No key at all reads what a whole key does, unless a test says otherwise. */
export const world: SanWorld = {
  data,
  free: ["price_usd"],
  keys: { "": wholeKey, "whole-key-0123456789": wholeKey },
  now,
};
