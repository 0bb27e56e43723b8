import { onTestFinished } from "vitest";
import { epochMs, hourMs } from "../../../lib/series/time.js";
import type { Dataset } from "../../../lib/sources/dataset.js";
import { type ExchangeOptions, loadExchange } from "../../../lib/sources/exchange/exchange.js";
import type { QualityIssue } from "../../../lib/sources/quality/quality.js";
import { type FapiData, type FapiServer, fapiServer } from "./fapi-server.js";

/** The instant that loads take as now. */
export const now = epochMs("2026-07-31T12:03Z");
/** The end of the last whole bar. */
export const noon = epochMs("2026-07-31T12:00Z");

// A market that anyone can recompute: `h` hours before noon the price is 60000 - 10 h and the open interest 100000 - h coins.
export const priceAt = (time: number): number => 60_000 + (10 * (time - noon)) / hourMs;
export const coinsAt = (time: number): number => 100_000 + (time - noon) / hourMs;

/** What a market is like: 48 hours of hourly rows labelled with their instant unless said. */
export interface MarketOptions {
  readonly hours?: number;
  readonly stepMs?: number;
  /** Instant of the snapshot of a label. */
  readonly instantOf?: (label: number) => number;
}

/** Rows up to noon, as the exchange would give them; the last candle is still running. */
export function market({ hours = 48, stepMs = hourMs, instantOf = (label) => label }: MarketOptions = {}): FapiData {
  const count = Math.round((hours * hourMs) / stepMs);
  const labels = Array.from({ length: count + 1 }, (_, row) => noon - (count - row) * stepMs);
  return {
    openInterest: labels.map((timestamp) => {
      const instant = instantOf(timestamp);
      return {
        symbol: "BTCUSDT",
        sumOpenInterest: coinsAt(instant).toFixed(8),
        sumOpenInterestValue: (coinsAt(instant) * priceAt(instant)).toFixed(8),
        CMCCirculatingSupply: "19900000",
        timestamp,
      };
    }),
    klines: labels.map((start) => {
      const [open, close] = [priceAt(start), priceAt(start + stepMs)];
      const cells = [open, close + 1, open - 1, close, 7].map(String);
      return [start, ...cells, start + stepMs - 1, "0", 1, "0", "0", "0"];
    }),
    funding: labels
      .filter((time) => time % (8 * hourMs) === 0)
      .map((time) => ({ symbol: "BTCUSDT", fundingTime: time + 3, fundingRate: "0.00010000", markPrice: "60000" })),
  };
}

/** A server of `data` that is closed when the running test is over. */
export async function start(data: FapiData): Promise<FapiServer> {
  const server = await fapiServer(data);
  onTestFinished(() => server.close());
  return server;
}

/** What was loaded, and the server it came from; `coins` are the values of the only column. */
export interface Loaded {
  readonly server: FapiServer;
  readonly dataset: Dataset;
  readonly issues: readonly QualityIssue[];
  readonly coins: Float64Array;
}

/** Loads BTC of `data` from 2026-07-30 on, unless the options say otherwise. */
export async function load(data: FapiData, options: Partial<ExchangeOptions> = {}): Promise<Loaded> {
  const server = await start(data);
  const dataset = await loadExchange({
    asset: "BTC",
    now,
    from: "2026-07-30",
    client: server.client(),
    retryDelaysMs: [1, 1],
    ...options,
  });
  return {
    server,
    dataset,
    issues: dataset.quality.issues,
    coins: dataset.openInterest.columns[0]?.values as Float64Array,
  };
}

/** The message of the error that loading ends with. */
export const failure = (data: FapiData, options: Partial<ExchangeOptions> = {}): Promise<string> =>
  load(data, options).then(
    () => "no error",
    (error: Error) => error.message,
  );

/** `data` with an answer of one path put in place of its own; where `answer` gives undefined its own stays. */
export const answering = (path: string, answer: FapiData["instead"] & object, data = market()): FapiData => ({
  ...data,
  instead: (asked, call, query) => (asked === path ? answer(asked, call, query) : undefined),
});

/** `data` with the row of one label changed, or left out where `change` gives null. */
export const change = (
  data: FapiData,
  label: string,
  change: (row: Record<string, unknown>) => Record<string, unknown> | null,
): FapiData => ({
  ...data,
  openInterest: data.openInterest.flatMap((row) => {
    const changed = row.timestamp === epochMs(label) ? change({ ...row }) : row;
    return changed === null ? [] : [changed];
  }),
});
