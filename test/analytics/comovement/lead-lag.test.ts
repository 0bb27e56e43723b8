import fc from "fast-check";
import { expect, test } from "vitest";
import { correlation } from "../../../lib/analytics/comovement/correlation.js";
import { laggedCorrelation } from "../../../lib/analytics/comovement/lagged-correlation.js";
import { leadAsymmetry } from "../../../lib/analytics/comovement/lead-asymmetry.js";
import { type LeadLag, leadLag } from "../../../lib/analytics/comovement/lead-lag.js";
import { lag as lagged } from "../../../lib/series/lag.js";
import type { Series } from "../../../lib/series/series.js";
import { series } from "../../../lib/series/series.js";
import { ranks } from "../../../lib/statistics/ranks.js";
import { oracle, oraclesAbsent } from "../../statistics/oracle.js";
import { runs } from "../panels.js";
import { changes, persistent } from "./persistent.js";

const gap = Number.NaN;

/** A leads by two rows: b[t] = 0.5 a[t − 2] + noise. */
function planted(seed: number, rows = 400): { a: Series; b: Series } {
  const a = persistent(seed, "a", { rows, persistence: 0 });
  const noise = persistent(seed, "noise", { rows, persistence: 0 });
  return {
    a: changes("a", a),
    b: changes(
      "b",
      noise.map((value, t) => value + (t < 2 ? 0 : 0.5 * a[t - 2])),
    ),
  };
}

const at = ({ lags }: LeadLag, lag: number) => lags.find((row) => row.lag === lag) as LeadLag["lags"][number];

// By hand: the pairs (a[t − 1], b[t]) are (1, 2), (3, 4), (2, 3), (5, 8), with means 2.75 and 4.25; Sxy = 3.9375 − 0.0625 +
// 0.9375 + 8.4375 = 13.25, Sxx = 8.75, Syy = 20.75.
test("at lag one the second is set against the first a row before, as worked by hand", () => {
  const a = changes("a", [1, 3, 2, 5, gap]);
  const b = changes("b", [gap, 2, 4, 3, 8]);
  const one = at(leadLag(a, b, { maxLag: 1 }), 1);
  expect(one.correlation).toBeCloseTo(13.25 / Math.sqrt(8.75 * 20.75), 12);
  expect(one.rows).toBe(4);
});

test.skipIf(oraclesAbsent)("its error is that of statsmodels (skipped where ../shared/oracles is absent)", () => {
  const { inputs, expected, tolerance } = oracle("newey_west/returns_on_signal");
  const x = Float64Array.from(inputs.X as number[][], ([value]) => value);
  const { t, correlation: r } = laggedCorrelation(x, Float64Array.from(inputs.y as number[]), { lag: 0, hacLag: 5 });
  const known = (expected.nw_lag5_small_sample as { t: number[] }).t[1];
  expect(Math.abs(t - known)).toBeLessThanOrEqual(tolerance.rel * known);
  expect(Math.abs(r * r - (expected.r2 as number))).toBeLessThanOrEqual(tolerance.rel * (expected.r2 as number));
});

test("a planted lead is found at its lag, and both ways of asking tell it", () => {
  const { a, b } = planted(1);
  const found = leadLag(a, b, { maxLag: 5 });
  expect(found.peak.lag).toBe(2);
  // 0.5 / √1.25.
  expect(found.peak.correlation).toBeGreaterThan(0.35);
  expect(found.peak.correlation).toBeLessThan(0.55);
  expect(found.peak.holmP).toBeLessThan(1e-6);
  expect(found.lags.filter(({ holmP }) => holmP < 0.05).map(({ lag }) => lag)).toEqual([2]);
  expect(found.asymmetry.t).toBeGreaterThan(3);
  expect([found.first, found.second, found.tests, found.bonferroniP]).toEqual(["a", "b", 11, 0.05 / 11]);
  const ranked = leadLag(a, b, { maxLag: 5, measure: "spearman" });
  expect([ranked.peak.lag, ranked.peak.holmP < 1e-6]).toEqual([2, true]);
  const opposed = leadLag(a, b.with(b.values.map((value) => -value)), { maxLag: 5 });
  expect([opposed.peak.lag, Math.sign(opposed.peak.correlation)]).toEqual([2, -1]);
});

