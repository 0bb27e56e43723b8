import { hourMs } from "../../../lib/series/time.js";
import type { ReturnMatrix } from "../../../lib/statistics/return-matrix.js";
import { seededNoise } from "../../series/seeded-noise.js";

/** Hourly returns of strategies by name, the first ending at 1970-01-01T01:00Z. */
export function matrixOf(columns: Readonly<Record<string, ArrayLike<number>>>): ReturnMatrix {
  const values = Object.values(columns).map((column) => Float64Array.from(column));
  const times = Float64Array.from({ length: values[0]?.length ?? 0 }, (_, row) => (row + 1) * hourMs);
  return { times, intervalMs: hourMs, names: Object.keys(columns), columns: values };
}

/** N columns of T returns between −0.01 and 0.01, drawn column by column. */
export function noiseMatrix(seed: number, T: number, N: number): ReturnMatrix {
  const noise = seededNoise(seed);
  const draw = (): Float64Array => Float64Array.from({ length: T }, () => noise() * 0.02);
  return matrixOf(Object.fromEntries(Array.from({ length: N }, (_, j) => [`s${j}`, draw()])));
}

/** A copy with some returns replaced. */
export function changed(
  matrix: ReturnMatrix,
  change: (value: number, row: number, column: number) => number,
): ReturnMatrix {
  const columns = matrix.columns.map((values, j) => Float64Array.from(values, (value, row) => change(value, row, j)));
  return { ...matrix, columns };
}
