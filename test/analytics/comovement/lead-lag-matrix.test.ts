import fc from "fast-check";
import { expect, test } from "vitest";
import { leadLag } from "../../../lib/analytics/comovement/lead-lag.js";
import { leadLagMatrix } from "../../../lib/analytics/comovement/lead-lag-matrix.js";
import { sumBy } from "../../../lib/analytics/totals/sum-by.js";
import { logReturns } from "../../../lib/series/difference.js";
import type { Panel } from "../../../lib/series/panel.js";
import { holm } from "../../../lib/statistics/holm.js";
import { hourly, randomPanel, runs } from "../panels.js";
import { publishedOnce, simulatedYear } from "../simulated.js";
import { persistent } from "./persistent.js";

/** Of four venues the second follows the first by one row, and the third the first by three, upside down. */
function planted(): Panel {
  const [a, b, c, d] = ["a", "b", "c", "d"].map((name) => persistent(11, name, { rows: 600, persistence: 0 }));
  const moved = (values: Float64Array, by: number, part: number): number[] =>
    [...values].map((value, t) => value + (t < by ? 0 : part * a[t - by]));
  return hourly({ a: [...a], b: moved(b, 1, 0.6), c: moved(c, 3, -0.5), d: [...d] }, { unit: "number" });
}

const names = ({ leader, follower, lag }: { leader: string; follower: string; lag: number }): string =>
  `${leader} ${follower} ${lag}`;

test("planted leads come first, at their lags and with their signs, and nothing else is left after Holm", () => {
  const found = leadLagMatrix(planted(), { maxLag: 4 });
  expect(found.length).toBe(12);
  // Through a, b comes two rows before c, with 0.6 · −0.5 of the variance.
  expect(
    found
      .filter(({ holmP }) => holmP < 0.05)
      .map(names)
      .sort(),
  ).toEqual(["a b 1", "a c 3", "b c 2"]);
  expect(found.slice(0, 2).map(names).sort()).toEqual(["a b 1", "a c 3"]);
  const inverted = found.find((pair) => names(pair) === "a c 3");
  expect(inverted?.correlation).toBeLessThan(-0.3);
  expect(inverted?.asymmetryT).toBeLessThan(-3);
  expect(inverted?.asymmetryHolmP).toBeLessThan(0.01);
  expect(found[0].tests).toBe(4 * 3 * 4);
  found.slice(1).forEach((pair, index) => {
    expect(Math.abs(pair.t)).toBeLessThanOrEqual(Math.abs(found[index].t));
  });
});

test("each pair says what leadLag says of it, adjusted for all pairs and lags", () => {
  const of = planted();
  const found = leadLagMatrix(of, { maxLag: 3, hacLag: "neweyWest1994", measure: "spearman" });
  const everyP: number[] = [];
  const peaks: { pair: (typeof found)[number]; index: number }[] = [];
  for (const pair of found) {
    const one = leadLag(of.column(pair.leader), of.column(pair.follower), {
      maxLag: 3,
      hacLag: "neweyWest1994",
      measure: "spearman",
    });
    const leads = one.lags.filter(({ lag }) => lag > 0);
    const peak = leads.reduce((best, row) => (Math.abs(row.correlation) > Math.abs(best.correlation) ? row : best));
    expect(pair).toMatchObject({ ...peak, holmP: pair.holmP });
    expect(pair.concurrent).toBeCloseTo(one.lags[3].correlation, 12);
    expect([pair.asymmetry, pair.asymmetryT]).toEqual([one.asymmetry.value, one.asymmetry.t]);
    peaks.push({ pair, index: everyP.length + peak.lag - 1 });
    everyP.push(...leads.map(({ p }) => p));
  }
  const adjusted = holm(everyP);
  for (const { pair, index } of peaks) expect(pair.holmP).toBe(adjusted[index]);
});

