import { expect, test } from "vitest";
import { EmptyPeriodError, emptyPeriodText, period } from "../../lib/sources/period.js";

const [from, to] = [Date.UTC(2030, 0, 1), Date.UTC(2025, 0, 1)];

test("a period goes from midnight to the end of its last day, or to the instant given", () => {
  expect(period("2024-12-31", "2024-12-31")).toEqual({ from: Date.UTC(2024, 11, 31), to });
  expect(period("2024-12-31", "2025-01-01T00:00Z")).toEqual({ from: Date.UTC(2024, 11, 31), to });
});

test("a period that ends before it starts is refused, and the error has its bounds", () => {
  const make = () => period("2030-01-01", "2024-12-31");
  expect(make).toThrow("period: to 2025-01-01 is not after from 2030-01-01; swap them");
  expect(make).toThrow(RangeError);
  expect(make).toThrow(expect.objectContaining({ period: { from, to } }));
  expect(new EmptyPeriodError({ from, to }).name).toBe("EmptyPeriodError");
});

test("only bounds that were both given can be swapped", () => {
  const text = (given: { from?: string; to?: string }) => emptyPeriodText({ from, to }, given, "f");
  expect(text({ from: "2030-01-01" })).toBe(
    "f: from 2030-01-01 is not before the end of the data, 2025-01-01; give an earlier one",
  );
  expect(text({ to: "2024-12-31" })).toBe(
    "f: to 2025-01-01 is not after the start of the data, 2030-01-01; give a later one",
  );
  expect(text({ from: "2030-01-01", to: "2024-12-31" })).toBe(
    "f: to 2025-01-01 is not after from 2030-01-01; swap them",
  );
});
