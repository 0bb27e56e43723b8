import { expect, test } from "vitest";
import { crossSectionalCoefficient } from "../../../lib/evidence/information-coefficient/cross-sectional-coefficient.js";
import type { Panel } from "../../../lib/series/panel.js";
import { hourMs } from "../../../lib/series/time.js";
import { hourly, start } from "../../analytics/panels.js";
import { seededNoise } from "../../series/seeded-noise.js";

const gap = Number.NaN;

function panelOf(rows: readonly ArrayLike<number>[]): Panel {
  const columns = Object.fromEntries(rows.map((values, j) => [`coin${j}`, Array.from(values)]));
  return hourly(columns, { unit: "fraction" });
}

/** Six signals over 40 hours without memory, and returns that follow them. */
function followed(): { signals: Panel; returns: Panel } {
  const noise = seededNoise(7);
  const draw = (scale: number): Float64Array[] =>
    Array.from({ length: 6 }, () => Float64Array.from({ length: 40 }, () => scale * noise()));
  const signals = draw(1);
  const returns = draw(0.02);
  for (let j = 0; j < 6; j++) for (let t = 1; t < 40; t++) returns[j][t] += 0.008 * signals[j][t - 1];
  return { signals: panelOf(signals), returns: panelOf(returns) };
}

// scipy 1.17.1 spearmanr at each hour; pandas-style mean, std(ddof=1), mean / std as alphalens's information table has
// them; statsmodels 0.15.0 OLS(ic, ones).fit(cov_type="HAC", use_t=True, cov_kwds={"maxlags": 3, "use_correction":
// True}).
test.each([
  [
    1,
    0.3216117216117217,
    0.4246293865822451,
    0.7573939340381233,
    4.6992509812518435,
    3.381226518717593e-5,
    30 / 39,
    -0.2,
    0.3714285714285715,
  ],
  [
    4,
    0.17142857142857143,
    0.47544976404885386,
    0.3605608507799294,
    2.375836548068046,
    0.023115026561757717,
    22 / 36,
    -0.08571428571428573,
    0.4285714285714286,
  ],
] as const)("%i rows ahead the coefficients are those of scipy and statsmodels", (horizon, ...known) => {
  const { signals, returns } = followed();
  const found = crossSectionalCoefficient(signals, returns, { horizon });
  const [mean, deviation, ratio, t, p, hitRate, first, sixth] = known;
  expect(found.mean).toBeCloseTo(mean, 12);
  expect(found.deviation).toBeCloseTo(deviation, 12);
  expect(found.informationRatio).toBeCloseTo(ratio, 12);
  expect(found.t).toBeCloseTo(t, 10);
  expect(Math.abs(found.p / p - 1)).toBeLessThan(1e-9);
  expect(found.hitRate).toBeCloseTo(hitRate, 14);
  expect(found.coefficients.values[0]).toBeCloseTo(first, 13);
  expect(found.coefficients.values[5]).toBeCloseTo(sixth, 13);
  expect(found.conventions).toEqual({
    n: 40 - horizon,
    leftOut: horizon,
    meanColumns: 6,
    horizon,
    method: "spearman",
    minCount: 3,
    lag: 3,
    looksAhead: horizon,
  });
});

// By hand: signals 1, 2, 4 and next returns 1 %, 3 %, 2 %: deviations −4/3, −1/3, 5/3 and −1, 1, 0, products sum 1;
// squares 14/3 and 2: 1/√(28/3).
test("Pearson's at one instant is that worked by hand", () => {
  const signals = panelOf([
    [1, gap],
    [2, gap],
    [4, gap],
  ]);
  const returns = panelOf([
    [gap, 0.01],
    [gap, 0.03],
    [gap, 0.02],
  ]);
  const found = crossSectionalCoefficient(signals, returns, { method: "pearson" });
  expect(found.coefficients.values[0]).toBeCloseTo(1 / Math.sqrt(28 / 3), 12);
  expect(found.coefficients.values[1]).toBeNaN();
  expect([...found.knownAt]).toEqual([start + hourMs, gap]);
  expect(found).toMatchObject({ hitRate: 1, deviation: gap, informationRatio: gap, t: gap });
});

test("the lag covers what overlaps", () => {
  const { signals, returns } = followed();
  expect(crossSectionalCoefficient(signals, returns, { horizon: 6 }).conventions.lag).toBe(5);
  expect(crossSectionalCoefficient(signals, returns, { horizon: 6, lag: 0 }).conventions.lag).toBe(5);
});

test("the order of columns does not matter, and returns are matched by name", () => {
  const { signals, returns } = followed();
  const plain = crossSectionalCoefficient(signals, returns);
  const other = crossSectionalCoefficient(signals, returns.select(returns.names.toReversed()));
  expect(other).toEqual(plain);
  const shuffled = crossSectionalCoefficient(signals.select(signals.names.toReversed()), returns);
  expect(shuffled.mean).toBeCloseTo(plain.mean, 13);
});

test("a column that is missing leaves the others, and too few leave the instant out", () => {
  const { signals, returns } = followed();
  const holed = signals.map(({ name, values }) =>
    values.map((value, t) =>
      t === 3 && name !== "coin0" && name !== "coin1" ? gap : t === 4 && name === "coin2" ? gap : value,
    ),
  );
  const found = crossSectionalCoefficient(holed, returns);
  expect(found.coefficients.values[3]).toBeNaN();
  expect(found.coefficients.values[4]).not.toBeNaN();
  expect(found.conventions).toMatchObject({ n: 38, leftOut: 2, meanColumns: (38 * 6 - 1) / 38 });
});

test("a coefficient does not change with returns it does not look at", () => {
  const { signals, returns } = followed();
  const plain = crossSectionalCoefficient(signals, returns, { horizon: 2 }).coefficients.values;
  for (const rows of [0, 1, 5, 20]) {
    const part = crossSectionalCoefficient(signals.rows(0, rows), returns.rows(0, rows), { horizon: 2 });
    const known = Math.max(0, rows - 2);
    expect([...part.coefficients.values.slice(0, known)]).toEqual([...plain.slice(0, known)]);
  }
});

test("no rows have nothing", () => {
  expect(crossSectionalCoefficient(panelOf([[], [], []]), panelOf([[], [], []]))).toMatchObject({
    mean: gap,
    deviation: gap,
    informationRatio: gap,
    t: gap,
    hitRate: gap,
  });
});

test("what does not fit is refused", () => {
  const { signals, returns } = followed();
  expect(() => crossSectionalCoefficient(signals, returns.select(["coin0"]))).toThrow(
    'crossSectionalCoefficient: no returns of "coin1"; known: coin0',
  );
  expect(() => crossSectionalCoefficient(signals, returns.rows(1))).toThrow(
    "crossSectionalCoefficient: inputs of 40 and 39 rows; align them first",
  );
  const ask = (options: object) => () => crossSectionalCoefficient(signals, returns, options);
  expect(ask({ minCount: 2 })).toThrow("crossSectionalCoefficient: minCount 2 is not a number of columns");
  expect(ask({ horizon: 1.5 })).toThrow("crossSectionalCoefficient: horizon 1.5 is not a number of rows");
  expect(ask({ method: "kendall" })).toThrow(
    'crossSectionalCoefficient: unknown method "kendall"; known: spearman, pearson',
  );
});
