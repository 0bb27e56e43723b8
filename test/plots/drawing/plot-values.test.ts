import { describe, expect, test } from "vitest";
import { plotText, wrapText } from "../../../lib/plots/drawing/plot-text.js";
import { plotLines, plotNumber, plotTime } from "../../../lib/plots/drawing/plot-values.js";

const t0 = Date.UTC(2025, 6, 1);

describe("values for plotly", () => {
  test("a time is written in UTC, with seconds only where it has them", () => {
    expect(plotTime(t0 + 4 * 3_600_000)).toBe("2025-07-01 04:00");
    expect(plotTime(t0 + 1_500)).toBe("2025-07-01 00:00:01.500");
  });

  test("a number keeps six significant digits and a gap is null", () => {
    expect(plotNumber(12_345_678_901)).toBe(12_345_700_000);
    expect(plotNumber(0.00012345678)).toBe(0.000123457);
    expect(plotNumber(Number.NaN)).toBeNull();
    expect(plotNumber(0)).toBe(0);
  });

  test("a short line is whole and says nothing of thinning", () => {
    const [line] = plotLines([{ times: Float64Array.of(t0, t0 + 60_000), values: Float64Array.of(1, Number.NaN) }]);
    expect(line?.x).toEqual(["2025-07-01 00:00", "2025-07-01 00:01"]);
    expect(line?.y).toEqual([1, null]);
    expect(line?.thinned).toBeUndefined();
  });

  // A peak in one at row 33 and in the other at row 66: both rows are in both lines.
  test("lines over the same times keep the same rows, and say how many of how many", () => {
    const times = Float64Array.from({ length: 100 }, (_, row) => t0 + row * 60_000);
    const peak = (at: number): Float64Array => Float64Array.from({ length: 100 }, (_, row) => (row === at ? 1 : 0));
    const [first, second] = plotLines(
      [
        { times, values: peak(33) },
        { times: times.slice(), values: peak(66) },
      ],
      { points: 20 },
    );
    expect(first?.rows).toEqual(second?.rows);
    expect([...(first?.rows ?? [])]).toEqual(expect.arrayContaining([33, 66]));
    expect(first?.thinned).toBe(`Lines show ${first?.rows.length} of 100 points (extremes kept)`);
  });

  // 3,000 rows, of which one line lacks every fifth: 599 gaps between values (rows 5, 10 … 2,995), the first row is one before.
  test("a line with too many gaps goes on over them, says so, and has no row where another chose one", () => {
    const times = Float64Array.from({ length: 3_000 }, (_, row) => t0 + row * 60_000);
    const wave = times.map((_, row) => Math.sin(row / 50));
    const holed = wave.map((value, row) => (row % 5 === 0 ? Number.NaN : value));
    const [first, second] = plotLines([
      { times, values: wave },
      { times, values: holed },
    ]);
    expect([...(first?.rows ?? [])].some((row) => row % 5 === 0)).toBe(true);
    // Row 0 is before the first value, and so no gap.
    expect([...(second?.rows ?? [])].filter((row) => row % 5 === 0)).toEqual([0]);
    expect(first?.thinned).toBe(
      `Lines show ${first?.rows.length.toLocaleString("en-US")} of 3,000 points (extremes kept); up to 599 gaps too short to be drawn are joined`,
    );
  });
});

describe("text for plotly", () => {
  test("a tag in a name is shown, not read", () => {
    expect(plotText("<script>a && b</script>")).toBe("&lt;script&gt;a &amp;&amp; b&lt;/script&gt;");
  });

  test("text breaks at spaces only", () => {
    expect(wrapText("one two three", 7)).toEqual(["one two", "three"]);
    expect(wrapText("unbreakable", 4)).toEqual(["unbreakable"]);
    expect(wrapText("", 4)).toEqual([]);
  });
});
