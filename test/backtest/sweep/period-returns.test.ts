import { expect, test } from "vitest";
import { compound, wholePeriods } from "../../../lib/backtest/sweep/period-returns.js";

const hour = 3_600_000;

test("periods are those of UTC that bars cover whole", () => {
  // Bars of 6 hours that end from 12:00 on day 1 to 12:00 on day 3: only day 2 is whole.
  const times = Float64Array.from({ length: 9 }, (_, row) => (12 + 6 * row) * hour);
  const { times: ends, starts } = wholePeriods(times, 6 * hour, 24 * hour);
  expect([...ends]).toEqual([48 * hour]);
  expect([...starts]).toEqual([3, 7]);
  expect(wholePeriods(new Float64Array(0), hour, 24 * hour).times).toHaveLength(0);
});

test("returns are compounded over the bars that are counted", () => {
  const into = new Float64Array(3);
  // 1.1 × 1.2 − 1 = 0.32; 0.5 alone; nothing.
  compound([9, 0.1, 0.2, Number.NaN, 0.5, Number.NaN, Number.NaN], Int32Array.of(1, 3, 5, 7), into);
  expect(into[0]).toBeCloseTo(0.32, 15);
  expect([...into].slice(1)).toEqual([0.5, Number.NaN]);
});

test("a period that bars do not divide is refused", () => {
  expect(() => wholePeriods(Float64Array.of(hour), hour, 1.5 * hour)).toThrow(
    "sweep: returnIntervalMs 5400000 is not a multiple of the bars of 1h; give one",
  );
});

test("a period that no bars cover whole is refused, so that no empty returns are kept", () => {
  // Bars of 4 hours that end at 6:00, 10:00, …: none begins at midnight.
  const times = Float64Array.from({ length: 20 }, (_, row) => (6 + 4 * row) * hour);
  expect(() => wholePeriods(times, 4 * hour, 24 * hour)).toThrow(
    "sweep: no period of 1d since 1970 UTC is covered whole by bars that end 1970-01-01T06:00Z to 1970-01-04T10:00Z; give a shorter returnIntervalMs, or bars that meet its ends",
  );
});
