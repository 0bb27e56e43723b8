import type { Points } from "./coordinates.js";

/** A stacked area: its points with those below it, at the places of all areas of the stack. */
export interface StackedPoints extends Points {
  /** Where the area begins: the top of the one below. */
  readonly base: Float64Array;
}

/**
 * Areas put on each other: each begins where the sum of those before it ends, at every place that one of them has. A
 * place that an area lacks, or has no value at, counts as 0 there.
 * @param normal sum of each place after stacking: `fraction` 1, `percent` 100, else as it is
 */
export function stacked(areas: readonly Points[], normal: unknown): StackedPoints[] {
  const places = Float64Array.from(
    new Set(areas.flatMap(({ x }) => Array.from(x).filter((place) => place === place))),
  ).sort();
  const rowOf = new Map(Array.from(places, (place, row) => [place, row]));
  const values = areas.map(({ x, y }) => {
    const row = new Float64Array(places.length);
    x.forEach((place, index) => {
      const value = y[index] as number;
      if (place === place && value === value) row[rowOf.get(place) as number] = value;
    });
    return row;
  });
  const whole = normal === "fraction" ? 1 : normal === "percent" ? 100 : undefined;
  const scale = places.map((_, row) => {
    const sum = values.reduce((total, area) => total + (area[row] as number), 0);
    return whole === undefined || sum === 0 ? 1 : whole / sum;
  });
  let base = new Float64Array(places.length);
  return values.map((area) => {
    const below = base;
    const y = area.map((value, row) => (below[row] as number) + value * (scale[row] as number));
    base = y;
    return { x: places, y, base: below };
  });
}
