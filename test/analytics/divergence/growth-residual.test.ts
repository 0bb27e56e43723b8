import fc from "fast-check";
import { linearRegression } from "simple-statistics";
import { expect, test } from "vitest";
import { growthGap } from "../../../lib/analytics/divergence/growth-gap.js";
import {
  type GrowthResidual,
  type GrowthResidualOptions,
  growthResidual,
} from "../../../lib/analytics/divergence/growth-residual.js";
import type { Panel } from "../../../lib/series/panel.js";
import { seededNoise } from "../../series/seeded-noise.js";
import { orders } from "../orders.js";
import { expectCausal, hourly, randomPanel, rowsOf, runs } from "../panels.js";

const gap = Number.NaN;

/** Levels from 1000 on with these log growths. */
function levels(growths: readonly number[]): number[] {
  const log = [Math.log(1000)];
  for (const growth of growths) log.push((log.at(-1) as number) + growth);
  return log.map(Math.exp);
}

function panelsOf({ residual, standardised, slope, intercept }: GrowthResidual): Panel[] {
  return [residual, standardised, slope, intercept];
}

function valuesOf(of: GrowthResidual): number[][] {
  return panelsOf(of).flatMap(rowsOf);
}

// Growths of the others 1 2 3 4 and of the column 1 2 4 6, in hundredths.
const small = hourly({ a: levels([0.01, 0.02, 0.04, 0.06]), b: levels([0.01, 0.02, 0.03, 0.04]) });

// By hand, the line through the first three: slope 3/2, intercept −2/3, sum of squares 1/6 over 3 − 2. It says 16/3 for 4:
// residual 6 − 16/3 = 2/3, q = 1/3 + 2²/2 = 7/3, standard error sqrt(1/6 × 10/3) = sqrt(5)/3, so 2/sqrt(5).
test("by default a row is judged by the line of the rows before it", () => {
  const found = growthResidual(small, { window: 3 });
  const last = panelsOf(found).map((panel) => panel.column("a").values[4]);
  expect(last).toEqual([2 / 300, 2 / Math.sqrt(5), 1.5, -2 / 300].map((value) => expect.closeTo(value, 10)));
  expect(panelsOf(found).map((panel) => [...panel.column("a").values.subarray(0, 4)])).toEqual(
    Array.from({ length: 4 }, () => [gap, gap, gap, gap]),
  );
  expect(panelsOf(found).map(({ unit }) => unit)).toEqual(["number", "score", "number", "number"]);
  expect([found.window, found.horizon]).toEqual([3, 1]);
});

// By hand, through all four: means 2.5 and 3.25, slope 8.5/5 = 1.7, residual of the last 6 − 5.8 = 0.2, squares
// 14.75 − 8.5²/5 = 0.3 over 2; q = 1/4 + 1.5²/5 = 0.7, so 0.2 / sqrt(0.15 × 0.3).
test("on request the line includes the row judged", () => {
  const found = growthResidual(small, { window: 4, fit: "including" });
  const last = panelsOf(found).map((panel) => panel.column("a").values[4]);
  expect(last).toEqual([0.002, 0.2 / Math.sqrt(0.045), 1.7, -0.01].map((value) => expect.closeTo(value, 10)));
});

const compute = (options: GrowthResidualOptions) => (oi: Panel) => valuesOf(growthResidual(oi, options));

/** A venue that grows by 0.002 + 1.5 times what the rest does, and noise of standard deviation `spread`. */
function leaning(rows: number, spread: number): Panel {
  const noise = seededNoise(11);
  // Twelve uniform numbers of variance 1/12 each add up to one that is nearly normal, of variance 1.
  const normal = () => Array.from({ length: 12 }, noise).reduce((sum, value) => sum + value);
  const others = Array.from({ length: rows }, () => 0.01 * normal());
  const own = others.map((growth) => 0.002 + 1.5 * growth + spread * normal());
  return hourly({ a: levels(own), b: levels(others) });
}

