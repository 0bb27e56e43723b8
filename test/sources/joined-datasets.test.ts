import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Identity } from "../../lib/series/identity.js";
import { Panel } from "../../lib/series/panel.js";
import { Series } from "../../lib/series/series.js";
import { hourMs } from "../../lib/series/time.js";
import type { Dataset } from "../../lib/sources/dataset.js";
import { joinedDatasets } from "../../lib/sources/joined-datasets.js";

const gap = Number.NaN;
const start = Date.parse("2025-07-01");
const hour = (n: number): number => start + n * hourMs;

interface Made {
  /** Hour of the first row. */
  readonly at: number;
  readonly coins: readonly number[];
  readonly dollars?: readonly number[];
  readonly close?: readonly number[];
  readonly volume?: readonly number[];
  readonly funding?: Readonly<Record<number, number>>;
  readonly ratio?: Readonly<Record<number, number>>;
  readonly identity?: Identity;
  readonly name?: string;
  readonly source?: string;
  readonly asset?: string;
  readonly stepMs?: number;
}

/** A dataset of one column; coins are worth 10 dollars and prices are 10 unless said. */
function made({ at, coins, name = "binance", source = "a", asset = "BTC", stepMs = hourMs, ...rest }: Made): Dataset {
  const times = Float64Array.from(coins, (_, row) => hour(at) + row * stepMs);
  const identity = { asset, venue: "binance", instrument: "BTCUSDT", ...rest.identity };
  const panel = (values: readonly number[], unit: "base" | "usd") =>
    new Panel(times, [{ name, values: Float64Array.from(values), identity }], unit);
  const close = rest.close ?? coins.map(() => 10);
  const bar = (field: string, values: readonly number[]) =>
    new Series(times, Float64Array.from(values), field, field === "volume" ? "base" : "price", identity);
  const sparse = (values: Readonly<Record<number, number>>, title: string, unit: "fraction" | "number") => {
    const hours = Object.keys(values).map(Number);
    return new Series(Float64Array.from(hours, hour), Float64Array.from(Object.values(values)), title, unit, identity);
  };
  return {
    asset,
    intervalMs: stepMs,
    candles: {
      times,
      intervalMs: stepMs,
      open: bar("open", close),
      high: bar("high", close),
      low: bar("low", close),
      close: bar("close", close),
      ...(rest.volume && { volume: bar("volume", rest.volume) }),
    },
    openInterest: panel(coins, "base"),
    openInterestUsd: panel(rest.dollars ?? coins.map((value) => value * 10), "usd"),
    funding: rest.funding === undefined ? [] : [sparse(rest.funding, "binance", "fraction")],
    ...(rest.ratio && { others: [sparse(rest.ratio, "ratio", "number")] }),
    quality: { rowsRead: coins.length, issues: [{ kind: "stale", where: source, count: 1, detail: "" }] },
    provenance: {
      source,
      simulated: false,
      description: `From ${source}.`,
      files: [{ name: `${source}.zip`, sha256: source }],
    },
  };
}

const coinsOf = ({ openInterest }: Dataset, name = "binance") => [...openInterest.column(name).values];
const dollarsOf = ({ openInterestUsd }: Dataset) => [...openInterestUsd.column("binance").values];
const issues = ({ quality }: Dataset, kind: string) => quality.issues.filter((issue) => issue.kind === kind);

