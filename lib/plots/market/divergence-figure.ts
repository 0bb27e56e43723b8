import type { Divergence } from "../../analytics/divergence/divergence.js";
import { axisName, baseLayout, type FigureOptions, figureConfig } from "../drawing/base-layout.js";
import type { Figure } from "../drawing/figure.js";
import { lineTraces } from "../drawing/line-traces.js";
import { okabeIto, withOpacity } from "../drawing/palette.js";
import { type PlotLine, plotLines } from "../drawing/plot-values.js";
import { singleRanges } from "../drawing/single-range.js";

/** How `divergenceFigure` draws. */
export interface DivergenceFigureOptions extends FigureOptions {
  /** Half-width of the band in standard deviations. Default 2. */
  readonly threshold?: number;
}

/**
 * One column of a divergence: its log ratio to the others, and its z-score with a band; ▲ marks points above the band
 * and ▼ points below it.
 * Long lines are thinned to at most about 2,000 points, which keeps the extremes.
 * @param column name of a column of the divergence
 * @throws {RangeError} if there is no such column, or `threshold` is not above 0
 */
export function divergenceFigure(
  { logRatio, zScore, window }: Divergence,
  column: string,
  { title = `${column} against the others`, note, theme, height = 460, threshold = 2 }: DivergenceFigureOptions = {},
): Figure {
  if (!(threshold > 0)) throw new RangeError(`divergenceFigure: threshold ${threshold} is not above 0`);
  const [ratio, score] = plotLines([logRatio.column(column), zScore.column(column)]) as [PlotLine, PlotLine];
  const layout = baseLayout({
    title,
    note,
    theme,
    height,
    strips: [
      { label: "ln(open interest / sum of the others)", weight: 3, axis: { hoverformat: ".3f", zeroline: false } },
      { label: `z-score over ${window} rows (standard deviations)`, weight: 3, axis: { hoverformat: ".2f" } },
    ],
    remarks: [`Band: ±${threshold} standard deviations; ▲ above, ▼ below`, ratio.thinned],
  });
  const data = [
    ...lineTraces("log ratio", ratio, { strip: 0, colour: okabeIto.green }),
    ...lineTraces("z-score", score, { strip: 1, colour: okabeIto.blue }),
    markTrace("above the band", score, {
      symbol: "triangle-up",
      colour: okabeIto.vermillion,
      marked: (z) => z > threshold,
    }),
    markTrace("below the band", score, {
      symbol: "triangle-down",
      colour: okabeIto.purple,
      marked: (z) => z < -threshold,
    }),
  ];
  return {
    data,
    layout: {
      ...singleRanges(layout, data),
      shapes: [
        {
          type: "rect",
          layer: "below",
          xref: "paper",
          yref: axisName(1),
          x0: 0,
          x1: 1,
          y0: -threshold,
          y1: threshold,
          fillcolor: withOpacity(okabeIto.grey, 0.12),
          line: { width: 1, dash: "dot", color: withOpacity(okabeIto.grey, 0.8) },
        },
      ],
    },
    config: figureConfig,
  };
}

interface MarkStyle {
  readonly symbol: string;
  readonly colour: string;
  readonly marked: (value: number) => boolean;
}

function markTrace(
  name: string,
  { x, y }: PlotLine,
  { symbol, colour, marked }: MarkStyle,
): Readonly<Record<string, unknown>> {
  const points = x.flatMap((time, index) => {
    const value = y[index] as number | null;
    return value !== null && marked(value) ? [{ time, value }] : [];
  });
  return {
    type: "scatter",
    mode: "markers",
    name,
    x: points.map(({ time }) => time),
    y: points.map(({ value }) => value),
    yaxis: axisName(1),
    marker: { symbol, color: colour, size: 6 },
    hoverinfo: "skip",
  };
}
