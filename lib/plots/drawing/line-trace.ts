import { axisName } from "./base-layout.js";
import type { PlotLine } from "./plot-values.js";

/** How a line is drawn. */
interface LineStyle {
  /** Strip it lies in, counted from 0 at the top. */
  readonly strip: number;
  readonly colour: string;
  readonly dash?: "solid" | "dash" | "dot";
  readonly hovertemplate?: string;
}

/** A plotly trace of a line, broken where a value is missing. */
export function lineTrace(
  name: string,
  { x, y }: PlotLine,
  { strip, colour, dash = "solid", hovertemplate = "%{y}" }: LineStyle,
): Readonly<Record<string, unknown>> {
  return {
    type: "scatter",
    mode: "lines",
    name,
    x,
    y,
    yaxis: axisName(strip),
    connectgaps: false,
    line: { color: colour, width: 1.5, dash },
    hovertemplate,
  };
}
