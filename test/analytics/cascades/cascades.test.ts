import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cascadeVenues } from "../../../lib/analytics/cascades/cascade-venues.js";
import {
  type CascadeData,
  type CascadeOptions,
  cascadeNames,
  cascades,
} from "../../../lib/analytics/cascades/cascades.js";
import type { Identity, Unit } from "../../../lib/series/identity.js";
import { panel } from "../../../lib/series/panel.js";
import { type Series, series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { hourly, runs, start } from "../panels.js";

const gap = Number.NaN;
/** One row at a time, against four changes. */
const small: CascadeOptions = { horizon: 1, window: 4, minCount: 3 };

function line(values: readonly number[], unit: Unit, identity: Identity = {}): Series {
  return series({ times: values.map((_, t) => start + t * hourMs), values, name: "line", unit, ...identity });
}

/** Quiet for five rows, then two venues fall: 2000 in all, 1800, 1700, 1750, 1850. */
const a = [1000, 1010, 1000, 1010, 1000, 820, 750, 780, 900];
const b = [1000, 1000, 1000, 1000, 1000, 980, 950, 970, 950];
const falling = [100, 101, 100, 101, 100, 95, 94, 95, 96];
const rising = [100, 101, 100, 101, 100, 105, 106, 105, 104];
const row = (t: number) => start + t * hourMs;

function find(
  columns: Record<string, readonly number[]>,
  price: readonly number[],
  options: CascadeOptions = {},
  more: Partial<CascadeData> & { readonly identities?: Record<string, Identity> } = {},
) {
  const { identities, ...flows } = more;
  return cascades(
    { oi: hourly(columns, { identities }), price: line(price, "price"), ...flows },
    { ...small, ...options },
  );
}

// By hand: changes before row 5 are 10/2000, −10/2010, 10/2000, −10/2010; their median is the mean of the two values and
// every deviation from it half of their distance. The same for returns 1/100 and −1/101. Before row 4 stand three changes,
// two of them equal: their MAD is 0, and the row cannot be told.
test("a row is a cascade where open interest and price move further than was usual before", () => {
  const { codes, openInterestChange, openInterestScore, priceScore, breadth } = find({ a, b }, falling);
  expect([...codes]).toEqual([-1, -1, -1, -1, -1, 1, 0, 0, 0]);
  expect(cascadeNames[1]).toBe("long cascade");
  expect(openInterestChange.values[5]).toBeCloseTo(-0.1, 12);
  const [up, down] = [10 / 2000, -10 / 2010];
  expect(openInterestScore.values[5]).toBeCloseTo((-0.1 - (up + down) / 2) / ((1.4826 * (up - down)) / 2), 9);
  const [rise, fall] = [1 / 100, -1 / 101];
  expect(priceScore.values[5]).toBeCloseTo((-0.05 - (rise + fall) / 2) / ((1.4826 * (rise - fall)) / 2), 9);
  expect(breadth.values[5]).toBe(1);
  expect([openInterestScore.unit, breadth.unit]).toEqual(["score", "fraction"]);
});

// By hand: 2000 × 100 = 200,000 dollars become 1700 × 94 = 159,800. Positions 97 × −300, revaluation 1850 × −6. Half of
// the 300 lost is regained at 1850. The row after the last one detected is the trough.
test("an event tells where the fall starts and ends, how large it was and when it was known", () => {
  const { events } = find({ a, b }, falling);
  expect(events).toEqual([
    {
      rank: 1,
      side: "long",
      startTime: row(4),
      knownAt: row(5),
      troughTime: row(6),
      recoveredAt: row(8),
      rows: 2,
      coinsBefore: 2000,
      coinsAfter: 1700,
      coinsChange: -300,
      coinsFraction: -0.15,
      usdChange: -40_200,
      usdPositions: -29_100,
      usdRevaluation: -11_100,
      usdFraction: expect.closeTo(-0.201, 12),
      priceReturn: -0.06,
      adverseExcursion: -0.06,
      extremeTime: row(6),
      venues: 2,
      breadth: 1,
      takerImbalance: gap,
      mostLost: "a",
    },
  ]);
});

test("venues are listed with their part of the loss, the largest first", () => {
  const found = find({ b, a }, falling);
  expect(cascadeVenues(found)).toEqual([
    {
      rank: 1,
      venue: "a",
      coinsBefore: 1000,
      coinsAfter: 750,
      coinsChange: -250,
      coinsFraction: -0.25,
      shareOfLoss: expect.closeTo(5 / 6, 12),
      shareBefore: 0.5,
    },
    expect.objectContaining({ venue: "b", coinsChange: -50, shareOfLoss: expect.closeTo(1 / 6, 12) }),
  ]);
  expect(() => cascadeVenues(found, 2)).toThrow("cascadeVenues: no cascade of rank 2; there are 1");
});

test("a rising price forces shorts out", () => {
  const { codes, events } = find({ a, b }, rising);
  expect(codes[5]).toBe(2);
  expect(events[0]).toMatchObject({ side: "short", priceReturn: 0.06, adverseExcursion: 0.06 });
});

describe("what keeps a row from being a cascade", () => {
  const taker = (delta: number) => line([0, 0, 0, 0, 0, delta, -10, 0, 0], "base");
  const volume = line(Array(9).fill(100), "base");
  test("takers who bought while the price fell", () => {
    const sold = find({ a, b }, falling, {}, { takerDelta: taker(-30), volume });
    expect([sold.codes[5], sold.takerImbalance?.values[5], sold.takerImbalance?.unit]).toEqual([1, -0.3, "fraction"]);
    expect(sold.events[0]?.takerImbalance).toBe(-0.2);
    expect(find({ a, b }, falling, {}, { takerDelta: taker(30), volume }).codes[5]).toBe(0);
    const alone = find({ a, b }, falling, {}, { takerDelta: taker(-30) });
    expect([alone.codes[5], alone.takerImbalance?.values[5], alone.takerImbalance?.unit]).toEqual([1, -30, "base"]);
    expect(find({ a, b }, falling, {}, { takerDelta: taker(gap), volume }).codes[5]).toBe(-1);
  });
  test("a price that hardly moves", () => {
    expect(find({ a, b }, [100, 101, 100, 101, 100, 99, 94, 95, 96]).codes[5]).toBe(0);
  });
  test("too small or too usual a fall", () => {
    expect(find({ a, b }, falling, { minLoss: 0.11 }).codes[5]).toBe(0);
    expect(find({ a, b }, falling, { multiple: 14 }).codes[5]).toBe(0);
    expect(find({ a, b }, falling, { multiple: 13 }).codes[5]).toBe(1);
    expect(find({ a, b }, falling, { priceMultiple: 4 }).codes[5]).toBe(0);
  });
  test("venues that hold on, counted as venues and not as contracts", () => {
    const c = [10, 10, 10, 10, 10, 11, 11, 11, 11];
    expect(find({ a, b, c, d: c }, falling).codes[5]).toBe(0);
    expect(find({ a, b, c, d: c }, falling, { minBreadth: 0.5 }).codes[5]).toBe(1);
    expect(find({ a, b, c, d: c }, falling, { minBreadth: 0.5, minVenues: 3 }).codes[5]).toBe(0);
    // Three contracts of one venue that falls as a whole.
    const identities = { b: { venue: "x" }, c: { venue: "x" }, d: { venue: "x" } };
    const grouped = find({ a, b, c, d: c }, falling, {}, { identities });
    expect([grouped.codes[5], grouped.events[0]?.venues]).toEqual([1, 2]);
  });
});

describe("composition", () => {
  const steady = [1000, 1010, 1000, 1010, 1000, 1000, 1000, 1000, 1000];
  test("an outage, an exit and an expiry are no fall", () => {
    const base = { a: steady };
    expect([...find({ ...base, b: [...b.slice(0, 5), gap, gap, 1000, 1000] }, falling).codes]).not.toContain(1);
    expect([...find({ ...base, b: [...b.slice(0, 5), 0, gap, gap, gap] }, falling).codes]).not.toContain(1);
    expect([...find({ ...base, b: [...b.slice(0, 5), 0, 0, 0, 0] }, falling).codes]).not.toContain(1);
  });
  test("an entry hides no fall", () => {
    const late = [gap, gap, gap, gap, gap, 900, 900, 900, 900];
    const { codes, events } = find({ a, b, c: late }, falling);
    expect(codes[5]).toBe(1);
    expect(events[0]).toMatchObject({ coinsBefore: 2000, coinsAfter: 1700, venues: 2 });
  });
  test("a rising price takes coins out of inverse contracts without a cascade", () => {
    // 100,000 dollars are 1000 coins at 100; 102,010 are 1010 at 101 and 919 at 111.
    const price = [100, 101, 100, 101, 100, 111, 111, 111, 111];
    const coins = price.map((level, t) => (t % 2 === 0 ? 100_000 : 102_010) / level);
    expect(find({ a: coins }, price).codes[5]).toBe(2);
    const identities = { a: { margin: "inverse" as const } };
    const inverse = find({ a: coins }, price, {}, { identities });
    expect(inverse.codes[5]).toBe(0);
    expect(inverse.openInterestChange.values[5]).toBeCloseTo(0.0201, 12);
  });
  test("dollars of an inverse contract change by positions alone", () => {
    const identities = { a: { margin: "inverse" as const }, b: { margin: "inverse" as const } };
    const [event] = find({ a, b }, falling, {}, { identities }).events;
    expect(event?.usdRevaluation).toBe(0);
    expect(event?.usdChange).toBeCloseTo(1700 * 94 - 2000 * 100, 9);
    // In coins at the price of the start: 1700 × 94 / 100.
    expect(event?.coinsAfter).toBeCloseTo(1598, 9);
  });
});

test("rows whose spans touch are one event of the side of the first, others are ranked by size", () => {
  const quiet = (level: number) => [level, level * 1.01, level, level * 1.01, level];
  // Falls of 10 % twice in a row, the second with a rebound of the price; later one of 30 %.
  const oi = [...quiet(1000), 900, 800, ...quiet(800), 560, 560, 560];
  const price = [...quiet(100), 90, 99, ...quiet(99), 80, 80, 80];
  const { codes, events } = find({ a: oi }, price, { priceMultiple: 1, multiple: 2 });
  expect([codes[5], codes[6], codes[12]]).toEqual([1, 2, 1]);
  expect(events.map(({ rank, side, startTime, troughTime }) => [rank, side, startTime, troughTime])).toEqual([
    [2, "long", row(4), row(6)],
    [1, "long", row(11), row(12)],
  ]);
  expect(events[1]?.recoveredAt).toBeUndefined();
  expect(events[0]?.recoveredAt).toBeUndefined();
});

test("a fall over several rows starts where most was lost from", () => {
  const oi = [1000, 1010, 1000, 1010, 1000, 1020, 960, 880, 860, 870];
  const price = [100, 101, 100, 101, 100, 100, 97, 92, 92, 93];
  const { events } = find({ a: oi }, price, { horizon: 3, multiple: 2, priceMultiple: 2, window: 3, minCount: 2 });
  expect(events[0]).toMatchObject({ startTime: row(5), coinsBefore: 1020, troughTime: row(8), coinsAfter: 860 });
});

test("the latest of equal starts is taken, and a price that never goes against them leaves no excursion", () => {
  const oi = [1000, 1010, 1000, 1010, 1000, 1020, 1020, 900, 905, 910];
  const price = [100, 101, 100, 101, 100, 95, 91, 92, 93, 93];
  const { events } = find({ a: oi }, price, { horizon: 3, multiple: 2, priceMultiple: 2, window: 3, minCount: 2 });
  expect(events[0]).toMatchObject({ side: "long", startTime: row(6), adverseExcursion: 0, extremeTime: row(6) });
});

test("what depends on several inputs is known when the slowest is", () => {
  const oi = hourly({ a, b }, { identities: { a: { asset: "BTC", delayMs: 5 }, b: { asset: "BTC" } } });
  const found = cascades({ oi, price: line(falling, "price", { delayMs: 7 }) }, small);
  expect(found.openInterestScore.identity).toEqual({ asset: "BTC", delayMs: 7 });
  expect(found.events[0]?.knownAt).toBe(row(5) + 7);
});

test("defaults make two hours of horizon, by the first step of the times", () => {
  const horizon = (stepMs: number) => {
    const times = [0, stepMs, 2 * stepMs];
    const oi = panel({ times, unit: "base", columns: { a: [1, 1, 1] } });
    return cascades({ oi, price: series({ times, values: [1, 1, 1], name: "p", unit: "price" }) }).horizon;
  };
  expect([hourMs / 12, hourMs, 4 * hourMs, 24 * hourMs].map(horizon)).toEqual([24, 2, 1, 1]);
});

test("no rows and one row have no cascade", () => {
  expect(find({ a: [] }, []).codes.length).toBe(0);
  const one = find({ a: [1] }, [1]);
  expect([[...one.codes], one.events, one.venues]).toEqual([[-1], [], []]);
});

test("a gap in what is compared cannot be told", () => {
  const { codes } = find({ a: [...a.slice(0, 5), gap, ...a.slice(6)] }, falling);
  expect([codes[5], codes[6]]).toEqual([-1, -1]);
  expect(find({ a, b }, [...falling.slice(0, 5), gap, ...falling.slice(6)]).codes[5]).toBe(-1);
  // Nothing has moved: nothing says how far is far.
  expect(find({ a: [5, 5, 5, 5, 5, 4, 4, 4, 4] }, falling).codes[5]).toBe(-1);
});

test("inverse contracts of constant dollars never count as fallen", () => {
  const level = fc.double({ min: 1, max: 1e5, noNaN: true });
  fc.assert(
    fc.property(level, fc.array(level, { minLength: 2, maxLength: 30 }), (dollars, price) => {
      const identities = { a: { margin: "inverse" as const } };
      const { breadth } = find({ a: price.map((each) => dollars / each) }, price, {}, { identities });
      expect([...breadth.values].slice(1)).toEqual(price.slice(1).map(() => 0));
    }),
    runs,
  );
});

// By hand: where a coin falls from 101 to 100, constant coins of an inverse contract are fewer dollars.
test("breadth cannot be told where a missing price leaves inverse contracts without a comparison", () => {
  const price = [...falling.slice(0, 5), gap, ...falling.slice(6)];
  const identities = { b: { margin: "inverse" as const } };
  expect([...find({ a, b }, price, {}, { identities }).breadth.values].slice(4, 8)).toEqual([1, gap, gap, 0]);
  expect([...find({ a, b }, price).breadth.values].slice(4, 8)).toEqual([0.5, 1, 1, 0]);
});

test("data and options that cannot be are refused", () => {
  const oi = hourly({ a: [1, 2] });
  const price = line([1, 2], "price");
  expect(() => cascades({ oi: hourly({ a: [1, 2] }, { unit: "usd" }), price })).toThrow(
    "cascades: open interest is in usd; give it in base, since the price alone moves dollars (convertOpenInterest)",
  );
  expect(() => cascades({ oi, price: line([1, 2], "base") })).toThrow(
    'cascades: "line" is in base; give the price in price',
  );
  expect(() => cascades({ oi, price, takerDelta: line([1, 2], "usd") })).toThrow(
    'cascades: "line" is in usd; give taker delta in base',
  );
  expect(() => cascades({ oi, price, volume: line([1, 2], "base") })).toThrow(
    "cascades: volume is given without takerDelta, which it is to measure; give both or neither",
  );
  expect(() => cascades({ oi, price: line([1], "price") })).toThrow("cascades: inputs of 2 and 1 rows");
  expect(() => cascades({ oi, price: line([1, 0], "price") })).toThrow(
    'cascades: price 0 of "line" at 2025-07-01T01:00Z is not positive; repair it, or set it to NaN',
  );
  expect(() => cascades({ oi: hourly({ a: [1, -2] }), price })).toThrow('open interest -2 of "a"');
  expect(() => cascades({ oi: hourly({ a: [1, 2] }, { identities: { a: { margin: "mixed" } } }), price })).toThrow(
    'cascades: "a" adds inverse contracts to others, whose coins the price moves; give the contracts before they are added, which are grouped by identity.venue',
  );
  expect(() => cascades({ oi: hourly({}), price: line([], "price") })).toThrow("cascades: there is no column to add");
  for (const [options, message] of [
    [{ horizon: 0 }, "cascades: horizon 0 is not"],
    [{ minVenues: 0.5 }, "cascades: minVenues 0.5 is not"],
    [{ window: 0 }, "cascades: window 0 is not"],
    [{ window: 2, minCount: 3 }, "cascades: minCount 3 is more than the 2 rows"],
    [{ multiple: -1 }, "cascades: multiple -1 is not 0 or more; give a number that is"],
    [{ minLoss: 2 }, "cascades: minLoss 2 is not between 0 and 1; give a number that is"],
    [{ minBreadth: gap }, "cascades: minBreadth NaN is not between 0 and 1"],
    [{ recoveredPart: -1 }, "cascades: recoveredPart -1 is not between 0 and 1"],
    [{ recoveredPart: 0 }, "cascades: recoveredPart 0 asks for nothing; give a number above 0 and at most 1"],
  ] as const) {
    expect(() => cascades({ oi, price }, options)).toThrow(message);
  }
});
