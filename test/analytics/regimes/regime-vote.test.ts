import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type RegimeVoteOptions, regimeVote } from "../../../lib/analytics/regimes/regime-vote.js";
import { regimes } from "../../../lib/analytics/regimes/regimes.js";
import type { Panel } from "../../../lib/series/panel.js";
import { hourMs } from "../../../lib/series/time.js";
import { orders } from "../orders.js";
import { expectCausal, fullPanel, hourly, randomPanel, runs } from "../panels.js";
import { hourlySeries } from "./coded.js";

const gap = Number.NaN;
const price = hourlySeries([100, 110, 121], "price");

// By hand, the price rises by 10 % twice. First step: a and b grow (long buildup), c falls (short covering): 2 of 3.
// Second: a grows, b stands still (neutral), c falls: one vote each, a tie.
const three = hourly({ a: [10, 12, 15], b: [10, 11, 11], c: [80, 76, 60] });

test("the label of most columns is given, and a tie is neutral", () => {
  const { codes, agreement, voters, byColumn } = regimeVote(price, three);
  expect([...codes]).toEqual([-1, 1, 0]);
  expect([...agreement.values]).toEqual([gap, 2 / 3, 1 / 3]);
  expect([...voters.values]).toEqual([0, 3, 3]);
  expect(byColumn.map(({ name, codes: own }) => [name, ...own])).toEqual([
    ["a", -1, 1, 1],
    ["b", -1, 1, 0],
    ["c", -1, 3, 3],
  ]);
  expect([agreement.unit, voters.unit]).toEqual(["fraction", "number"]);
});

// By hand: weights before the first step 10, 10 and 80, before the second 12, 11 and 76.
test("by open interest each vote weighs what was open before the change", () => {
  const { codes, agreement, openInterestChange } = regimeVote(price, three, { weight: "openInterest" });
  expect([...codes]).toEqual([-1, 3, 3]);
  expect([...agreement.values]).toEqual([gap, 0.8, 76 / 99]);
  // The growth of the sum: (12 + 11 + 76) / (10 + 10 + 80) − 1 and 86 / 99 − 1.
  expect(openInterestChange.values[1]).toBeCloseTo(-0.01, 12);
  expect(openInterestChange.values[2]).toBeCloseTo(86 / 99 - 1, 12);
});

// By hand, one vote each: (20 % + 10 % − 5 %) / 3.
test("the change that goes with the vote is the mean of the voters'", () => {
  const { openInterestChange, openInterestBand, priceChange } = regimeVote(price, three);
  expect(openInterestChange.values[1]).toBeCloseTo(0.25 / 3, 12);
  expect(openInterestBand.values[1]).toBeCloseTo(0.001, 12);
  expect(priceChange.values[1]).toBeCloseTo(0.1, 12);
});

// By hand: 0.1 + 0.2 + 0.3 for a buildup against 0.6 for covering, of which floating point adds the former to 0.6 or to
// the number above it, by its order.
test("a tie by open interest is one in every order of the columns", () => {
  const oi = hourly({ a: [0.1, 0.1, 0.2], b: [0.2, 0.2, 0.3], c: [0.3, 0.3, 0.4], d: [0.6, 0.6, 0.5] });
  for (const names of orders(oi.names)) {
    expect([...regimeVote(price, oi.select(names), { weight: "openInterest" }).codes]).toEqual([-1, 0, 0]);
  }
  const ahead = hourly({ a: [0.1, 0.1, 0.2], b: [0.2, 0.2, 0.3], c: [0.3, 0.3, 0.4], d: [0.6, 0.6 + 1e-12, 0.5] });
  for (const names of orders(ahead.names)) {
    expect(regimeVote(price, ahead.select(names), { weight: "openInterest" }).codes[2]).toBe(3);
  }
});

test("a tie between two directions has no vote for the neutral it is given", () => {
  const { codes, agreement } = regimeVote(price, hourly({ a: [10, 12, 15], b: [10, 9, 8] }));
  expect([...codes]).toEqual([-1, 0, 0]);
  expect([...agreement.values]).toEqual([gap, 0, 0]);
});

test("a column without a label has no vote, and too few votes are no quorum", () => {
  const oi = hourly({ a: [10, 12, 15], b: [10, gap, 11], c: [gap, 76, 60] });
  const { codes, voters, openInterestChange } = regimeVote(price, oi);
  expect([...voters.values]).toEqual([0, 1, 2]);
  expect([...codes]).toEqual([-1, -1, 0]);
  expect(openInterestChange.values[1]).toBeNaN();
  expect([...regimeVote(price, oi, { quorum: 1 / 3 }).codes]).toEqual([-1, 1, 0]);
  expect([...regimeVote(price, oi, { quorum: 1 }).codes]).toEqual([-1, -1, -1]);
});

