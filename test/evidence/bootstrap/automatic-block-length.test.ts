import { expect, test } from "vitest";
import { automaticBlockLength } from "../../../lib/evidence/bootstrap/automatic-block-length.js";
import { autoregression } from "./autoregression.js";

const gap = Number.NaN;

// arch 8.0.0, arch.bootstrap.optimal_block_length, numpy 2.4.6: seed, length, phi, stationary, circular.
test.each([
  [1, 10, 0.0, 4.0, 4.0],
  [2, 27, 0.3, 1.6357692502952403, 1.8724883583437473],
  [3, 100, 0.0, 0.3487551595104409, 0.39922499825556085],
  [4, 250, 0.5, 9.415988234466335, 10.778615839708214],
  [5, 1000, 0.9, 44.79285285179461, 51.27501662404492],
  [6, 1000, -0.6, 15.096717833255621, 17.281427919536583],
  [7, 2500, 0.1, 3.3060856637433735, 3.7845233463884256],
  [8, 400, 0.99, 31.465638421683444, 36.01916445233438],
])("the lengths for series %i of %i rows and memory %d are those of arch", (seed, n, phi, stationary, circular) => {
  const found = automaticBlockLength(autoregression(seed, n, phi));
  expect(Math.abs(found.stationary / stationary - 1)).toBeLessThan(1e-10);
  expect(Math.abs(found.circular / circular - 1)).toBeLessThan(1e-10);
});

test("scale and level do not matter, and a gap is left out", () => {
  const values = autoregression(4, 250, 0.5);
  const plain = automaticBlockLength(values);
  expect(automaticBlockLength(values.map((value) => value * 2 ** -20))).toEqual(plain);
  expect(automaticBlockLength(values.map((value) => value + 8)).stationary).toBeCloseTo(plain.stationary, 10);
  expect(automaticBlockLength([gap, ...values.slice(0, 7), gap, gap, ...values.slice(7)])).toEqual(plain);
});

test("too few values and values that do not vary have no length", () => {
  for (const values of [[], [1], [1, 2, 3, 4, 5, 6, 7, 8, 9], new Float64Array(50).fill(0.1)]) {
    expect(automaticBlockLength(values)).toEqual({ stationary: gap, circular: gap });
  }
});

test("an infinite value is refused", () => {
  expect(() => automaticBlockLength([1, Number.POSITIVE_INFINITY])).toThrow(
    "automaticBlockLength: value Infinity at row 1 is infinite; use NaN for a gap",
  );
});
