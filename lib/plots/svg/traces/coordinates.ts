import { type AxisFrame, coordinate } from "../axes/axis.js";
import { list, numberOr, type Settings } from "../input/json.js";

/** Points of a trace on its axes, NaN for a gap. */
export interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Coordinates of a trace's points; where it names no places along an axis, they are `x0`, `x0 + dx`, … */
export function pointsOf(trace: Settings, x: AxisFrame, y: AxisFrame): Points {
  const [xs, ys] = [list(trace.x), list(trace.y)];
  const length = xs.length === 0 ? ys.length : ys.length === 0 ? xs.length : Math.min(xs.length, ys.length);
  return { x: along(trace, x, xs, length), y: along(trace, y, ys, length) };
}

function along(trace: Settings, axis: AxisFrame, values: readonly unknown[], length: number): Float64Array {
  if (values.length > 0) return Float64Array.from({ length }, (_, index) => coordinate(axis, values[index]));
  const start = coordinate(axis, trace[`${axis.letter}0`] ?? 0);
  const step = numberOr(trace[`d${axis.letter}`], 1);
  return Float64Array.from({ length }, (_, index) => start + index * step);
}
