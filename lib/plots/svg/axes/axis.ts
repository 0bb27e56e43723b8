import type { Settings } from "../input/json.js";
import { dateValue } from "./date-value.js";

/** Kinds of axes that are drawn. */
export type AxisType = "linear" | "log" | "date" | "category";

/** Where an axis lies and how it reads data, before its range is known. */
export interface AxisFrame {
  /** Plotly's name, such as `x` or `y2`. */
  readonly id: string;
  readonly letter: "x" | "y";
  readonly type: AxisType;
  /** What the layout says of it, with the template's defaults. */
  readonly settings: Settings;
  /** Names in the order of their places 0, 1, 2…; empty unless the type is `category`. */
  readonly categories: readonly string[];
  /** Pixels from the left or the top edge of the picture to its start there. */
  readonly offset: number;
  /** Length in pixels. */
  readonly length: number;
}

/** An axis with its range. */
export interface Axis extends AxisFrame {
  /** Left to right or bottom to top, in coordinates: what `coordinate` gives. */
  readonly range: readonly [number, number];
}

/**
 * Coordinate of a datum on its axis: a number itself, log₁₀ of a number on a log axis, milliseconds of a time, place of a
 * category. NaN for a gap and for what has no place.
 */
export function coordinate({ type, categories }: AxisFrame, value: unknown): number {
  switch (type) {
    case "date":
      return dateValue(value);
    case "category":
      return value === null || value === undefined ? Number.NaN : categoryPlace(categories, value);
    default: {
      const number = numeric(value);
      return type === "log" ? (number > 0 ? Math.log10(number) : Number.NaN) : number;
    }
  }
}

/** Coordinate of what a layout says, such as a range or the place of an annotation: logarithms on a log axis, also places of categories. */
export function layoutCoordinate(axis: AxisFrame, value: unknown): number {
  if (axis.type === "log") return numeric(value);
  if (axis.type === "category" && typeof value === "number" && !axis.categories.includes(String(value))) return value;
  return coordinate(axis, value);
}

/** Pixels from the left or the top edge of the picture to a coordinate. */
export function position({ letter, offset, length, range }: Axis, value: number): number {
  const part = (value - range[0]) / (range[1] - range[0]);
  return offset + length * (letter === "x" ? part : 1 - part);
}

/** Coordinate at so many pixels from the left or the top edge of the picture. */
export function coordinateAt({ letter, offset, length, range }: Axis, pixel: number): number {
  const part = (pixel - offset) / length;
  return range[0] + (range[1] - range[0]) * (letter === "x" ? part : 1 - part);
}

/** True of a coordinate between the ends of the range, whichever way the axis runs. */
export function isWithin({ range }: Axis, value: number): boolean {
  return value >= Math.min(...range) && value <= Math.max(...range);
}

function categoryPlace(categories: readonly string[], value: unknown): number {
  const place = categories.indexOf(String(value));
  return place < 0 ? Number.NaN : place;
}

/** A number, also written as text; NaN for all else. */
function numeric(value: unknown): number {
  if (typeof value === "number") return Number.isFinite(value) ? value : Number.NaN;
  return typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
}
