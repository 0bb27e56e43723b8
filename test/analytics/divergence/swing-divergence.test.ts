import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type SwingDivergence,
  type SwingDivergenceOptions,
  swingDivergence,
} from "../../../lib/analytics/divergence/swing-divergence.js";
import type { Identity, Unit } from "../../../lib/series/identity.js";
import { type Series, series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { runs, start } from "../panels.js";

const gap = Number.NaN;
const by = { kind: "rows", left: 1, right: 1 } as const;

function line(values: readonly number[], unit: Unit, identity: Identity = {}): Series {
  return series({ times: values.map((_, t) => start + t * hourMs), values, name: "line", unit, ...identity });
}

function diverge(
  price: readonly number[],
  openInterest: readonly number[],
  options: SwingDivergenceOptions = {},
): SwingDivergence {
  return swingDivergence(line(price, "price"), line(openInterest, "base"), { by, ...options });
}

function namesOf({ events }: SwingDivergence): string[] {
  return events.map(({ kind, direction }) => `${kind} ${direction}`);
}

// Highs at rows 1 and 3, the low between them alone.
const higherHigh = [1, 10, 5, 12, 4];
const lowerHigh = [1, 12, 5, 10, 4];
// Lows at rows 1 and 3.
const lowerLow = [20, 10, 15, 8, 16];
const higherLow = [20, 8, 15, 10, 16];
const rising = [100, 100, 0, 110, 0];
const falling = [100, 110, 0, 100, 0];

test.each([
  ["regular bearish", -1, higherHigh, falling],
  ["hidden bearish", -2, lowerHigh, rising],
  ["regular bullish", 1, lowerLow, rising],
  ["hidden bullish", 2, higherLow, falling],
] as const)("%s is what its two swings make it", (name, code, price, openInterest) => {
  const found = diverge(price, openInterest);
  expect(namesOf(found)).toEqual([name]);
  expect([...found.signal.values]).toEqual([0, 0, 0, 0, code]);
  const event = found.events[0];
  const [kind, direction] = name.split(" ");
  expect(event).toEqual({
    kind,
    direction,
    from: start + hourMs,
    to: start + 3 * hourMs,
    knownAt: start + 4 * hourMs,
    priceFrom: price[1],
    priceTo: price[3],
    openInterestFrom: openInterest[1],
    openInterestTo: openInterest[3],
  });
});

test("where open interest goes the way of the price's swings there is no divergence", () => {
  for (const [price, openInterest] of [
    [higherHigh, rising],
    [lowerHigh, falling],
    [lowerLow, falling],
    [higherLow, rising],
  ] as const) {
    expect(diverge(price, openInterest).events).toEqual([]);
  }
});

test("by participation a low diverges as a high does: further on fewer positions, or less far on more", () => {
  const found = (price: readonly number[], openInterest: readonly number[]) =>
    namesOf(diverge(price, openInterest, { convention: "participation" }));
  expect(found(lowerLow, falling)).toEqual(["regular bullish"]);
  expect(found(higherLow, rising)).toEqual(["hidden bullish"]);
  expect([...found(lowerLow, rising), ...found(higherLow, falling)]).toEqual([]);
  expect([...found(higherHigh, falling), ...found(lowerHigh, rising)]).toEqual(["regular bearish", "hidden bearish"]);
});

test("equal swings, changes within a band and missing open interest make no event", () => {
  expect(diverge([1, 10, 5, 10, 4], falling).events).toEqual([]);
  expect(diverge(higherHigh, [0, 100, 0, 100, 0]).events).toEqual([]);
  expect(diverge(higherHigh, falling.with(1, gap)).events).toEqual([]);
  expect(diverge(higherHigh, falling.with(3, gap)).events).toEqual([]);
  // Price 10 → 12 is a fifth; 128 → 112 an eighth.
  expect(diverge(higherHigh, falling, { priceBand: 0.2 }).events).toEqual([]);
  expect(diverge(higherHigh, falling, { priceBand: 0.19 }).events.length).toBe(1);
  expect(diverge(higherHigh, [0, 128, 0, 112, 0], { openInterestBand: 0.125 }).events).toEqual([]);
  expect(diverge(higherHigh, [0, 128, 0, 112, 0], { openInterestBand: 0.124 }).events.length).toBe(1);
});

test("each swing is set against the one of its kind before it, whichever way swings are told", () => {
  const price = [100, 90, 110, 95, 120, 100, 130, 110, 111];
  const openInterest = [9, 8, 7, 6, 5, 4, 3, 2, 1];
  const reversal = { kind: "reversal", size: 0.09 } as const;
  const found = diverge(price, openInterest, { by: reversal });
  expect(
    found.events.map(({ kind, direction, from, to, knownAt }) => [
      kind,
      direction,
      ...[from, to, knownAt].map((time) => (time - start) / hourMs),
    ]),
  ).toEqual([
    ["hidden", "bullish", 1, 3, 4],
    ["regular", "bearish", 2, 4, 5],
    ["hidden", "bullish", 3, 5, 6],
    ["regular", "bearish", 4, 6, 7],
  ]);
  expect([...found.signal.values]).toEqual([0, 0, 0, 0, 2, -1, 2, -1, 0]);
});

test("swings on two sides of a gap are compared only if it is short enough to be looked past", () => {
  const price = [1, 10, 5, gap, gap, 5, 12, 4];
  const openInterest = [0, 110, 0, 0, 0, 0, 100, 0];
  expect(diverge(price, openInterest).events).toEqual([]);
  expect(diverge(price, openInterest, { by: { ...by, maxGap: 1 } }).events).toEqual([]);
  expect(namesOf(diverge(price, openInterest, { by: { ...by, maxGap: 2 } }))).toEqual(["regular bearish"]);
});

test("an event is known when both inputs are, and the signal carries that delay", () => {
  const price = line(higherHigh, "price", { asset: "BTC", delayMs: 3 });
  const openInterest = line(falling, "base", { asset: "BTC", venue: "okx", delayMs: 5 });
  const { events, signal } = swingDivergence(price, openInterest, { by });
  expect(events[0]?.knownAt).toBe(start + 4 * hourMs + 5);
  expect([signal.identity, signal.unit, signal.times]).toEqual([{ asset: "BTC", delayMs: 5 }, "number", price.times]);
});

test("no rows and one row have no divergence", () => {
  expect(diverge([], [])).toMatchObject({ events: [] });
  expect([...diverge([], []).signal.values]).toEqual([]);
  expect([...diverge([1], [1]).signal.values]).toEqual([0]);
});

const path = fc.array(
  fc.tuple(
    fc.integer({ min: 1, max: 20 }),
    fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 9 }) }, { weight: 1, arbitrary: fc.constant(gap) }),
  ),
  { maxLength: 60 },
);
const options = fc.record({
  by: fc.constantFrom<SwingDivergenceOptions["by"]>(
    { kind: "rows", left: 2, right: 2 },
    { kind: "reversal", size: 0.3 },
  ),
  convention: fc.constantFrom<SwingDivergenceOptions["convention"]>("oscillator", "participation"),
  openInterestBand: fc.constantFrom(0, 0.25),
});