describe("joinedDatasets", () => {
  test("puts one after the other on one grid, with what lies between as a gap that is told", () => {
    const data = joinedDatasets(made({ at: 0, coins: [1, 2] }), made({ at: 4, coins: [5, 6], source: "b" }));
    expect([...data.openInterest.times]).toEqual([0, 1, 2, 3, 4, 5].map(hour));
    expect(coinsOf(data)).toEqual([1, 2, gap, gap, 5, 6]);
    expect(dollarsOf(data)).toEqual([10, 20, gap, gap, 50, 60]);
    expect([...data.candles.close.values]).toEqual([10, 10, gap, gap, 10, 10]);
    expect(data.candles.times).toBe(data.openInterest.times);
    expect(issues(data, "gap")).toMatchObject([{ where: "joined", count: 2, from: hour(2), to: hour(3) }]);
    expect(issues(data, "stale").map(({ where }) => where)).toEqual(["a", "b"]);
    expect(data.quality.rowsRead).toBe(4);
    expect(data.provenance).toEqual({
      source: "a + b",
      simulated: false,
      description: "From a, up to 2025-07-01T01:00Z; then: From b.",
      files: [
        { name: "a.zip", sha256: "a" },
        { name: "b.zip", sha256: "b" },
      ],
    });
  });

  // By hand: 4.04 and 4 differ by 0.04 / 4.04 = 0.99 % of the larger; 3 and 3.000001 by less than a millionth.
  test("keeps the earlier's value where both have one, fills its gaps, and tells by how much they differ", () => {
    const data = joinedDatasets(
      made({ at: 0, coins: [1, gap, 3, 4] }),
      made({ at: 1, coins: [2, 3.000001, 4.04, 5], source: "b" }),
    );
    expect(coinsOf(data)).toEqual([1, 2, 3, 4, 5]);
    expect(issues(data, "conflict").map(({ where, count, from }) => [where, count, from])).toEqual([
      ["binance", 1, hour(3)],
      ["binance in dollars", 1, hour(3)],
    ]);
    expect(issues(data, "conflict")[0]?.detail).toBe(
      "instants at which the two differ, of 2 that both have, by at most 0.99 %; the earlier's value is kept",
    );
  });

  test("takes coins and dollars of an instant from the same of the two, so that no price is made up", () => {
    const data = joinedDatasets(
      made({ at: 0, coins: [1, 2, gap], dollars: [10, gap, gap] }),
      made({ at: 0, coins: [7, 8, 9], dollars: [70, 88, 99] }),
    );
    expect(coinsOf(data)).toEqual([1, 2, 9]);
    expect(dollarsOf(data)).toEqual([10, gap, 99]);
  });

  test("takes all fields of a bar from the same of the two, also a volume that the other lacks", () => {
    const data = joinedDatasets(
      made({ at: 0, coins: [1, 1, 1], close: [10, gap, 12] }),
      made({ at: 0, coins: [1, 1, 1], close: [10, 11, 13], volume: [5, 6, 7] }),
    );
    expect([...data.candles.close.values]).toEqual([10, 11, 12]);
    expect([...(data.candles.volume?.values ?? [])]).toEqual([gap, 6, gap]);
    expect(data.candles.takerBuyVolume).toBeUndefined();
    expect(issues(data, "conflict").map(({ where }) => where)).toEqual([
      "candles open",
      "candles high",
      "candles low",
      "candles close",
    ]);
  });

  test("joins funding and other series by name, each at its own times", () => {
    const data = joinedDatasets(
      made({ at: 0, coins: [1], funding: { 0: 0.1, 8: 0.2 }, ratio: { 0: 1, 1: gap } }),
      made({ at: 1, coins: [1], funding: { 8: 0.3, 16: 0.4 }, ratio: { 1: 2 } }),
    );
    expect(data.funding.map(({ times, values }) => [[...times], [...values]])).toEqual([
      [
        [hour(0), hour(8), hour(16)],
        [0.1, 0.2, 0.4],
      ],
    ]);
    expect(issues(data, "conflict")).toMatchObject([{ where: "funding binance", count: 1, from: hour(8) }]);
    expect([...(data.others?.[0]?.values ?? [])]).toEqual([1, 2]);
  });

  test("a column that only one has is missing in the other's time, and no flow", () => {
    const other = made({ at: 2, coins: [5], name: "okx", identity: { venue: "okx", instrument: "BTC-USDT-SWAP" } });
    const data = joinedDatasets(made({ at: 0, coins: [1, 2] }), {
      ...other,
      candles: made({ at: 2, coins: [5] }).candles,
    });
    expect(data.openInterest.names).toEqual(["binance", "okx"]);
    expect(coinsOf(data, "okx")).toEqual([gap, gap, 5]);
    expect(issues(data, "composition")).toMatchObject([
      { where: "binance", count: 1, from: hour(2), detail: expect.stringContaining("its end is no outflow") },
      { where: "okx", count: 2, from: hour(0), detail: expect.stringContaining("its start is no inflow") },
    ]);
  });

  test("a column is what both say it is, known as late as the later of them, at any price that made a part of it", () => {
    const one = made({ at: 0, coins: [1], identity: { sides: 1, convertedAt: "mark" } });
    const other = made({ at: 1, coins: [1], identity: { sides: 1, delayMs: 300_000, kind: "perpetual" } });
    expect(joinedDatasets(one, other).openInterest.columns[0]?.identity).toEqual({
      asset: "BTC",
      venue: "binance",
      instrument: "BTCUSDT",
      sides: 1,
      delayMs: 300_000,
      convertedAt: "mark",
    });
  });

  test("one row or none of either is no hindrance", () => {
    const none = made({ at: 0, coins: [] });
    const one = made({ at: 3, coins: [4] });
    expect(coinsOf(joinedDatasets(none, one))).toEqual([4]);
    expect(coinsOf(joinedDatasets(one, none))).toEqual([4]);
    expect(joinedDatasets(none, none).openInterest.length).toBe(0);
  });

  test("refuses what cannot follow each other", () => {
    const one = made({ at: 0, coins: [1] });
    const refused = (other: Dataset) => () => joinedDatasets(one, other);
    expect(refused(made({ at: 1, coins: [1], asset: "ETH" }))).toThrow("one is of BTC, the other of ETH");
    expect(refused(made({ at: 1, coins: [1], stepMs: 2 * hourMs }))).toThrow(
      "bars of 1h, the other of 2h; resample one",
    );
    expect(refused(made({ at: 0.5, coins: [1] }))).toThrow(
      "one has a bar that ends at 2025-07-01, the other at 2025-07-01T00:30Z, off its grid of 1h",
    );
    expect(refused(made({ at: 1, coins: [1], identity: { instrument: "BTCUSD_PERP" } }))).toThrow(
      '"close" has instrument BTCUSDT and then BTCUSD_PERP; join like with like',
    );
    const twoSided = made({ at: 1, coins: [1], close: [gap], identity: { sides: 2 } });
    expect(() => joinedDatasets(made({ at: 0, coins: [1], identity: { sides: 1 } }), twoSided)).toThrow(
      '"binance" has sides 1 and then 2',
    );
  });

  test("refuses rows that are not on a grid, which it would shift", () => {
    const one = made({ at: 0, coins: [1, 2] });
    const even = made({ at: 2, coins: [1, 2, 3, 4] });
    const without = (times: Float64Array) => times.filter((_, row) => row !== 2);
    const hole = {
      ...even,
      openInterest: new Panel(
        without(even.openInterest.times),
        even.openInterest.columns.map(({ name, values, identity }) => ({ name, values: without(values), identity })),
        "base",
      ),
    };
    const bars = "has a bar that ends at 2025-07-01T03:00Z and the next at 2025-07-01T05:00Z, not 1h apart";
    expect(() => joinedDatasets(one, hole)).toThrow(`joinedDatasets: the later ${bars}`);
    expect(() => joinedDatasets(hole, one)).toThrow(`joinedDatasets: the earlier ${bars}`);
    const { candles } = made({ at: 1, coins: [1, 2, 3, 4] });
    expect(() => joinedDatasets(one, { ...even, candles })).toThrow(
      "the later has candles at other times than its open interest, 4 rows from 2025-07-01T01:00Z to 2025-07-01T04:00Z and 4 rows from 2025-07-01T02:00Z to 2025-07-01T05:00Z; align them",
    );
    const { openInterestUsd } = made({ at: 2, coins: [] });
    expect(() => joinedDatasets({ ...even, openInterestUsd }, one)).toThrow(
      "the earlier has open interest in dollars at other times than its open interest, no row and 4 rows",
    );
  });

  test("cut anywhere and joined again, with any overlap, a dataset is what it was", () => {
    const value = fc.oneof(fc.constant(gap), fc.integer({ min: 1, max: 9 }));
    const property = fc.property(
      fc.array(value, { minLength: 2, maxLength: 12 }),
      fc.nat(11),
      fc.nat(11),
      (coins, one, other) => {
        const [cut, from] = [1 + (one % coins.length), other % coins.length];
        const end = Math.max(cut, from);
        const data = joinedDatasets(
          made({ at: 0, coins: coins.slice(0, end) }),
          made({ at: from, coins: coins.slice(from) }),
        );
        expect(coinsOf(data)).toEqual(coins);
        expect(issues(data, "conflict")).toEqual([]);
      },
    );
    fc.assert(property, { seed: 7, numRuns: 200 });
  });
});