test("no rows and one row have no vote", () => {
  const none = regimeVote(hourlySeries([], "price"), hourly({ a: [] }));
  expect([none.codes.length, none.agreement.length]).toEqual([0, 0]);
  expect([...regimeVote(hourlySeries([1], "price"), hourly({ a: [1], b: [1] })).codes]).toEqual([-1]);
});

test("the vote is known when the last column is", () => {
  const oi = hourly({ a: [1, 2, 3], b: [1, 2, 3] }, { identities: { a: { asset: "BTC" }, b: { delayMs: hourMs } } });
  const { agreement, voters, openInterestChange } = regimeVote(price, oi);
  for (const each of [agreement, voters, openInterestChange]) expect(each.identity.delayMs).toBe(hourMs);
});

describe("what cannot be voted on is refused", () => {
  const oi = hourly({ a: [1, 2, 3], b: [1, 2, 3] });
  test.each<[string, Panel, RegimeVoteOptions]>([
    ["regimeVote: there is no column to vote; give at least one", oi.select([]), {}],
    ['regimeVote: unknown weight "size"; known: one, openInterest', oi, { weight: "size" as "one" }],
    ["regimeVote: quorum 0 is not a part of the columns; give a fraction above 0, to 1", oi, { quorum: 0 }],
    ["regimeVote: quorum 2 is not a part", oi, { quorum: 2 }],
    ['regimes: unknown band "round"', oi, { band: { kind: "round" as "fixed" } }],
    [
      'regimeVote: contracts of "a" and "b" may differ in size',
      hourly({ a: [1, 2, 3], b: [1, 2, 3] }, { unit: "contracts" }),
      { weight: "openInterest" },
    ],
    [
      'regimeVote: "a" counts one side and "b" two sides',
      hourly({ a: [1, 2, 3], b: [1, 2, 3] }, { identities: { a: { sides: 1 }, b: { sides: 2 } } }),
      { weight: "openInterest" },
    ],
  ])("%s", (message, panel, options) => {
    expect(() => regimeVote(price, panel, options)).toThrow(message);
  });
  test("but contracts and unequal sides have one vote each", () => {
    const contracts = hourly({ a: [1, 2, 3], b: [1, 2, 3] }, { unit: "contracts" });
    expect([...regimeVote(price, contracts).codes]).toEqual([-1, 1, 1]);
  });
});

const priceOf = (of: Panel) =>
  hourlySeries(
    Array.from(of.times, (_, t) => 100 + ((t * 7) % 11)),
    "price",
  );
const options: readonly RegimeVoteOptions[] = [
  {},
  { weight: "openInterest", horizon: 2 },
  { weight: "openInterest", band: { kind: "robust", window: 5 }, hysteresis: { leave: 0.5 }, quorum: 0.25 },
];

test("a vote depends on no later row", () => {
  fc.assert(
    fc.property(randomPanel, fc.constantFrom(...options), (random, each) => {
      expectCausal(random, (part) => {
        const { codes, agreement, voters, openInterestChange } = regimeVote(priceOf(part), part, each);
        return [codes, agreement.values, voters.values, openInterestChange.values];
      });
    }),
    { ...runs, numRuns: 30 },
  );
});

test("a vote keeps its labels whatever the order of the columns and the scale of all", () => {
  fc.assert(
    fc.property(randomPanel, fc.constantFrom(...options), (random, each) => {
      const { codes, agreement } = regimeVote(priceOf(random), random, each);
      const turned = regimeVote(priceOf(random), random.select([...random.names].reverse()), each);
      expect(turned.codes).toEqual(codes);
      expect(turned.agreement.values).toEqual(agreement.values);
      const scaled = random.map(({ values }) => values.map((value) => value * 4096));
      expect(regimeVote(priceOf(random), scaled, each).codes).toEqual(codes);
    }),
    runs,
  );
});

test("the agreement is the part of the voters with the label given, and one column votes for itself", () => {
  fc.assert(
    fc.property(fullPanel, (full) => {
      const { codes, agreement, voters, byColumn } = regimeVote(priceOf(full), full);
      for (let t = 1; t < codes.length; t++) {
        const same = byColumn.filter((column) => column.codes[t] === codes[t]).length;
        expect(agreement.values[t] * voters.values[t]).toBeCloseTo(same, 9);
      }
      const alone = full.select(["venue0"]);
      expect(regimeVote(priceOf(full), alone, { weight: "openInterest" }).codes).toEqual(
        regimes(priceOf(full), alone.column("venue0")).codes,
      );
    }),
    runs,
  );
});
