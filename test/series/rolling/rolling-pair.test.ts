import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { linearRegression, sampleCorrelation } from "simple-statistics";
import { describe, expect, test } from "vitest";
import { panel } from "../../../lib/series/panel.js";
import { rollingCorrelation } from "../../../lib/series/rolling/rolling-correlation.js";
import { type RollingRegression, rollingRegression } from "../../../lib/series/rolling/rolling-regression.js";
import { Series, type SeriesInit, series } from "../../../lib/series/series.js";
import { seededNoise } from "../seeded-noise.js";
import { expectCausal } from "../truncation.js";

const nan = Number.NaN;
const make = (values: ArrayLike<number>, of: Partial<SeriesInit> = {}): Series =>
  series({ name: "a", unit: "usd", times: Array.from(values, (_, row) => row), values, ...of });

function correlate(a: ArrayLike<number>, b: ArrayLike<number>, window: number, minCount = window): number[] {
  return [...rollingCorrelation(make(a), make(b), window, { minCount }).values];
}

/** The series of a regression, count included, as arrays. */
function regress(y: ArrayLike<number>, x: ArrayLike<number>, window: number, minCount = window): number[][] {
  return seriesOf(rollingRegression(make(y), make(x), window, { minCount })).map(({ values }) => [...values]);
}

function seriesOf({ slope, intercept, rSquared, residual, residualStd, count }: RollingRegression): Series[] {
  return [slope, intercept, rSquared, residual, residualStd, count];
}

function expectClose(actual: number | undefined, expected: number, digits: number): void {
  if (Number.isNaN(expected)) expect(actual).toBeNaN();
  else expect(actual).toBeCloseTo(expected, digits);
}

// By hand: x 1 2 3, y 1 2 4. Means 2 and 7/3; xx 2, xy 3, yy 42/9; slope 3/2, intercept 7/3 − 3 = −2/3,
// r = 3 / sqrt(28/3), r² = 27/28; residual of the last 4 − (9/2 − 2/3) = 1/6; squares 1/36 + 4/36 + 1/36 = 1/6 over 1.
test("the correlation and the line of one window are those by hand", () => {
  expect(correlate([1, 2, 3], [1, 2, 4], 3)).toEqual([nan, nan, expect.closeTo(3 / Math.sqrt(28 / 3), 14)]);
  const [slope, intercept, rSquared, residual, residualStd, count] = regress([1, 2, 4], [1, 2, 3], 3);
  expect(slope).toEqual([nan, nan, expect.closeTo(1.5, 14)]);
  expect(intercept).toEqual([nan, nan, expect.closeTo(-2 / 3, 14)]);
  expect(rSquared).toEqual([nan, nan, expect.closeTo(27 / 28, 14)]);
  expect(residual).toEqual([nan, nan, expect.closeTo(1 / 6, 14)]);
  expect(residualStd).toEqual([nan, nan, expect.closeTo(Math.sqrt(1 / 6), 14)]);
  expect(count).toEqual([1, 2, 3]);
});

test("rows where either is missing are left out, and the row itself has no residual then", () => {
  const [slope, , , residual, , count] = regress([1, 2, nan, 4, 9], [1, 2, 3, 3, nan], 5, 3);
  expect(slope?.slice(0, 3)).toEqual([nan, nan, nan]);
  expect(slope?.[3]).toBeCloseTo(1.5, 14);
  expect(slope?.[4]).toBeCloseTo(1.5, 14);
  expect(residual?.[4]).toBeNaN();
  expect(count).toEqual([1, 2, 2, 3, 3]);
  // The default asks for the whole window.
  expect(correlate([1, 2, nan, 4, 9], [1, 2, 3, 3, nan], 5)).toEqual([nan, nan, nan, nan, nan]);
});

test("what does not vary has no correlation; only what explains must vary for a line", () => {
  expect(correlate([0.1, 0.1, 0.1, 0.1], [1, 2, 4, 7], 3)).toEqual([nan, nan, nan, nan]);
  for (const values of regress([1, 2, 4, 7], [0.1, 0.1, 0.1, 0.1], 3).slice(0, 5))
    expect(values.every(Number.isNaN)).toBe(true);
  const [slope, intercept, rSquared, residual, residualStd] = regress([0.1, 0.1, 0.1], [1, 2, 4], 3);
  expect([slope?.[2], intercept?.[2], rSquared?.[2], residual?.[2], residualStd?.[2]]).toEqual([0, 0.1, nan, 0, 0]);
});

test("two points have no correlation, whatever the least count", () => {
  expect(correlate([1, 2], [1, 5], 3, 1)).toEqual([nan, nan]);
  expect(regress([1, 2], [1, 5], 3, 2)[0]).toEqual([nan, nan]);
});

