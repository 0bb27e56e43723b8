import { existsSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { sampleCorrelation, sampleStandardDeviation } from "simple-statistics";
import { describe, expect, test } from "vitest";
import { cumulativeSum } from "../../../lib/analytics/decomposition/cumulative-sum.js";
import { type NetPositionOptions, netPositions } from "../../../lib/analytics/leverage/net-positions.js";
import { takerDelta } from "../../../lib/analytics/leverage/taker-delta.js";
import type { Identity, Unit } from "../../../lib/series/identity.js";
import { type Series, series } from "../../../lib/series/series.js";
import { loadBinanceArchive } from "../../../lib/sources/binance/binance-archive.js";
import { expectCausal, hourly, randomPanel, runs } from "../panels.js";
import { simulatedYear } from "../simulated.js";

const gap = Number.NaN;

function column(values: readonly number[], unit: Unit = "base", identity: Identity = {}): Series {
  return hourly({ x: values }, { unit, identities: { x: identity } }).column("x");
}

// By hand, makers answering alike: takers open 7 longs and close 2 shorts, so they buy 9 and sell nothing, and of
// contracts 7 begin and 2 end, +5. Longs (5 + 9) / 2 = 7, shorts (5 − 9) / 2 = −2. Then they open 3 of each.
test("longs and shorts are told apart by the change and the delta", () => {
  const { netLongs, netShorts } = netPositions(column([100, 105, 111]), column([gap, 9, 0]));
  expect([...netLongs.values]).toEqual([gap, 7, 3]);
  expect([...netShorts.values]).toEqual([gap, -2, 3]);
  expect([netLongs.unit, netLongs.name, netShorts.name]).toEqual(["base", "net longs", "net shorts"]);
  expect([...cumulativeSum(netShorts).values]).toEqual([gap, -2, 1]);
});

// By hand: takers buy 10 to open longs; makers open shorts against half of them and close longs against the others, so
// open interest grows by 5. Longs 5 + 10 / 2 = 10, shorts 5 − 10 / 2 = 0.
test("half of the trades answered alike gives the change plus and minus half the delta", () => {
  const { netLongs, netShorts } = netPositions(column([100, 105]), column([gap, 10]), { sameResponse: 0.5 });
  expect([netLongs.values[1], netShorts.values[1]]).toEqual([10, 0]);
});

test("a gap blanks its change, and the one after it where it is of the open interest", () => {
  const { netLongs } = netPositions(column([1, gap, 3, 4, 6]), column([0, 0, 0, gap, 0]));
  expect([...netLongs.values]).toEqual([gap, gap, gap, gap, 1]);
});

test("no rows and one row have no change", () => {
  expect(netPositions(column([]), column([])).netLongs.length).toBe(0);
  expect([...netPositions(column([5]), column([1])).netShorts.values]).toEqual([gap]);
});

test("the two differ by the delta and add up to the change, scale with both and see no later row", () => {
  fc.assert(
    fc.property(randomPanel, (panel) => {
      const split = (of: typeof panel, options?: NetPositionOptions) => {
        const { netLongs, netShorts } = netPositions(of.column("venue0"), of.column("venue1"), options);
        return [netLongs.values, netShorts.values];
      };
      expectCausal(panel, split);
      const [longs, shorts] = split(panel);
      const [oi, delta] = panel.columns.map((each) => each.values);
      // Whole numbers and their halves are exact.
      for (let t = 0; t < longs.length; t++) {
        expect(longs[t] + shorts[t]).toEqual(oi[t] - (oi[t - 1] ?? gap) + 0 * delta[t]);
        if (!Number.isNaN(longs[t])) expect(longs[t] - shorts[t]).toBe(delta[t]);
      }
      const scaled = split(panel.map((each) => each.values.map((value) => 4096 * value)));
      expect([...scaled[0]]).toEqual([...longs].map((value) => 4096 * value));
    }),
    runs,
  );
});

test("what is not one contract counted once in a unit of its own is refused", () => {
  const base = column([1, 2]);
  expect(() => netPositions(base, base, { sameResponse: 0 })).toThrow(
    "netPositions: sameResponse 0 is no part of all trades; give more than 0, at most 1",
  );
  expect(() => netPositions(column([1, 2], "usd"), base)).toThrow(
    'netPositions: "x" is in usd, which a rising price makes more without a trade; convert it to base (convertOpenInterest)',
  );
  expect(() => netPositions(column([1, 2], "base", { margin: "inverse" }), base)).toThrow(
    'netPositions: "x" is in coins of an inverse contract, which a rising price makes fewer without a trade; convert it to usd (convertOpenInterest)',
  );
  expect(() => netPositions(column([1, 2], "base", { margin: "quanto" }), base)).toThrow(
    'netPositions: "x" is of a quanto contract in base, which is no fixed amount; give it in contracts',
  );
  expect(() => netPositions(column([1, 2], "price"), base)).toThrow(
    'netPositions: "x" is in price; convert it to base',
  );
  expect(() => netPositions(base, column([1, 2], "contracts"))).toThrow(
    'netPositions: open interest is in base and "x" in contracts; convert one of them',
  );
  expect(() => netPositions(column([1, 2], "base", { sides: 2 }), base)).toThrow(
    'netPositions: "x" counts both sides of a contract, a trade one; halve it first (countOneSide)',
  );
  expect(() => netPositions(base, column([1]))).toThrow("netPositions: inputs of 2 and 1 rows; align them first");
  expect(() => netPositions(column([1, -2]), base)).toThrow("netPositions: open interest -2");
});

describe("against the simulated market, which knows who opened and who closed", () => {
  const market = simulatedYear();
  const { times, contracts, truth } = market;

  /** Coins by which takers' longs and shorts grew by the estimate, all contracts, expiries left out. */
  function estimated(options?: NetPositionOptions): { longs: Float64Array; shorts: Float64Array } {
    const longs = new Float64Array(times.length);
    const shorts = new Float64Array(times.length);
    contracts.forEach(({ instrument, volume, takerBuyVolume, markPrice }, index) => {
      const { openInterest, settled } = truth.contracts[index];
      const of = (values: Float64Array, name: string) => series({ times, values, name, unit: "contracts" });
      const delta = takerBuyVolume.map((bought, t) => 2 * bought - volume[t]);
      const split = netPositions(of(openInterest, "open interest"), of(delta, "delta"), options);
      for (let t = 1; t < times.length; t++) {
        if (Number.isNaN(split.netLongs.values[t]) || settled[t] > 0) continue;
        const coins = instrument.contractSize / (instrument.margin === "linear" ? 1 : markPrice[t - 1]);
        longs[t] += coins * split.netLongs.values[t];
        shorts[t] += coins * split.netShorts.values[t];
      }
    });
    return { longs, shorts };
  }
  const correlation = (a: Float64Array, b: Float64Array) => sampleCorrelation(Array.from(a), Array.from(b));

  test("buys less sells are takers' longs less takers' shorts, to the contract", () => {
    let apart = 0;
    contracts.forEach(({ volume, takerBuyVolume }, index) => {
      const { longsOpened, longsClosed, shortsOpened, shortsClosed } = truth.contracts[index];
      for (let t = 0; t < times.length; t++) {
        const net = longsOpened[t] - longsClosed[t] - (shortsOpened[t] - shortsClosed[t]);
        const delta = 2 * takerBuyVolume[t] - volume[t];
        if (!Number.isNaN(delta)) apart = Math.max(apart, Math.abs(delta - net));
      }
    });
    expect(apart).toBe(0);
  });

  // Of every hundred contracts its makers answer 86 alike, and pass 14 on.
  test("the split is nearer to the truth the nearer the assumed part of like answers is", () => {
    const found = [1, 0.86, 0.5].map((sameResponse) => {
      const { longs, shorts } = estimated({ sameResponse });
      return [correlation(longs, truth.netLongs), correlation(shorts, truth.netShorts)];
    });
    const rounded = found.map((pair) => pair.map((value) => Number(value.toFixed(3))));
    expect(rounded[0]).toEqual([0.999, 0.994]);
    expect(rounded[1]).toEqual([1, 1]);
    expect(rounded[2]).toEqual([0.984, 0.932]);
  });

  test("the wrong part mixes shorts into longs", () => {
    const mixed = ([1, 0.86, 0.5] as const).map((sameResponse) =>
      correlation(estimated({ sameResponse }).longs, truth.netShorts),
    );
    // The two are all but unrelated in truth.
    expect(Math.abs(correlation(truth.netLongs, truth.netShorts))).toBeLessThan(0.02);
    expect(Math.abs(mixed[1])).toBeLessThan(0.02);
    expect(mixed[0]).toBeLessThan(-0.03);
    expect(mixed[2]).toBeGreaterThan(0.15);
  });
});

const archive = resolve(import.meta.dirname, "../../../../shared/data/binance-archive");

describe.skipIf(!existsSync(archive))("on half a year of Binance (skipped where the archive is absent)", () => {
  // Where X and Y are unrelated, both X + Y and X − Y have the sum of their variances, so that the ratio is sameResponse.
  test("open interest changes 0.6 times as much as the delta, hour by hour", async () => {
    const options = { path: archive, from: "2025-07-01", to: "2025-12-31", interval: "1h" } as const;
    const { openInterest, candles } = await loadBinanceArchive(options);
    const [oi, volume, bought] = [openInterest.column("binance"), candles.volume, candles.takerBuyVolume];
    if (volume === undefined || bought === undefined) throw new Error("the archive tells volumes");
    const { netLongs, netShorts } = netPositions(oi, takerDelta(volume, bought));
    const rows = [...oi.times.keys()].filter((t) => !Number.isNaN(netLongs.values[t]));
    const change = rows.map((t) => netLongs.values[t] + netShorts.values[t]);
    const delta = rows.map((t) => netLongs.values[t] - netShorts.values[t]);
    expect(rows.length).toBe(4412);
    expect(sampleStandardDeviation(change) / sampleStandardDeviation(delta)).toBeCloseTo(0.59, 2);
  });
});
