import fc from "fast-check";
import { expect, test } from "vitest";
import { decomposition } from "../../../lib/analytics/decomposition/decomposition.js";
import { decompositionBy } from "../../../lib/analytics/decomposition/decomposition-by.js";
import { sumBy } from "../../../lib/analytics/totals/sum-by.js";
import { total } from "../../../lib/analytics/totals/total.js";
import { difference } from "../../../lib/series/difference.js";
import type { Identity } from "../../../lib/series/identity.js";
import { Panel } from "../../../lib/series/panel.js";
import { hourly, randomPanel, rowsOf, runs } from "../panels.js";
import { publishedOnce, simulatedYear } from "../simulated.js";

const gap = Number.NaN;
const identities: Record<string, Identity> = {
  BTCUSDT: { venue: "binance", margin: "linear", settle: "USDT" },
  BTCUSD: { venue: "binance", margin: "inverse", settle: "BTC" },
  XBTUSD: { venue: "kucoin", margin: "inverse", settle: "BTC" },
};

// By hand at prices of 100, 110, 110. BTCUSDT: 10 → 12 coins is 105 × 2 = 210 of positions and 11 × 10 = 110 of price.
// BTCUSD: 5,000 → 5,500 dollars is 500 of positions at any price, then it stops. XBTUSD enters with 700 dollars.
const usd = hourly(
  { BTCUSDT: [1000, 1320, 1320], BTCUSD: [5000, 5500, gap], XBTUSD: [gap, 700, 700] },
  { unit: "usd", identities },
);
const coins = hourly({ BTCUSDT: [10, 12, 12], BTCUSD: [50, 50, gap], XBTUSD: [gap, gap, gap] }, { identities });

test("the linear and the inverse contracts of a venue are split each by itself and added up", () => {
  const parts = decompositionBy(usd, coins, "venue");
  expect(parts.change.names).toEqual(["binance", "kucoin"]);
  expect(rowsOf(parts.positions)).toEqual([
    [gap, 710, 0],
    [gap, 0, 0],
  ]);
  expect(rowsOf(parts.revaluation)).toEqual([
    [gap, 110, 0],
    [gap, 0, 0],
  ]);
  expect(rowsOf(parts.composition)).toEqual([
    [gap, 0, -5500],
    [gap, 700, 0],
  ]);
  expect(rowsOf(parts.change)).toEqual([
    [gap, 820, -5500],
    [gap, 700, 0],
  ]);
  expect([parts.change.unit, parts.composition.unit]).toEqual(["usd", "usd"]);
  expect(parts.positions.columns[0]?.identity).toEqual({ venue: "binance", margin: "mixed" });
});

test("inverse contracts have no revaluation, and settlement currencies are told apart", () => {
  expect(rowsOf(decompositionBy(usd, coins, "margin").revaluation)).toEqual([
    [gap, 110, 0],
    [gap, 0, 0],
  ]);
  expect(rowsOf(decompositionBy(usd, coins, "settle").composition)).toEqual([
    [gap, 0, 0],
    [gap, 700, -5500],
  ]);
});

test("a group is blank while it is absent, and so is every group where nothing reports", () => {
  const identity = { a: { venue: "a" }, b: { venue: "b" } };
  const oi = hourly({ a: [1, 1, gap, 1, 1], b: [gap, gap, gap, gap, 4] }, { identities: identity });
  const parts = decompositionBy(
    oi.map(({ values }) => values, "usd"),
    oi,
    "venue",
  );
  expect(rowsOf(parts.change)).toEqual([
    [gap, 0, gap, gap, 0],
    [gap, gap, gap, gap, 4],
  ]);
});