test("a perfect line is told as one", () => {
  const noise = seededNoise(1);
  const x = Array.from({ length: 200 }, () => 1e6 + noise());
  const line = x.map((value) => 3 - 2 * value);
  for (const value of correlate(x, line, 20).slice(19)) expect(value).toBeCloseTo(-1, 9);
  expect(correlate(x, x, 20).slice(19)).toEqual(x.slice(19).map(() => 1));
  const [slope, , rSquared, , residualStd] = regress([1, 3, 5, 7, 9, 11], [0, 1, 2, 3, 4, 5], 4);
  expect([slope?.[5], rSquared?.[5], residualStd?.[5]]).toEqual([2, 1, 0]);
});

const cell = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -5, max: 5 }) },
  { weight: 4, arbitrary: fc.integer({ min: -99_999, max: 99_999 }).map((value) => value / 999) },
  { weight: 1, arbitrary: fc.constant(nan) },
);
const pairs = fc.array(fc.tuple(cell, cell), { maxLength: 60 });
const runs = { seed: 1, numRuns: 300 };

test("each window agrees with its definition applied to it alone, with gaps and ties", () => {
  fc.assert(
    fc.property(pairs, fc.integer({ min: 3, max: 12 }), fc.nat(), (rows, window, count) => {
      const minCount = (count % window) + 1;
      const [x, y] = [rows.map(([one]) => one), rows.map(([, other]) => other)];
      const correlations = correlate(x, y, window, minCount);
      const [slope, intercept, , residual, residualStd] = regress(y, x, window, minCount) as [number[], ...number[][]];
      for (let row = 0; row < rows.length; row++) {
        const present = rows.slice(Math.max(0, row - window + 1), row + 1).filter((pair) => !pair.some(Number.isNaN));
        const enough = present.length >= Math.max(minCount, 3);
        const xs = present.map(([one]) => one);
        const varies = new Set(xs).size > 1;
        if (!enough || !varies) {
          expect([slope[row], correlations[row]]).toEqual([nan, nan]);
          continue;
        }
        const yVaries = new Set(present.map(([, other]) => other)).size > 1;
        expectClose(
          correlations[row],
          yVaries
            ? sampleCorrelation(
                xs,
                present.map(([, other]) => other),
              )
            : nan,
          8,
        );
        const { m, b } = linearRegression(present);
        expectClose(slope[row], m, 6);
        expectClose(intercept?.[row], b, 6);
        expectClose(residual?.[row], (y[row] as number) - b - m * (x[row] as number), 6);
        const squares = present.reduce((sum, [one, other]) => sum + (other - b - m * one) ** 2, 0);
        expectClose(residualStd?.[row], Math.sqrt(squares / (present.length - 2)), 4);
      }
    }),
    runs,
  );
});

test("two series correlate as much the other way round, and lines scale with what they are of", () => {
  fc.assert(
    fc.property(pairs, (rows) => {
      const [x, y] = [rows.map(([one]) => one), rows.map(([, other]) => other)];
      const found = correlate(x, y, 6, 3);
      expect(correlate(y, x, 6, 3)).toEqual(found);
      // Powers of two scale without rounding.
      const larger = y.map((value) => value * 4096);
      expect(correlate(x, larger, 6, 3)).toEqual(found);
      const [slope, intercept, rSquared, residual, residualStd, count] = regress(y, x, 6, 3) as [
        number[],
        ...number[][],
      ];
      const times4096 = (values: number[] = []) => values.map((value) => value * 4096);
      const expected = [
        times4096(slope),
        times4096(intercept),
        rSquared,
        times4096(residual),
        times4096(residualStd),
        count,
      ];
      expect(regress(larger, x, 6, 3)).toEqual(expected);
    }),
    runs,
  );
});

test("neither sees the future", () => {
  const noise = seededNoise(5);
  const columns = {
    a: Array.from({ length: 40 }, noise).with(7, nan),
    b: Array.from({ length: 40 }, noise).with(20, nan),
  };
  const data = panel({ times: columns.a.map((_, row) => row), unit: "number", columns });
  for (const window of [3, 4, 7, 60]) {
    expectCausal(data, (rows) => {
      const [a, b] = [rows.column("a"), rows.column("b")];
      const found = [
        rollingCorrelation(a, b, window, { minCount: 3 }),
        ...seriesOf(rollingRegression(a, b, window, { minCount: 3 })),
      ];
      return panel({
        times: rows.times,
        unit: "number",
        columns: Object.fromEntries(found.map(({ name, values }) => [name, values])),
      });
    });
  }
});

