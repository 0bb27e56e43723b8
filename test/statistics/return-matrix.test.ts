import { expect, test } from "vitest";
import { checkReturnMatrix, type ReturnMatrix } from "../../lib/statistics/return-matrix.js";

const hour = 3_600_000;
const valid: ReturnMatrix = {
  times: Float64Array.of(hour, 2 * hour, 3 * hour),
  intervalMs: hour,
  names: ["a", "b"],
  columns: [Float64Array.of(Number.NaN, 0.01, -1), Float32Array.of(0, 0.5, Number.NaN)],
};

const check = (changes: Partial<ReturnMatrix>) => (): void => checkReturnMatrix({ ...valid, ...changes }, "judge");

test("a matrix of returns with gaps, a total loss or no strategy at all is accepted", () => {
  expect(check({})).not.toThrow();
  expect(check({ names: [], columns: [] })).not.toThrow();
  expect(check({ times: new Float64Array(0), columns: [new Float64Array(0), new Float32Array(0)] })).not.toThrow();
});

test("what does not fit together is named", () => {
  expect(check({ intervalMs: 0 })).toThrow("judge: intervalMs 0 is not a length of time; give milliseconds above 0");
  expect(check({ times: Float64Array.of(hour, hour, hour) })).toThrow(
    "judge: time 1970-01-01T01:00Z at row 1 is not after the row before; sort by time",
  );
  expect(check({ times: Float64Array.of(hour, Number.NaN, 3 * hour) })).toThrow(
    "judge: time NaN at row 1 is not an instant; give epoch milliseconds UTC",
  );
  expect(check({ names: ["a"] })).toThrow("judge: 1 names for 2 columns of returns; give one for each");
  expect(check({ names: ["a", "a"] })).toThrow('judge: "a" names two columns; rename one of them');
  expect(check({ columns: [Float64Array.of(0.1), Float64Array.of(0.1)] })).toThrow(
    'judge: 1 returns of "a" for 3 times; give one for each, NaN for a gap',
  );
  for (const bad of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1.5]) {
    expect(check({ columns: [valid.columns[0], Float64Array.of(0, bad, 0)] })).toThrow(
      `judge: return ${bad} of "b" at row 1 (1970-01-01T02:00Z) is not possible; give simple returns as fractions, −1 or above`,
    );
  }
});
