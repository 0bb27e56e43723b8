import fc from "fast-check";
import { expect, test } from "vitest";
import { apartLayers } from "../../../lib/plots/svg/traces/apart-layers.js";

test("points that would overlap lie in layers of their own", () => {
  const places = [
    [0, 0],
    [1, 1],
    [0, 9],
    [20, 0],
    [1, 2],
  ] as const;
  expect(apartLayers(places, 5)).toEqual([[0, 2, 3], [1], [4]]);
  expect(apartLayers([], 5)).toEqual([]);
});

test("no two points of a layer are near, and each point is in one layer", () => {
  const coordinate = fc.double({ min: -50, max: 50, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(coordinate, coordinate), { maxLength: 80 }),
      fc.integer({ min: 1, max: 20 }),
      (places, distance) => {
        const layers = apartLayers(places, distance);
        expect(layers.flat().sort((a, b) => a - b)).toEqual(places.map((_, index) => index));
        for (const layer of layers) {
          for (const [place, index] of layer.entries()) {
            for (const other of layer.slice(place + 1)) {
              const [[x, y], [otherX, otherY]] = [places[index], places[other]] as [[number, number], [number, number]];
              expect(Math.max(Math.abs(x - otherX), Math.abs(y - otherY))).toBeGreaterThanOrEqual(distance);
            }
          }
        }
      },
    ),
    { seed: 3 },
  );
});