test("labels that are a row late move the peak by a row", () => {
  const { a, b } = planted(2);
  expect(leadLag(a, lagged(b, 1), { maxLag: 5 }).peak.lag).toBe(3);
  expect(leadLag(lagged(a, 1), b, { maxLag: 5 }).peak.lag).toBe(1);
  expect(leadLag(lagged(a, 3), b, { maxLag: 5 }).peak.lag).toBe(-1);
});

/** Parts of seeded pairs that a test at 5 % calls related. */
function rejected(count: number, p: (seed: number) => number): number {
  let beyond = 0;
  for (let seed = 0; seed < count; seed++) if (p(seed) < 0.05) beyond++;
  return beyond / count;
}

const slow = { rows: 1000, persistence: 0.6 };

// The variance of a correlation of two such series is (1 + 0.36) / (1 − 0.36) = 2.1 times that of unrelated rows, so that
// 1.96 plain deviations are 1.34 true ones, and 18 % lie beyond. Of 300, a true 5 % comes out between 2 and 9 %.
test("two series that persist on their own seem related at the promised rate, plain errors at thrice that", () => {
  const p = (hacLag: 0 | "neweyWest1994") => (seed: number) => {
    const [a, b] = [persistent(seed, "a", slow), persistent(seed, "b", slow)];
    return laggedCorrelation(a, b, { lag: 1, hacLag }).p;
  };
  const robust = rejected(300, p("neweyWest1994"));
  const plain = rejected(300, p(0));
  console.info(`one lag: ${robust} with Newey-West errors, ${plain} without autocovariances`);
  expect(robust).toBeGreaterThan(0.02);
  expect(robust).toBeLessThan(0.1);
  expect(plain).toBeGreaterThan(0.13);
});

test("what moves both at once and persists shows at lag one, and cancels in the asymmetry", () => {
  const pair = (seed: number) => {
    const common = persistent(seed, "common", slow);
    return ["a", "b"].map((name) => persistent(seed, name, slow).map((value, t) => value + common[t]));
  };
  const atOne = rejected(200, (seed) => {
    const [a, b] = pair(seed);
    return laggedCorrelation(a, b, { lag: 1, hacLag: "sampleSize" }).p;
  });
  const inAsymmetry = rejected(200, (seed) => {
    const [a, b] = pair(seed);
    return leadAsymmetry(a, b, { maxLag: 4, hacLag: "sampleSize" }).p;
  });
  console.info(`common move: ${atOne} at lag one, ${inAsymmetry} in the asymmetry`);
  expect(atOne).toBeGreaterThan(0.95);
  expect(inAsymmetry).toBeGreaterThan(0.01);
  expect(inAsymmetry).toBeLessThan(0.12);
});

test("a control takes out what it moves in both", () => {
  const rows = 500;
  const common = persistent(7, "common", { rows, persistence: 0 });
  const [a, b] = ["a", "b"].map((name) =>
    changes(
      name,
      persistent(7, name, { rows, persistence: 0 }).map((value, t) => value + 2 * common[t]),
    ),
  );
  expect(at(leadLag(a, b, { maxLag: 1 }), 0).correlation).toBeGreaterThan(0.7);
  const left = at(leadLag(a, b, { maxLag: 1, control: changes("return", common) }), 0);
  expect(Math.abs(left.t)).toBeLessThan(2.5);
});

const someChanges = fc
  .array(
    fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -50, max: 50 }) }, { weight: 1, arbitrary: fc.constant(gap) }),
    {
      minLength: 13,
      maxLength: 30,
    },
  )
  .chain((a) =>
    fc.tuple(fc.constant(a), fc.array(fc.integer({ min: -50, max: 50 }), { minLength: a.length, maxLength: a.length })),
  );

