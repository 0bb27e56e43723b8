import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CostBasisOptions, costBasis } from "../../../lib/analytics/cost-basis/cost-basis.js";
import type { Identity, Unit } from "../../../lib/series/identity.js";
import { type Panel, panel } from "../../../lib/series/panel.js";
import type { Series } from "../../../lib/series/series.js";
import { expectCausal, hourly, randomPanel, runs } from "../panels.js";

const gap = Number.NaN;
const methods = ["average", "fifo"] as const;

function column(values: readonly number[], unit: Unit, identity: Identity = {}): Series {
  return hourly({ x: values }, { unit, identities: { x: identity } }).column("x");
}

function basis(oi: readonly number[], prices: readonly number[], options: CostBasisOptions = {}) {
  return costBasis(column(oi, "base"), column(prices, "price"), options);
}

const coins = [100, 150, 225, 180, 90];
const prices = [10, 12, 15, 14, 16];

// By hand. 100 coins of unknown entry; 50 bought at 12, a third of 150; 75 at 15: 125 known of 225 at (600 + 1125) / 125 =
// 13.8. A fifth of everything closes: 100 known of 180, still at 13.8, gain 14 − 13.8 on each. Half closes: 50 gain 2.2 each.
test("average cost closes everybody in proportion and leaves the entry as it is", () => {
  const { averageEntry, unrealisedProfit, unrealisedReturn, knownShare } = basis(coins, prices);
  expect([...averageEntry.values].map((value) => Number(value.toFixed(10)))).toEqual([gap, gap, 13.8, 13.8, 13.8]);
  expect([...knownShare.values].map((value) => Number(value.toFixed(10)))).toEqual([
    0, 0.3333333333, 0.5555555556, 0.5555555556, 0.5555555556,
  ]);
  expect(unrealisedProfit.values[3]).toBeCloseTo(20, 9);
  expect(unrealisedProfit.values[4]).toBeCloseTo(110, 9);
  expect(unrealisedReturn.values[4]).toBeCloseTo(2.2 / 13.8, 12);
  expect([averageEntry.unit, unrealisedProfit.unit, unrealisedReturn.unit, knownShare.unit]).toEqual([
    "price",
    "usd",
    "fraction",
    "fraction",
  ]);
});

// By hand: the 45 that close in the fourth row are of the first 100; of the 90 in the fifth, 55 are and 35 of the 50 at
// 12. What is left is 15 at 12 and 75 at 15: (180 + 1125) / 90 = 14.5, all known, and gains 1.5 each at 16.
test("first in, first out closes the oldest, what was there at the start before all", () => {
  const { averageEntry, unrealisedProfit, knownShare } = basis(coins, prices, { method: "fifo", minKnownShare: 0 });
  expect([...averageEntry.values]).toEqual([gap, 12, 13.8, 13.8, 14.5]);
  expect([...knownShare.values]).toEqual([0, 50 / 150, 125 / 225, 125 / 180, 1]);
  expect([unrealisedProfit.values[1], unrealisedProfit.values[4]]).toEqual([0, 135]);
});

// By hand: (1000 + 600) / 150, then (1000 + 600 + 1125) / 225 = 12.111, which closing leaves.
test("what was there at the start can be taken as opened at the first price", () => {
  const { averageEntry, unrealisedProfit, knownShare } = basis(coins, prices, { initial: "first price" });
  const expected = [10, 1600 / 150, 2725 / 225, 2725 / 225, 2725 / 225];
  for (const [t, value] of averageEntry.values.entries()) expect(value).toBeCloseTo(expected[t], 12);
  expect(unrealisedProfit.values[0]).toBe(0);
  expect(unrealisedProfit.values[3]).toBeCloseTo(180 * (14 - 2725 / 225), 9);
  expect(knownShare.values[0]).toBe(0);
  const strict = basis(coins, prices, { initial: "first price", minKnownShare: 0.5 });
  expect([...strict.averageEntry.values].map(Number.isNaN)).toEqual([true, true, false, false, false]);
});

// By hand: 100 dollars at 20,000 buy 0.005 coins and 100 at 30,000 buy 0.00333, in all 200 dollars at 24,000. At 30,000 that
// gains 200 × (1 / 24,000 − 1 / 30,000) = 0.0016667 coins, worth 50 dollars, a quarter of 200.
test.each(methods)("an inverse contract's entry is the harmonic mean (%s)", (method) => {
  const oi = column([0, 100, 200], "usd", { margin: "inverse" });
  const { averageEntry, unrealisedProfit, unrealisedReturn } = costBasis(
    oi,
    column([50_000, 20_000, 30_000], "price"),
    {
      method,
    },
  );
  expect(averageEntry.values[2]).toBeCloseTo(24_000, 8);
  expect(unrealisedProfit.values[2]).toBeCloseTo(50, 10);
  expect(unrealisedReturn.values[2]).toBeCloseTo(0.25, 14);
});

