import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { vectorbtFromOrders } from "../../../lib/backtest/vectorbt/from-orders.js";
import { vectorbtFromSignals } from "../../../lib/backtest/vectorbt/from-signals.js";
import { vectorbtShared } from "../../../lib/backtest/vectorbt/shared.js";
import { type Series, series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { seededNoise } from "../../series/seeded-noise.js";
import { closeTo } from "../candles-of.js";

const gap = Number.NaN;

function closeOf(values: readonly number[], name = "btc"): Series {
  return series({ times: values.map((_, row) => (row + 1) * hourMs), values, name, unit: "price" });
}

describe("orders", () => {
  // 100 of cash, 5 units bought at the close of 10: 50 of cash left; at 20 they are worth 100 more.
  test("are filled at the close of the row that asks for them", () => {
    const { orders, cash, value, returns, assets, measures } = vectorbtFromOrders(closeOf([10, 20, 20]), [5, gap, -2]);
    expect(orders).toEqual([
      { row: 0, time: hourMs, asset: "btc", side: "buy", size: 5, price: 10, fees: 0 },
      { row: 2, time: 3 * hourMs, asset: "btc", side: "sell", size: 2, price: 20, fees: 0 },
    ]);
    expect([...cash.values]).toEqual([50, 50, 90]);
    expect([...value.values]).toEqual([100, 150, 150]);
    expect([...returns.values]).toEqual([0, 0.5, 0]);
    expect([...assets.columns[0].values]).toEqual([5, 5, 3]);
    expect(measures.totalReturn).toBe(0.5);
    expect(measures.conventions).toMatchObject({ n: 3, skipped: 0, periodsPerYear: 8760, fill: "same bar" });
  });

  // (100 − 1) / 1.1 = 90 of assets: 9 units at 10, fees 9 + 1.
  test("beyond the cash are cut to it with their fees, or rejected", () => {
    const settings = { fees: 0.1, fixedFees: 1 };
    const [order] = vectorbtFromOrders(closeOf([10]), 20, settings).orders;
    closeTo([order.size, order.fees], [9, 10], 12);
    const { orders, rejections } = vectorbtFromOrders(closeOf([10]), 20, { ...settings, allowPartial: false });
    expect(orders).toEqual([]);
    expect(rejections).toEqual([{ row: 0, time: hourMs, asset: "btc", reason: "only a part could be filled" }]);
  });

  // Python: 1.0 // 0.1 is 9, and 9 times 0.1 is 0.9. vectorbt's numba engine does so; its Rust engine makes it 1.
  test("are rounded down to a granularity as Python's floor division does it", () => {
    expect(vectorbtFromOrders(closeOf([10]), 1, { sizeGranularity: 0.1 }).orders[0].size).toBeCloseTo(0.9, 14);
    expect(vectorbtFromOrders(closeOf([10]), 2.7, { sizeGranularity: 0.5 }).orders[0].size).toBe(2.5);
  });

  // 100 units sold at 1 bring 100; at 2 they owe 200 of 200, at 3 300 of 200.
  test("may take the value below zero, as no account would allow, and the result says so", () => {
    const { value, returns, measures, assumptions, sameBarFills, fill } = vectorbtFromOrders(closeOf([1, 2, 3, 2.5]), [
      -100,
      gap,
      gap,
      gap,
    ]);
    expect([...value.values]).toEqual([100, 0, -100, -50]);
    // From 0 a return is not defined (vectorbt writes −∞), and from −100 to −50 it counts half as a gain.
    expect([...returns.values]).toEqual([0, -1, gap, 0.5]);
    expect(measures).toMatchObject({ totalReturn: -1.5, sharpe: gap, maxDrawdown: gap });
    expect(assumptions).toContain("The value is below 0 from row 2 on: no real account would still trade.");
    expect([sameBarFills, fill]).toEqual([true, "same bar"]);
  });

  test("without a size or a price are none, and what is held in a gap keeps its last value", () => {
    const { orders, value, rejections } = vectorbtFromOrders(closeOf([gap, 10, gap, 12, gap]), [1, 1, 1, gap, -1]);
    expect(orders.map(({ row }) => row)).toEqual([1]);
    expect([...value.values]).toEqual([100, 100, 100, 102, 102]);
    expect(rejections).toEqual([]);
    expect(vectorbtFromOrders(closeOf([]), 1).measures).toMatchObject({
      totalReturn: gap,
      sharpe: gap,
      maxDrawdown: gap,
    });
    expect([...vectorbtFromOrders(closeOf([gap, gap]), 1).value.values]).toEqual([gap, gap]);
  });

  // The first row pays 1 of fees out of 100: the drawdown starts from there, 99 to 94, not from 100.
  test("give a drawdown that does not know the initial cash", () => {
    const { measures } = vectorbtFromOrders(closeOf([10, 9, 10]), [5, gap, gap], { fixedFees: 1 });
    expect(measures.maxDrawdown).toBeCloseTo(94 / 99 - 1, 13);
  });
});

describe("signals", () => {
  const bars = {
    open: closeOf([100, 80, 80]),
    high: closeOf([100, 90, 90]),
    low: closeOf([100, 70, 70]),
  };

  test("buy all at the close of their row and sell it at the close of the exit's", () => {
    const { orders } = vectorbtFromSignals(closeOf([10, 20, 25]), {
      entries: [true, true, false],
      exits: [false, false, true],
    });
    expect(orders.map(({ row, side, size, price }) => [row, side, size, price])).toEqual([
      [0, "buy", 10, 10],
      [2, "sell", 10, 25],
    ]);
  });

  // The stop at 90 is jumped over: the bar opens at 80.
  test("with a stop fill at the open of a bar that begins beyond it", () => {
    const { orders } = vectorbtFromSignals(closeOf([100, 85, 85]), { entries: [1, 0, 0] }, { ...bars, slStop: 0.1 });
    expect(orders.map(({ row, price }) => [row, price])).toEqual([
      [0, 100],
      [1, 80],
    ]);
  });

  test("of a gap are none", () => {
    expect(vectorbtFromSignals(closeOf([10, 20]), { entries: [gap, 0], exits: false }).orders).toEqual([]);
  });
});

test("every output says that fills are of the same bar", () => {
  const run = vectorbtFromOrders(closeOf([10, 20]), [5, gap]);
  for (const { name } of [run.value, run.cash, run.returns, ...run.assets.columns])
    expect(name).toContain("(same-bar fills)");
  expect(run.toDataFrame().columns).toEqual([
    "time",
    "value (same-bar fills)",
    "cash (same-bar fills)",
    "returns (same-bar fills)",
    "btc (same-bar fills)",
  ]);
  expect(run.assumptions[0]).toContain("Same-bar fills: an order is filled on the bar whose close decides it");
});

/** Random prices, entries and exits of T rows. */
function drawn(seed: number, T: number) {
  const noise = seededNoise(seed);
  let price = 100;
  const values = Array.from({ length: T }, () => (price *= 1 + 0.1 * noise()));
  const entries = values.map(() => noise() > 0.2);
  return {
    values,
    entries,
    exits: values.map(() => noise() > 0.2),
    size: values.map(() => (noise() > 0 ? 4 * noise() : gap)),
  };
}

test("rows depend on no later row", () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.integer({ min: 1, max: 39 }), (seed, n) => {
      const { values, entries, exits } = drawn(seed, 40);
      const run = (rows: number) =>
        vectorbtFromSignals(
          closeOf(values.slice(0, rows)),
          { entries: entries.slice(0, rows), exits: exits.slice(0, rows) },
          { direction: "both", size: 0.5, fees: 0.001, slStop: 0.05, slTrail: true, tpStop: 0.1 },
        );
      const [all, part] = [run(40), run(n)];
      expect(part.value.values).toEqual(all.value.values.slice(0, n));
      expect(part.orders).toEqual(all.orders.filter(({ row }) => row < n));
    }),
    { seed: 8, numRuns: 40 },
  );
});