test("every lag is the correlation with the moved series", () => {
  fc.assert(
    fc.property(someChanges, ([first, second]) => {
      const [a, b] = [changes("a", first), changes("b", second)];
      for (const { lag, correlation: r, rows } of leadLag(a, b, { maxLag: 3 }).lags) {
        const plain =
          lag < 0 ? correlation(a, lagged(b, -lag)) : lag > 0 ? correlation(lagged(a, lag), b) : correlation(a, b);
        expect(rows).toBe(plain.rows);
        expect(r).toBeCloseTo(plain.value, 9);
      }
    }),
    runs,
  );
});

test("the asymmetry is that of the sums of correlations, but for the rows at the ends", () => {
  const { a, b } = planted(3, 2000);
  const found = leadLag(a, b, { maxLag: 4 });
  const sum = found.lags.reduce((all, { lag, correlation: r }) => all + Math.sign(lag) * r, 0);
  expect(found.asymmetry.value).toBeCloseTo(sum, 1);
  expect(found.asymmetry.rows).toBe(1996);
});

test("asked the other way round the answer is turned over", () => {
  fc.assert(
    fc.property(someChanges, ([first, second]) => {
      const [a, b] = [changes("a", first), changes("b", second)];
      const one = leadLag(a, b, { maxLag: 3 });
      const other = leadLag(b, a, { maxLag: 3 });
      for (const lag of [-3, -2, -1, 1, 2, 3])
        expect({ ...at(other, -lag), lag, holmP: 0 }).toEqual({ ...at(one, lag), holmP: 0 });
      expect(other.asymmetry.value).toBe(-one.asymmetry.value);
      expect(other.asymmetry.p).toBe(one.asymmetry.p);
    }),
    runs,
  );
});

test("another scale changes nothing", () => {
  fc.assert(
    fc.property(someChanges, ([first, second]) => {
      const [a, b] = [changes("a", first), changes("b", second)];
      const scaled = a.with(a.values.map((value) => value * 4096));
      for (const measure of ["pearson", "spearman"] as const) {
        expect(leadLag(scaled, b, { maxLag: 3, measure })).toEqual(leadLag(a, b, { maxLag: 3, measure }));
      }
    }),
    runs,
  );
});

test("ranks are correlated where ranks are asked for", () => {
  const { a, b } = planted(4, 100);
  const byHand = leadLag(a.with(ranks(a.values)), b.with(ranks(b.values)), { maxLag: 2 });
  expect(leadLag(a, b, { maxLag: 2, measure: "spearman" })).toEqual(byHand);
});

test("it describes the whole sample: later rows change every number", () => {
  const { a, b } = planted(5);
  const whole = leadLag(a, b, { maxLag: 1 }).lags.map(({ correlation: r }) => r);
  const part = leadLag(a.rows(0, 399), b.rows(0, 399), { maxLag: 1 }).lags.map(({ correlation: r }) => r);
  part.forEach((r, index) => {
    expect(r).not.toBe(whole[index]);
    expect(r).toBeCloseTo(whole[index], 1);
  });
});

test("a gap keeps its place: what follows it moves no nearer", () => {
  const { a, b } = planted(6);
  const holes = b.with(b.values.map((value, t) => (t % 7 === 3 ? gap : value)));
  const found = leadLag(a, holes, { maxLag: 5 });
  expect(found.peak.lag).toBe(2);
  expect(at(found, 0).rows).toBe(400 - 57);
});

test("nothing, one row and a constant have no correlation, no peak and no asymmetry", () => {
  for (const values of [[], [1], [3, 3, 3, 3, 3]]) {
    const found = leadLag(changes("a", values), changes("b", values), { maxLag: 1 });
    expect(found.lags.map(({ correlation: r }) => r)).toEqual([gap, gap, gap]);
    expect(found.lags.map(({ holmP }) => holmP)).toEqual([gap, gap, gap]);
    expect([found.tests, found.bonferroniP]).toEqual([0, gap]);
    expect(found.peak).toMatchObject({ lag: gap, correlation: gap, t: gap, rows: 0 });
    expect(found.asymmetry).toMatchObject({ value: gap, t: gap, p: gap });
  }
});

