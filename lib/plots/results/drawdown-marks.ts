import type { Drawdown } from "../../backtest/results/drawdowns.js";
import { axisName } from "../drawing/base-layout.js";
import { okabeIto, withOpacity } from "../drawing/palette.js";
import { percentText } from "../drawing/percent-text.js";
import { plotNumber, plotTime } from "../drawing/plot-values.js";

type Settings = Readonly<Record<string, unknown>>;

/** Parts of a layout that mark something. */
export interface FigureMarks {
  readonly shapes: readonly Settings[];
  readonly annotations: readonly Settings[];
}

/** Room of a number, as parts of the width of a phone and of the height of a small strip. */
const numberWidth = 0.04;
const numberHeight = 0.15;

/**
 * A grey band from the peak to the recovery, or to the end, of each drawdown, in the strip of the drawdown alone: one of
 * years would grey all of the equity. Its rank stands at its trough, where it does not meet the number of a deeper one.
 * @param strip of the drawdown, counted from 0 at the top
 */
export function drawdownMarks(falls: readonly Drawdown[], times: Float64Array, strip: number): FigureMarks {
  const last = times[times.length - 1];
  const span = last - times[0];
  const deepest = falls.reduce((least, { depth }) => Math.min(least, depth), 0);
  const numbered: Drawdown[] = [];
  for (const fall of falls) {
    const isApart = (other: Drawdown): boolean =>
      Math.abs(other.troughTime - fall.troughTime) > numberWidth * span ||
      Math.abs(other.depth - fall.depth) > numberHeight * -deepest;
    if (numbered.every(isApart)) numbered.push(fall);
  }
  return {
    shapes: falls.map(({ peakTime, troughTime, recoveryTime = last }) => ({
      type: "rect",
      layer: "below",
      xref: "x",
      yref: `${axisName(strip)} domain`,
      x0: plotTime(Number.isNaN(peakTime) ? troughTime : peakTime),
      x1: plotTime(recoveryTime),
      y0: 0,
      y1: 1,
      fillcolor: withOpacity(okabeIto.grey, 0.2),
      line: { color: withOpacity(okabeIto.grey, 0.6), width: 0.5 },
    })),
    annotations: numbered.map(({ rank, troughTime, depth }) => ({
      text: String(rank),
      xref: "x",
      x: plotTime(troughTime),
      xanchor: "center",
      yref: axisName(strip),
      y: plotNumber(depth),
      yanchor: "bottom",
      yshift: 2,
      showarrow: false,
      font: { size: 11 },
    })),
  };
}

/** What the footer says of the drawdowns that are marked. */
export function drawdownRemark(falls: readonly Drawdown[]): string | undefined {
  if (falls.length === 0) return undefined;
  const depths = falls.map(
    ({ depth, recoveryTime }) => `${percentText(depth)}${recoveryTime === undefined ? " (not recovered)" : ""}`,
  );
  return `Shaded: the worst drawdowns, ${depths.join(", ")}`;
}