test("four times the prices and the cash is four times the value, and one leg of a shared account is its own", () => {
  const { values, size } = drawn(3, 50);
  const settings = { fees: 0.001, slippage: 0.002, direction: "longOnly" } as const;
  const plain = vectorbtFromOrders(closeOf(values), size, settings);
  const scaled = vectorbtFromOrders(closeOf(values.map((price) => 4 * price)), size, { ...settings, initCash: 400 });
  expect(plain.orders.length).toBeGreaterThan(10);
  expect(scaled.value.values).toEqual(plain.value.values.map((value) => 4 * value));
  expect(vectorbtShared([{ close: closeOf(values), orders: size, ...settings }])).toEqual(plain);
});

test("twice the fees is twice the fees paid where the cash reaches", () => {
  const { values, size } = drawn(4, 50);
  const paid = (fees: number) =>
    vectorbtFromOrders(closeOf(values), size, { fees, initCash: 1e6 }).orders.reduce(
      (sum, order) => sum + order.fees,
      0,
    );
  expect(paid(0.002)).toBeCloseTo(2 * paid(0.001), 9);
});

test("what cannot be meant is refused", () => {
  const close = closeOf([10, 11]);
  const usd = series({ times: [1, 2], values: [1, 2], name: "oi", unit: "usd" });
  expect(() => vectorbtFromOrders(usd, 1)).toThrow('vectorbt: "oi" is in usd; give closing prices, unit price');
  expect(() => vectorbtFromOrders(close, [1])).toThrow("vectorbt: 1 values of size for 2 rows; give one for all");
  expect(() => vectorbtFromOrders(close, 1, { initCash: 0 })).toThrow("vectorbt: initCash 0 is no cash to start with");
  expect(() => vectorbtFromOrders(close, 1, { slippage: -0.1 })).toThrow("vectorbt: slippage -0.1 at row 0 is no such");
  expect(() => vectorbtFromOrders(close, 1, { maxSize: [1, 0] })).toThrow("vectorbt: maxSize 0 at row 1 is no such");
  expect(() => vectorbtFromOrders(close, 1, { intervalMs: 0 })).toThrow(
    "vectorbt: intervalMs 0 is not a length of time",
  );
  expect(() => vectorbtFromOrders(close, 1, { price: 0 })).toThrow("vectorbt: price 0 is not above 0");
  expect(() => vectorbtFromOrders(close, 1, { sizeType: "value", valPrice: -1 })).toThrow(
    "valuation price -1 is not above",
  );
  expect(() => vectorbtFromOrders(close, 1, { sizeType: "lots" as "value" })).toThrow(
    'vectorbt: unknown sizeType "lots"; known: amount, value, percent, targetAmount, targetValue, targetPercent',
  );
  expect(() => vectorbtFromOrders(close, [1, 1], { direction: ["longOnly", "shortOnly"] })).toThrow(
    'vectorbt: a position of 1 meets an order that is shortOnly; give "both"',
  );
  const later = series({ times: [hourMs, 3 * hourMs], values: [1, 1], name: "size", unit: "base" });
  expect(() => vectorbtFromOrders(close, later)).toThrow(
    "vectorbt: size has other times than the close; align it first",
  );
  expect(() => vectorbtFromSignals(close, { entries: true }, { size: -1 })).toThrow(
    "vectorbt: size -1 of a signal is below 0",
  );
  expect(() => vectorbtFromSignals(close, { entries: true }, { slStop: -0.1 })).toThrow(
    "slStop -0.1 at row 0 is below 0",
  );
  expect(() => vectorbtFromSignals(close, { entries: true }, { accumulate: "yes" as "both" })).toThrow(
    'vectorbt: unknown accumulate "yes"; known: disabled, both, addOnly, removeOnly',
  );
  const both = { size: 0.5, sizeType: "percent", direction: "both" } as const;
  expect(() =>
    vectorbtFromSignals(close, { entries: [1, 0], exits: [0, 1] }, { ...both, uponOppositeEntry: "reverse" }),
  ).toThrow("vectorbt: a size in percent cannot turn a position over");
  expect(() => vectorbtShared([])).toThrow("vectorbt: there are no legs; give at least one");
  expect(() =>
    vectorbtShared([
      { close, orders: 1 },
      { close, orders: 1 },
    ]),
  ).toThrow('vectorbt: "btc" names two columns');
  const eth = closeOf([1, 2, 3], "eth");
  expect(() =>
    vectorbtShared([
      { close, orders: 1 },
      { close: eth, orders: 1 },
    ]),
  ).toThrow("vectorbt: inputs of 2 and 3 rows");
});
