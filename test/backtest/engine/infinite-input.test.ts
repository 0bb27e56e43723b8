import { expect, test } from "vitest";
import { backtest } from "../../../lib/backtest/engine/backtest.js";
import { Series } from "../../../lib/series/series.js";
import { flatCandles, fundingOf, positionOf } from "../candles-of.js";

const candles = flatCandles([100, 100], [100, 100], [100, 100], [100, 100]);
const short = positionOf([-1, -1, -1, -1]);
/** Not checked, as values computed by hand may be. */
const withInfinity = (series: Series, row: number): Series =>
  new Series(
    series.times,
    series.values.map((value, at) => (at === row ? Number.POSITIVE_INFINITY : value)),
    series.name,
    series.unit,
    series.identity,
  );

test("an infinite high is refused, so that no equity turns into NaN", () => {
  expect(() => backtest(short, { ...candles, high: withInfinity(candles.high, 2) })).toThrow(
    "backtest: a price of the candles at row 2 (1970-01-01T03:00Z) is infinite; use NaN for a missing bar",
  );
  const mark = { ...candles, high: withInfinity(candles.high, 1) };
  expect(() => backtest(short, candles, { mark })).toThrow("a price of the mark candles at row 1");
});

test("infinite funding and infinite targets are refused", () => {
  expect(() => backtest(short, candles, { funding: withInfinity(fundingOf({ 1: 0, 2: 0 }), 1) })).toThrow(
    "backtest: funding Infinity at row 1 (1970-01-01T02:00Z) is infinite; use NaN for a gap",
  );
  const dollars = withInfinity(short.with(Float64Array.of(1, 1, 1, 1), { unit: "usd" }), 3);
  expect(() => backtest(dollars, candles)).toThrow(
    "backtest: decision Infinity at row 3 (1970-01-01T04:00Z) is infinite",
  );
});
