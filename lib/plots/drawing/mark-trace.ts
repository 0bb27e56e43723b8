import { axisName } from "./base-layout.js";
import { plotNumber } from "./plot-values.js";

/** A point with what is said when it is pointed at. */
export interface Mark {
  /** A time as plotly reads it, a number or a category. */
  readonly x: string | number;
  /** NaN marks are left out. */
  readonly y: number;
  /** Shown when pointed at, already made safe by `plotText` where it holds a name. */
  readonly text: string;
}

/** How marks are drawn. */
interface MarkStyle {
  /** Strip they lie in, counted from 0 at the top. */
  readonly strip: number;
  readonly symbol: string;
  readonly colour: string;
  /** In pixels. Default 8. */
  readonly size?: number;
  /** Line around them, so that they stand out on what lies below. */
  readonly line?: Readonly<Record<string, unknown>>;
}

/** A plotly trace of single points that speak when pointed at. */
export function markTrace(
  name: string,
  marks: readonly Mark[],
  { strip, symbol, colour, size = 8, line }: MarkStyle,
): Readonly<Record<string, unknown>> {
  const there = marks.filter(({ y }) => !Number.isNaN(y));
  return {
    type: "scatter",
    mode: "markers",
    name,
    x: there.map(({ x }) => x),
    y: there.map(({ y }) => plotNumber(y)),
    text: there.map(({ text }) => text),
    yaxis: axisName(strip),
    marker: { symbol, color: colour, size, ...(line === undefined ? {} : { line }) },
    hovertemplate: "%{text}",
  };
}
