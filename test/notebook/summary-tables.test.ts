import { describe, expect, test } from "vitest";
import type { Measures } from "../../lib/backtest/results/measures.js";
import { costsTable, measuresTable } from "../../lib/notebook/measures-table.js";
import { qualityTable } from "../../lib/notebook/quality-table.js";

describe("qualityTable", () => {
  test("says what was read, and each finding with its times in UTC", () => {
    const made = qualityTable({
      rowsRead: 17_520,
      issues: [
        {
          kind: "gap",
          where: "okx",
          count: 1_041,
          from: Date.UTC(2025, 8, 11),
          to: Date.UTC(2025, 8, 18, 4),
          detail: "left missing",
        },
        { kind: "label", where: "a<b>.csv", count: 1, detail: "bar start" },
      ],
    });
    expect(made.toString()).toBe(
      [
        "Data quality: 17,520 rows read, 2 findings",
        "kind   where     count  period                          what was done",
        "gap    okx       1,041  2025-09-11 → 2025-09-18T04:00Z  left missing",
        "label  a<b>.csv      1                                  bar start",
      ].join("\n"),
    );
  });

  test("says that nothing was found", () => {
    expect(qualityTable({ rowsRead: 0, issues: [] }).caption).toBe("Data quality: 0 rows read, 0 findings");
  });
});

const measures: Measures = {
  totalReturn: 0.1234,
  cagr: 0.5,
  volatility: 0.4,
  sharpe: 1.253,
  sortino: Number.NaN,
  maxDrawdown: -0.2,
  calmar: 2.5,
  hitRate: 0.55,
  trades: 1_234,
  turnover: 40.04,
  exposure: 0.333,
  breakEvenBps: 12.34,
  conventions: {
    n: 8_759,
    skipped: 1,
    periodsPerYear: 8_760,
    ddof: 1,
    riskFree: 0,
    returns: "simple",
    fill: "next open",
  },
};

describe("measuresTable", () => {
  test("puts results side by side with their conventions, whatever the results are called", () => {
    const made = measuresTable({ name: measures, how: { ...measures, totalReturn: -0.5 } });
    expect(made.columns.map(({ name }) => name)).toEqual(["measure", "name", "how", "convention"]);
    expect(made.rows[0]).toEqual(["Total return", "12.34%", "-50.00%", "compounded"]);
    expect(made.rows.map(([name, value]) => `${name} ${value}`)).toEqual([
      "Total return 12.34%",
      "CAGR 50.00%",
      "Volatility 40.00%",
      "Sharpe ratio 1.25",
      "Sortino ratio –",
      "Maximum drawdown -20.00%",
      "Calmar ratio 2.50",
      "Hit rate 55.0%",
      "Trades 1,234",
      "Turnover 40.0",
      "Exposure 33.3%",
      "Break-even cost 12.3",
    ]);
    expect(made.note).toBe("8,759 simple returns, 8,760 in a year");
  });

  test("says that a result has same-bar fills", () => {
    const same = { ...measures, conventions: { ...measures.conventions, fill: "same close" as const } };
    expect(measuresTable({ next: measures, same }).note).toContain("same-bar fills, which cannot be traded");
  });

  test("of no results is only the names", () => {
    expect(measuresTable({}).columns).toHaveLength(2);
  });
});

// 100 − 10 − 5 + 2.5 − 1 = 86.5.
test("costsTable writes lines that add up to the net profit", () => {
  const made = costsTable({ unit: "usd", gross: 100, fees: 10, slippage: 5, funding: 2.5, liquidation: 1, net: 86.5 });
  expect(made.rows).toEqual([
    ["Gross profit", "$100.00"],
    ["Fees", "-$10.00"],
    ["Slippage", "-$5.00"],
    ["Funding", "$2.50"],
    ["Liquidation", "-$1.00"],
    ["Net profit", "$86.50"],
  ]);
  const coins = costsTable({ unit: "base", gross: 0.5, fees: 0, slippage: 0, funding: 0, liquidation: 0, net: 0.5 });
  expect(coins.columns[1]?.name).toBe("coins");
  expect(coins.rows[0]).toEqual(["Gross profit", "0.50000000"]);
  // Without a fee of liquidation there is no line of it.
  expect(coins.rows.map(([part]) => part)).toEqual(["Gross profit", "Fees", "Slippage", "Funding", "Net profit"]);
});

test("measuresTable refuses a result that has no name, and says what to give", () => {
  const refused = (results: unknown, message: string): void =>
    expect(() => measuresTable(results as never)).toThrow(new TypeError(`measuresTable: ${message}`));
  refused({ measures, costs: {} }, "a backtest has no name for its column; give { strategy: result.measures }");
  refused(measures, "measures have no name for their column; give { strategy: result.measures }");
  refused(undefined, "undefined has no measures by name; give { strategy: result.measures }");
  refused({ mine: { measures } }, '"mine" is { measures } and no measures; give { "mine": result.measures }');
});
