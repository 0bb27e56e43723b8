import type { Concentration } from "../../analytics/shares/concentration.js";
import { baseLayout, type FigureOptions, figureConfig } from "../drawing/base-layout.js";
import type { Figure } from "../drawing/figure.js";
import { lineTraces } from "../drawing/line-traces.js";
import { okabeIto } from "../drawing/palette.js";
import { type PlotLine, plotLines } from "../drawing/plot-values.js";
import { singleRanges } from "../drawing/single-range.js";

/**
 * How concentrated open interest is: the Herfindahl–Hirschman index, with the least it could be (1 / N, all of a size)
 * as a dotted line, and below the number of equal columns that would be as concentrated. Where 1 / N steps, a column
 * joined or left, and the index moved without a trade: the footer counts these steps.
 * Long lines are thinned to at most about 2,000 points. A gap breaks the lines.
 */
export function concentrationFigure(
  { herfindahl, effectiveNumber, count }: Concentration,
  { title, note, theme, height = 440 }: FigureOptions = {},
): Figure {
  // Venues or columns, as `concentration` names it.
  const of = count.name;
  const least = herfindahl.with(
    count.values.map((columns, row) => (herfindahl.values[row] >= 0 ? 1 / columns : Number.NaN)),
  );
  const [index, leastIndex, effective] = plotLines([herfindahl, least, effectiveNumber]) as [
    PlotLine,
    PlotLine,
    PlotLine,
  ];
  const asset = herfindahl.identity.asset;
  const layout = baseLayout({
    title: title ?? `Concentration of ${asset === undefined ? "" : `${asset} `}open interest over ${of}`,
    note,
    theme,
    height,
    strips: [
      {
        label: "HHI (sum of shares²)",
        key: [
          { name: "HHI", colour: okabeIto.blue, mark: "line" },
          { name: "1 / N", colour: okabeIto.grey, mark: "dot" },
        ],
        weight: 4,
        axis: { hoverformat: ".4f", zeroline: false },
      },
      {
        label: `Effective number of ${of} (1 / HHI)`,
        weight: 3,
        axis: { hoverformat: ".2f", zeroline: false },
      },
    ],
    remarks: [stepsText(count.values, of), index.thinned],
  });
  const data = [
    ...lineTraces("1 / N", leastIndex, { strip: 0, colour: okabeIto.grey, dash: "dot", shape: "hv" }),
    ...lineTraces("HHI", index, { strip: 0, colour: okabeIto.blue }),
    ...lineTraces("1 / HHI", effective, {
      strip: 1,
      colour: okabeIto.green,
      text: Array.from(effective.rows, (row) => String(count.values[row])),
      hovertemplate: "%{y} of %{text}",
    }),
  ];
  return {
    data,
    layout: singleRanges(layout, data),
    config: figureConfig,
  };
}

/** How many columns hold a share, and how often that changes. */
function stepsText(counts: Float64Array, of: string): string {
  const told = counts.filter((count) => count > 0);
  if (told.length === 0) return "No row has shares";
  const least = told.reduce((a, b) => Math.min(a, b));
  const most = told.reduce((a, b) => Math.max(a, b));
  const steps = told.reduce((sum, count, row) => sum + (row > 0 && count !== told[row - 1] ? 1 : 0), 0);
  if (steps === 0) return `N = ${most} ${of} throughout`;
  return `N = ${least} to ${most} ${of}, changing ${steps} times: the index then moves without a trade`;
}
