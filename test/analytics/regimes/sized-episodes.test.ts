import { expect, test } from "vitest";
import { regimeEpisodes } from "../../../lib/analytics/regimes/regime-episodes.js";
import { regimes } from "../../../lib/analytics/regimes/regimes.js";
import { sizedEpisodes } from "../../../lib/analytics/regimes/sized-episodes.js";
import { hourMs } from "../../../lib/series/time.js";
import { start } from "../panels.js";
import { coded, hourlySeries } from "./coded.js";

const gap = Number.NaN;
const price = hourlySeries([100, 110, 132, 120, 108, 108], "price");
const openInterest = hourlySeries([50, 60, 75, 60, 45, gap], "base");

// By hand: two rows of long buildup take the price from 100 to 132 and open interest from 50 to 75; two of long unwinding
// from 132 to 108 (−24 / 132) and from 75 to 45 (−30 / 75).
test("the size of an episode is the change from the row before it to its last", () => {
  const found = regimes(price, openInterest);
  expect([...found.codes]).toEqual([-1, 1, 1, 4, 4, -1]);
  expect(sizedEpisodes(found, price, openInterest)).toEqual([
    {
      regime: "long buildup",
      code: 1,
      from: start,
      to: start + 2 * hourMs,
      knownAt: start + 3 * hourMs,
      rows: 2,
      firstRow: 1,
      priceChange: expect.closeTo(0.32, 12),
      openInterestChange: 0.5,
      openInterestAdded: 25,
    },
    {
      regime: "long unwinding",
      code: 4,
      from: start + 2 * hourMs,
      to: start + 4 * hourMs,
      knownAt: start + 5 * hourMs,
      rows: 2,
      firstRow: 3,
      priceChange: expect.closeTo(-2 / 11, 12),
      openInterestChange: -0.4,
      openInterestAdded: -30,
    },
  ]);
});

test("sizes of a horizon of one row compound its changes", () => {
  const found = regimes(price, openInterest);
  for (const { firstRow, rows, priceChange, openInterestChange } of sizedEpisodes(found, price, openInterest)) {
    const compound = (changes: Float64Array) =>
      changes.subarray(firstRow, firstRow + rows).reduce((level, each) => level * (1 + each), 1) - 1;
    expect(priceChange).toBeCloseTo(compound(found.priceChange.values), 12);
    expect(openInterestChange).toBeCloseTo(compound(found.openInterestChange.values), 12);
  }
});

test("an episode from the first row, from nothing or over a gap has no size, and one still going on no known end", () => {
  const first = sizedEpisodes(coded([1, 1, 2, 2, 3, 3]), price, openInterest);
  expect(first.map(({ openInterestAdded }) => openInterestAdded)).toEqual([gap, 0, gap]);
  expect([first[0]?.from, first[0]?.priceChange, first[0]?.knownAt]).toEqual([gap, gap, start + 2 * hourMs]);
  expect(first.at(-1)?.knownAt).toBeNaN();
  const fromNothing = sizedEpisodes(coded([-1, 1]), hourlySeries([1, 2], "price"), hourlySeries([0, 2], "base"));
  expect([fromNothing[0]?.openInterestChange, fromNothing[0]?.openInterestAdded]).toEqual([gap, 2]);
  expect(sizedEpisodes(coded([]), hourlySeries([], "price"), hourlySeries([], "base"))).toEqual([]);
});

test("an episode known to be over is the same whatever comes later", () => {
  const codes = [-1, 1, 1, 0, 4, 4, -1, 2];
  const whole = regimeEpisodes(coded(codes));
  for (let n = 0; n <= codes.length; n++) {
    const part = regimeEpisodes(coded(codes.slice(0, n)));
    const known = whole.filter(({ knownAt }) => knownAt <= start + (n - 1) * hourMs);
    expect(part.filter(({ knownAt }) => !Number.isNaN(knownAt))).toEqual(known);
  }
});

test("other times are refused", () => {
  expect(() => sizedEpisodes(coded([1]), price, openInterest)).toThrow("sizedEpisodes: inputs of 1 and 6 rows");
  expect(() => sizedEpisodes(coded([1, 1, 1, 1, 1, 1]), price, hourlySeries([1], "base"))).toThrow(
    "sizedEpisodes: inputs of 6 and 1 rows",
  );
});
