import { expect, test } from "vitest";
import { correlationTest } from "../../../lib/evidence/information-coefficient/correlation-test.js";
import { forwardReturns } from "../../../lib/evidence/information-coefficient/forward-returns.js";
import { informationCoefficient } from "../../../lib/evidence/information-coefficient/information-coefficient.js";
import { informationDecay } from "../../../lib/evidence/information-coefficient/information-decay.js";
import { philoxStream } from "../../../lib/evidence/random/philox.js";
import { series } from "../../../lib/series/series.js";
import { seededNoise } from "../../series/seeded-noise.js";

const gap = Number.NaN;

// By hand: 1.1 · 0.5 − 1, 0.5 · 1.2 − 1, then a return that is missing, and the end.
test("forward returns compound the rows after their own", () => {
  const found = forwardReturns([9, 0.1, -0.5, 0.2, gap, 0.1], 2);
  [-0.45, -0.4, gap, gap, gap, gap].forEach((value, t) => {
    if (value === value) expect(found[t]).toBeCloseTo(value, 15);
    else expect(found[t]).toBeNaN();
  });
  expect([...forwardReturns([], 1)]).toEqual([]);
});

/** A signal with a memory of 0.7 and 60 returns that follow it a little. */
function followed(): { signal: Float64Array; returns: Float64Array } {
  const noise = seededNoise(42);
  const signal = Float64Array.from({ length: 60 }, () => noise());
  const returns = Float64Array.from({ length: 60 }, () => 0.02 * noise());
  for (let t = 1; t < 60; t++) signal[t] += 0.7 * signal[t - 1];
  for (let t = 1; t < 60; t++) returns[t] += 0.004 * signal[t - 1];
  return { signal, returns };
}

// numpy 2.4.6, scipy 1.17.1, statsmodels 0.15.0: correlation of rankdata(s), rankdata(f), or of s, f; standard error, t
// and p of the slope of OLS(zf, add_constant(zs)).fit(cov_type="HAC", use_t=True, cov_kwds={"maxlags": L,
// "use_correction": True}), z standardised with ddof 0, L the larger of h − 1 and floor(4 (n/100)^(2/9)).
test.each([
  [1, "spearman", 0.31133839859731155, 0.12313729194909924, 2.5283843234591203, 0.014252983032187406, 3],
  [1, "pearson", 0.3193331899263806, 0.12658684801280898, 2.5226411348362845, 0.014463507217649135, 3],
  [3, "spearman", 0.524889810733731, 0.14688199141826622, 3.5735477553476014, 0.0007418516712986423, 3],
  [3, "pearson", 0.5401028476073485, 0.1599572320260365, 3.3765453475678737, 0.001353127525547204, 3],
  [10, "spearman", 0.5366146458583434, 0.10370379112862867, 5.174494008543575, 4.438468427245067e-6, 9],
  [10, "pearson", 0.5273140789198851, 0.11748275829559891, 4.4884380190760265, 4.489044635123744e-5, 9],
] as const)(
  "%i rows ahead the %s coefficient and its error are those of statsmodels",
  (horizon, method, coefficient, standardError, t, p, lag) => {
    const { signal, returns } = followed();
    const found = informationCoefficient(signal, returns, { horizon, method });
    expect(found.coefficient).toBeCloseTo(coefficient, 12);
    expect(found.standardError).toBeCloseTo(standardError, 11);
    expect(found.t).toBeCloseTo(t, 9);
    expect(Math.abs(found.p / p - 1)).toBeLessThan(1e-8);
    expect(found.conventions).toEqual({ n: 60 - horizon, leftOut: horizon, horizon, method, lag, looksAhead: horizon });
  },
);

test("a lag that is asked for is raised to what overlaps", () => {
  const { signal, returns } = followed();
  const lagOf = (lag: number, horizon: number): number =>
    informationCoefficient(signal, returns, { lag, horizon }).conventions.lag;
  expect([lagOf(0, 1), lagOf(2, 8), lagOf(12, 8)]).toEqual([0, 7, 12]);
});

test("the signal of a row goes with the return after it, never with its own", () => {
  const stream = philoxStream(5, 0);
  const returns = Float64Array.from({ length: 50 }, () => stream.normal() / 100);
  const foreseen = returns.map((_, t) => returns[t + 1] ?? 0);
  expect(informationCoefficient(foreseen, returns).coefficient).toBeCloseTo(1, 14);
  expect(Math.abs(informationCoefficient(returns, returns).coefficient)).toBeLessThan(0.5);
});

