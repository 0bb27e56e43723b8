import { expect, test } from "vitest";
import { Series } from "../../../lib/series/series.js";
import { storedQuery } from "../../../lib/store/reading/stored-query.js";

test("storedQuery keeps what decides the numbers, and neither secrets nor what the store tells apart itself", () => {
  const times = Float64Array.of(1);
  const price = new Series(times, times, "close", "price", { venue: "binance", instrument: "BTCUSDT" });
  const query = storedQuery({
    ...{ source: "blocklens", asset: "BTC", interval: "1h", from: "2025-07-01", to: "2025-07-02", now: 5 },
    ...{ key: "secret", url: "https://secret@host", signal: new AbortController().signal, onProgress: () => {} },
    ...{ timeoutMs: 5, retries: 1, backoffMs: 1, longestWaitMs: 1, client: { markets: {} } },
    venues: ["okx", "binance"],
    prices: { times, intervalMs: 3_600_000, open: price, high: price, low: price, close: price },
    csv: { unit: "usd", scale: 1e6, venues: true, keyColumns: ["exchange"], columns: { OKX: "okx" } },
    archive: { symbol: "BTCUSD_PERP", parallelism: 4, retries: 2 },
    path: "",
    nothing: undefined,
    none: null,
  });
  expect(query).toEqual({
    venues: ["okx", "binance"],
    prices: "binance BTCUSDT 1h",
    "csv.unit": "usd",
    "csv.scale": 1e6,
    "csv.venues": true,
    "csv.keyColumns": ["exchange"],
    "csv.columns.OKX": "okx",
    "archive.symbol": "BTCUSD_PERP",
  });
  expect(storedQuery({})).toEqual({});
});