test("the line finds a venue that moves more than the market, and leaves the rest as residual", () => {
  const oi = leaning(4000, 0.003);
  const found = growthResidual(oi, { window: 1000 });
  const end = oi.length - 1;
  // Standard error of the slope 0.003 / (0.01 × sqrt(1000)) = 0.0095, of the intercept 0.003 / sqrt(1000) = 0.0001.
  expect(Math.abs((found.slope.column("a").values[end] as number) - 1.5)).toBeLessThan(0.03);
  expect(Math.abs((found.intercept.column("a").values[end] as number) - 0.002)).toBeLessThan(0.0003);
  const scores = found.standardised.column("a").values.subarray(1001);
  const meanSquare = scores.reduce((sum, z) => sum + z * z, 0) / scores.length;
  // 3000 squares of mean 1 and variance 2: standard error 0.026.
  expect(Math.abs(meanSquare - 1)).toBeLessThan(0.1);
});

// Student's t with 8 degrees of freedom: variance 8 / 6, beyond 2.306 one time in twenty. A standard error without the
// uncertainty of the line (1 + q) would give a larger variance.
test("scores of a short window have Student's distribution", () => {
  const scores = growthResidual(leaning(20_000, 0.003), { window: 10 }).standardised.column("a").values.subarray(11);
  const beyond = scores.filter((z) => Math.abs(z) > 2.306).length / scores.length;
  expect(Math.abs(beyond - 0.05)).toBeLessThan(0.006);
  const meanSquare = scores.reduce((sum, z) => sum + z * z, 0) / scores.length;
  expect(Math.abs(meanSquare - 8 / 6)).toBeLessThan(0.08);
});

test("over a horizon the fit ends where the growth judged begins", () => {
  const oi = leaning(30, 0.003);
  const [window, horizon] = [8, 3];
  const { residual } = growthResidual(oi, { window, horizon });
  const { growth, othersGrowth } = growthGap(oi, { horizon });
  const [y, x] = [growth.column("a").values, othersGrowth.column("a").values];
  let compared = 0;
  for (let t = 0; t < oi.length; t++) {
    const last = t - horizon;
    if (last - window + 1 < horizon) {
      expect(residual.column("a").values[t]).toBeNaN();
      continue;
    }
    const points = Array.from({ length: window }, (_, n) => [x[last - n], y[last - n]]);
    const { m, b } = linearRegression(points);
    expect(residual.column("a").values[t]).toBeCloseTo((y[t] as number) - b - m * (x[t] as number), 12);
    compared++;
  }
  expect(compared).toBe(31 - window - 2 * horizon + 1);
});

test("a line that is exact has no score, and others that stand still have no line", () => {
  const growths = [0.01, 0.02, 0.03, 0.01, 0.02];
  const exact = growthResidual(hourly({ a: levels(growths.map((growth) => 2 * growth)), b: levels(growths) }), {
    window: 3,
  });
  expect(exact.slope.column("a").values[5]).toBeCloseTo(2, 8);
  expect([...exact.standardised.column("a").values].every(Number.isNaN)).toBe(true);
  const still = growthResidual(hourly({ a: levels(growths), b: [7, 7, 7, 7, 7, 7] }), { window: 3 });
  expect([...still.residual.column("a").values].every(Number.isNaN)).toBe(true);
  // The other way round the line is flat: nothing to explain, nothing left over.
  expect([...still.residual.column("b").values.subarray(4)]).toEqual([0, 0]);
});

test("others whose sum stands still up to rounding have no line, in whatever order they are added", () => {
  const noise = seededNoise(5);
  const varying = (level: number) => Array.from({ length: 40 }, () => level * Math.exp(0.3 * noise()));
  const [a, b, c] = [varying(50), varying(20), varying(30)];
  // The others of a add up to 100.7, to the last bits.
  const d = b.map((value, t) => 100.7 - value - (c[t] as number));
  const oi = hourly({ a, b, c, d });
  const sums = new Set(b.map((value, t) => value + (c[t] as number) + (d[t] as number)));
  expect(sums.size).toBeGreaterThan(1);
  for (const names of orders(oi.names)) {
    for (const fit of ["before", "including"] as const) {
      const found = panelsOf(growthResidual(oi.select(names), { window: 6, fit }));
      for (const panel of found) expect([...panel.column("a").values].every(Number.isNaN)).toBe(true);
      const slopes = growthResidual(oi.select(names), { window: 6, fit }).slope;
      for (const name of ["b", "c", "d"]) expect(Math.abs(slopes.column(name).values[39] as number)).toBeLessThan(100);
    }
  }
});

