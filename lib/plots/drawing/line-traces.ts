import { axisName } from "./base-layout.js";
import type { PlotLine } from "./plot-values.js";

/** How a line is drawn. */
interface LineStyle {
  /** Strip it lies in, counted from 0 at the top. */
  readonly strip: number;
  readonly colour: string;
  readonly dash?: "solid" | "dash" | "dot";
  /** In pixels. Default 1.5. */
  readonly width?: number;
  /** `hv` holds each value until the next one. Default straight from one to the other. */
  readonly shape?: "hv";
  /** One text for each point, for `%{text}`. Default none. */
  readonly text?: readonly string[];
  readonly hovertemplate?: string;
}

/**
 * A plotly trace of a line, broken where a value is missing, and one more of the points without a neighbour, if there
 * are any: a line through one point alone is not drawn.
 */
export function lineTraces(
  name: string,
  { x, y }: Pick<PlotLine, "x" | "y">,
  { strip, colour, dash = "solid", width = 1.5, shape, text, hovertemplate = "%{y}" }: LineStyle,
): readonly Readonly<Record<string, unknown>>[] {
  const line = {
    type: "scatter",
    mode: "lines",
    name,
    x,
    y,
    yaxis: axisName(strip),
    connectgaps: false,
    line: { color: colour, width, dash, ...(shape === undefined ? {} : { shape }) },
    ...(text === undefined ? {} : { text }),
    hovertemplate,
  };
  const lone = lonePoints(y);
  if (lone.length === 0) return [line];
  const dots = {
    type: "scatter",
    mode: "markers",
    name,
    x: lone.map((point) => x[point]),
    y: lone.map((point) => y[point]),
    yaxis: axisName(strip),
    marker: { color: colour, size: dotSize },
    // The line speaks for them.
    hoverinfo: "skip",
  };
  return [line, dots];
}

/** In pixels: twice the width of a line. */
const dotSize = 3;

/** Places of the values that have no value right before and after them. */
function lonePoints(y: PlotLine["y"]): number[] {
  const isGap = (point: number): boolean => (y[point] ?? null) === null;
  return y.flatMap((_, point) => (!isGap(point) && isGap(point - 1) && isGap(point + 1) ? [point] : []));
}
