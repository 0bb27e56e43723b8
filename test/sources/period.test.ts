import { expect, test } from "vitest";
import { type GivenPeriod, period } from "../../lib/sources/period.js";

const data = { from: "2024-01-01", to: "2024-12-31" };
const of = (given: GivenPeriod) => period(given, data, "f");

test("a period goes from midnight to the end of its last day, or to the instant given", () => {
  const end = Date.UTC(2025, 0, 1);
  expect(of({ from: "2024-12-31", to: "2024-12-31" })).toEqual({ from: Date.UTC(2024, 11, 31), to: end });
  expect(of({ from: "2024-12-31", to: "2025-01-01T00:00Z" })).toEqual({ from: Date.UTC(2024, 11, 31), to: end });
});

test("a bound that is left out is that of the data", () => {
  expect(of({})).toEqual({ from: Date.UTC(2024, 0, 1), to: Date.UTC(2025, 0, 1) });
});

test("a period that ends before it starts is refused, and only bounds that were both given can be swapped", () => {
  expect(() => of({ from: "2030-01-01" })).toThrow(
    "f: from 2030-01-01 is not before the end of the data, 2025-01-01; give an earlier one",
  );
  expect(() => of({ to: "2020-12-31" })).toThrow(
    "f: to 2020-12-31 is not after the start of the data, 2024-01-01; give a later one",
  );
  expect(() => of({ from: "2030-01-01", to: "2024-12-31" })).toThrow(
    "f: to 2024-12-31 is not after from 2030-01-01; swap them",
  );
  expect(() => of({ from: "2025-07-24", to: "2025-07-23" })).toThrow(
    "f: to 2025-07-23 is not after from 2025-07-24; swap them",
  );
  const instant = "2025-07-24T00:00Z";
  expect(() => of({ from: instant, to: instant })).toThrow(
    `f: to ${instant} is not after from ${instant}; give a later to`,
  );
});
