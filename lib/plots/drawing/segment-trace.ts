import { axisName } from "./base-layout.js";
import { plotNumber } from "./plot-values.js";

/** A straight line between two points. */
export interface Segment {
  readonly x: readonly [from: string | number, to: string | number];
  readonly y: readonly [from: number, to: number];
}

/** How segments are drawn. */
interface SegmentStyle {
  /** Strip they lie in, counted from 0 at the top. */
  readonly strip: number;
  readonly colour: string;
  readonly dash?: "solid" | "dash" | "dot";
  /** In pixels. Default 2. */
  readonly width?: number;
}

/** A plotly trace of lines that do not hang together; one with a missing end is left out. */
export function segmentTrace(
  name: string,
  segments: readonly Segment[],
  { strip, colour, dash = "solid", width = 2 }: SegmentStyle,
): Readonly<Record<string, unknown>> {
  const there = segments.filter(({ y }) => !y.some(Number.isNaN));
  return {
    type: "scatter",
    mode: "lines",
    name,
    // A gap after each but the last keeps them apart.
    x: there.flatMap(({ x }) => [...x, x[1]]).slice(0, -1),
    y: there.flatMap(({ y }) => [...y.map(plotNumber), null]).slice(0, -1),
    yaxis: axisName(strip),
    connectgaps: false,
    line: { color: colour, width, dash },
    hoverinfo: "skip",
  };
}
