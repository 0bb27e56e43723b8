import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { labelAgreement } from "../../../lib/analytics/regimes/label-agreement.js";
import { regimeCounts } from "../../../lib/analytics/regimes/regime-counts.js";
import { regimeEpisodes } from "../../../lib/analytics/regimes/regime-episodes.js";
import { type RegimeOptions, type Regimes, regimeNames, regimes } from "../../../lib/analytics/regimes/regimes.js";
import type { Identity, Unit } from "../../../lib/series/identity.js";
import { type Series, series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { expectCausal, hourly, randomPanel, runs, start } from "../panels.js";

const gap = Number.NaN;

function line(values: readonly number[], unit: Unit, identity: Identity = {}): Series {
  return series({ times: values.map((_, t) => start + t * hourMs), values, name: "line", unit, ...identity });
}

function classify(price: readonly number[], openInterest: readonly number[], options?: RegimeOptions): Regimes {
  return regimes(line(price, "price"), line(openInterest, "base"), options);
}

// By hand, price then open interest: +10 % +10 %; −10 % +10 %; +10 % −10 %; −10 % −10 %.
test("the signs of the two changes name the regime", () => {
  const found = classify([100, 110, 99, 108.9, 98.01], [100, 110, 121, 108.9, 98.01]);
  expect([...found.codes]).toEqual([-1, 1, 2, 3, 4]);
  expect(Array.from(found.codes.subarray(1), (code) => regimeNames[code])).toEqual([
    "long buildup",
    "short buildup",
    "short covering",
    "long unwinding",
  ]);
  expect(found.priceChange.values[1]).toBeCloseTo(0.1, 12);
  expect([found.priceChange.unit, found.openInterestChange.unit]).toEqual(["fraction", "fraction"]);
});

// By hand: price +0.0625 % is inside 0.1 %; open interest −0.0625 % is; both larger; both unchanged.
test("a change inside its dead band is neutral", () => {
  const found = classify([1600, 1601, 1700, 1800, 1800], [1600, 1700, 1699, 1800, 1800]);
  expect([...found.codes]).toEqual([-1, 0, 0, 1, 0]);
});

test("a change as large as its band is neutral, and without a band only no change is", () => {
  const band = { kind: "fixed", price: 0.125, openInterest: 0 } as const;
  expect([...classify([8, 9, 8], [8, 9, 8], { band }).codes]).toEqual([-1, 0, 0]);
  const none = { kind: "fixed", price: 0, openInterest: 0 } as const;
  expect([...classify([8, 9, 9], [8, 9, 10], { band: none }).codes]).toEqual([-1, 1, 0]);
});

test("changes are taken over the horizon", () => {
  const found = classify([100, 90, 110, 80], [100, 100, 90, 120], { horizon: 2 });
  expect([...found.codes]).toEqual([-1, -1, 3, 2]);
  expect(found.priceChange.values[3]).toBeCloseTo(-1 / 9, 12);
  expect(found.horizon).toBe(2);
});

test("a gap at either end of a change, or a zero to start from, leaves the row without a regime", () => {
  expect([...classify([100, gap, 110, 121], [100, 110, 121, 133]).codes]).toEqual([-1, -1, -1, 1]);
  expect([...classify([100, 110, 121], [0, 50, 60]).codes]).toEqual([-1, -1, 1]);
});

test("no rows have no regimes, and one row has none to tell", () => {
  expect(classify([], []).codes.length).toBe(0);
  expect([...classify([1], [1]).codes]).toEqual([-1]);
});

// By hand: price changes of 1 %, −1 %, 1 % have a sample deviation of √(4/3) % = 1.1547 %, half of it 0.577 %.
// The fourth change, 0.5 %, is inside it; of open interest, the band of 2 %, −2 %, 2 % is 1.155 % and 3 % is beyond.
test("a volatility band is a multiple of the deviation of the changes before the row", () => {
  const grow = (changes: readonly number[]) => {
    const levels = [1000];
    for (const change of changes) levels.push((levels.at(-1) as number) * (1 + change));
    return levels;
  };
  const band = { kind: "volatility", window: 3, minCount: 3 } as const;
  const quiet = classify(grow([0.01, -0.01, 0.01, 0.005]), grow([0.02, -0.02, 0.02, 0.03]), { band });
  expect(quiet.priceBand.values[4]).toBeCloseTo(0.5 * Math.sqrt(4 / 3) * 0.01, 12);
  expect(quiet.openInterestBand.values[4]).toBeCloseTo(0.5 * Math.sqrt(4 / 3) * 0.02, 12);
  expect([...quiet.codes]).toEqual([-1, -1, -1, -1, 0]);
  const narrow = classify(grow([0.01, -0.01, 0.01, 0.005]), grow([0.02, -0.02, 0.02, 0.03]), {
    band: { ...band, multiple: 0.25 },
  });
  expect(narrow.codes[4]).toBe(1);
});

describe("the unit of open interest", () => {
  const price = line([100, 110], "price");
  test("dollars are refused unless the price effect is accepted", () => {
    const usd = line([1000, 1100], "usd");
    expect(() => regimes(price, usd)).toThrow(
      'regimes: "line" is in usd, which a rising price makes more without a trade; give it in base or contracts, or pass allowPriceEffect: true',
    );
    expect(regimes(price, usd, { allowPriceEffect: true }).codes[1]).toBe(1);
  });
  test("coins of an inverse contract are refused, its dollars and contracts are not", () => {
    const inverse = { margin: "inverse" } as const;
    expect(() => regimes(price, line([10, 9], "base", inverse))).toThrow(
      'regimes: "line" counts an inverse contract in coins, which a rising price makes fewer; give it in usd or contracts, or pass allowPriceEffect: true',
    );
    expect(regimes(price, line([10, 11], "usd", inverse)).codes[1]).toBe(1);
    expect(regimes(price, line([10, 11], "contracts", inverse)).codes[1]).toBe(1);
  });
  test("what is no open interest or no price is refused", () => {
    expect(() => regimes(price, line([1, 2], "fraction"))).toThrow(
      'regimes: "line" is in fraction; give open interest in base or contracts',
    );
    expect(() => regimes(line([1, 2], "base"), price)).toThrow(
      'regimes: "line" is in base; give the price first, then open interest',
    );
  });
});

test("impossible values and options are refused", () => {
  expect(() => classify([100, 0], [1, 1])).toThrow(
    'regimes: price 0 of "line" at 2025-07-01T01:00Z is not positive; repair it, or set it to NaN',
  );
  expect(() => classify([100, 100], [1, -1])).toThrow('regimes: open interest -1 of "line" at 2025-07-01T01:00Z');
  expect(() => regimes(line([1], "price"), line([1, 2], "base"))).toThrow(
    "regimes: inputs of 1 and 2 rows; align them first",
  );
  expect(() => classify([1], [1], { horizon: 0 })).toThrow("regimes: horizon 0 is not a number of rows");
  expect(() => classify([1], [1], { band: { kind: "fixed", price: -1 } })).toThrow(
    "regimes: fixed band -1 for price is not 0 or more; give a fraction, such as 0.001",
  );
  expect(() => classify([1], [1], { band: { kind: "volatility", window: 3, multiple: -1 } })).toThrow(
    "regimes: volatility band multiple -1 is not 0 or more",
  );
  expect(() => classify([1], [1], { band: { kind: "volatility", window: 0 } })).toThrow("regimes: window 0 is not");
  expect(() => classify([1], [1], { band: { kind: "round" as "fixed" } })).toThrow(
    'regimes: unknown band "round"; known: fixed, volatility',
  );
});

test("regimes depend on no later row, whatever the band", () => {
  fc.assert(
    fc.property(randomPanel, (random) => {
      expectCausal(random, (part) => {
        const price = line(
          [...part.column("venue0").values].map((value) => (value > 0 ? value : gap)),
          "price",
        );
        const openInterest = part.column("venue1");
        const follow = regimes(price, openInterest, { horizon: 2, band: { kind: "volatility", window: 6 } });
        const { codes, priceChange, openInterestChange } = regimes(price, openInterest);
        return [codes, priceChange.values, openInterestChange.values, follow.codes, follow.priceBand.values];
      });
    }),
    runs,
  );
});

test("another scale of price or open interest leaves regimes as they are", () => {
  fc.assert(
    fc.property(randomPanel, (random) => {
      const price = [...random.column("venue0").values].map((value) => (value > 0 ? value : gap));
      const openInterest = [...random.column("venue1").values];
      const options = { band: { kind: "volatility", window: 6 } } as const;
      const scaled = classify(
        price.map((value) => value / 64),
        openInterest.map((value) => value * 64),
        options,
      );
      expect([...scaled.codes]).toEqual([...classify(price, openInterest, options).codes]);
    }),
    runs,
  );
});

// By hand over codes −, 1, 1, 0, 4, −: 4 rows with a regime.
const sample: Regimes = {
  ...regimes(
    hourly({ p: [1, 1, 1, 1, 1, 1] }, { unit: "price" }).column("p"),
    hourly({ q: [1, 1, 1, 1, 1, 1] }).column("q"),
  ),
  codes: Int8Array.of(-1, 1, 1, 0, 4, -1),
  priceChange: line([gap, 0.02, 0.04, 0.0, -0.03, gap], "fraction"),
  openInterestChange: line([gap, 0.1, 0.3, 0.2, -0.1, 0.5], "fraction"),
};

test("counts give each regime its share of time, its mean changes and what followed", () => {
  const [neutral, longBuildup, shortBuildup, , longUnwinding] = regimeCounts(sample);
  expect(longBuildup).toEqual({
    regime: "long buildup",
    rows: 2,
    share: 0.5,
    meanPriceChange: expect.closeTo(0.03, 12),
    meanOpenInterestChange: expect.closeTo(0.2, 12),
    meanNextPriceChange: expect.closeTo(0.02, 12),
  });
  expect([neutral?.share, neutral?.meanNextPriceChange]).toEqual([0.25, -0.03]);
  // After the last row with a regime the price is missing.
  expect([longUnwinding?.rows, longUnwinding?.meanNextPriceChange]).toEqual([1, gap]);
  expect([shortBuildup?.rows, shortBuildup?.share, shortBuildup?.meanPriceChange]).toEqual([0, 0, gap]);
});

test("counts of no rows are zero and their shares undefined", () => {
  expect(regimeCounts(classify([], [])).map(({ rows, share }) => [rows, share])).toEqual(
    regimeNames.map(() => [0, gap]),
  );
});

test("episodes are unbroken runs, and slicing by one gives its rows", () => {
  const episodes = regimeEpisodes(sample);
  expect(episodes).toEqual([
    { regime: "long buildup", code: 1, from: start, to: start + 2 * hourMs, rows: 2, firstRow: 1 },
    { regime: "neutral", code: 0, from: start + 2 * hourMs, to: start + 3 * hourMs, rows: 1, firstRow: 3 },
    { regime: "long unwinding", code: 4, from: start + 3 * hourMs, to: start + 4 * hourMs, rows: 1, firstRow: 4 },
  ]);
  for (const { from, to, rows } of episodes) expect(sample.priceChange.slice(from, to).length).toBe(rows);
  expect(regimeEpisodes(classify([], []))).toEqual([]);
});

test("agreement counts the rows to which both give a label", () => {
  const other = { times: sample.times, codes: Int8Array.of(1, 1, 2, 0, -1, -1) };
  const found = labelAgreement(sample, other);
  expect(found.compared).toBe(3);
  expect(found.agreeing).toBeCloseTo(2 / 3, 12);
  expect(found.changed).toBeCloseTo(1 / 3, 12);
  expect(found.table).toEqual([
    [1, 0, 0, 0, 0],
    [0, 1, 1, 0, 0],
    [0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0],
  ]);
  expect(labelAgreement(classify([], []), classify([], [])).agreeing).toBe(gap);
  expect(() => labelAgreement(sample, classify([], []))).toThrow("labelAgreement: inputs of 6 and 0 rows; align them");
});