test("two directions of a pair have opposite asymmetries", () => {
  const found = leadLagMatrix(planted(), { maxLag: 2 });
  for (const { leader, follower, asymmetry, asymmetryHolmP } of found) {
    const back = found.find((pair) => pair.leader === follower && pair.follower === leader);
    expect(back?.asymmetry).toBe(-asymmetry);
    expect(back?.asymmetryHolmP).toBe(asymmetryHolmP);
  }
});

/** Numbers to the digits that the order in which columns are paired leaves alone. */
const rounded = (panel: Panel) =>
  leadLagMatrix(panel, { maxLag: 2 }).map(({ concurrent, ...pair }) => ({
    ...pair,
    concurrent: concurrent.toFixed(9),
  }));

test("the order of columns and their scale change nothing", () => {
  fc.assert(
    fc.property(randomPanel, (of) => {
      fc.pre(of.length >= 12);
      const found = rounded(of);
      expect(rounded(of.select([...of.names].reverse()))).toEqual(found);
      expect(rounded(of.map(({ values }, j) => (j === 0 ? values.map((value) => value * 4096) : values)))).toEqual(
        found,
      );
    }),
    { ...runs, numRuns: 30 },
  );
});

test("nothing and one row have no lead", () => {
  for (const values of [[], [1]]) {
    const found = leadLagMatrix(hourly({ a: values, b: values }), { maxLag: 1 });
    expect(found.map(names)).toEqual(["a b NaN", "b a NaN"]);
    expect(found[0].tests).toBe(0);
    expect(found[0]).toMatchObject({ correlation: NaN, p: NaN, holmP: NaN, concurrent: NaN, asymmetry: NaN, rows: 0 });
  }
});

test("delays are told, and refused where they differ", () => {
  const of = hourly({ a: [1, 3, 2, 5, 4], b: [2, 1, 3, 5, 4] }, { identities: { b: { delayMs: 60_000 } } });
  expect(() => leadLagMatrix(of, { maxLag: 1 })).toThrow(
    'leadLagMatrix: "a" is known 0 ms after its time and "b" 60000 ms',
  );
  const found = leadLagMatrix(of, { maxLag: 1, allowDifferentDelays: true });
  expect(found.find(({ leader }) => leader === "b")).toMatchObject({ leaderDelayMs: 60_000, followerDelayMs: 0 });
});

test("a longest lag that leaves fewer than ten rows is refused", () => {
  expect(() => leadLagMatrix(planted().rows(0, 50), { maxLag: 41 })).toThrow(
    "leadLagMatrix: maxLag 41 leaves 9 of 50 rows to compare, fewer than 10; give at most 40, or more rows",
  );
});

test("pairs with a column that has no values are not counted among the tests", () => {
  const of = planted().map(({ name, values }) => (name === "d" ? values.map(() => Number.NaN) : values));
  expect(leadLagMatrix(of, { maxLag: 4 })[0].tests).toBe(3 * 2 * 4);
});

test("a lone column is refused", () => {
  expect(() => leadLagMatrix(hourly({ a: [1] }), { maxLag: 1 })).toThrow(
    "leadLagMatrix: 1 column(s) leave none to compare with; give at least two venues or contracts",
  );
});

// In the simulated market a wish to trade reaches every venue within its hour: changes meet in the same row, and no venue
// leads.
test("of a simulated year no venue leads another", () => {
  const byVenue = sumBy(publishedOnce(simulatedYear(), "base"), "venue", { over: "reporting" });
  const found = leadLagMatrix(logReturns(byVenue), { maxLag: 6 });
  expect(found.length).toBe(30);
  for (const { holmP, asymmetryHolmP, concurrent, correlation } of found) {
    expect(holmP).toBeGreaterThan(0.05);
    expect(asymmetryHolmP).toBeGreaterThan(0.05);
    expect(concurrent).toBeGreaterThan(0.25);
    expect(Math.abs(correlation)).toBeLessThan(0.1);
  }
});
