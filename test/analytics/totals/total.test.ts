import fc from "fast-check";
import { expect, test } from "vitest";
import { total } from "../../../lib/analytics/totals/total.js";
import { expectCausal, hourly, randomPanel, runs } from "../panels.js";

const gap = Number.NaN;

// By hand: 30 + 10 = 40; the second hour lacks okx; the third has neither.
test("a total is the sum of its columns, blank where one is missing", () => {
  const result = total(hourly({ binance: [30, 31, gap], okx: [10, gap, gap] }));
  expect([...result.total.values]).toEqual([40, gap, gap]);
  expect([...result.coverage.values]).toEqual([2, 1, 0]);
  expect(result.columns).toBe(2);
});

test("a total over those that report adds what is there and is blank where nothing is", () => {
  const result = total(hourly({ binance: [30, 31, gap], okx: [10, gap, gap] }), { over: "reporting" });
  expect([...result.total.values]).toEqual([40, 31, gap]);
});

test("a total keeps unit, times and what its columns agree on, and is known when the last of them is", () => {
  const oi = hourly(
    { binance: [30], okx: [10] },
    {
      unit: "usd",
      identities: {
        binance: { asset: "BTC", venue: "binance", sides: 1 },
        okx: { asset: "BTC", venue: "okx", sides: 1, delayMs: 60_000 },
      },
    },
  );
  const { total: sum, coverage } = total(oi, { name: "all venues" });
  expect(sum.name).toBe("all venues");
  expect(sum.unit).toBe("usd");
  expect(sum.times).toBe(oi.times);
  expect(sum.identity).toEqual({ asset: "BTC", sides: 1, delayMs: 60_000 });
  expect([coverage.name, coverage.unit]).toEqual(["all venues coverage", "number"]);
});

test("a panel of no rows has a total of no rows", () => {
  expect(total(hourly({ binance: [] })).total.length).toBe(0);
});

test("a total depends on no later row", () => {
  fc.assert(
    fc.property(randomPanel, (oi) => {
      expectCausal(oi, (part) => {
        const { total: sum, coverage } = total(part, { over: "reporting" });
        return [sum.values, total(part).total.values, coverage.values];
      });
    }),
    runs,
  );
});

test("the order of columns does not change a total", () => {
  fc.assert(
    fc.property(randomPanel, (oi) => {
      // Whole numbers below 2^53 add exactly in any order.
      const turned = oi.select([...oi.names].reverse());
      expect([...total(turned).total.values]).toEqual([...total(oi).total.values]);
    }),
    runs,
  );
});

test("columns that count contracts once are not added to columns that count both sides", () => {
  const identities = { binance: { sides: 1 as const }, bybit: { sides: 2 as const } };
  const oi = hourly({ binance: [30], bybit: [20] }, { identities });
  expect(() => total(oi)).toThrow(
    'total: "binance" counts one side and "bybit" two sides; bring them to one count (countOneSide), or pass mixedSides: "allow"',
  );
  expect([...total(oi, { mixedSides: "allow" }).total.values]).toEqual([50]);
});

test("a column that does not say how it counts is not added to one that does", () => {
  const oi = hourly({ binance: [30], okx: [20] }, { identities: { binance: { sides: 1 } } });
  expect(() => total(oi)).toThrow('total: "binance" counts one side and "okx" an unknown number of sides; bring');
});

test("columns none of which says how it counts are added", () => {
  const oi = hourly({ binance: [30], okx: [20] }, { identities: { binance: { sides: "unknown" } } });
  expect([...total(oi).total.values]).toEqual([50]);
});

test("what cannot be added is refused with its reason", () => {
  expect(() => total(hourly({}))).toThrow("total: there is no column to add; give at least one");
  expect(() => total(hourly({ a: [1] }, { unit: "price" }))).toThrow(
    "total: a sum of values in price means nothing; give open interest in base or usd",
  );
  expect(() => total(hourly({ a: [1], b: [1] }, { unit: "contracts" }))).toThrow(
    'total: contracts of "a" and "b" may differ in size; convert to base or usd',
  );
  const identities = { a: { asset: "BTC" }, b: {}, c: { asset: "ETH" } };
  expect(() => total(hourly({ a: [1], b: [1], c: [1] }, { identities }))).toThrow(
    'total: "a" is in BTC and "c" in ETH; convert to usd, or take one asset',
  );
  expect(() => total(hourly({ a: [1] }), { over: "some" as "all" })).toThrow(
    'total: unknown over "some"; known: all, reporting',
  );
  expect(() => total(hourly({ a: [1] }), { mixedSides: "maybe" as "allow" })).toThrow(
    'total: unknown mixedSides "maybe"; known: throw, allow',
  );
});

test("dollars of several assets are added", () => {
  const identities = { a: { asset: "BTC" }, b: { asset: "ETH" } };
  expect([...total(hourly({ a: [1], b: [2] }, { unit: "usd", identities })).total.values]).toEqual([3]);
});
