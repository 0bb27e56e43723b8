import { inspect } from "node:util";
import { expect, test } from "vitest";
import { backtest } from "../../lib/backtest/engine/backtest.js";
import { backtestTable } from "../../lib/notebook/backtest-table.js";
import { mimeBundle } from "../../lib/notebook/mime-bundle.js";
import { tableMime } from "../../lib/notebook/table.js";
import { flatCandles, positionOf } from "../backtest/candles-of.js";

const candles = flatCandles([100, 100], [100, 110], [110, 99], [100, 100]);
// 10,000 dollars bought at the open of 100 and sold at the open of 100: two fees of 10 bps, 10 dollars each.
const decided = positionOf([1, 1, 0, 0]);
const result = backtest(decided, candles, { feeBps: 10, slippageBps: 0, initialEquity: 10_000, trial: false });

test("a backtest prints as few lines: what was traded, how it did, and where the profit came from", () => {
  const [title, measures, profit, ...more] = String(result).split("\n");
  expect(title).toBe("Backtest of BTC · 4 bars · 1970-01-01T01:00Z → 1970-01-01T04:00Z");
  expect(measures).toMatch(
    /^total return -0\.20 %, Sharpe ratio -?\d+\.\d\d for a year, maximum drawdown -10\.\d\d %, 1 trade$/,
  );
  expect(profit).toBe("net profit -20 USD: gross 0, fees -20, slippage 0, funding 0");
  expect(more).toEqual([]);
  expect(inspect(result)).toBe(String(result));
});

test("a liquidation and fills of the same bar are told", () => {
  const crash = flatCandles([100, 100], [100, 100], [100, 40], [40, 40]);
  const ruined = backtest(positionOf([2, 2, 2, 2]), crash, { feeBps: 0, slippageBps: 0, maxLeverage: 2, trial: false });
  expect(String(ruined)).toContain("\nliquidated at 1970-01-01T03:00Z");
  expect(backtestTable(ruined).caption).toContain("liquidated at 1970-01-01T03:00Z");
  const same = backtest(decided, candles, { fill: "same close", trial: false });
  expect(String(same)).toContain("same-bar fills, which cannot be traded");
});

test("a notebook shows a backtest as its measures and costs, with the assumptions below", () => {
  const bundle = mimeBundle(result);
  expect(Object.keys(bundle)).toEqual([tableMime, "text/html", "text/plain"]);
  const made = backtestTable(result);
  const cells = Object.fromEntries(made.rows.map(([part, value]) => [part, value]));
  expect(made.columns.map((column) => column.name)).toEqual(["measure", "value", "convention"]);
  expect(cells).toMatchObject({ "Total return": "-0.20%", Trades: "1", "Gross profit": "$0.00" });
  expect(made.rows.at(-1)).toEqual(["Net profit", `-$${(-result.costs.net).toFixed(2)}`, "dollars, their sum"]);
  expect(made.note).toContain("3 simple returns");
  for (const sentence of result.assumptions) expect(made.note).toContain(sentence.replace(/\.$/, ""));
  expect(bundle["text/html"]).toContain("<th");
  expect(backtestTable(result, { caption: "Mine", note: "" }).caption).toBe("Mine");
});
