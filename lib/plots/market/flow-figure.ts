import type { Decomposition } from "../../analytics/decomposition/decomposition.js";
import { resample } from "../../series/resample.js";
import type { Series } from "../../series/series.js";
import { dayMs, hourMs, intervalMs, intervalText } from "../../series/time.js";
import { axisName, baseLayout, type FigureOptions, figureConfig } from "../drawing/base-layout.js";
import type { Figure } from "../drawing/figure.js";
import { lineTraces } from "../drawing/line-traces.js";
import { okabeIto } from "../drawing/palette.js";
import { type PlotLine, plotLines, plotNumbers, plotTimes } from "../drawing/plot-values.js";
import { signedDollarAxis } from "../drawing/unit-axis.js";

/** How `flowFigure` draws. */
export interface FlowFigureOptions extends FigureOptions {
  /** Length of a bar, such as `1d`. Default: the shortest of 1h, 4h, 1d, 7d and 28d that gives at most 200 bars. */
  readonly period?: string;
}

/** What the figure reads of a decomposition. */
export type Flow = Pick<Decomposition, "positions" | "revaluation" | "composition">;

const periods = [hourMs, 4 * hourMs, dayMs, 7 * dayMs, 28 * dayMs] as const;
const maxBars = 200;

const parts = [
  { field: "positions", colour: okabeIto.blue, dash: "solid", mark: "line" },
  { field: "revaluation", colour: okabeIto.orange, dash: "dash", mark: "dash" },
  { field: "composition", colour: okabeIto.grey, dash: "dot", mark: "dot" },
] as const;

/**
 * What changed open interest in dollars: positions opened and closed, the price of those held, and columns that began
 * or stopped. Bars are sums over periods, stamped with their end; lines below add up from the start. Composition is
 * drawn only where there is some.
 * Rows without a change (gaps) are left out of the sums and counted in the footer: what happened meanwhile is in none
 * of the parts. Lines break there.
 * @throws {RangeError} if there are no rows or `period` is not an interval
 */
export function flowFigure(
  flow: Flow,
  { title = "What moved open interest in USD", note, theme, height = 520, period }: FlowFigureOptions = {},
): Figure {
  const { times, values } = flow.positions;
  if (times.length < 2) throw new RangeError(`flowFigure: ${times.length} rows hold no change; give at least two`);
  const periodMs = period === undefined ? defaultPeriod(times) : intervalMs(period);
  const drawn = parts.filter(
    ({ field }) => field !== "composition" || flow.composition.values.some((value) => value > 0 || value < 0),
  );
  const lines = plotLines(drawn.map(({ field }) => accumulated(flow[field])));
  const missing = values.subarray(1).reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0);
  const layout = baseLayout({
    title,
    note,
    theme,
    height,
    strips: [
      {
        label: `USD per ${intervalText(periodMs)}`,
        key: drawn.map(({ field, colour }) => ({ name: field, colour })),
        weight: 4,
        axis: signedDollarAxis,
      },
      {
        label: "Sums (USD)",
        key: drawn.map(({ field, colour, mark }) => ({ name: field, colour, mark })),
        weight: 3,
        axis: signedDollarAxis,
      },
    ],
    remarks: [
      `Bars: sums over ${intervalText(periodMs)}, stamped with their end`,
      missing === 0 ? undefined : `${missing} of ${values.length - 1} changes are missing and in no sum`,
      lines[0]?.thinned,
    ],
  });
  return {
    data: [
      ...drawn.map(({ field, colour }) => barTrace(field, flow[field], { colour, periodMs })),
      ...drawn.flatMap(({ field, colour, dash }, index) =>
        lineTraces(`${field}, sum`, lines[index] as PlotLine, { strip: 1, colour, dash }),
      ),
    ],
    layout: { ...layout, barmode: "relative", bargap: 0 },
    config: figureConfig,
  };
}

function defaultPeriod(times: Float64Array): number {
  const step = (times[1] as number) - (times[0] as number);
  const span = (times.at(-1) as number) - (times[0] as number);
  return periods.find((ms) => ms % step === 0 && span / ms <= maxBars) ?? Math.ceil(span / maxBars / step) * step;
}

function barTrace(
  name: string,
  part: Series,
  { colour, periodMs }: { readonly colour: string; readonly periodMs: number },
): Readonly<Record<string, unknown>> {
  const { times, values } = resample(part, periodMs, { take: "sum", partial: "keep", minCount: 1 });
  const rows = Int32Array.from(times, (_, row) => row);
  return {
    type: "bar",
    name,
    x: plotTimes(times, rows),
    y: plotNumbers(values, rows),
    yaxis: axisName(0),
    offset: -periodMs,
    width: periodMs,
    marker: { color: colour, line: { width: 0 } },
    hovertemplate: "%{y}",
  };
}

/** Running sum; a gap stays a gap and adds nothing. */
function accumulated(part: Series): Series {
  const out = new Float64Array(part.length);
  let sum = 0;
  for (let row = 0; row < out.length; row++) {
    const value = part.values[row] as number;
    if (value === value) sum += value;
    out[row] = value === value ? sum : Number.NaN;
  }
  return part.with(out);
}
