import { describe, expect, test } from "vitest";
import { checkedRows } from "../../../lib/sources/exchange/exchange-rows.js";
import { rowsOnGrid } from "../../../lib/sources/rows-on-grid.js";

describe("checkedRows", () => {
  test("of no rows are no rows", () => {
    const { times, columns, issues } = checkedRows([], [{ name: "rate", least: -1 }], "funding");
    expect([times.length, columns.length, columns[0]?.length, issues.length]).toEqual([0, 1, 0, 0]);
  });

  test("without a time are an error that names the row", () => {
    const rows = [
      { time: 3_600_000, values: [1] },
      { time: undefined, values: [1] },
    ];
    expect(() => checkedRows(rows, [{ name: "rate", least: -1 }], "funding")).toThrow(
      "loadExchange: row 1 of funding has no time but undefined; is ccxt up to date?",
    );
  });
});

describe("rowsOnGrid", () => {
  const rows = { times: Float64Array.of(0, 10, 15, 30), columns: [Float64Array.of(1, 2, 3, 4)] };

  test("places rows at their shifted time and leaves out those outside or between", () => {
    // Shifted by 10: 10, 20, 25 and 40. The grid has 20, 30 and 40: 25 is between, 10 before, and 30 has no row.
    const placed = rowsOnGrid(rows, 10, { times: Float64Array.of(20, 30, 40), stepMs: 10 }, "rows");
    expect([...(placed.columns[0] as Float64Array)]).toEqual([2, Number.NaN, 4]);
    expect(placed.issues).toMatchObject([
      { kind: "gap", where: "rows", count: 1, from: 30, to: 30 },
      { kind: "invalid", where: "rows", count: 1, from: 25, to: 25 },
    ]);
  });

  test("tells missing rows at the ends of the grid too", () => {
    const placed = rowsOnGrid(rows, 0, { times: Float64Array.of(20, 30, 40, 50), stepMs: 10 }, "rows");
    expect(placed.issues.filter(({ kind }) => kind === "gap")).toMatchObject([
      { count: 1, from: 20, to: 20 },
      { count: 2, from: 40, to: 50 },
    ]);
  });
});
