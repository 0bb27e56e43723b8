import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gaps, gridOrigin, onGrid, timeGrid } from "../../lib/series/grid.js";
import { panel } from "../../lib/series/panel.js";
import { series } from "../../lib/series/series.js";
import { dayMs, epochMs, hourMs, isoTime } from "../../lib/series/time.js";

describe("timeGrid", () => {
  test("leaves its lower bound out and takes its upper bound in", () => {
    const from = epochMs("2025-07-01");
    expect([...timeGrid({ from, to: from + 3 * hourMs, intervalMs: hourMs })]).toEqual(
      [1, 2, 3].map((hour) => from + hour * hourMs),
    );
    expect([...timeGrid({ from: from + 1, to: from + 2 * hourMs - 1, intervalMs: hourMs })]).toEqual([from + hourMs]);
    expect(timeGrid({ from, to: from, intervalMs: hourMs }).length).toBe(0);
    expect(timeGrid({ from, to: from - dayMs, intervalMs: hourMs }).length).toBe(0);
  });

  test("is anchored where asked", () => {
    const from = epochMs("2025-07-01");
    const times = timeGrid({ from, to: from + dayMs, intervalMs: 8 * hourMs, originMs: hourMs });
    expect(Array.from(times, isoTime)).toEqual(["2025-07-01T01:00Z", "2025-07-01T09:00Z", "2025-07-01T17:00Z"]);
  });

  test("of weeks consists of Mondays", () => {
    const times = timeGrid({ from: epochMs("2025-06-30"), to: epochMs("2025-07-14"), intervalMs: 7 * dayMs });
    expect(Array.from(times, isoTime)).toEqual(["2025-07-07", "2025-07-14"]);
    expect(new Date(times[0] as number).getUTCDay()).toBe(1);
    expect(new Date(gridOrigin(14 * dayMs)).getUTCDay()).toBe(1);
    expect(gridOrigin(dayMs)).toBe(0);
  });

  test("works before the epoch", () => {
    expect([...timeGrid({ from: -25, to: 15, intervalMs: 10 })]).toEqual([-20, -10, 0, 10]);
  });

  test("two neighbouring grids make one", () => {
    const bound = fc.integer({ min: -1e6, max: 1e6 });
    fc.assert(
      fc.property(bound, bound, bound, fc.integer({ min: 997, max: 1e5 }), (a, b, c, intervalMs) => {
        const [from, middle, to] = [a, b, c].sort((x, y) => x - y) as [number, number, number];
        expect([...timeGrid({ from, to: middle, intervalMs }), ...timeGrid({ from: middle, to, intervalMs })]).toEqual([
          ...timeGrid({ from, to, intervalMs }),
        ]);
      }),
      { seed: 1 },
    );
  });

  test("refuses bounds and intervals that are none", () => {
    expect(() => timeGrid({ from: Number.NaN, to: 1, intervalMs: 1 })).toThrow("timeGrid: NaN is not an instant");
    expect(() => timeGrid({ from: 0, to: 1, intervalMs: 0 })).toThrow("timeGrid: intervalMs 0 is not a length of time");
    expect(() => timeGrid({ from: 0, to: 1e12, intervalMs: 1 })).toThrow(
      "timeGrid: 1000000000000 rows of 1ms from 1970-01-01T00:00:00.001Z are too many",
    );
  });
});

describe("onGrid", () => {
  const rows = panel({ times: [60, 80, 110], unit: "usd", columns: { a: [1, 2, 3], b: [Number.NaN, 5, 6] } });

  test("puts rows of NaN where rows are missing", () => {
    const regular = onGrid(rows, 10);
    expect([...regular.times]).toEqual([60, 70, 80, 90, 100, 110]);
    expect([...regular.column("a").values]).toEqual([1, Number.NaN, 2, Number.NaN, Number.NaN, 3]);
    expect(regular.at(60)).toEqual({ a: 1, b: Number.NaN });
  });

  test("returns regular data as it is", () => {
    const regular = series({ name: "a", unit: "usd", times: [5, 15, 25], values: [1, 2, 3] });
    expect(onGrid(regular, 10)).toBe(regular);
    expect(onGrid(regular.rows(0, 1), 10).length).toBe(1);
    expect(onGrid(regular.rows(0, 0), 10).length).toBe(0);
  });

  test("names the first time off the grid", () => {
    const times = ["2025-07-01T00:00", "2025-07-01T01:00", "2025-07-01T01:30", "2025-07-01T01:45"].map(epochMs);
    const data = series({ name: "a", unit: "usd", times, values: [1, 2, 3, 4] });
    expect(() => onGrid(data, hourMs)).toThrow(
      "onGrid: time 2025-07-01T01:30Z at row 2 is not a multiple of 1h after 2025-07-01; resample it, or give the interval it has",
    );
    expect(() => onGrid(data, -1)).toThrow("onGrid: intervalMs -1 is not a length of time");
  });
});

describe("gaps", () => {
  test("lists runs of missing instants", () => {
    expect(gaps(Float64Array.of(60, 80, 90, 130), 10)).toEqual([
      { from: 70, to: 70, count: 1 },
      { from: 100, to: 120, count: 3 },
    ]);
  });

  test("finds none in regular, empty and single times", () => {
    expect(gaps(Float64Array.of(60, 70, 80), 10)).toEqual([]);
    expect(gaps(new Float64Array(0), 10)).toEqual([]);
    expect(gaps(Float64Array.of(1), 10)).toEqual([]);
  });

  test("counts as many as onGrid adds", () => {
    const places = fc.uniqueArray(fc.integer({ min: 0, max: 50 })).map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(places, (all) => {
        const data = series({ name: "a", unit: "usd", times: all.map((place) => place * 10), values: all });
        const missing = gaps(data.times, 10).reduce((sum, { count }) => sum + count, 0);
        expect(onGrid(data, 10).length).toBe(data.length + missing);
      }),
      { seed: 1 },
    );
  });

  test("names the first time off the grid", () => {
    expect(() => gaps(Float64Array.of(0, 10, 25), 10)).toThrow("gaps: time 1970-01-01T00:00:00.025Z at row 2");
  });
});