// By hand: the change from 10 to 30 is booked at 8, the price of the row in which it is seen.
test.each(methods)("a gap is blank and its change is booked at the next price (%s)", (method) => {
  const { averageEntry, unrealisedProfit, knownShare } = basis([0, 10, gap, 20, 30], [4, 5, 6, gap, 8], { method });
  expect([...averageEntry.values]).toEqual([gap, 5, gap, gap, 7]);
  expect([...knownShare.values]).toEqual([gap, 1, gap, gap, 1]);
  expect([...unrealisedProfit.values]).toEqual([gap, 0, gap, gap, 30]);
});

test("an entry price of its own is what changes are booked at, and a row without a price to value it has an entry", () => {
  const both = hourly({ price: [10, 20, gap], vwap: [10, 16, 16] }, { unit: "price" });
  const found = costBasis(column([0, 5, 5], "base"), both.column("price"), { entryPrice: both.column("vwap") });
  expect([...found.averageEntry.values]).toEqual([gap, 16, 16]);
  expect([...found.unrealisedProfit.values]).toEqual([gap, 20, gap]);
  expect([found.entryPriceName, found.method, found.initial]).toEqual(["vwap", "average", "unknown"]);
});

test.each(methods)("after everything has closed all is known (%s)", (method) => {
  const { averageEntry, knownShare } = basis([7, 9, 0, 3], [1, 2, 3, 4], { method });
  expect([...averageEntry.values]).toEqual([gap, gap, gap, 4]);
  expect([...knownShare.values]).toEqual([0, 2 / 9, gap, 1]);
});

test.each(methods)("no rows and one row have no entry (%s)", (method) => {
  expect(basis([], [], { method }).averageEntry.length).toBe(0);
  const one = basis([5], [10], { method });
  expect([...one.averageEntry.values, ...one.knownShare.values]).toEqual([gap, 0]);
});

/** Random open interest in whole coins and prices, with gaps in both. */
const market = randomPanel.map((of) =>
  panel({
    times: of.times,
    unit: "number",
    columns: { oi: of.columns[0].values, price: of.columns[1].values.map((value) => (value === 0 ? 1 : value)) },
  }),
);

function ofMarket(data: Panel, options: CostBasisOptions, inverse = false) {
  const [oi, price] = ["oi", "price"].map((name) => data.column(name).values);
  const openInterest = column(Array.from(oi), inverse ? "usd" : "base", inverse ? { margin: "inverse" } : {});
  return costBasis(openInterest, column(Array.from(price), "price"), options);
}

/** First in, first out the plain way: a list with an entry for each lot. */
function plainFifo(data: Panel): { entry: number; share: number }[] {
  const lots: { size: number; price: number; known: boolean }[] = [];
  let held = gap;
  return Array.from(data.times, (_, t) => {
    const [oi, price] = data.columns.map(({ values }) => values[t]);
    if (Number.isNaN(oi) || Number.isNaN(price)) return { entry: gap, share: gap };
    if (Number.isNaN(held)) lots.push({ size: oi, price, known: false });
    else if (oi > held) lots.push({ size: oi - held, price, known: true });
    for (let left = held - oi; left > 0; ) {
      const taken = Math.min(left, lots[0].size);
      lots[0].size -= taken;
      left -= taken;
      if (lots[0].size === 0) lots.shift();
    }
    held = oi;
    const known = lots.filter((lot) => lot.known);
    const size = known.reduce((sum, lot) => sum + lot.size, 0);
    const cost = known.reduce((sum, lot) => sum + lot.size * lot.price, 0);
    return { entry: size > 0 ? cost / size : gap, share: oi > 0 ? size / oi : gap };
  });
}

// Whole numbers add up exactly, so the two must be equal to the bit.
test("first in, first out equals a list of lots", () => {
  fc.assert(
    fc.property(market, (data) => {
      const { averageEntry, knownShare } = ofMarket(data, { method: "fifo", minKnownShare: 0 });
      const plain = plainFifo(data);
      expect([...averageEntry.values]).toEqual(plain.map(({ entry }) => entry));
      expect([...knownShare.values]).toEqual(plain.map(({ share }) => share));
    }),
    { ...runs, numRuns: 300 },
  );
});

