import { expect, test } from "vitest";
import { labelAgreement } from "../../../lib/analytics/regimes/label-agreement.js";
import { regimeCounts } from "../../../lib/analytics/regimes/regime-counts.js";
import { regimeEpisodes } from "../../../lib/analytics/regimes/regime-episodes.js";
import { type RegimeOptions, type Regimes, regimeNames, regimes } from "../../../lib/analytics/regimes/regimes.js";
import type { Identity, Unit } from "../../../lib/series/identity.js";
import { type Series, series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { hourly, start } from "../panels.js";

const gap = Number.NaN;

function line(values: readonly number[], unit: Unit, identity: Identity = {}): Series {
  return series({ times: values.map((_, t) => start + t * hourMs), values, name: "line", unit, ...identity });
}

function classify(price: readonly number[], openInterest: readonly number[], options?: RegimeOptions): Regimes {
  return regimes(line(price, "price"), line(openInterest, "base"), options);
}

// By hand over codes −, 1, 1, 0, 4, −: 4 rows with a regime.
const sample: Regimes = {
  ...regimes(
    hourly({ p: [1, 1, 1, 1, 1, 1] }, { unit: "price" }).column("p"),
    hourly({ q: [1, 1, 1, 1, 1, 1] }).column("q"),
  ),
  codes: Int8Array.of(-1, 1, 1, 0, 4, -1),
  priceChange: line([gap, 0.02, 0.04, 0.0, -0.03, gap], "fraction"),
  openInterestChange: line([gap, 0.1, 0.3, 0.2, -0.1, 0.5], "fraction"),
};

test("counts give each regime its share of time, its mean changes and what followed", () => {
  const [neutral, longBuildup, shortBuildup, , longUnwinding] = regimeCounts(sample);
  expect(longBuildup).toEqual({
    regime: "long buildup",
    rows: 2,
    share: 0.5,
    meanPriceChange: expect.closeTo(0.03, 12),
    meanOpenInterestChange: expect.closeTo(0.2, 12),
    meanNextPriceChange: expect.closeTo(0.02, 12),
  });
  expect([neutral?.share, neutral?.meanNextPriceChange]).toEqual([0.25, -0.03]);
  // After the last row with a regime the price is missing.
  expect([longUnwinding?.rows, longUnwinding?.meanNextPriceChange]).toEqual([1, gap]);
  expect([shortBuildup?.rows, shortBuildup?.share, shortBuildup?.meanPriceChange]).toEqual([0, 0, gap]);
});

test("counts of no rows are zero and their shares undefined", () => {
  expect(regimeCounts(classify([], [])).map(({ rows, share }) => [rows, share])).toEqual(
    regimeNames.map(() => [0, gap]),
  );
});

test("episodes are unbroken runs, and slicing by one gives its rows", () => {
  const episodes = regimeEpisodes(sample);
  expect(episodes).toEqual([
    {
      regime: "long buildup",
      code: 1,
      from: start,
      to: start + 2 * hourMs,
      knownAt: start + 3 * hourMs,
      rows: 2,
      firstRow: 1,
    },
    {
      regime: "neutral",
      code: 0,
      from: start + 2 * hourMs,
      to: start + 3 * hourMs,
      knownAt: start + 4 * hourMs,
      rows: 1,
      firstRow: 3,
    },
    {
      regime: "long unwinding",
      code: 4,
      from: start + 3 * hourMs,
      to: start + 4 * hourMs,
      knownAt: start + 5 * hourMs,
      rows: 1,
      firstRow: 4,
    },
  ]);
  for (const { from, to, rows } of episodes) expect(sample.priceChange.slice(from, to).length).toBe(rows);
  expect(regimeEpisodes(classify([], []))).toEqual([]);
});

test("agreement counts the rows to which both give a label", () => {
  const other = { times: sample.times, codes: Int8Array.of(1, 1, 2, 0, -1, -1) };
  const found = labelAgreement(sample, other);
  expect(found.compared).toBe(3);
  expect(found.agreeing).toBeCloseTo(2 / 3, 12);
  expect(found.changed).toBeCloseTo(1 / 3, 12);
  expect(found.table).toEqual([
    [1, 0, 0, 0, 0],
    [0, 1, 1, 0, 0],
    [0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0],
  ]);
  expect(labelAgreement(classify([], []), classify([], [])).agreeing).toBe(gap);
  expect(() => labelAgreement(sample, classify([], []))).toThrow("labelAgreement: inputs of 6 and 0 rows; align them");
});
