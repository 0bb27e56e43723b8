import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type RegimeOptions, type Regimes, regimeNames, regimes } from "../../../lib/analytics/regimes/regimes.js";
import type { Identity, Unit } from "../../../lib/series/identity.js";
import type { Panel } from "../../../lib/series/panel.js";
import { type Series, series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { expectCausal, randomPanel, runs, start } from "../panels.js";

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

// By hand: price changes of 1 %, −1 %, 3 % before the row have the median 1 % and distances from it of 0, 2 and 2 %: the
// deviation is 2 %, half of 1.4826 times it 1.4826 %. The fourth change, 1.4 %, is inside it and 1.6 % is not; about the
// median, 1.6 % would be inside. Open interest changes by 0 %, 1 %, 90 %: deviation 1 %, band 0.7413 %.
test("a robust band is a multiple of the scaled median deviation of the changes before the row, about zero", () => {
  const grow = (changes: readonly number[]) => {
    const levels = [1000];
    for (const change of changes) levels.push((levels.at(-1) as number) * (1 + change));
    return levels;
  };
  const band = { kind: "robust", window: 3, minCount: 3 } as const;
  const found = (last: number) => classify(grow([0.01, -0.01, 0.03, last]), grow([0, 0.01, 0.9, 0.01]), { band });
  const { codes, priceBand, openInterestBand } = found(0.014);
  expect(priceBand.values[4]).toBeCloseTo(0.014826, 12);
  expect(openInterestBand.values[4]).toBeCloseTo(0.007413, 12);
  expect([...priceBand.values.subarray(0, 4)]).toEqual([gap, gap, gap, gap]);
  expect([...codes]).toEqual([-1, -1, -1, -1, 0]);
  expect(found(0.016).codes[4]).toBe(1);
  expect(found(-0.016).codes[4]).toBe(2);
});

// By hand, band 10 %, entered above it and left within 5 %, price then open interest, which always rises by 20 %:
// +8 % is not yet up; +12 % is; +8 % still is; +4 % is neutral; +8 % would have to enter again; −12 % is down; −8 % still.
test("with hysteresis a direction is entered at one width and left at another", () => {
  const price = [100];
  for (const change of [0.08, 0.12, 0.08, 0.04, 0.08, -0.12, -0.08, 0.08])
    price.push((price.at(-1) as number) * (1 + change));
  const openInterest = price.map((_, t) => 1.2 ** t);
  const band = { kind: "fixed", price: 0.1, openInterest: 0.1 } as const;
  expect([...classify(price, openInterest, { band }).codes]).toEqual([-1, 0, 1, 0, 0, 0, 2, 0, 0]);
  const hysteresis = { enter: 1, leave: 0.5 };
  expect([...classify(price, openInterest, { band, hysteresis }).codes]).toEqual([-1, 0, 1, 1, 0, 0, 2, 2, 0]);
  expect(classify(price, openInterest, { band, hysteresis: {} }).codes).toEqual(
    classify(price, openInterest, { band, hysteresis }).codes,
  );
  // Open interest is followed by itself: here it is the one that comes back a little.
  const both = classify([100, 120, 144, 172.8], [100, 112, 120.96, 124.5], { band, hysteresis });
  expect([...both.codes]).toEqual([-1, 1, 1, 0]);
});

test("with hysteresis a row that is missing forgets what was entered", () => {
  const band = { kind: "fixed", price: 0.1, openInterest: 0 } as const;
  const price = [100, 120, 130, 140, 150, 160];
  const options = { band, hysteresis: { leave: 0.25 } };
  expect([...classify(price, [1, 2, 3, 4, 5, 6], options).codes]).toEqual([-1, 1, 1, 1, 1, 1]);
  expect([...classify(price, [1, 2, gap, 4, 5, 6], options).codes]).toEqual([-1, 1, -1, -1, 0, 0]);
});

test("hysteresis that leaves where it enters is none", () => {
  fc.assert(
    fc.property(randomPanel, (random) => {
      const [price, openInterest] = pairOf(random);
      const band = { kind: "robust", window: 6, minCount: 2 } as const;
      const plain = regimes(price, openInterest, { band });
      const same = regimes(price, openInterest, { band, hysteresis: { enter: 1, leave: 1 } });
      expect(same).toEqual(plain);
      for (let t = 0; t < plain.codes.length; t++) {
        const [r, g] = [plain.priceChange.values[t], plain.openInterestChange.values[t]];
        const within = Math.abs(r) <= plain.priceBand.values[t] || Math.abs(g) <= plain.openInterestBand.values[t];
        const direction = g > 0 ? (r > 0 ? 1 : 2) : r > 0 ? 3 : 4;
        const missing = [r, g, plain.priceBand.values[t], plain.openInterestBand.values[t]].some(Number.isNaN);
        expect(plain.codes[t]).toBe(missing ? -1 : within ? 0 : direction);
      }
    }),
    runs,
  );
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
    'regimes: unknown band "round"; known: fixed, volatility, robust',
  );
  expect(() => classify([1], [1], { band: { kind: "robust", window: 3, multiple: gap } })).toThrow(
    "regimes: robust band multiple NaN is not 0 or more",
  );
  for (const [enter, leave] of [
    [1, 2],
    [1, -1],
    [gap, 0],
  ]) {
    expect(() => classify([1], [1], { hysteresis: { enter, leave } })).toThrow(
      `regimes: hysteresis enters at ${enter} and leaves at ${leave} times the band; leave at 0 or more, and at no more than enter`,
    );
  }
});

/** The first two columns as a price, a zero of which is a gap, and open interest. */
function pairOf(of: Panel): [price: Series, openInterest: Series] {
  const price = [...of.column("venue0").values].map((value) => (value > 0 ? value : gap));
  return [line(price, "price"), of.column("venue1")];
}

const windows: readonly RegimeOptions[] = [
  {},
  { horizon: 2, band: { kind: "volatility", window: 6 } },
  { band: { kind: "robust", window: 6, minCount: 2 } },
  { band: { kind: "volatility", window: 6, multiple: 1 }, hysteresis: { enter: 1, leave: 0.25 } },
];

test("regimes depend on no later row, whatever the band", () => {
  fc.assert(
    fc.property(randomPanel, fc.constantFrom(...windows), (random, options) => {
      expectCausal(random, (part) => {
        const { codes, priceChange, openInterestChange, priceBand } = regimes(...pairOf(part), options);
        return [codes, priceChange.values, openInterestChange.values, priceBand.values];
      });
    }),
    runs,
  );
});

test("another scale of price or open interest leaves regimes as they are", () => {
  fc.assert(
    fc.property(randomPanel, fc.constantFrom(...windows), (random, options) => {
      const [price, openInterest] = pairOf(random);
      const scaled = regimes(
        price.with(price.values.map((value) => value / 4096)),
        openInterest.with(openInterest.values.map((value) => value * 4096)),
        options,
      );
      expect([...scaled.codes]).toEqual([...regimes(price, openInterest, options).codes]);
    }),
    runs,
  );
});
