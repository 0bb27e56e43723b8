import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { thinPoints } from "../../../lib/plots/market/thin-points.js";

/** A crowd of 3,000 points about the middle, half as dense a crowd of 1,000 beside it, and three lone points. */
function crowds() {
  const x: number[] = [];
  const y: number[] = [];
  const add = (count: number, middle: number, width: number): void => {
    for (let row = 0; row < count; row++) {
      x.push(middle + width * Math.sin(row * 1.7));
      y.push(width * Math.cos(row * row));
    }
  };
  add(3_000, 0, 0.2);
  add(1_000, 0.7, 0.2);
  x.push(-0.9, 0.95, 5);
  y.push(0.9, -0.95, 0.5);
  return { x, y, classes: x.map(() => 0), xLimit: 1, yLimit: 1 };
}

describe("thinPoints", () => {
  test("keeps every lone point, and one beyond the limits", () => {
    const rows = thinPoints(crowds(), 400);
    expect([...rows].slice(-3)).toEqual([4_000, 4_001, 4_002]);
    expect(rows.length).toBeLessThanOrEqual(400);
    expect(rows.length).toBeGreaterThan(350);
  });

  test("leaves the denser crowd the denser one", () => {
    const rows = thinPoints(crowds(), 400);
    const inFirst = rows.filter((row) => row < 3_000).length;
    const inSecond = rows.filter((row) => row >= 3_000 && row < 4_000).length;
    expect(inFirst).toBeGreaterThan(inSecond);
    expect(inSecond).toBeGreaterThan(100);
  });

  // 500 cells of the finest grid would hold a point each: only a coarser grid leaves 100.
  test("takes a coarser grid where even one point of each cell is too many", () => {
    const rows = Array.from({ length: 500 }, (_, row) => row);
    const cloud = {
      x: rows.map((row) => (row % 25) / 12.5 - 0.98),
      y: rows.map((row) => Math.floor(row / 25) / 10 - 0.98),
      classes: rows.map(() => 0),
      xLimit: 1,
      yLimit: 1,
    };
    const kept = thinPoints(cloud, 100);
    expect(kept.length).toBeLessThanOrEqual(100);
    expect(kept.length).toBeGreaterThan(30);
  });

  test("keeps all rows of a cloud that is small enough, but those without a place or a class", () => {
    const cloud = { x: [0, Number.NaN, 1, 1], y: [0, 0, 1, 1], classes: [0, 0, -1, 1], xLimit: 1, yLimit: 1 };
    expect([...thinPoints(cloud, 100)]).toEqual([0, 3]);
    expect([...thinPoints({ x: [], y: [], classes: [], xLimit: 1, yLimit: 1 }, 100)]).toEqual([]);
  });

  test("gives rising rows, each once, at most as many as asked, and the same ones each time", () => {
    const value = fc.double({ min: -2, max: 2, noNaN: true });
    const cloudOf = fc.array(fc.tuple(value, value, fc.integer({ min: -1, max: 4 })), { maxLength: 800 });
    fc.assert(
      fc.property(cloudOf, (points) => {
        const cloud = {
          x: points.map(([x]) => x),
          y: points.map(([, y]) => y),
          classes: points.map(([, , code]) => code),
          xLimit: 1,
          yLimit: 1,
        };
        const rows = thinPoints(cloud, 100);
        expect(rows.length).toBeLessThanOrEqual(100);
        expect([...rows]).toEqual([...new Set(rows)].sort((a, b) => a - b));
        expect(rows.every((row) => cloud.classes[row] >= 0)).toBe(true);
        expect([...thinPoints(cloud, 100)]).toEqual([...rows]);
        const told = cloud.classes.filter((code) => code >= 0).length;
        if (told <= 100) expect(rows.length).toBe(told);
        else expect(rows.length).toBeGreaterThan(0);
      }),
      { seed: 20_250_701, numRuns: 60 },
    );
  });
});
