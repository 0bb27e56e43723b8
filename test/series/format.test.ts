import { afterEach, describe, expect, test, vi } from "vitest";
import { formatColumn, formatValue } from "../../lib/series/format.js";
import { panel } from "../../lib/series/panel.js";
import { series } from "../../lib/series/series.js";
import { dayMs, epochMs, hourMs } from "../../lib/series/time.js";

const nan = Number.NaN;
const start = epochMs("2025-07-01");

describe("formatColumn", () => {
  test("aligns decimals and drops zeros that all have", () => {
    expect(formatColumn([1.5, 22.25, -3])).toEqual(["1.50", "22.25", "-3.00"]);
    expect(formatColumn([1, 2000, 3])).toEqual(["1", "2,000", "3"]);
    expect(formatColumn([100, 20])).toEqual(["100", "20"]);
    expect(formatColumn([nan, 0.5])).toEqual(["NaN", "0.5"]);
    expect(formatColumn([nan, nan])).toEqual(["NaN", "NaN"]);
    expect(formatColumn([])).toEqual([]);
  });

  test("gives as many digits as the largest number needs", () => {
    expect(formatColumn([12_345_678_901.23, -1_234.56])).toEqual(["12,345,678,901", "-1,235"]);
    expect(formatColumn([107_123.456, 99.999])).toEqual(["107,123.46", "100.00"]);
    expect(formatColumn([0.123456789, 0.5])).toEqual(["0.123457", "0.500000"]);
    expect(formatColumn([0.000123456789, -0.0001])).toEqual(["0.000123457", "-0.000100000"]);
  });

  test("never shows as 0 what is not", () => {
    expect(formatColumn([5e9, 0.25, 0, -0.001])).toEqual(["5,000,000,000", "2.5000e-1", "0", "-1.0000e-3"]);
    expect(formatColumn([1e-20, 0])).toEqual(["1.0000e-20", "0"]);
    expect(formatColumn([1.5e15, 1])).toEqual(["1.5000e+15", "1.0000e+0"]);
  });

  test("formatValue is a column of one", () => {
    expect([0, nan, 1234.5, -0.25, 5e9].map(formatValue)).toEqual(["0", "NaN", "1,234.5", "-0.25", "5,000,000,000"]);
  });
});

describe("toString", () => {
  const environmentZone = process.env.TZ;
  afterEach(() => {
    if (environmentZone === undefined) delete process.env.TZ;
    else process.env.TZ = environmentZone;
  });

  const small = panel({
    times: [start, start + hourMs, start + dayMs],
    unit: "usd",
    columns: { binance: [12_345_678_901, nan, 9_876_543_210.4], okx: [0, 1.5, 2] },
  });

  test("of a panel is an aligned table in UTC with its gaps", () => {
    expect(small.toString()).toBe(
      [
        "Panel 2 columns × 3 rows · usd · 2025-07-01 → 2025-07-02",
        "             time         binance  okx",
        "2025-07-01T00:00Z  12,345,678,901  0.0",
        "2025-07-01T01:00Z             NaN  1.5",
        "2025-07-02T00:00Z   9,876,543,210  2.0",
      ].join("\n"),
    );
  });

  test("is the same in every time zone and language", () => {
    const expected = small.toString();
    for (const zone of ["Asia/Kolkata", "America/New_York"]) {
      process.env.TZ = zone;
      expect(small.toString()).toBe(expected);
    }
    const localized = vi.spyOn(Number.prototype, "toLocaleString").mockReturnValue("1.234,5");
    expect(formatValue(1234.5)).toBe("1,234.5");
    localized.mockRestore();
  });

  test("of a long series leaves out the middle and counts it", () => {
    const length = 1_510;
    const long = series({
      name: "btc",
      unit: "base",
      times: Array.from({ length }, (_, day) => start + day * dayMs),
      values: Array.from({ length }, (_, day) => day),
    });
    expect(long.toString().split("\n")).toEqual([
      'Series "btc" · 1,510 rows · base · 2025-07-01 → 2029-08-18',
      "      time    btc",
      "2025-07-01      0",
      "2025-07-02      1",
      "2025-07-03      2",
      "2025-07-04      3",
      "2025-07-05      4",
      "… 1,500 more rows …",
      "2029-08-14  1,505",
      "2029-08-15  1,506",
      "2029-08-16  1,507",
      "2029-08-17  1,508",
      "2029-08-18  1,509",
    ]);
    expect(long.rows(0, 11).toString().split("\n").length).toBe(13);
    expect(long.rows(0, 12).toString()).toContain("… 2 more rows …");
  });

  test("of a wide panel leaves out columns and counts them, and shortens long names", () => {
    const names = Array.from({ length: 10 }, (_, index) => `venue ${index} with a very long name`);
    const wide = panel({
      times: [start],
      unit: "usd",
      columns: Object.fromEntries(names.map((name) => [name, [1]])),
    });
    const lines = wide.toString().split("\n");
    expect(lines[0]).toBe("Panel 10 columns × 1 row · usd · 2025-07-01");
    expect(lines[1]).toContain("venue 7 with a very lon…");
    expect(lines[1]).not.toContain("venue 8");
    expect(lines.at(-1)).toBe("… 2 more columns");
  });

  test("of nothing is its title", () => {
    expect(small.rows(0, 0).toString()).toBe("Panel 2 columns × 0 rows · usd");
    expect(small.column("okx").rows(0, 0).toString()).toBe('Series "okx" · 0 rows · usd');
    expect(panel({ times: [start], unit: "usd", columns: {} }).toString()).toContain("Panel 0 columns × 1 row");
  });

  test("is what Node shows", async () => {
    const { inspect } = await import("node:util");
    expect(inspect(small)).toBe(small.toString());
    expect(inspect(small.column("okx"))).toBe(small.column("okx").toString());
  });
});
