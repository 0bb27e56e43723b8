import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { regimes } from "../../../lib/analytics/regimes/regimes.js";
import { backtest } from "../../../lib/backtest/engine/backtest.js";
import { attribution } from "../../../lib/backtest/results/attribution.js";
import { type Series, series } from "../../../lib/series/series.js";
import { dayMs } from "../../../lib/series/time.js";
import { candlesOf, positionOf } from "../candles-of.js";
import { firstEnd, resultOf, wave } from "./result-of.js";

const gap = Number.NaN;

/** Labels at the ends of the days of `resultOf`, from the start of its first bar on. */
function labels(values: readonly number[], delayMs?: number): Series {
  const times = values.map((_, row) => firstEnd + (row - 1) * dayMs);
  return series({ times, values, name: "label", unit: "number", ...(delayMs === undefined ? {} : { delayMs }) });
}

describe("attribution", () => {
  // 1000, 1100, 990, 990, 1188. Labels 0, 1, 1, 0 at the starts of the bars.
  const result = resultOf([0.1, -0.1, 0, 0.2], [1, 0.5, 0, 1]);

  test("gives each bar to the label known at its start", () => {
    const [first, second, ...others] = attribution(result, labels([0, 1, 1, 0]), { names: ["up", "down"], lag: 0 });
    expect(others).toEqual([]);
    // Mean 0.15, residuals ±0.05: √(0.005) / 2 × √(2 / 1) = 0.05.
    expect(first).toEqual({
      label: "up",
      bars: 2,
      exposure: 1,
      meanPosition: 1,
      net: expect.closeTo(298, 9),
      contribution: expect.closeTo(0.298, 12),
      logReturn: expect.closeTo(Math.log(1.1 * 1.2), 12),
      meanReturn: expect.closeTo(0.15, 12),
      standardError: expect.closeTo(0.05, 12),
      t: expect.closeTo(3, 9),
      // Of Student's t with one degree of freedom: 1 − 2 atan(3) / π.
      p: expect.closeTo(1 - (2 * Math.atan(3)) / Math.PI, 9),
      lag: 0,
      hitRate: 1,
    });
    expect([second.label, second.bars, second.exposure, second.meanPosition]).toEqual(["down", 2, 0.5, 0.25]);
    expect([second.net, second.hitRate]).toEqual([expect.closeTo(-110, 9), 0]);
  });

  // statsmodels 0.15.0: OLS(r, 1).fit(cov_type="HAC", cov_kwds={"maxlags": 4, "use_correction": True}, use_t=True);
  // and with every third row (i divisible by 3) kept in its place: OLS(r * x, x) for x of 0 and 1, its error without
  // correction × √(80 / 79).
  test("has the Newey–West errors of statsmodels, other bars keeping their place", () => {
    const [all] = attribution(resultOf(wave), labels(wave.map(() => 7)));
    expect([all.label, all.lag, all.bars]).toEqual(["7", 4, 240]);
    expect(all.t).toBeCloseTo(1.3001512034078047, 9);
    expect(all.p).toBeCloseTo(0.19480157005864301, 9);
    const [, third] = attribution(resultOf(wave), labels(wave.map((_, row) => ((row + 1) % 3 === 0 ? 1 : 0))), {
      lag: 4,
    });
    expect(third.meanReturn).toBeCloseTo(-0.00014540440305914391, 14);
    expect(third.standardError).toBeCloseTo(0.0008528262567108916, 14);
  });

  test("adds up to the whole, whatever the labels", () => {
    const anyReturn = fc.oneof(
      { weight: 9, arbitrary: fc.double({ min: -0.4, max: 0.4, noNaN: true }) },
      { weight: 1, arbitrary: fc.constant(gap) },
    );
    const bar = fc.tuple(anyReturn, fc.constantFrom(0, 1, 2, gap));
    fc.assert(
      fc.property(fc.array(bar, { minLength: 2, maxLength: 40 }), (bars) => {
        const returns = bars.map(([value]) => value);
        const of = resultOf(returns);
        const rows = attribution(of, labels(bars.map(([, label]) => label)));
        const sum = (field: "net" | "contribution" | "logReturn" | "bars"): number =>
          rows.reduce((total, row) => total + row[field], 0);
        const total = of.costs.net / 1000;
        expect(sum("net")).toBeCloseTo(of.costs.net, 8);
        expect(sum("contribution")).toBeCloseTo(total, 11);
        expect(sum("logReturn")).toBeCloseTo(Math.log1p(total), 9);
        expect(sum("bars")).toBe(returns.filter((value) => !Number.isNaN(value)).length);
      }),
      { seed: 13, numRuns: 80 },
    );
  });

  test("adds up to the net profit of a run with its costs, whenever decisions are filled and however it ends", () => {
    const bar = fc.tuple(
      fc.integer({ min: 60, max: 140 }),
      fc.integer({ min: 60, max: 140 }),
      fc.constantFrom(-3, 0, 1, 3),
    );
    fc.assert(
      fc.property(fc.array(bar, { minLength: 2, maxLength: 20 }), (bars) => {
        const candles = candlesOf(
          bars.map(([open, close]) => [open, Math.max(open, close), Math.min(open, close), close]),
        );
        const decision = positionOf(bars.map(([, , target]) => target));
        for (const fill of ["next open", "next close", "same close"] as const) {
          const run = backtest(decision, candles, { fill, maxLeverage: 3, feeBps: 50, trial: false });
          const rows = attribution(run, decision);
          const net = rows.reduce((sum, row) => sum + row.net, 0);
          expect(net).toBeCloseTo(run.costs.net, 6);
          expect(rows.reduce((sum, row) => sum + row.contribution, 0)).toBeCloseTo(run.costs.net / 10_000, 10);
        }
      }),
      { seed: 17, numRuns: 60 },
    );
  });

  test("does not know a label before its delay has passed, nor one that is missing", () => {
    const names = ["a", "b"];
    const bars = (of: Series, options = {}) =>
      attribution(result, of, { names, ...options }).map(({ label, bars }) => [label, bars]);
    // Known a second late, the label of a bar's start is that of the next bar.
    expect(bars(labels([0, 1, 1, 0], 1000))).toEqual([
      ["a", 1],
      ["b", 2],
      ["unknown", 1],
    ]);
    expect(bars(labels([0, gap, 1, 0]))).toEqual([
      ["a", 2],
      ["b", 1],
      ["unknown", 1],
    ]);
    // A row that is not there leaves its bar unknown, unless the label before may stand for longer.
    const holed = series({
      times: [firstEnd - dayMs, firstEnd + dayMs, firstEnd + 2 * dayMs],
      values: [0, 1, 1],
      name: "label",
      unit: "number",
    });
    expect(bars(holed)).toEqual([
      ["a", 1],
      ["b", 2],
      ["unknown", 1],
    ]);
    expect(bars(holed, { maxAgeMs: 2 * dayMs })).toEqual([
      ["a", 2],
      ["b", 2],
    ]);
  });

  test("holds labels of longer bars until the next is due", () => {
    const everySecond = series({
      times: [firstEnd - dayMs, firstEnd + dayMs],
      values: [0, 1],
      name: "label",
      unit: "number",
    });
    expect(attribution(result, everySecond).map(({ label, bars }) => [label, bars])).toEqual([
      ["0", 2],
      ["1", 2],
    ]);
  });

  test("takes regimes with their names and their delay", () => {
    const line = (values: readonly number[], unit: "price" | "base", delayMs?: number) =>
      labels(values, delayMs).with(Float64Array.from(values), { unit });
    const price = line([100, 110, 100, 110], "price");
    const found = regimes(price, line([100, 110, 120, 110], "base"));
    expect(attribution(result, found).map(({ label, bars }) => [label, bars])).toEqual([
      ["long buildup", 1],
      ["short buildup", 1],
      ["short covering", 1],
      ["unknown", 1],
    ]);
    const late = regimes(price, line([100, 110, 120, 110], "base", dayMs));
    expect(attribution(result, late).map(({ label, bars }) => [label, bars])).toEqual([
      ["long buildup", 1],
      ["short buildup", 1],
      ["unknown", 2],
    ]);
  });

  test("of a total loss has no logarithm, and all of it is still there", () => {
    const lost = resultOf([0.1, -1, gap]);
    const rows = attribution(lost, labels([0, 1, 1]), { names: ["a", "b"] });
    expect(rows.map(({ label, net, logReturn }) => [label, net, logReturn])).toEqual([
      ["a", expect.closeTo(100, 9), expect.closeTo(Math.log(1.1), 12)],
      ["b", expect.closeTo(-1100, 9), gap],
    ]);
  });

  test("has no rows without bars, and refuses values that are no labels", () => {
    expect(attribution(resultOf([]), labels([]))).toEqual([]);
    expect(() => attribution(resultOf(wave), labels(wave))).toThrow(
      'attribution: "label" has 240 different values; give labels, at most 100 kinds of them',
    );
    expect(() => attribution(result, labels([0, 5, 1, 0]), { names: ["a", "b"] })).toThrow(
      'attribution: label 5 of "label" at row 1 has no name among 2; give one for each value from 0',
    );
    expect(() => attribution(resultOf([0.1]), labels([0]))).toThrow(
      "attribution: intervalMs NaN is not a length of time",
    );
    expect(attribution(resultOf([0.1]), labels([0]), { intervalMs: dayMs }).length).toBe(1);
    expect(() => attribution(result, labels([0]), { maxAgeMs: 0 })).toThrow("attribution: maxAgeMs 0 is not a length");
  });
});