test("a series leads itself by no row, with no doubt left", () => {
  const { a } = planted(8);
  const { peak } = leadLag(a, a, { maxLag: 2 });
  expect([peak.lag, peak.p]).toEqual([0, 0]);
  expect(peak.correlation).toBeCloseTo(1, 12);
});

test("a longest lag that leaves fewer than ten rows is refused, with the largest there may be", () => {
  const { a, b } = planted(9, 50);
  expect(() => leadLag(a, b, { maxLag: 5000 })).toThrow(
    new RangeError("leadLag: maxLag 5000 leaves 0 of 50 rows to compare, fewer than 10; give at most 40, or more rows"),
  );
  expect(() => leadLag(a, b, { maxLag: 41 })).toThrow("maxLag 41 leaves 9 of 50 rows");
  expect(leadLag(a, b, { maxLag: 40 }).tests).toBe(81);
  expect(() => leadLag(a.rows(0, 5), b.rows(0, 5), { maxLag: 2 })).toThrow("give at most 1, or more rows");
});

// Of 40 rows the second has values in the first four only: with it earlier by k they meet 4 rows at every lag, with the
// first earlier by k only 4 − k, of which fewer than three have no correlation.
test("lags without a p are not counted among the tests", () => {
  const a = changes("a", [...persistent(10, "a", { rows: 40, persistence: 0 })]);
  const b = changes("b", [4, 1, 3, 7, ...Array.from({ length: 36 }, () => gap)]);
  const found = leadLag(a, b, { maxLag: 5 });
  const tested = found.lags.filter(({ p }) => p === p);
  expect(tested.map(({ lag }) => lag)).toEqual([-5, -4, -3, -2, -1, 0, 1]);
  expect([found.tests, found.bonferroniP]).toEqual([7, 0.05 / 7]);
  const least = Math.min(...tested.map(({ p }) => p));
  expect(tested.find(({ p }) => p === least)?.holmP).toBe(Math.min(1, 7 * least));
});

test("delays that differ are refused unless they are known about, and told", () => {
  const [a, b] = [changes("a", [1, 2, 4, 3]), changes("b", [1, 2, 4, 3], 300_000)];
  expect(() => leadLag(a, b, { maxLag: 1 })).toThrow(
    'leadLag: "a" is known 0 ms after its time and "b" 300000 ms; check that both label the same instant, since a shift of labels looks like a lead, and pass allowDifferentDelays: true',
  );
  const allowed = leadLag(a, b, { maxLag: 1, allowDifferentDelays: true });
  expect([allowed.firstDelayMs, allowed.secondDelayMs]).toEqual([0, 300_000]);
});

test("unequal steps, other times and impossible options are refused", () => {
  const [a, b] = [changes("a", [1, 2, 4, 3]), changes("b", [2, 2, 4, 3])];
  const uneven = series({ times: [0, 3_600_000, 10_800_000], values: [1, 2, 3], name: "c", unit: "number" });
  expect(() => leadLag(uneven, uneven, { maxLag: 1 })).toThrow(
    "leadLag: row 2 (1970-01-01T03:00Z) is 2h after the one before and row 1 1h; put the data on a grid first (onGrid)",
  );
  expect(() => leadLag(a, b.rows(1), { maxLag: 1 })).toThrow("leadLag: inputs of 4 and 3 rows");
  expect(() => leadLag(a, b, { maxLag: 1, control: b.rows(1) })).toThrow("leadLag: inputs of 4 and 3 rows");
  expect(() => leadLag(a, b, { maxLag: 1, control: changes("flat", [1, 1, 1, 1]) })).toThrow('column "flat"');
  expect(() => leadLag(a, b, { maxLag: 0 })).toThrow("leadLag: maxLag 0 is not a number of rows");
  expect(() => leadLag(a, b, { maxLag: 1, hacLag: -1 })).toThrow("leadLag: hacLag -1 is not a number of rows");
  expect(() => leadLag(a, b, { maxLag: 1, measure: "kendall" as "spearman" })).toThrow(
    'leadLag: unknown measure "kendall"; known: pearson, spearman',
  );
});
