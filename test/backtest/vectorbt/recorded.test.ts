import { expect, test } from "vitest";
import { recordedCases, rerun } from "./recorded-cases.js";

/** Fails unless the values agree to 1e-9 of the larger of the expected one and 1. */
function near(value: number, expected: number, what: string): void {
  if (!(Math.abs(value - expected) <= 1e-9 * Math.max(1, Math.abs(expected)))) {
    expect.fail(`${what}: ${value} for vectorbt's ${expected}`);
  }
}

const groups = {
  from_orders: recordedCases.filter(({ method, legs }) => method === "from_orders" && legs.length === 1),
  from_signals: recordedCases.filter(({ method, legs }) => method === "from_signals" && legs.length === 1),
  "shared cash": recordedCases.filter(({ legs }) => legs.length > 1),
};

test.each(Object.entries(groups))("orders, value, cash and measures of %s are vectorbt's to 1e-9", (name, cases) => {
  expect(cases.length).toBe(name === "shared cash" ? 30 : 100);
  cases.forEach((recorded, index) => {
    const at = `case ${index} ${JSON.stringify(recorded.legs[0])}`;
    const { orders, value, cash, measures, assets } = rerun(recorded);
    const found = orders.map(({ row, asset, side }) => [row, Number(asset.slice(5)), side]);
    expect(found, at).toEqual(recorded.orders.map(([row, column, size]) => [row, column, size > 0 ? "buy" : "sell"]));
    recorded.orders.forEach(([, , size, price, fees], place) => {
      near(orders[place].size, Math.abs(size), `size of order ${place} of ${at}`);
      near(orders[place].price, price, `price of order ${place} of ${at}`);
      near(orders[place].fees, fees, `fees of order ${place} of ${at}`);
    });
    recorded.value.forEach((expected, row) => {
      near(value.values[row], expected, `value at row ${row} of ${at}`);
    });
    near(cash.values[cash.length - 1], recorded.cash, `cash of ${at}`);
    near(measures.totalReturn, recorded.total_return, `total return of ${at}`);
    if (typeof recorded.sharpe_ratio === "number") near(measures.sharpe, recorded.sharpe_ratio, `Sharpe of ${at}`);
    else expect(measures.sharpe, at).toBeNaN();
    if (typeof recorded.max_drawdown === "number")
      near(measures.maxDrawdown, recorded.max_drawdown, `drawdown of ${at}`);
    else expect(measures.maxDrawdown, at).toBeNaN();
    assets.columns.forEach(({ values }, column) => {
      const held = recorded.orders.reduce((sum, [, of, size]) => sum + (of === column ? size : 0), 0);
      near(values[values.length - 1], held, `units held at the end of ${at}`);
    });
  });
});

test("the cases go below zero, are cut and rejected, stop and turn over", () => {
  const runs = recordedCases.map(rerun);
  expect(runs.filter(({ value }) => value.values.some((each) => each < 0)).length).toBeGreaterThan(5);
  expect(new Set(runs.flatMap(({ rejections }) => rejections.map(({ reason }) => reason))).size).toBeGreaterThan(6);
  expect(runs.reduce((count, { orders }) => count + orders.length, 0)).toBeGreaterThan(2000);
});
