import { axisName } from "./base-layout.js";
import { okabeIto, withOpacity } from "./palette.js";

/** A shape across a strip at 0, stronger than the grid: what nothing would be. */
export function zeroLine(strip: number): Readonly<Record<string, unknown>> {
  return {
    type: "line",
    layer: "below",
    xref: "paper",
    yref: axisName(strip),
    x0: 0,
    x1: 1,
    y0: 0,
    y1: 0,
    line: { width: 1, dash: "solid", color: withOpacity(okabeIto.grey, 0.9) },
  };
}

/** The same down a strip, at 0 of the horizontal axis. */
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
    line: { width: 1, dash: "solid", color: withOpacity(okabeIto.grey, 0.9) },
  };
}
