import fc from "fast-check";
import { expect, test } from "vitest";
import { fundingIntervalHours } from "../../../lib/analytics/funding/funding-interval-hours.js";
import { runs } from "../panels.js";
import { settled } from "./settled.js";

const gap = Number.NaN;
const intervals = (hours: readonly number[], options = {}) => [
  ...fundingIntervalHours(
    settled(
      hours,
      hours.map(() => 0),
    ),
    options,
  ).values,
];

test("the interval is the distance from the settlement before", () => {
  expect(intervals([0, 8, 16, 24])).toEqual([gap, 8, 8, 8]);
  expect(intervals([0, 1, 2])).toEqual([gap, 1, 1]);
  const { unit, name } = fundingIntervalHours(settled([0], [0]));
  expect([unit, name]).toEqual(["number", "rate interval"]);
});

test("a shorter interval is followed at once, a longer one when it has come twice", () => {
  expect(intervals([0, 8, 16, 20, 24])).toEqual([gap, 8, 8, 4, 4]);
  expect(intervals([0, 4, 8, 16, 24, 32])).toEqual([gap, 4, 4, gap, 8, 8]);
});

test("a lost settlement leaves the next rate without an interval, and that one only", () => {
  expect(intervals([0, 8, 16, 32, 40, 48])).toEqual([gap, 8, 8, gap, 8, 8]);
  expect(intervals([0, 8, 16, 48, 56])).toEqual([gap, 8, 8, gap, 8]);
});

test("the first distance is believed at once if venues settle so, and else when it has come twice", () => {
  expect(intervals([0, 16, 24, 32])).toEqual([gap, gap, 8, 8]);
  expect(intervals([0, 16, 32, 48])).toEqual([gap, gap, 16, 16]);
  expect(intervals([0, 0.5, 1, 1.5])).toEqual([gap, gap, 0.5, 0.5]);
  expect(intervals([0, 24, 48, 96, 120])).toEqual([gap, gap, 24, gap, 24]);
  // A lost settlement of 4 hours, which nothing shows.
  expect(intervals([0, 8, 12, 16])).toEqual([gap, 8, 4, 4]);
});

test("a stamp seconds or a minute off changes no interval", () => {
  expect(intervals([0, 8 - 40 / 3600, 16, 24])).toEqual([gap, 8, 8, 8]);
  expect(intervals([0, 8, 16 - 1 / 60, 24, 32])).toEqual([gap, 8, 8, 8, 8]);
  expect(intervals([0, 8, 16 + 31 / 3600, 24, 32])).toEqual([gap, 8, 8, 8, 8]);
  expect(intervals([0, 8, 8 + 20 / 3600, 16])).toEqual([gap, 8, gap, 8]);
  // Ten minutes off is another distance, which does not come twice.
  expect(intervals([0, 8, 16 - 1 / 6, 24, 32])).toEqual([gap, 8, gap, gap, 8]);
});

// A hundredth of a second is 2.8e-6 hours.
test("stamps a little late change nothing, and a stamp that comes twice has no interval", () => {
  expect(intervals([0, 8.0000028, 16, 24.0000001])).toEqual([gap, 8, 8, 8]);
  expect(intervals([0, 8, 8.0000028, 16])).toEqual([gap, 8, gap, 8]);
});

test("a given interval is that of every rate, and one rate alone has none otherwise", () => {
  expect(intervals([0, 8, 24], { intervalHours: 8 })).toEqual([8, 8, 8]);
  expect(intervals([0])).toEqual([gap]);
  expect(intervals([])).toEqual([]);
  expect(() => intervals([0], { intervalHours: 0 })).toThrow(
    "fundingIntervalHours: intervalHours 0 is not an interval; give hours above 0",
  );
});

test("an interval depends on no later settlement", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(1, 4, 8, 16), { maxLength: 20 }), (distances) => {
      let hour = 0;
      const hours = distances.map((distance) => {
        hour += distance;
        return hour;
      });
      const whole = intervals(hours);
      for (let n = 0; n <= hours.length; n++) expect(intervals(hours.slice(0, n))).toEqual(whole.slice(0, n));
    }),
    runs,
  );
});