test("what was known at a row stays, and later rows only add to it", () => {
  fc.assert(
    fc.property(path, options, (rows, chosen) => {
      const compute = (n: number) =>
        diverge(
          rows.slice(0, n).map(([price]) => price),
          rows.slice(0, n).map(([, oi]) => oi),
          chosen,
        );
      const whole = compute(rows.length);
      for (let n = 0; n <= rows.length; n++) {
        const part = compute(n);
        expect([...part.signal.values]).toEqual([...whole.signal.values.subarray(0, n)]);
        expect(part.events).toEqual(whole.events.filter(({ knownAt }) => knownAt < start + n * hourMs));
      }
      // One event for each row with a signal, of its code.
      const codes = { "regular bullish": 1, "hidden bullish": 2, "regular bearish": -1, "hidden bearish": -2 };
      for (const { kind, direction, knownAt, to } of whole.events) {
        expect(whole.signal.at(knownAt)).toBe(codes[`${kind} ${direction}`]);
        expect(knownAt).toBeGreaterThan(to);
      }
      expect(whole.signal.values.filter((code) => code !== 0).length).toBe(whole.events.length);
    }),
    runs,
  );
});

test("another scale of either changes no name, and the conventions differ at lows only", () => {
  fc.assert(
    fc.property(path, options, (rows, chosen) => {
      const [price, openInterest] = [rows.map(([one]) => one), rows.map(([, other]) => other)];
      const found = diverge(price, openInterest, chosen);
      const scaled = diverge(
        price.map((value) => value * 4096),
        openInterest.map((value) => value * 1024),
        chosen,
      );
      expect([...scaled.signal.values]).toEqual([...found.signal.values]);
      const other = chosen.convention === "oscillator" ? "participation" : "oscillator";
      const otherwise = diverge(price, openInterest, { ...chosen, convention: other });
      const bearish = ({ events }: SwingDivergence) => events.filter(({ direction }) => direction === "bearish");
      expect(bearish(otherwise)).toEqual(bearish(found));
      const lows = ({ events }: SwingDivergence) =>
        events.filter(({ direction }) => direction === "bullish").map(({ to }) => to);
      for (const time of lows(otherwise)) expect(lows(found)).not.toContain(time);
    }),
    runs,
  );
});

