import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PathWriter } from "../../../lib/plots/svg/traces/path.js";
import { pathPoints } from "./path-points.js";

describe("PathWriter", () => {
  test("tells each point by its way from the last one, as short as it goes", () => {
    const path = new PathWriter();
    path.moveTo(10, 20.04);
    path.lineTo(10.5, 19.5);
    path.lineTo(11, 20);
    path.lineTo(11, 25);
    path.lineTo(12, 25);
    path.lineTo(15, 25);
    path.close();
    expect(path.text()).toBe("M10 20l.5-.5.5.5v5h4z");
  });

  test("leaves out a way of no length and takes ways along one line together, but not there and back", () => {
    const path = new PathWriter();
    path.moveTo(0, 0);
    path.lineTo(0.01, 0);
    path.lineTo(5, 0);
    path.lineTo(9, 0);
    path.lineTo(4, 0);
    expect(path.text()).toBe("M0 0h9-5");
  });

  test("is read as the points that were written, to a twentieth of a pixel, however long it is", () => {
    const coordinate = fc.double({ min: -900, max: 900, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 60 }), (points) => {
        const path = new PathWriter();
        path.moveTo(...(points[0] as [number, number]));
        for (const point of points.slice(1)) path.lineTo(...point);
        const read = pathPoints(path.text());
        for (const [x, y] of read)
          expect(points.some(([px, py]) => Math.abs(px - x) < 0.06 && Math.abs(py - y) < 0.06)).toBe(true);
        const [lastX, lastY] = read.at(-1) as [number, number];
        const [x, y] = points.at(-1) as [number, number];
        expect(Math.abs(lastX - x) + Math.abs(lastY - y)).toBeLessThan(0.12);
      }),
      { seed: 5 },
    );
  });

  test("what is no number is written as none that could break the picture", () => {
    const path = new PathWriter();
    path.moveTo(0, 0);
    path.lineTo(1e300, -1e300);
    expect(path.text()).toBe("M0 0l100000-100000");
  });
});
