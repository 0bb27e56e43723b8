import { expect, test } from "vitest";
import { backtest } from "../../../lib/backtest/engine/backtest.js";
import { backtestPortfolio } from "../../../lib/backtest/engine/backtest-portfolio.js";
import { backtestFrame } from "../../../lib/backtest/results/backtest-frame.js";
import { Panel } from "../../../lib/series/panel.js";
import { flatCandles, free, positionOf } from "../candles-of.js";
import { resultOf } from "./result-of.js";

test("a backtest becomes a frame of its series by time", () => {
  const frame = backtestFrame(resultOf([Number.NaN, 0.5, -0.5]));
  expect(frame.columns).toEqual(["time", "equity", "returns", "drawdown", "position"]);
  expect(frame.values).toEqual([
    ["2025-01-02", 1000, Number.NaN, 0, 1],
    ["2025-01-03", 1500, 0.5, 0, 1],
    ["2025-01-04", 750, -0.5, -0.5, 1],
  ]);
});

test("of several instruments it has the position of each, and of a coin account its dollars", () => {
  const result = resultOf([0.5], [2]);
  const legs = ["BTC", "ETH"].map((name) => ({ name, values: Float64Array.of(1), identity: {} }));
  const positions = new Panel(result.equity.times, legs, "fraction");
  const inCoins = { ...result, positions, equity: result.equity.with(Float64Array.of(3), { unit: "base" }) };
  const frame = backtestFrame(inCoins);
  expect(frame.columns).toEqual([
    "time",
    "equity",
    "equity in dollars",
    "returns",
    "drawdown",
    "position",
    "position BTC",
    "position ETH",
  ]);
  expect(frame.values).toEqual([["2025-01-02", 3, 1500, 0.5, 0, 2, 1, 1]]);
});

test("a run gives its own frame", () => {
  const candles = flatCandles([100, 100], [100, 110], [110, 121]);
  const options = { ...free, trial: false as const };
  const { columns, values } = backtest(positionOf([1, 1]), candles, options).toDataFrame();
  expect(columns).toEqual(["time", "equity", "returns", "drawdown", "position"]);
  expect(values[2]).toEqual(["1970-01-01T03:00Z", 12_100, expect.closeTo(0.1, 12), 0, 1]);
});

test("every column of a run filled at its own close says so", () => {
  const candles = flatCandles([100, 100], [100, 110]);
  const legs = { btc: { decision: positionOf([0.5]), candles }, eth: { decision: positionOf([0.5]), candles } };
  const { columns } = backtestPortfolio(legs, { ...free, fill: "same close", trial: false }).toDataFrame();
  expect(columns).toEqual([
    "time",
    "equity (same-bar fills)",
    "returns (same-bar fills)",
    "drawdown (same-bar fills)",
    "position (same-bar fills)",
    "position btc (same-bar fills)",
    "position eth (same-bar fills)",
  ]);
});