test("no rows and one row have no change, and no column has no group", () => {
  const one = { identities: { a: { venue: "a" } } };
  const pair = (values: number[]) => [hourly({ a: values }, { ...one, unit: "usd" }), hourly({ a: values }, one)];
  expect(rowsOf(decompositionBy(pair([])[0], pair([])[1], "venue").change)).toEqual([[]]);
  expect(rowsOf(decompositionBy(pair([1])[0], pair([1])[1], "venue").change)).toEqual([[gap]]);
  expect(decompositionBy(hourly({}, { unit: "usd" }), hourly({}), "venue").change.columns).toEqual([]);
});

/** Linear and inverse contracts of two venues at one price, with gaps in coins, in dollars, and in both. */
const randomPair = fc
  .record({
    amounts: randomPanel,
    holes: randomPanel,
    prices: fc.array(fc.double({ min: 1, max: 1e5, noNaN: true }), { minLength: 40, maxLength: 40 }),
  })
  .map(({ amounts, holes, prices }) => {
    const column = (j: number) => {
      const margin: "linear" | "inverse" = j % 2 === 0 ? "linear" : "inverse";
      return { venue: j < 2 ? "binance" : "okx", margin };
    };
    const make = (unit: "usd" | "base", gaps: boolean): Panel => {
      const columns = amounts.columns.map(({ name, values }, j) => {
        const identity = column(j);
        // What is random counts coins of a linear contract and dollars of an inverse one.
        const power = unit === "usd" ? (identity.margin === "linear" ? 1 : 0) : identity.margin === "linear" ? 0 : -1;
        const hole = holes.columns[j]?.values;
        const blank = (t: number): boolean => gaps && hole !== undefined && Number.isNaN(hole[t]);
        return {
          name,
          identity,
          values: values.map((value, t) => (blank(t) ? gap : value * prices[t] ** power)),
        };
      });
      return new Panel(amounts.times, columns, unit);
    };
    return { usd: make("usd", false), coins: make("base", true) };
  });

/** What rounding may cost: of the sizes that were added. */
function tolerance(...sizes: number[]): number {
  return 1e-12 * sizes.reduce((sum, size) => sum + (Number.isNaN(size) ? 0 : Math.abs(size)), 1);
}

test("the parts add up to the change of each contract, each venue and the total", () => {
  fc.assert(
    fc.property(randomPair, ({ usd: dollars, coins: base }) => {
      const whole = decomposition(dollars, base);
      const venues = decompositionBy(dollars, base, "venue");
      const size = (t: number) =>
        tolerance(
          ...rowsOf(dollars).flatMap((values) => [values[t - 1], values[t]]),
          ...rowsOf(whole.byColumn.positions).map((values) => values[t]),
        );
      for (let t = 1; t < dollars.length; t++) {
        for (const [j, { values }] of whole.byColumn.change.columns.entries()) {
          if (Number.isNaN(values[t])) continue;
          const own = dollars.columns[j].values;
          expect(values[t]).toBe(own[t] - own[t - 1]);
          const parts = whole.byColumn.positions.columns[j].values[t] + whole.byColumn.revaluation.columns[j].values[t];
          expect(Math.abs(parts - values[t])).toBeLessThanOrEqual(size(t));
        }
        let groups = 0;
        let composition = 0;
        for (const [g, { values }] of venues.change.columns.entries()) {
          if (Number.isNaN(values[t])) continue;
          const parts =
            venues.positions.columns[g].values[t] +
            venues.revaluation.columns[g].values[t] +
            venues.composition.columns[g].values[t];
          expect(Math.abs(parts - values[t])).toBeLessThanOrEqual(size(t));
          groups += values[t];
          composition += venues.composition.columns[g].values[t];
        }
        const change = whole.change.values[t];
        if (Number.isNaN(change)) {
          expect(venues.change.columns.every(({ values }) => Number.isNaN(values[t]))).toBe(true);
        } else {
          expect(Math.abs(groups - change)).toBeLessThanOrEqual(size(t));
          expect(Math.abs(composition - whole.composition.values[t])).toBeLessThanOrEqual(size(t));
        }
      }
    }),
    runs,
  );
});

