import { expect, test } from "vitest";
import { vectorbtFromOrders } from "../../../lib/backtest/vectorbt/from-orders.js";
import { clean, floorTo, isBelow, isNear, nearSum } from "../../../lib/backtest/vectorbt/near.js";
import { series } from "../../../lib/series/series.js";

test("numbers are near to 1e-9 of the larger, or to 1e-12", () => {
  expect([isNear(1, 1 + 0.9e-9), isNear(1, 1 + 1.1e-9), isNear(0, 0.9e-12), isNear(0, 1.1e-12)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
  expect([isNear(Number.NaN, Number.NaN), isNear(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)]).toEqual([
    false,
    false,
  ]);
  expect([isBelow(1, 1 + 1e-10), isBelow(1, 1 + 1e-8), isBelow(2, 1)]).toEqual([false, true, false]);
  expect([nearSum(1, -1 - 1e-10), nearSum(-5e-13, 0), nearSum(1, 2), clean(1e-13), clean(-1e-11)]).toEqual([
    0, 0, 3, 0, -1e-11,
  ]);
});

// Python: 1.0 // 0.1 * 0.1 = 0.9, 7.5 // 2 * 2 = 6.0, 0.3 // 0.1 * 0.1 = 0.2; inf // 0.5 is nan.
test("a multiple is rounded down as Python's floor division does it", () => {
  expect([floorTo(1, 0.1), floorTo(7.5, 2), floorTo(0.3, 0.1), floorTo(7.5, Number.NaN)]).toEqual([0.9, 6, 0.2, 7.5]);
  expect(floorTo(Number.POSITIVE_INFINITY, 0.5)).toBeNaN();
});

// vectorbt 1.2.0, both engines: from_orders([10.], size=1 - 1e-10, min_size=1) fills and 1 - 1e-8 does not; of a cash of 100,
// size 10 + 1e-9 fills and 10 + 1e-7 with allow_partial=False does not.
test("an order at the edge of a limit is taken for one on it", () => {
  const close = series({ times: [0], values: [10], name: "btc", unit: "price" });
  const count = (size: number, settings: object): number => vectorbtFromOrders(close, size, settings).orders.length;
  expect([count(1 - 1e-10, { minSize: 1 }), count(1 - 1e-8, { minSize: 1 })]).toEqual([1, 0]);
  expect([count(10 + 1e-9, { allowPartial: false }), count(10 + 1e-7, { allowPartial: false })]).toEqual([1, 0]);
});
