import fc from "fast-check";
import { expect, test } from "vitest";
import { regimes } from "../../../lib/analytics/regimes/regimes.js";
import { constantPriceTotal } from "../../../lib/analytics/totals/constant-price-total.js";
import { linkedTotal } from "../../../lib/analytics/totals/linked-total.js";
import type { Identity } from "../../../lib/series/identity.js";
import type { Panel } from "../../../lib/series/panel.js";
import { hourly, randomPanel, runs } from "../panels.js";

const gap = Number.NaN;
const prices = Array.from({ length: 40 }, (_, t) => 100 + ((t * 37) % 23));

function dollars(coins: Panel): Panel {
  return coins.map(({ values }) => values.map((value, t) => value * prices[t]), "usd");
}

function withMargin(of: Panel, margin: Identity["margin"]): Panel {
  const identities = Object.fromEntries(of.names.map((name) => [name, { margin }]));
  const columns = Object.fromEntries(of.columns.map(({ name, values }) => [name, [...values]]));
  return hourly(columns, { unit: of.unit, identities });
}

// By hand: 10 coins in a linear contract at 100 dollars, and 500 dollars of an inverse one, so 10 + 5 = 15 coins. The
// price falls to 50 and nobody trades: 10 coins weigh 75 each before and after, 500 dollars stay: 15. Coins would say
// 10 + 10 = 20. Then at 50 the linear one gains 1 coin: (50 × 11 + 500) / (50 × 10 + 500) = 1.05, so 15.75.
test("of linear and inverse contracts only trades move the total", () => {
  const identities = { linear: { margin: "linear" as const }, inverse: { margin: "inverse" as const } };
  const usd = hourly({ linear: [1000, 500, 550], inverse: [500, 500, 500] }, { unit: "usd", identities });
  const base = hourly({ linear: [10, 10, 11], inverse: [5, 10, 10] }, { identities });
  const level = constantPriceTotal(usd, base);
  expect([...level.values]).toEqual([15, 15, expect.closeTo(15.75, 12)]);
  expect([level.unit, level.identity.margin]).toEqual(["base", undefined]);
});

// By hand: the first row has coins and no dollars, so it is no start; b never has dollars and is in nothing. From the
// second row on it is a's coins: 100, then 110 at the same price.
test("what lacks dollars neither starts the total nor is in it", () => {
  const coins = hourly({ a: [90, 100, 110], b: [900, 900, 900] });
  const usd = hourly({ a: [gap, 1000, 1100], b: [gap, gap, gap] }, { unit: "usd" });
  expect([...constantPriceTotal(usd, coins).values]).toEqual([gap, 100, expect.closeTo(110, 10)]);
});

// By hand: the venue that joins is not a flow; the row of nothing is a gap; 10 → 11 coins is +10 %.
test("entries are no flow and a hole is a gap", () => {
  const coins = hourly({ a: [10, 10, gap, 11], b: [gap, 5, gap, gap] });
  expect([...constantPriceTotal(dollars(coins), coins).values]).toEqual([10, 10, gap, expect.closeTo(11, 10)]);
});

function expectSameSteps(one: Float64Array, other: Float64Array): void {
  const scale = one[0] / other[0];
  for (let t = 0; t < one.length; t++) {
    if (Number.isNaN(other[t]) || other[t] === 0) expect(one[t]).toEqual(other[t]);
    else if (!Number.isNaN(scale)) expect(one[t] / (other[t] * scale)).toBeCloseTo(1, 9);
  }
}

test("of linear contracts at one price it is the linked total of their coins", () => {
  fc.assert(
    fc.property(randomPanel, (random) => {
      // Zero coins imply no price, so a column that comes from or goes to zero weighs by the price of its other end.
      const coins = random.map(({ values }) => values.map((value) => (value > 0 ? value : gap)));
      expectSameSteps(constantPriceTotal(dollars(coins), coins).values, linkedTotal(coins).values);
    }),
    runs,
  );
});

test("of inverse contracts it moves as the linked total of their dollars, and regimes take it", () => {
  fc.assert(
    fc.property(randomPanel, (random) => {
      const coins = withMargin(random, "inverse");
      const usd = dollars(coins);
      const level = constantPriceTotal(usd, coins);
      expectSameSteps(level.values, linkedTotal(usd).values);
      const price = hourly({ price: prices.slice(0, level.length) }, { unit: "price" }).column("price");
      expect(regimes(price, level).codes.length).toBe(level.length);
    }),
    runs,
  );
});

test("it depends on no later row, and none has none", () => {
  fc.assert(
    fc.property(randomPanel, (random) => {
      const coins = withMargin(random, "linear");
      const usd = dollars(coins);
      const whole = constantPriceTotal(usd, coins).values;
      for (let n = 0; n <= coins.length; n++) {
        expect([...constantPriceTotal(usd.rows(0, n), coins.rows(0, n)).values]).toEqual([...whole.subarray(0, n)]);
      }
    }),
    runs,
  );
});

test("panels that are no pair, and mixed sides, are refused", () => {
  const coins = hourly({ a: [1] });
  expect(() => constantPriceTotal(coins, coins)).toThrow(
    "constantPriceTotal: the panels are in base and base; give the one in usd first, then the one in base",
  );
  const mixed = hourly({ a: [1], b: [1] }, { identities: { a: { sides: 1 }, b: { sides: 2 } } });
  expect(() => constantPriceTotal(dollars(mixed), mixed)).toThrow('constantPriceTotal: "a" counts one side');
  expect([...constantPriceTotal(dollars(mixed), mixed, { mixedSides: "allow" }).values]).toEqual([2]);
});
