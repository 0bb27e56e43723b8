import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayMs, epochMs, hourMs, intervalMs, intervalText, isoTime, minuteMs } from "../../lib/series/time.js";

describe("intervalMs", () => {
  test("reads intervals as exchanges write them", () => {
    expect(["30s", "5m", "4h", "1d", "1w"].map(intervalMs)).toEqual([30_000, 300_000, 14_400_000, dayMs, 7 * dayMs]);
  });

  test("refuses what is none, naming it", () => {
    for (const text of ["", "5", "0m", "1.5h", "-1h", "1M", "1 h", "h"]) {
      expect(() => intervalMs(text)).toThrow(`intervalMs: "${text}" is not an interval`);
    }
  });

  test("reads what intervalText writes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seconds) => {
        expect(intervalMs(intervalText(seconds * 1000))).toBe(seconds * 1000);
      }),
      { seed: 1 },
    );
    expect([hourMs, 90 * minuteMs, dayMs, 7 * dayMs, 8 * dayMs, 1500].map(intervalText)).toEqual([
      "1h",
      "90m",
      "1d",
      "1w",
      "8d",
      "1500ms",
    ]);
  });
});

describe("isoTime", () => {
  test("is as short as it can be without loss", () => {
    const day = Date.UTC(2025, 6, 1);
    expect([day, day + hourMs, day + 5_000, day + 5].map(isoTime)).toEqual([
      "2025-07-01",
      "2025-07-01T01:00Z",
      "2025-07-01T00:00:05Z",
      "2025-07-01T00:00:00.005Z",
    ]);
  });

  test("shows times far outside, as those in the wrong unit are", () => {
    // Microseconds taken for milliseconds: 20,270,000 days are 138 cycles of 400 years and 108,614 days, to 2267-05-18.
    expect(isoTime(Date.UTC(2025, 6, 1) * 1000)).toBe("+057467-05-18");
    expect(isoTime(Date.UTC(2025, 6, 1) * 1000 + hourMs)).toBe("+057467-05-18T01:00Z");
    expect(isoTime(1e20)).toBe("100000000000000000000");
    expect(isoTime(Number.NaN)).toBe("NaN");
  });
});

describe("epochMs", () => {
  test("reads ISO 8601, as UTC where no zone is named", () => {
    const day = Date.UTC(2025, 6, 1);
    expect(epochMs("2025-07-01")).toBe(day);
    expect(epochMs("2025-07-01T01:00")).toBe(day + hourMs);
    expect(epochMs("2025-07-01 01:00Z")).toBe(day + hourMs);
    expect(epochMs("2025-07-01T01:00:05.250+02:00")).toBe(day - hourMs + 5_250);
  });

  test("refuses what is no time or names a day that does not exist", () => {
    for (const text of ["", "2025", "01/07/2025", "2025-7-1", "2025-02-30", "2025-13-01", "2025-07-01T25:00", "now"]) {
      expect(() => epochMs(text)).toThrow(`epochMs: "${text}" is not a time; write it like 2025-07-01`);
    }
  });

  test("reads what isoTime writes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) }), (time) => {
        expect(epochMs(isoTime(time))).toBe(time);
      }),
      { seed: 1 },
    );
  });
});