describe.each([
  ["average", "unknown", false],
  ["average", "first price", true],
  ["fifo", "unknown", true],
  ["fifo", "first price", false],
] as const)("with %s, %s and inverse %s, the entry", (method, initial, inverse) => {
  const options = { method, initial, minKnownShare: 0 };
  const all = (data: Panel) => {
    const found = ofMarket(data, options, inverse);
    return [found.averageEntry, found.unrealisedReturn, found.unrealisedProfit, found.knownShare].map(
      ({ values }) => values,
    );
  };

  test("depends on no later row", () => {
    fc.assert(
      fc.property(market, (data) => expectCausal(data, all)),
      runs,
    );
  });

  test("lies within the prices so far, and the known share within 0 and 1", () => {
    fc.assert(
      fc.property(market, (data) => {
        const [entries, , , known] = all(data);
        let [low, high] = [Number.POSITIVE_INFINITY, 0];
        entries.forEach((entry, t) => {
          const price = data.column("price").values[t];
          if (!Number.isNaN(price)) [low, high] = [Math.min(low, price), Math.max(high, price)];
          if (!Number.isNaN(entry)) expect(entry >= low * (1 - 1e-12) && entry <= high * (1 + 1e-12)).toBe(true);
          if (!Number.isNaN(known[t])) expect(known[t] >= 0 && known[t] <= 1).toBe(true);
        });
      }),
      runs,
    );
  });

  test("scales with the price and not with open interest, profit with both", () => {
    fc.assert(
      fc.property(market, fc.boolean(), (data, ofPrice) => {
        const scaled = data.map(({ name, values }) =>
          values.map((value) => ((name === "price") === ofPrice ? 4096 * value : value)),
        );
        const [entry, change, profit, known] = all(data).map((values) => Array.from(values));
        const times4096 = (values: readonly number[]) => values.map((value) => 4096 * value);
        expect(all(scaled).map((values) => Array.from(values))).toEqual([
          ofPrice ? times4096(entry) : entry,
          change,
          // Dollars of an inverse contract do not rise with the price.
          ofPrice && inverse ? profit : times4096(profit),
          known,
        ]);
      }),
      runs,
    );
  });

  test("is the same where a bar is cut in two at one price", () => {
    fc.assert(
      fc.property(market, (data) => {
        const [oi, price] = data.columns.map(({ values }) => values);
        const rows = [...oi.keys()].filter((t) => !Number.isNaN(oi[t]) && !Number.isNaN(price[t]));
        const cut = (halves: boolean) => {
          const columns = { oi: [] as number[], price: [] as number[] };
          rows.forEach((t, place) => {
            if (halves && place > 0) {
              columns.oi.push((oi[rows[place - 1]] + oi[t]) / 2);
              columns.price.push(price[t]);
            }
            columns.oi.push(oi[t]);
            columns.price.push(price[t]);
          });
          return all(panel({ times: columns.oi.map((_, t) => t), unit: "number", columns }));
        };
        const [whole, halved] = [cut(false), cut(true)];
        for (const which of [0, 3]) {
          whole[which].forEach((value, t) => {
            const other = halved[which][2 * t];
            expect(Number.isNaN(other)).toBe(Number.isNaN(value));
            if (!Number.isNaN(value)) expect(Math.abs(other - value)).toBeLessThanOrEqual(1e-9 * value);
          });
        }
      }),
      runs,
    );
  });
});

test("what has no entry price is refused", () => {
  const oi = column([1, 2], "base");
  const price = column([10, 20], "price");
  expect(() => costBasis(oi, price, { method: "lifo" as "fifo" })).toThrow(
    'costBasis: unknown method "lifo"; known: average, fifo',
  );
  expect(() => costBasis(oi, price, { initial: "zero" as "unknown" })).toThrow(
    'costBasis: unknown initial "zero"; known: unknown, first price',
  );
  expect(() => costBasis(oi, price, { minKnownShare: 50 })).toThrow(
    "costBasis: minKnownShare 50 is no part of one; give a fraction from 0 to 1",
  );
  expect(() => costBasis(column([1, 2], "usd"), price)).toThrow(
    'costBasis: "x" is in usd, which a rising price makes more without a trade; convert it to base (convertOpenInterest)',
  );
  expect(() => costBasis(column([1, 2], "contracts", { margin: "inverse" }), price)).toThrow(
    'costBasis: "x" is in contracts, whose size is not told here; convert it to usd (convertOpenInterest)',
  );
  expect(() => costBasis(column([1, 2], "base", { margin: "quanto" }), price)).toThrow("of a quanto contract");
  expect(() => costBasis(column([1, 2], "base", { sides: 2 }), price)).toThrow(
    'costBasis: "x" counts both sides of a contract, and longs hold one; halve it first (countOneSide)',
  );
  expect(() => costBasis(column([1, -2], "base"), price)).toThrow("costBasis: open interest -2");
  expect(() => costBasis(price, oi)).toThrow('costBasis: "x" is in price; convert it to base');
  expect(() => costBasis(oi, oi)).toThrow('costBasis: "x" is in base; give open interest first');
  expect(() => costBasis(oi, column([1, 0], "price"))).toThrow(
    'costBasis: price 0 of "x" at 2025-07-01T01:00Z is not above zero; repair it, or set it to NaN',
  );
  expect(() => costBasis(oi, price, { entryPrice: column([1], "price") })).toThrow(
    "costBasis: inputs of 2 and 1 rows; align them first",
  );
});