test("the returns of rows that are not looked at do not matter, and ranks do not mind scale or order kept", () => {
  const { signal, returns } = followed();
  const plain = informationCoefficient(signal, returns, { horizon: 3 });
  const other = returns.slice();
  other[0] = 7;
  expect(informationCoefficient(signal, other, { horizon: 3 })).toEqual(plain);
  expect(informationCoefficient(signal.map(Math.exp), returns, { horizon: 3 })).toEqual(plain);
  const opposite = informationCoefficient(
    signal.map((value) => -value),
    returns,
    { horizon: 3 },
  );
  expect(opposite.t).toBeCloseTo(-plain.t, 10);
});

test("gaps in either are left out and keep their place", () => {
  const { signal, returns } = followed();
  signal[10] = gap;
  returns[30] = gap;
  const { conventions, coefficient } = informationCoefficient(signal, returns, { horizon: 2 });
  // Row 10, rows 28 and 29 whose returns hold row 30, and the last two.
  expect(conventions).toMatchObject({ n: 55, leftOut: 5 });
  expect(coefficient).toBeGreaterThan(0);
});

test("nothing, too few rows, and a signal that never changes have none", () => {
  const nothing = { coefficient: gap, standardError: gap, t: gap, p: gap };
  expect(informationCoefficient([], [])).toMatchObject(nothing);
  expect(informationCoefficient([1, 2, 3], [0.1, 0.2, 0.3])).toMatchObject({ ...nothing, conventions: { n: 2 } });
  expect(informationCoefficient(new Array(20).fill(0.1), followed().returns.slice(0, 20))).toMatchObject(nothing);
});

// Returns over five rows overlap: binomial error of 400 at 0.05 is 0.011. A plain t rejects 27 % of memoryless signals
// summed over five rows.
test("returns that overlap do not make a signal of noise", () => {
  let [found, plain] = [0, 0];
  for (let simulation = 0; simulation < 400; simulation++) {
    const stream = philoxStream(31, simulation);
    const signal = new Float64Array(300);
    const noise = signal.map(() => stream.normal());
    for (let t = 5; t < 300; t++) for (let k = 0; k < 5; k++) signal[t] += noise[t - k];
    const returns = signal.map(() => stream.normal() / 100);
    const { p, coefficient } = informationCoefficient(signal, returns, { horizon: 5 });
    if (p < 0.05) found++;
    if (Math.abs(coefficient) * Math.sqrt(293) > 1.96) plain++;
  }
  expect(found / 400).toBeLessThan(0.12);
  expect(plain / 400).toBeGreaterThan(0.2);
});

test("decay is one coefficient for each horizon, in their order", () => {
  const { signal, returns } = followed();
  const found = informationDecay(signal, returns, [4, 1], { method: "pearson" });
  expect(found).toEqual(
    [4, 1].map((horizon) => informationCoefficient(signal, returns, { horizon, method: "pearson" })),
  );
});

test("what does not fit is refused", () => {
  const ask = (options: object) => () => informationCoefficient([1, 2], [0.1, 0.2], options);
  expect(() => informationCoefficient([1], [0.1, 0.2])).toThrow(
    "informationCoefficient: 1 signals for 2 returns; give one for each row",
  );
  expect(ask({ horizon: 0 })).toThrow("informationCoefficient: horizon 0 is not a number of rows");
  expect(ask({ method: "kendall" })).toThrow(
    'informationCoefficient: unknown method "kendall"; known: spearman, pearson',
  );
  expect(ask({ lag: -1 })).toThrow("informationCoefficient: lag -1 is not a number of rows");
  expect(() => informationCoefficient([Number.POSITIVE_INFINITY, 2], [0.1, 0.2])).toThrow(
    "informationCoefficient: signal Infinity at row 0 is infinite; use NaN for a gap",
  );
});

test("a series in the place of an array is refused", () => {
  const values = [1, 2, 3, 4];
  const of = series({ times: values, values, name: "z", unit: "score" }) as unknown as number[];
  const remedy = "a series is no list of numbers; give its values";
  expect(() => informationCoefficient(of, values)).toThrow(new TypeError(`informationCoefficient: ${remedy}`));
  expect(() => informationCoefficient(values, of)).toThrow(`informationCoefficient: ${remedy}`);
  expect(() => informationDecay(of, of, [1])).toThrow(`informationCoefficient: ${remedy}`);
  expect(() => informationDecay(values, values, 5 as unknown as number[])).toThrow(
    "informationDecay: 5 is no list of numbers; give an array",
  );
  expect(() => correlationTest(of, of)).toThrow(`correlationTest: ${remedy}`);
});
