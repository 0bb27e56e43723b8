import { describe, expect, test } from "vitest";
import { rowTime } from "../../../lib/plots/drawing/row-time.js";

const minuteMs = 60_000;
const hourMs = 3_600_000;

describe("rowTime", () => {
  test("tells rows in the unit of the interval, and in a larger one where there are many", () => {
    const unit = (intervalMs: number, most: number) => rowTime(intervalMs, most, "test").unit;
    expect(unit(hourMs, 24)).toBe("hours");
    expect(unit(hourMs, 168)).toBe("days");
    expect(unit(5 * minuteMs, 24)).toBe("minutes");
    expect(unit(5 * minuteMs, 288)).toBe("hours");
    expect(unit(24 * hourMs, 400)).toBe("days");
    expect(rowTime(5 * minuteMs, 288, "test").value(-18)).toBe(-1.5);
  });

  test("has words for a number of rows", () => {
    expect([1, -2, 36, 48].map(rowTime(hourMs, 48, "test").text)).toEqual(["1h", "2h", "36h", "2d"]);
    expect([1, -2].map(rowTime(undefined, 48, "test").text)).toEqual(["1 row", "2 rows"]);
  });

  test("has round ticks with 0 among them, nine at most", () => {
    expect(rowTime(hourMs, 24, "test").ticks(-24, 24)).toEqual([-24, -18, -12, -6, 0, 6, 12, 18, 24]);
    expect(rowTime(4 * hourMs, 6, "test").ticks(0, 6)).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24]);
    expect(rowTime(undefined, 3, "test").ticks(-3, 3)).toEqual([-3, -2, -1, 0, 1, 2, 3]);
    expect(rowTime(24 * hourMs, 1000, "test").ticks(0, 1000)).toEqual([0, 140, 280, 420, 560, 700, 840, 980]);
  });

  test("refuses an interval of nothing", () => {
    expect(() => rowTime(0, 1, "leadLagFigure")).toThrow("leadLagFigure: intervalMs 0 is not a length of time");
  });
});
