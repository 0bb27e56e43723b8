import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isoTime } from "../../../lib/series/time.js";
import { openContracts, type PositionBook, trade } from "../../../lib/sources/simulated/position-book.js";
import { fundingRate } from "../../../lib/sources/simulated/premium.js";
import { quarterlyExpiries } from "../../../lib/sources/simulated/quarters.js";
import { createRandom } from "../../../lib/sources/simulated/random.js";
import { reportedOpenInterest } from "../../../lib/sources/simulated/reported.js";

const folder = new URL("../../../lib/sources/simulated/", import.meta.url);

describe("the simulated market's arithmetic", () => {
  test("uses nothing that engines may round differently, and no clock", () => {
    const allowed = new Set(["imul", "sqrt", "floor", "round", "min", "max", "abs"]);
    for (const file of readdirSync(folder)) {
      const code = readFileSync(new URL(file, folder), "utf8");
      for (const [, name] of code.matchAll(/\bMath\.(\w+)/g)) expect(allowed, `${file}: Math.${name}`).toContain(name);
      expect(code, file).not.toMatch(/\bDate\b|performance|crypto\b|[^/*]\*\*[^/*]|Intl|toLocale/);
    }
  });
});

describe("createRandom", () => {
  test("gives the same stream for the same seed and name and another for any other", () => {
    const draw = (seed: number, name: string) => Array.from({ length: 5 }, createRandom(seed, name).uniform);
    expect(draw(1, "a")).toEqual(draw(1, "a"));
    expect(draw(1, "a")).not.toEqual(draw(2, "a"));
    expect(draw(1, "a")).not.toEqual(draw(1, "b"));
  });

  // 200,000 draws: the mean of uniforms has standard error 0.00065, of normals 0.0022, their variance 0.0032.
  test("is uniform on [0, 1) and has normals of mean 0 and variance 1", () => {
    const { uniform, normal } = createRandom(7, "moments");
    const n = 200_000;
    let sum = 0;
    let normalSum = 0;
    let squares = 0;
    let outside = 0;
    for (let draw = 0; draw < n; draw++) {
      const u = uniform();
      if (!(u >= 0 && u < 1)) outside++;
      sum += u;
      const z = normal();
      normalSum += z;
      squares += z * z;
    }
    expect(outside).toBe(0);
    expect(Math.abs(sum / n - 0.5)).toBeLessThan(0.003);
    expect(Math.abs(normalSum / n)).toBeLessThan(0.009);
    expect(Math.abs(squares / n - 1)).toBeLessThan(0.013);
  });

  test("a seed that is no 32-bit whole number is refused", () => {
    expect(() => createRandom(1.5, "a")).toThrow("createRandom: seed 1.5 is not a whole number from 0 to 4294967295");
  });
});

describe("quarterlyExpiries", () => {
  // Last Fridays of the quarters' months, from a calendar; 2024-03-29 was Good Friday.
  test("are at 08:00 UTC on the last Friday of each quarter", () => {
    const found = quarterlyExpiries(Date.UTC(2023, 0, 1), Date.UTC(2025, 2, 28, 8));
    expect(found.map(({ expiry }) => isoTime(expiry))).toEqual([
      "2023-03-31T08:00Z",
      "2023-06-30T08:00Z",
      "2023-09-29T08:00Z",
      "2023-12-29T08:00Z",
      "2024-03-29T08:00Z",
      "2024-06-28T08:00Z",
      "2024-09-27T08:00Z",
      "2024-12-27T08:00Z",
      "2025-03-28T08:00Z",
    ]);
    expect(found[0].code).toBe("230331");
  });

  test("agree with the calendar of the language over a century", () => {
    for (const { expiry } of quarterlyExpiries(0, Date.UTC(2070, 0, 1))) {
      const date = new Date(expiry);
      expect([date.getUTCDay(), date.getUTCMonth() % 3, date.getUTCHours()]).toEqual([5, 2, 8]);
      expect(new Date(expiry + 7 * 86_400_000).getUTCMonth()).not.toBe(date.getUTCMonth());
    }
  });
});

describe("trade", () => {
  // By hand: 100 longs are opened by takers, makers open shorts against 80 and close longs against 20: open interest +80.
  test("a contract between two who open is added, one that changes hands is not", () => {
    const book: PositionBook = { takerLongs: 500, takerShorts: 400, makerLongs: 300, makerShorts: 400 };
    const trades = trade(book, { netLongs: 100, netShorts: 0, longChurn: 0, shortChurn: 0 }, 0.8);
    expect(trades).toMatchObject({ longsOpened: 100, longsClosed: 0, bothOpened: 80, bothClosed: 0 });
    expect(book).toEqual({ takerLongs: 600, takerShorts: 400, makerLongs: 280, makerShorts: 480 });
    expect(openContracts(book)).toBe(880);
  });

  // By hand: 50 longs are closed by takers; makers close shorts against 40 and open longs against 10: open interest -40.
  test("a contract between two who close is taken away", () => {
    const book: PositionBook = { takerLongs: 500, takerShorts: 400, makerLongs: 300, makerShorts: 400 };
    const trades = trade(book, { netLongs: -50, netShorts: 0, longChurn: 0, shortChurn: 0 }, 0.8);
    expect(trades).toMatchObject({ longsClosed: 50, bothOpened: 0, bothClosed: 40 });
    expect(openContracts(book)).toBe(760);
  });

  test("longs stay equal to shorts, nobody closes more than is held, and the change is within the volume", () => {
    const count = fc.integer({ min: 0, max: 10_000 });
    const net = fc.double({ min: -20_000, max: 20_000, noNaN: true });
    const churn = fc.double({ min: 0, max: 20_000, noNaN: true });
    fc.assert(
      fc.property(
        count,
        count,
        count,
        net,
        net,
        churn,
        churn,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (...given) => {
          const [takerLongs, takerShorts, more, netLongs, netShorts, longChurn, shortChurn, sameResponse] = given;
          const makerLongs = Math.max(0, takerShorts - takerLongs) + more;
          const book = { takerLongs, takerShorts, makerLongs, makerShorts: takerLongs + makerLongs - takerShorts };
          const before = openContracts(book);
          const trades = trade(book, { netLongs, netShorts, longChurn, shortChurn }, sameResponse);
          const volume = trades.longsOpened + trades.longsClosed + trades.shortsOpened + trades.shortsClosed;
          expect(Object.values(book).every((held) => Number.isInteger(held) && held >= 0)).toBe(true);
          expect(book.takerLongs + book.makerLongs).toBe(book.takerShorts + book.makerShorts);
          expect(openContracts(book) - before).toBe(trades.bothOpened - trades.bothClosed);
          expect(trades.bothOpened + trades.bothClosed).toBeLessThanOrEqual(volume);
        },
      ),
      { seed: 3, numRuns: 300 },
    );
  });
});

describe("fundingRate", () => {
  // By hand from P + clamp(0.0001 - P, ±0.0005): 2 bp → 1 bp; 10 bp → 10 - 5 = 5 bp; -10 bp → -10 + 5 = -5 bp.
  test("is one basis point near the usual premium and follows it beyond five", () => {
    expect(fundingRate(0.0002, 8)).toBe(0.0001);
    expect(fundingRate(0.001, 8)).toBe(0.0005);
    expect(fundingRate(-0.001, 8)).toBe(-0.0005);
  });

  test("is a part of it for a shorter interval", () => {
    expect(fundingRate(0.0002, 4)).toBe(0.00005);
    expect(fundingRate(0.0002, 1)).toBe(0.0000125);
  });
});

describe("reportedOpenInterest", () => {
  const instrument = {
    venue: "atlas",
    symbol: "X",
    asset: "BTC",
    kind: "perpetual",
    margin: "linear",
    settle: "USDT",
  } as const;
  const outage = { venue: "atlas", from: 1, to: 2 };

  // By hand: 29 contracts of 0.01 coins are 0.29 coins, and 0.58 with both sides; 3 of 100 dollars are 300 dollars.
  test("is in the venue's unit with its sides, and a gap where the venue fails", () => {
    const contracts = Float64Array.of(29, 30, Number.NaN);
    const report = (terms: { contractSize: number; reports: "base" | "usd" | "contracts"; sides: 1 | 2 }) => [
      ...reportedOpenInterest({ ...instrument, ...terms }, contracts, outage),
    ];
    expect(report({ contractSize: 0.01, reports: "base", sides: 1 })).toEqual([0.29, Number.NaN, Number.NaN]);
    expect(report({ contractSize: 0.01, reports: "base", sides: 2 })).toEqual([0.58, Number.NaN, Number.NaN]);
    expect(report({ contractSize: 100, reports: "usd", sides: 1 })).toEqual([2900, Number.NaN, Number.NaN]);
    expect(report({ contractSize: 100, reports: "contracts", sides: 1 })[0]).toBe(29);
  });
});
