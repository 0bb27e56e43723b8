import { medianSorted } from "simple-statistics";
import type { Parameters } from "../../backtest/sweep/parameters.js";

/** A value of a parameter. */
export type ParameterValue = Parameters[string];

/** Combinations of a sweep and their measure, apart. */
export interface SweepPoint {
  readonly parameters: Parameters;
  /** NaN where it is not defined. */
  readonly value: number;
}

/** A sweep cut down to two parameters. */
export interface SweepGrid {
  readonly xs: readonly ParameterValue[];
  readonly ys: readonly ParameterValue[];
  /** Row for each of `ys`, column for each of `xs`; NaN where there is no combination, or no value. */
  readonly cells: readonly (readonly number[])[];
}

/** The distinct values of a parameter: numbers rising, others in the order in which they came. */
export function levels(points: readonly SweepPoint[], name: string): readonly ParameterValue[] {
  const values = [...new Set(points.map(({ parameters }) => parameters[name]))];
  return values.every((value) => typeof value === "number") ? values.sort((one, other) => one - other) : values;
}

/** The median over all combinations of each pair of values; a combination without a value is passed over. */
export function sweepGrid(points: readonly SweepPoint[], x: string, y: string): SweepGrid {
  const [xs, ys] = [levels(points, x), levels(points, y)];
  const inCell = ys.map(() => xs.map((): number[] => []));
  for (const { parameters, value } of points) {
    if (value === value) inCell[ys.indexOf(parameters[y])][xs.indexOf(parameters[x])].push(value);
  }
  return { xs, ys, cells: inCell.map((row) => row.map(median)) };
}

/** The value of a grid at a combination. */
export function cellOf({ xs, ys, cells }: SweepGrid, at: Parameters, [x, y]: readonly [x: string, y: string]): number {
  return cells[ys.indexOf(at[y])]?.[xs.indexOf(at[x])] ?? Number.NaN;
}

/** The points whose parameters beside `free` are those of one of them. */
export function sliceAt(points: readonly SweepPoint[], at: Parameters, free: readonly string[]): readonly SweepPoint[] {
  const fixed = Object.keys(at).filter((name) => !free.includes(name));
  return points.filter(({ parameters }) => fixed.every((name) => parameters[name] === at[name]));
}

/** NaN of none. */
export function median(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : medianSorted([...values].sort((one, other) => one - other));
}
