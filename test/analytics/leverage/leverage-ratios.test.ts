import { existsSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { median } from "simple-statistics";
import { describe, expect, test } from "vitest";
import {
  estimatedLeverageRatio,
  openInterestToMarketValue,
  openInterestToVolume,
} from "../../../lib/analytics/leverage/leverage-ratios.js";
import { align } from "../../../lib/series/align.js";
import type { Identity, Unit } from "../../../lib/series/identity.js";
import type { Panel } from "../../../lib/series/panel.js";
import type { Series } from "../../../lib/series/series.js";
import { dayMs, isoTime } from "../../../lib/series/time.js";
import { readCsvFile } from "../../../lib/sources/csv/csv-file.js";
import { expectCausal, hourly, randomPanel, runs } from "../panels.js";

const gap = Number.NaN;

function column(values: readonly number[], unit: Unit, identity: Identity = {}, name = "x"): Series {
  return hourly({ [name]: values }, { unit, identities: { [name]: identity } }).column(name);
}

// By hand: 50 billion dollars of 2,000 billion are 0.025.
test("open interest is a part of the market value, missing where either is and where it is worth nothing", () => {
  const part = openInterestToMarketValue(
    column([50e9, gap, 50e9, 0, 50e9], "usd"),
    column([2000e9, 2000e9, gap, 2000e9, 0], "usd"),
  );
  expect([...part.values]).toEqual([0.025, gap, gap, 0, gap]);
  expect([part.unit, part.name]).toEqual(["fraction", "open interest to market value"]);
});

// By hand: 60 / (10 + 20) = 2; 90 / (20 + 25) = 2; then a window with a gap; then one that traded nothing.
test("open interest to volume is the number of windows in which it is traded once", () => {
  const oi = column([60, 60, 90, 90, 90, 90, 90], "base");
  const volume = column([10, 20, 25, gap, 0, 0, 9], "base");
  expect([...openInterestToVolume(oi, volume, { window: 2 }).values]).toEqual([gap, 2, 2, gap, gap, gap, 10]);
  expect([...openInterestToVolume(oi, volume, { window: 2, minCount: 1 }).values].slice(3, 5)).toEqual([3.6, gap]);
  expect(openInterestToVolume(oi, volume, { window: 1 }).unit).toBe("number");
});

// By hand: 300,000 coins of open interest on 2,400,000 held are 0.125, and so are their dollars at any one price.
test("the estimated leverage ratio is the same in coins and in dollars", () => {
  const inCoins = estimatedLeverageRatio(column([300_000], "base"), column([2_400_000], "base"));
  const inDollars = estimatedLeverageRatio(column([300_000 * 64], "usd"), column([2_400_000 * 64], "usd"));
  expect([...inCoins.values, ...inDollars.values]).toEqual([0.125, 0.125]);
});

test("a ratio is known when the later of the two is, and keeps the sides of the open interest", () => {
  const oi = column([1], "base", { asset: "BTC", venue: "bybit", sides: 2, margin: "linear" });
  const reserves = column([4], "base", { asset: "BTC", venue: "bybit", delayMs: dayMs });
  expect(estimatedLeverageRatio(oi, reserves).identity).toEqual({
    asset: "BTC",
    venue: "bybit",
    sides: 2,
    delayMs: dayMs,
  });
});

test("no rows have no ratio", () => {
  const none = column([], "usd");
  expect(openInterestToMarketValue(none, none).length).toBe(0);
  expect(openInterestToVolume(none, none, { window: 3 }).length).toBe(0);
  expect(estimatedLeverageRatio(none, none).length).toBe(0);
});

const ratios: Readonly<Record<string, (oi: Series, other: Series) => Series>> = {
  openInterestToMarketValue: (oi, other) =>
    openInterestToMarketValue(oi.with(oi.values, { unit: "usd" }), other.with(other.values, { unit: "usd" })),
  openInterestToVolume: (oi, other) => openInterestToVolume(oi, other, { window: 3, minCount: 2 }),
  estimatedLeverageRatio,
};

describe.each(Object.keys(ratios))("%s", (name) => {
  const compute = (panel: Panel) => ratios[name](panel.column("venue0"), panel.column("venue1")).values;

  test("depends on no later row", () => {
    fc.assert(
      fc.property(randomPanel, (panel) => expectCausal(panel, (part) => [compute(part)])),
      runs,
    );
  });

  test("doubles with the open interest, and is unchanged where both are scaled", () => {
    fc.assert(
      fc.property(randomPanel, (panel) => {
        const values = [...compute(panel)];
        const scaled = panel.map((each) => each.values.map((value) => value * 4096));
        expect([...compute(scaled)]).toEqual(values);
        const doubled = panel.map((each, j) => each.values.map((value) => (j === 0 ? 2 * value : value)));
        expect([...compute(doubled)]).toEqual(values.map((value) => 2 * value));
      }),
      runs,
    );
  });

  test("is never infinite or negative", () => {
    fc.assert(
      fc.property(randomPanel, (panel) => {
        for (const value of compute(panel)) expect(Number.isNaN(value) || (value >= 0 && value < 1e12)).toBe(true);
      }),
      runs,
    );
  });
});

test("what cannot be divided is refused", () => {
  const usd = column([1, 2], "usd", { asset: "BTC" });
  const base = column([1, 2], "base", { asset: "BTC" });
  const contracts = column([1, 2], "contracts");
  expect(() => openInterestToMarketValue(base, usd)).toThrow(
    'openInterestToMarketValue: "x" is in base; give both in usd',
  );
  expect(() => openInterestToVolume(usd, base, { window: 1 })).toThrow(
    'openInterestToVolume: "x" is in usd and "x" in base; convert one of them',
  );
  expect(() => openInterestToVolume(column([1], "price"), base, { window: 1 })).toThrow(
    'openInterestToVolume: "x" is in price; give open interest in base or usd',
  );
  expect(() => openInterestToVolume(base, base, { window: 0 })).toThrow(
    "openInterestToVolume: window 0 is not a number of rows",
  );
  expect(() => openInterestToVolume(base, column([1, -2], "base"), { window: 1 })).toThrow(
    'openInterestToVolume: volume -2 of "x" at 2025-07-01T01:00Z is negative; repair it, or set it to NaN',
  );
  expect(() => estimatedLeverageRatio(contracts, contracts)).toThrow(
    "estimatedLeverageRatio: nobody holds reserves in contracts; give both in base or usd",
  );
  expect(() => estimatedLeverageRatio(base, column([1, 2], "base", { asset: "ETH" }))).toThrow(
    "estimatedLeverageRatio: open interest is of BTC and reserves of ETH; give both of one asset",
  );
  expect(() => estimatedLeverageRatio(base, column([1], "base"))).toThrow(
    "estimatedLeverageRatio: inputs of 2 and 1 rows; align them first",
  );
  expect(() => estimatedLeverageRatio(column([1, -1], "base"), base)).toThrow(
    'estimatedLeverageRatio: open interest -1 of "x" at 2025-07-01T01:00Z is negative',
  );
});

const folder = resolve(import.meta.dirname, "../../../../shared/data/daily-2019-2024");

describe.skipIf(!existsSync(folder))("on five real years of days (skipped where they are absent)", () => {
  const file = async (name: string, as: string, unit: Unit): Promise<Series> => {
    const options = { timeColumn: "Date", label: "start", intervalMs: dayMs, unit, columns: { Data: as } } as const;
    return (await readCsvFile(resolve(folder, name), options)).panel.column(as);
  };

  // By a script in Python 3 (csv, statistics): OI / (price × reserves) by date, on the 2,062 dates that all three files have.
  test("the leverage ratio of all exchanges is that of the plain division", async () => {
    const oi = await file("open_interest.csv", "open interest", "usd");
    const price = await file("BTC_price.csv", "price", "price");
    const reserves = await file("exchange_reserves.csv", "reserves", "base");
    const both = align([oi, price.with(price.values, { unit: "usd" })], { join: "inner" });
    const coins = both.column("open interest");
    const inCoins = coins.with(
      coins.values.map((value, t) => value / both.column("price").values[t]),
      { unit: "base" },
    );
    const rows = align([inCoins, reserves], { join: "inner" });
    const ratio = estimatedLeverageRatio(rows.column("open interest"), rows.column("reserves"));
    const place = (value: number) => isoTime(ratio.times[ratio.values.indexOf(value)]);
    const [lowest, highest] = [Math.min(...ratio.values), Math.max(...ratio.values)];
    expect(ratio.length).toBe(2062);
    expect(lowest).toBeCloseTo(0.023781867701098344, 14);
    expect(highest).toBeCloseTo(0.16308594050425312, 14);
    expect(median(Array.from(ratio.values))).toBeCloseTo(0.0785311298318187, 14);
    // Days 2019-07-19 and 2022-10-11, stamped with their ends.
    expect([place(lowest), place(highest)]).toEqual(["2019-07-20", "2022-10-12"]);
  });
});