test("the parts of a venue depend on no later row, on no order of columns, and on the scale by its factor", () => {
  fc.assert(
    fc.property(randomPair, ({ usd: dollars, coins: base }) => {
      const computed = (a: Panel, b: Panel) => {
        const { change, positions, revaluation, composition } = decompositionBy(a, b, "venue");
        return [change, positions, revaluation, composition].map(
          (part) => new Map(part.columns.map(({ name, values }) => [name, [...values]])),
        );
      };
      const whole = computed(dollars, base);
      for (let n = 0; n <= dollars.length; n++) {
        const cut = whole.map((part) => new Map([...part].map(([name, values]) => [name, values.slice(0, n)])));
        expect(computed(dollars.rows(0, n), base.rows(0, n))).toEqual(cut);
      }
      const scaled = (of: Panel) => of.map(({ values }) => values.map((value) => value * 4096));
      const larger = whole.map(
        (part) => new Map([...part].map(([name, values]) => [name, values.map((value) => value * 4096)])),
      );
      expect(computed(scaled(dollars), scaled(base))).toEqual(larger);
      const turned = computed(dollars.select([...dollars.names].reverse()), base);
      for (const [part, groups] of turned.entries()) {
        for (const [name, values] of groups) {
          for (const [t, value] of values.entries()) {
            const expected = whole[part].get(name)?.[t] ?? gap;
            expect(Number.isNaN(value)).toBe(Number.isNaN(expected));
            const sizes = dollars.columns.flatMap((column) => [column.values[t], column.values[t - 1]]);
            if (!Number.isNaN(value)) expect(Math.abs(value - expected)).toBeLessThanOrEqual(tolerance(...sizes));
          }
        }
      }
    }),
    runs,
  );
});

test("on the simulated market the venues add up to the total, and an outage is composition of one venue", () => {
  const market = simulatedYear();
  const dollars = publishedOnce(market, "usd");
  const base = publishedOnce(market, "base");
  const whole = decomposition(dollars, base);
  const venues = decompositionBy(dollars, base, "venue");
  const added = total(venues.composition, { over: "reporting" }).total.values;
  const moved = difference(sumBy(dollars, "venue", { over: "reporting" }));
  for (let t = 1; t < dollars.length; t++) {
    expect(Math.abs(added[t] - whole.composition.values[t])).toBeLessThan(1e-4);
    for (const [g, { values }] of moved.columns.entries()) {
      // Where the venue reports in both rows.
      if (!Number.isNaN(values[t])) {
        expect(Math.abs(venues.change.columns[g].values[t] - values[t])).toBeLessThan(1e-4);
      }
    }
  }
  const { outage } = market.truth;
  const lost = venues.composition.columns.filter(({ values }) => values[outage.from] < 0);
  expect(lost.map(({ name }) => name)).toEqual([outage.venue]);
});

test("an unknown field, a column without it, no pair and mixed sides are refused", () => {
  expect(() => decompositionBy(usd, coins, "asset" as "venue")).toThrow(
    'decompositionBy: unknown field "asset"; known: venue, settle, margin, kind',
  );
  expect(() => decompositionBy(usd, coins, "kind")).toThrow(
    'decompositionBy: column "BTCUSDT" has no kind; give it one in its identity, or leave it out',
  );
  expect(() => decompositionBy(coins, usd, "venue")).toThrow("decompositionBy: the panels are in base and usd");
  const sided = (unit: "usd" | "base") =>
    hourly(
      { a: [1], b: [1] },
      { unit, identities: { a: { venue: "bybit", sides: 1 }, b: { venue: "bybit", sides: 2 } } },
    );
  expect(() => decompositionBy(sided("usd"), sided("base"), "venue")).toThrow(
    'decompositionBy venue "bybit": "a" counts one side and "b" two sides',
  );
  const allowed = decompositionBy(sided("usd"), sided("base"), "venue", { mixedSides: "allow" });
  expect(allowed.change.names).toEqual(["bybit"]);
});
