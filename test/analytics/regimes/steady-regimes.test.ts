import fc from "fast-check";
import { expect, test } from "vitest";
import { steadyRegimes } from "../../../lib/analytics/regimes/steady-regimes.js";
import { runs } from "../panels.js";
import { coded, prefixes, randomCodes } from "./coded.js";

const steady = (codes: readonly number[], rows: number) => [...steadyRegimes(coded(codes), rows).codes];

// By hand, 2 rows: the 1 of rows 1 and 2 is told in row 2; one row of 2 is not; the 4 of rows 5 and 6 is told in row 6.
test("a label is given in the row in which it has lasted, and kept until another has", () => {
  expect(steady([-1, 1, 1, 2, 1, 4, 4, 4], 2)).toEqual([-1, -1, 1, 1, 1, 1, 4, 4]);
  expect(steady([-1, 1, 1, 2, 1, 4, 4, 4], 3)).toEqual([-1, -1, -1, -1, -1, -1, -1, 4]);
});

test("neutral has to last like any other label", () => {
  expect(steady([-1, 1, 1, 0, 1, 0, 0, 0], 2)).toEqual([-1, -1, 1, 1, 1, 1, 0, 0]);
});

test("a missing row stays missing and ends what was held", () => {
  expect(steady([-1, 1, 1, -1, 1, 1, 1], 2)).toEqual([-1, -1, 1, -1, -1, 1, 1]);
});

test("one row changes nothing, and no rows are none", () => {
  expect(steady([-1, 1, 0, 4, -1, 2], 1)).toEqual([-1, 1, 0, 4, -1, 2]);
  expect(steady([], 3)).toEqual([]);
  expect(steady([2], 3)).toEqual([-1]);
});

test("what else was found is passed on, and the codes given are not written to", () => {
  const found = coded([-1, 1, 2, 2]);
  const { codes, ...rest } = steadyRegimes(found, 2);
  expect(rest).toEqual({ ...found, codes: undefined });
  expect([...found.codes]).toEqual([-1, 1, 2, 2]);
  expect(codes).not.toBe(found.codes);
});

test("every run lasts, but for one cut by a missing row or the end, and each label was that of its row or before", () => {
  fc.assert(
    fc.property(randomCodes, fc.integer({ min: 1, max: 6 }), (codes, rows) => {
      const found = steady(codes, rows);
      let first = 0;
      for (let t = 1; t < found.length; t++) {
        if (found[t] === found[t - 1]) continue;
        if (found[t] >= 0) expect(codes.slice(t - rows + 1, t + 1)).toEqual(Array(rows).fill(found[t]));
        if (found[t - 1] >= 0 && found[t] >= 0) expect(t - first).toBeGreaterThanOrEqual(rows);
        first = t;
      }
      for (let t = 0; t < found.length; t++) if (codes[t] < 0) expect(found[t]).toBe(-1);
    }),
    runs,
  );
});

test("a label depends on no later row", () => {
  fc.assert(
    fc.property(randomCodes, fc.integer({ min: 1, max: 6 }), (codes, rows) => {
      const whole = steady(codes, rows);
      for (const part of prefixes(coded(codes))) {
        expect([...steadyRegimes(part, rows).codes]).toEqual(whole.slice(0, part.codes.length));
      }
    }),
    runs,
  );
});

test("a dwell is a whole number of rows", () => {
  expect(() => steady([1], 0)).toThrow(
    "steadyRegimes: minimumDwell 0 is not a number of rows; give a whole number of at least 1",
  );
});
