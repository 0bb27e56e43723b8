import { describe, expect, test } from "vitest";
import type { Identity } from "../../lib/series/identity.js";
import { Panel } from "../../lib/series/panel.js";
import { Series } from "../../lib/series/series.js";
import { epochMs, hourMs } from "../../lib/series/time.js";
import { besideEachOther } from "../../lib/sources/beside-each-other.js";
import type { Dataset } from "../../lib/sources/dataset.js";

const one = epochMs("2026-07-01T01:00Z");

/** A dataset of one column that holds 1, 2, … coins, each at `price` dollars, from the given hour on. */
function venue(
  name: string,
  { from = 1, rows = 2, price = 10 }: { from?: number; rows?: number; price?: number } = {},
): Dataset {
  const times = Float64Array.from({ length: rows }, (_, row) => one + (from - 1 + row) * hourMs);
  const coins = Float64Array.from(times, (_, row) => row + 1);
  const identity: Identity = { asset: "BTC", venue: name };
  const bar = (field: string) =>
    new Series(
      times,
      times.map(() => price),
      field,
      "price",
      identity,
    );
  return {
    asset: "BTC",
    intervalMs: hourMs,
    candles: { times, intervalMs: hourMs, open: bar("open"), high: bar("high"), low: bar("low"), close: bar("close") },
    openInterest: new Panel(times, [{ name, values: coins, identity }], "base"),
    openInterestUsd: new Panel(times, [{ name, values: coins.map((value) => value * price), identity }], "usd"),
    funding: [new Series(times.slice(0, 1), Float64Array.of(1e-4), name, "fraction", identity)],
    quality: { rowsRead: rows, issues: [{ kind: "gap", where: "candles", count: 1, detail: `of ${name}` }] },
    provenance: { source: "exchange", simulated: false, description: `${name}.`, files: [{ name: "a", sha256: "0" }] },
  };
}

describe("besideEachOther", () => {
  test("puts columns side by side on all their times, each in its own dollars, with the first one's bars", () => {
    // binance has hours 1 and 2, bybit 2 and 3, okx 5: the grid is 1 to 5, and hour 4 nobody has.
    const datasets = [venue("binance"), venue("bybit", { from: 2, price: 20 }), venue("okx", { from: 5, rows: 1 })];
    const joined = besideEachOther(datasets);
    expect([...joined.openInterest.times]).toEqual([0, 1, 2, 3, 4].map((hours) => one + hours * hourMs));
    const rows = (panel: Panel) => panel.columns.map(({ name, values }) => [name, ...values]);
    expect(rows(joined.openInterest)).toEqual([
      ["binance", 1, 2, NaN, NaN, NaN],
      ["bybit", NaN, 1, 2, NaN, NaN],
      ["okx", NaN, NaN, NaN, NaN, 1],
    ]);
    expect(rows(joined.openInterestUsd)).toEqual([
      ["binance", 10, 20, NaN, NaN, NaN],
      ["bybit", NaN, 20, 40, NaN, NaN],
      ["okx", NaN, NaN, NaN, NaN, 10],
    ]);
    expect([...joined.candles.close.values]).toEqual([10, 10, NaN, NaN, NaN]);
    expect(joined.candles.close.identity.venue).toBe("binance");
    expect(joined.candles.close.times).toBe(joined.openInterest.times);
    expect(joined.candles.times).toBe(joined.openInterestUsd.times);
    expect(joined.funding.map(({ name }) => name)).toEqual(["binance", "bybit", "okx"]);
  });

  test("says of each issue whose it is, and of each column where it is not loaded", () => {
    const { quality, provenance } = besideEachOther([venue("binance"), venue("bybit", { from: 2 })], {
      labels: ["Binance USD-M", "Bybit linear"],
    });
    expect(quality.rowsRead).toBe(4);
    expect(quality.issues).toEqual([
      { kind: "gap", where: "Binance USD-M: candles", count: 1, detail: "of binance" },
      {
        kind: "composition",
        where: "binance",
        count: 1,
        from: one + 2 * hourMs,
        to: one + 2 * hourMs,
        detail: "is loaded up to 2026-07-01T02:00Z, before the last row; its end is no outflow",
      },
      { kind: "gap", where: "Bybit linear: candles", count: 1, detail: "of bybit" },
      {
        kind: "composition",
        where: "bybit",
        count: 1,
        from: one,
        to: one,
        detail: "is loaded from 2026-07-01T02:00Z, after the first row; its start is no inflow",
      },
    ]);
    expect(provenance).toEqual({
      source: "exchange",
      simulated: false,
      description: "binance. bybit.",
      files: [{ name: "a", sha256: "0" }],
    });
  });

  test("takes the bars of the first that has prices, and returns one alone as it is", () => {
    const priceless = venue("blocklens", { price: Number.NaN });
    expect(besideEachOther([priceless, venue("bybit")]).candles.close.identity.venue).toBe("bybit");
    expect(besideEachOther([priceless])).toBe(priceless);
  });

  test("keeps an empty dataset as columns of gaps", () => {
    const joined = besideEachOther([venue("binance"), venue("bybit", { rows: 0 })]);
    expect([...joined.openInterest.column("bybit").values]).toEqual([NaN, NaN]);
  });

  test("says of the columns of an empty dataset that they have no row", () => {
    const { quality } = besideEachOther([venue("binance"), venue("okx", { rows: 0 })]);
    expect(quality.issues.filter(({ kind }) => kind === "composition")).toEqual([
      { kind: "composition", where: "okx", count: 2, from: one, to: one + hourMs, detail: "has no row at all" },
    ]);
  });

  test("refuses dollars where coins belong", () => {
    const okx = venue("okx");
    expect(() => besideEachOther([venue("binance"), { ...okx, openInterest: okx.openInterestUsd }])).toThrow(
      "besideEachOther: okx has open interest in usd and usd; give it in base and in usd",
    );
  });

  test("refuses what cannot stand side by side", () => {
    const binance = venue("binance");
    expect(() => besideEachOther([])).toThrow("besideEachOther: no dataset given; give at least one");
    expect(() => besideEachOther([binance, { ...venue("bybit"), asset: "ETH" }])).toThrow(
      "besideEachOther: bybit is of ETH, binance of BTC; join those of one asset",
    );
    expect(() => besideEachOther([binance, { ...venue("bybit"), intervalMs: 2 * hourMs }])).toThrow(
      "besideEachOther: bybit has bars of 2h, binance of 1h; load them alike",
    );
    expect(() => besideEachOther([binance, venue("binance")])).toThrow(
      'besideEachOther: a column "binance" is in binance and in binance; leave one out, or rename it',
    );
    expect(() => besideEachOther([binance, venue("bybit", { from: 1.5 })])).toThrow(
      "besideEachOther: bybit has a bar that ends at 2026-07-01T01:30Z, off the grid of 1h of those before it; resample one",
    );
  });
});