test("an extreme row is forgotten once it has left, and small changes of large numbers keep their digits", () => {
  const noise = seededNoise(9);
  const x = Array.from({ length: 120 }, noise);
  const y = x.map((value) => value / 2 + noise());
  const found = correlate(x, y, 20);
  for (const row of [0, 19, 20, 45]) {
    const shocked = correlate(x.with(row, 1e18), y.with(row, -1e18), 20);
    expect(shocked.slice(row + 20)).toEqual(found.slice(row + 20));
  }
  // Steps of 2^-20 on 2^30 are exact, so the same offsets must give the same correlation as without the large part.
  const steps = [x, y].map((values) => values.map((value) => Math.round(value * 2 ** 20) / 2 ** 20));
  const [lowX, lowY] = steps as [number[], number[]];
  const lifted = correlate(
    lowX.map((value) => value + 2 ** 30),
    lowY.map((value) => value - 2 ** 30),
    20,
  );
  for (const [row, value] of correlate(lowX, lowY, 20).entries()) expectClose(lifted[row], value, 12);
});

test("a long series does not drift", () => {
  const noise = seededNoise(3);
  const x = Array.from({ length: 50_000 }, () => 1e6 + noise());
  const y = x.map((value) => value + noise());
  const found = correlate(x, y, 288);
  for (const row of [287, 288, 20_000, 49_999]) {
    const offsets = (values: number[]) => values.slice(row - 287, row + 1).map((value) => value - 1e6);
    expect(found[row]).toBeCloseTo(sampleCorrelation(offsets(x), offsets(y)), 11);
  }
});

test("results say what they are of, and take the longer delay", () => {
  const a = make([1, 2, 4], { unit: "usd", venue: "okx", asset: "BTC", delayMs: 5 });
  const b = make([1, 2, 3], { name: "b", unit: "price", venue: "gate", asset: "BTC" });
  const found = rollingCorrelation(a, b, 3);
  expect([found.name, found.unit, found.identity]).toEqual([
    "correlation of a and b",
    "number",
    { asset: "BTC", delayMs: 5 },
  ]);
  const line = rollingRegression(a, b, 3);
  expect(seriesOf(line).map(({ unit }) => unit)).toEqual(["number", "usd", "fraction", "usd", "usd", "number"]);
  expect([line.slope.name, line.residual.name]).toEqual(["slope of a on b", "residual of a on b"]);
  for (const { identity, times } of seriesOf(line)) expect([identity, times]).toEqual([found.identity, a.times]);
});

test("empty data, one row and a window longer than the data are taken", () => {
  expect(correlate([], [], 3)).toEqual([]);
  expect(correlate([1], [2], 3)).toEqual([nan]);
  expect(correlate([1, 2, 4], [1, 2, 4], 9, 3)).toEqual([nan, nan, 1]);
  expect(regress([1], [2], 3)).toEqual([[nan], [nan], [nan], [nan], [nan], [1]]);
});

describe.each([
  ["rollingCorrelation", rollingCorrelation],
  ["rollingRegression", rollingRegression],
] as const)("%s", (name, rolling) => {
  test("refuses other times, short windows and impossible counts", () => {
    expect(() => rolling(make([1]), make([1, 2]), 3)).toThrow(`${name}: inputs of 1 and 2 rows; align them first`);
    const later = new Series(Float64Array.of(7), Float64Array.of(1), "b", "usd");
    expect(() => rolling(make([1]), later, 3)).toThrow(`${name}: row 0 is at 1970-01-01 in one input and at`);
    expect(() => rolling(make([1]), make([1]), 2)).toThrow(
      `${name}: window 2 is too short, as a line goes through any two points; give 3 rows or more`,
    );
    expect(() => rolling(make([1]), make([1]), 2.5)).toThrow(`${name}: window 2.5 is not a number of rows`);
    expect(() => rolling(make([1]), make([1]), 3, { minCount: 4 })).toThrow(`${name}: minCount 4 is more than the 3`);
  });
});

const file = new URL("../../../../shared/oracles/11_rolling_stats.json", import.meta.url);

describe.skipIf(!existsSync(file))("against pandas (skipped where ../shared/oracles is absent)", () => {
  test("rolling correlation and slope agree", () => {
    type Cells = readonly (number | "NaN")[];
    interface Pair {
      readonly id: string;
      readonly inputs: { readonly x: Cells; readonly y: Cells; readonly window: number };
      readonly expected: { readonly corr: Cells; readonly beta_x_on_y: Cells };
    }
    const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: Pair[] };
    const pair = cases.find(({ id }) => id === "rolling/pair");
    const { inputs, expected } = pair as Pair;
    const [x, y] = [inputs.x.map(Number), inputs.y.map(Number)];
    const found = [correlate(x, y, inputs.window), regress(x, y, inputs.window)[0]];
    let compared = 0;
    for (const [index, cells] of [expected.corr, expected.beta_x_on_y].entries()) {
      for (const [row, value] of cells.map(Number).entries()) {
        const actual = found[index]?.[row] as number;
        if (Number.isNaN(value)) expect(actual).toBeNaN();
        else {
          expect(Math.abs(actual / value - 1)).toBeLessThan(1e-8);
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThan(100);
  });
});
