import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { timeGrid } from "../../lib/series/grid.js";
import type { Identity, Unit } from "../../lib/series/identity.js";
import { Series } from "../../lib/series/series.js";
import { hourMs, intervalMs as intervalOf } from "../../lib/series/time.js";
import type { Dataset } from "../../lib/sources/dataset.js";
import { datasetOf, type Measure } from "../../lib/sources/dataset-series.js";
import { periodEnd, periodStart } from "../../lib/sources/period.js";
import { issueAt } from "../../lib/sources/quality/issue-at.js";
import type { SourceOptions } from "../../lib/sources/source-options.js";
import { type Store, store } from "../../lib/store/store.js";

/** Epoch milliseconds of an ISO time. */
export const at = (iso: string): number => Date.parse(iso);

/** Long after everything that is asked for. */
export const later = at("2026-01-15T12:34:56Z");

/** What a source does otherwise than to give everything. */
export interface FakeSettings {
  /** Nothing is there before; told as a cut. */
  readonly since?: number;
  /** Instants that have no value at all; told as gaps unless `isQuiet`. */
  readonly gaps?: readonly number[];
  readonly isQuiet?: boolean;
  /** Added to every value. */
  readonly offset?: number;
  readonly delayMs?: number;
  /** Called before each answer. */
  readonly onAsk?: (options: SourceOptions) => void;
}

/** A source that answers from a formula, and what it was asked for. */
export interface FakeSource {
  readonly fetch: (options: SourceOptions) => Promise<Dataset>;
  /** Periods asked for, in order. */
  readonly asked: string[];
  /** What it does from now on. */
  settings: FakeSettings;
}

const candles: Identity = { asset: "BTC", venue: "binance", instrument: "BTCUSDT" };
const venues = ["okx", "binance"];

/**
 * Two venues, candles, funding each eight hours and a count of venues each day. Values are what `fakeValue` says; the coins of
 * binance are missing in the third hour of each day.
 */
export function fakeSource(settings: FakeSettings = {}): FakeSource {
  const source: FakeSource = {
    asked: [],
    settings,
    async fetch(options) {
      const { from = "", to = "", asset = "BTC", interval = "1h", onProgress } = options;
      source.settings.onAsk?.(options);
      options.signal?.throwIfAborted();
      source.asked.push(`${from} ${to}`.replaceAll(":00.000Z", "Z"));
      onProgress?.({ done: 1, total: 2, what: "first" });
      const answer = fakeDataset(
        { asset, stepMs: intervalOf(interval), from: periodStart(from), to: periodEnd(to) },
        source.settings,
      );
      onProgress?.({ done: 2, total: 2, what: "second" });
      return answer;
    },
  };
  return source;
}

/** The value of a series at an instant. */
export function fakeValue(name: string, time: number): number {
  return 1000 + name.length + (time % 86_400_007) / 1e6;
}

interface FakePeriod {
  readonly asset: string;
  readonly stepMs: number;
  readonly from: number;
  readonly to: number;
}

function fakeDataset({ asset, stepMs, from, to }: FakePeriod, settings: FakeSettings): Dataset {
  const { since = Number.NEGATIVE_INFINITY, gaps = [], isQuiet = false, offset = 0, delayMs } = settings;
  const all = timeGrid({ from, to, intervalMs: stepMs });
  const times = all.filter((time) => time > since);
  if (times.length === 0) throw new RangeError(`fake: nothing from ${new Date(from).toISOString()}; ask for later`);
  const on = (measure: Measure, name: string, unit: Unit, identity: Identity, own: Float64Array = times) => {
    const value = (time: number) => (gaps.includes(time) ? Number.NaN : fakeValue(`${measure} ${name}`, time) + offset);
    return { measure, series: new Series(own, own.map(value), name, unit, identity) };
  };
  const of = (venue: string): Identity => ({ asset, venue, sides: 1, ...(delayMs !== undefined && { delayMs }) });
  const coins = venues.map((venue) => on("open_interest", venue, "base", { ...of(venue), convertedAt: "close" }));
  const blank = coins[1]?.series.values as Float64Array;
  times.forEach((time, row) => {
    if (time % (24 * hourMs) === 3 * hourMs) blank[row] = Number.NaN;
  });
  const start = (times[0] as number) - stepMs;
  const settlements = timeGrid({ from: start - 8 * hourMs, to, intervalMs: 8 * hourMs })
    .map((time) => time + 7)
    .filter((time) => time > start && time <= to);
  const days = timeGrid({ from: start, to, intervalMs: 24 * hourMs });
  return datasetOf(
    [
      ...(["open", "high", "low", "close"] as const).map((field) => on(field, field, "price", candles)),
      on("volume", "volume", "base", candles),
      ...coins,
      ...venues.map((venue) => on("open_interest_usd", venue, "usd", of(venue))),
      on("funding_rate", "binance", "fraction", { ...candles, kind: "perpetual" }, settlements),
      on("other", "exchange count", "number", { asset }, days),
    ],
    {
      asset,
      intervalMs: stepMs,
      times,
      quality: {
        rowsRead: times.length,
        issues: [
          ...issueAt(
            "cut",
            "open interest",
            all.filter((time) => time <= since),
            "the source has nothing earlier",
          ),
          ...issueAt(
            "gap",
            "fake",
            isQuiet ? [] : gaps.filter((time) => time > from && time <= to),
            "no row; left empty",
          ),
        ],
      },
      provenance: {
        source: "fake",
        simulated: true,
        description: "Made by a formula.",
        files: [{ name: `answer-${new Date(to - 1).toISOString().slice(0, 7)}.json`, sha256: "0".repeat(64) }],
      },
    },
  );
}

/** A store in a folder of its own, closed and removed when the running test is over. */
export async function newStore(): Promise<Store> {
  const folder = await mkdtemp(join(tmpdir(), "store-"));
  const opened = await store(folder);
  onTestFinished(async () => {
    opened.close();
    await rm(folder, { recursive: true });
  });
  return opened;
}
