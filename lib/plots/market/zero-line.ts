import { axisName } from "../drawing/base-layout.js";
import { okabeIto } from "../drawing/palette.js";

/** A plotly shape: the line at zero across a strip, plainer to see than a line of the grid. */
export function zeroLine(strip: number): Readonly<Record<string, unknown>> {
  const y = axisName(strip);
  return {
    type: "line",
    layer: "below",
    xref: "paper",
    x0: 0,
    x1: 1,
    yref: y,
    y0: 0,
    y1: 0,
    line: { color: okabeIto.grey, width: 1, dash: "solid" },
  };
}

/** The same down a strip, at zero of the horizontal axis. */
export function zeroColumn(strip: number): Readonly<Record<string, unknown>> {
  return {
    type: "line",
    layer: "below",
    xref: "x",
    x0: 0,
    x1: 0,
    yref: `${axisName(strip)} domain`,
    y0: 0,
    y1: 1,
    line: { color: okabeIto.grey, width: 1, dash: "solid" },
  };
}