test("others that vary by a millionth of a millionth still have a line", () => {
  const growths = [1e-12, 3e-12, 2e-12, 5e-12, 1e-12, 2e-12];
  const others = levels(growths);
  const own = levels(growths.map((growth) => growth * 1e10));
  const { slope } = growthResidual(hourly({ a: own, b: others }), { window: 6, fit: "including" });
  // The levels carry some 1e-16 of growths of 1e-12.
  expect((slope.column("a").values.at(-1) as number) * 1e-10).toBeCloseTo(1, 2);
});

// By hand, growths of the others 0, 0, 2 %: the line runs through the last point, so its residual is 0 and 1 − q is 0.
test("a row that alone decides the line it is in has no score", () => {
  const oi = hourly({ a: levels([0.01, 0.02, 0.05]), b: levels([0, 0, 0.02]) });
  const { residual, standardised } = growthResidual(oi, { window: 3, fit: "including" });
  expect(residual.column("a").values[3]).toBeCloseTo(0, 12);
  expect(standardised.column("a").values[3]).toBeNaN();
});

test("a gap leaves its row without a residual, and the fits of a window unless fewer rows are asked for", () => {
  const a = levels([0.01, 0.03, 0.02, 0.05, 0.01, 0.04, 0.02, 0.03]).with(3, gap);
  const oi = hourly({ a, b: levels([0.02, 0.01, 0.04, 0.03, 0.02, 0.05, 0.01, 0.02]) });
  const present = (minCount?: number) =>
    Array.from(growthResidual(oi, { window: 4, minCount }).residual.column("a").values, (value) => value === value);
  expect(present()).toEqual(Array.from({ length: 9 }, () => false));
  // Growths are missing in rows 0, 3 and 4; of the last four before row 7 rows 5 and 6 are there, before row 8 three.
  expect(present(3)).toEqual(Array.from({ length: 9 }, (_, t) => t === 8));
  expect(present(2)).toEqual(present(3));
});

test("another scale, and another order of columns, leave the residuals as they are", () => {
  fc.assert(
    fc.property(randomPanel, (oi) => {
      for (const fit of ["before", "including"] as const) {
        const options = { window: 6, minCount: 3, fit };
        const found = growthResidual(oi, options);
        const scaled = oi.map(({ values }) => values.map((value) => value * 4096));
        expect(compute(options)(scaled)).toEqual(valuesOf(found));
        const turned = panelsOf(growthResidual(oi.select([...oi.names].reverse()), options));
        expect(turned.flatMap((panel) => rowsOf(panel.select(oi.names)))).toEqual(valuesOf(found));
      }
    }),
    runs,
  );
});

test("the residuals depend on no later row, and a fit before the row not on the row", () => {
  fc.assert(
    fc.property(randomPanel, fc.integer({ min: 1, max: 3 }), (oi, horizon) => {
      expectCausal(oi, compute({ window: 5, minCount: 3, horizon }));
      expectCausal(oi, compute({ window: 5, minCount: 3, horizon, fit: "including" }));
      if (oi.length <= horizon) return;
      const altered = oi.map(({ values }) => values.with(-1, (values.at(-1) as number) * 3 + 1));
      const lastSlopes = (of: Panel) =>
        rowsOf(growthResidual(of, { window: 5, minCount: 3, horizon }).slope).map((s) => s.at(-1));
      expect(lastSlopes(altered)).toEqual(lastSlopes(oi));
    }),
    runs,
  );
});

test("a lone column, a window without a line, an unknown fit and a negative value are refused", () => {
  const two = hourly({ a: [1], b: [1] });
  expect(() => growthResidual(hourly({ a: [1] }), { window: 3 })).toThrow("growthResidual: 1 column(s) leave none");
  expect(() => growthResidual(two, { window: 2 })).toThrow(
    "growthResidual: window 2 is too short, as a line goes through any two points; give 3 rows or more",
  );
  expect(() => growthResidual(two, { window: 3, minCount: 4 })).toThrow("growthResidual: minCount 4 is more than");
  expect(() => growthResidual(two, { window: 3, horizon: 0 })).toThrow("growthResidual: horizon 0 is not a number");
  expect(() => growthResidual(two, { window: 3, fit: "after" as "before" })).toThrow(
    'growthResidual: unknown fit "after"; known: before, including',
  );
  expect(() => growthResidual(hourly({ a: [1], b: [-1] }), { window: 3 })).toThrow(
    'growthResidual: open interest -1 of "b" at 2025-07-01 is negative',
  );
});