test("dollars, unknown choices, impossible bands and values are refused", () => {
  expect(() => swingDivergence(line([1], "price"), line([1], "usd"))).toThrow(
    'swingDivergence: "line" is in usd, which a rising price makes more without a trade; give it in base or contracts, or pass allowPriceEffect: true',
  );
  expect(
    swingDivergence(line(higherHigh, "price"), line(falling, "usd"), { by, allowPriceEffect: true }).events.length,
  ).toBe(1);
  expect(() => swingDivergence(line([1], "price"), line([1], "base", { margin: "inverse" }))).toThrow(
    'swingDivergence: "line" counts an inverse contract in coins, which a rising price makes fewer; give it in usd or contracts, or pass allowPriceEffect: true',
  );
  expect(() => swingDivergence(line([1], "price"), line([1], "score"))).toThrow(
    'swingDivergence: "line" is in score; give open interest in base or contracts',
  );
  expect(() => swingDivergence(line([1], "base"), line([1], "base"))).toThrow(
    'swingDivergence: "line" is in base; give the price first, then open interest',
  );
  expect(() => diverge([1], [1, 2])).toThrow("swingDivergence: inputs of 1 and 2 rows; align them first");
  expect(() => diverge([1, 0], [1, 2])).toThrow(
    'swingDivergence: price 0 of "line" at 2025-07-01T01:00Z is not positive; repair it, or set it to NaN',
  );
  expect(() => diverge([1], [-1])).toThrow('swingDivergence: open interest -1 of "line" at 2025-07-01 is negative');
  expect(() => diverge([1], [1], { convention: "macd" as "oscillator" })).toThrow(
    'swingDivergence: unknown convention "macd"; known: oscillator, participation',
  );
  expect(() => diverge([1], [1], { priceBand: -1 })).toThrow(
    "swingDivergence: band -1 for price is not 0 or more; give a fraction, such as 0.01",
  );
  expect(() => diverge([1], [1], { openInterestBand: gap })).toThrow("swingDivergence: band NaN for open interest");
  expect(() => diverge([1], [1], { by: { kind: "zigzag" as "rows" } })).toThrow('swings: unknown kind "zigzag"');
});
