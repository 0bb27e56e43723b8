import { sameBarMark } from "../../backtest/results/same-bar-mark.js";
import type { Overfitting } from "../../evidence/overfitting/overfitting-probability.js";
import { shown } from "../../series/check.js";
import { axisName, baseLayout, type FigureOptions, figureConfig } from "../drawing/base-layout.js";
import type { Figure } from "../drawing/figure.js";
import { okabeIto, withOpacity } from "../drawing/palette.js";
import { percentText } from "../drawing/percent-text.js";
import { plotNumber } from "../drawing/plot-values.js";
import { unitAxis } from "../drawing/unit-axis.js";

/** How `overfittingFigure` draws. */
export interface OverfittingFigureOptions extends FigureOptions {
  /** Whether the returns are of same-bar fills (`sweep.sameBarFills`), which the figure then says. Default false. */
  readonly sameBarFills?: boolean;
}

/** What the figure reads. */
export type OverfittingInput = Pick<
  Overfitting,
  "logits" | "inSample" | "outOfSample" | "probability" | "probabilityOfLoss" | "degradation" | "conventions"
>;

const measureLabels = {
  sharpe: "Sharpe ratio of a period",
  mean: "mean return of a period (%)",
  total: "total return (%)",
} as const;

/** Bins of the logits, about. */
const bins = 30;
/** Splits drawn as points, at most. */
const maxPoints = 1_200;
/** Ticks and title of the upper horizontal axis, pixels. */
const upperAxisHeight = 40;

/**
 * How often the best of one half of the time fails in the other. Above, the logits of its rank there over all splits:
 * at or below 0 (vermillion, shaded) it is no better than the median, and the share of these splits is the probability
 * of overfitting. Below, its measure in the half that chose it against that in the other, with the line of least
 * squares and, dotted, where both are equal. More than 1,200 splits are drawn one in so many; all are counted.
 * @param overfitting what `overfittingProbability` returned
 * @throws {TypeError} for what is none
 */
export function overfittingFigure(
  overfitting: OverfittingInput,
  { title, note, theme, height = 620, sameBarFills = false }: OverfittingFigureOptions = {},
): Figure {
  const { logits, inSample, outOfSample, conventions }: Partial<OverfittingInput> = Object(overfitting);
  if (logits === undefined || inSample === undefined || outOfSample === undefined || conventions === undefined) {
    throw new TypeError(
      `overfittingFigure: ${shown(overfitting)} has no logits; give what overfittingProbability() returned`,
    );
  }
  const { probability, probabilityOfLoss, degradation } = overfitting;
  const { measure, strategies, splits } = conventions;
  const mark = sameBarFills ? ` ${sameBarMark}` : "";
  const measured = measure === "sharpe" ? { hoverformat: ".3f" } : unitAxis("fraction").axis;
  const bars = logitBars(logits);
  const tallest = Math.max(...bars.flatMap(({ y }) => y as readonly number[]), 0);
  const layout = baseLayout({
    title:
      title ??
      `Probability of overfitting ${percentText(probability, { digits: 0 })}: best of ${strategies.toLocaleString("en-US")} in the other half`,
    note,
    theme,
    height,
    strips: [
      {
        label: `Splits (%)${mark}`,
        key: [
          { name: "at or below median", colour: okabeIto.vermillion },
          { name: "above", colour: okabeIto.blue },
        ],
        weight: 2,
        // From below 0, whose label would else lie over that of the lowest logit.
        axis: { ...unitAxis("fraction").axis, range: [-0.06, 1.08].map((part) => plotNumber(part * tallest)) },
      },
      {
        label: `Out of sample: ${measureLabels[measure]}`,
        key: [
          { name: "fit", colour: okabeIto.orange, mark: "dash" },
          { name: "equal", colour: okabeIto.grey, mark: "dot" },
        ],
        weight: 3,
        axis: { ...measured, zeroline: true },
      },
    ],
    horizontal: { label: `logit of the rank out of sample, best of ${strategies.toLocaleString("en-US")}` },
    remarks: [
      `${splits.toLocaleString("en-US")} splits; the best loses in the other half in ${percentText(probabilityOfLoss, { digits: 0 })} of them`,
      fitText(degradation),
      thinnedText(inSample.length),
      sameBarFills
        ? "Same-bar fills: decisions were filled at the close they were made at, which nobody can trade"
        : undefined,
    ],
  });
  const limit = logits.reduce((most, logit) => Math.max(most, Math.abs(logit)), 0) * 1.1 || 1;
  const plotHeight = height - layout.margin.t - layout.margin.b;
  const [bottom, top] = (layout.yaxis as { readonly domain: readonly [number, number] }).domain;
  return {
    data: [...bars, ...scatter(inSample, outOfSample, degradation)],
    layout: {
      ...layout,
      barmode: "overlay",
      bargap: 0,
      yaxis: { ...(layout.yaxis as object), domain: [bottom + upperAxisHeight / plotHeight, top] },
      xaxis: { ...(layout.xaxis as object), anchor: axisName(0), range: [-limit, limit], zeroline: true },
      yaxis2: { ...(layout.yaxis2 as object), anchor: "x2" },
      xaxis2: {
        ...measured,
        anchor: axisName(1),
        tickfont: { size: 11 },
        title: { text: `in sample: ${measureLabels[measure]}`, font: { size: 11 }, standoff: 6 },
      },
      shapes: [shadedLosses(limit)],
    },
    config: figureConfig,
  };
}

/** Everything on the left of 0. */
function shadedLosses(limit: number): Readonly<Record<string, unknown>> {
  return {
    type: "rect",
    layer: "below",
    xref: "x",
    yref: "y domain",
    x0: -limit,
    x1: 0,
    y0: 0,
    y1: 1,
    fillcolor: withOpacity(okabeIto.vermillion, 0.1),
    line: { width: 0 },
  };
}

type Trace = Readonly<Record<string, unknown>>;

/** Shares of splits in bins that include their right edge, one of which is 0: what lies left of it is the probability. */
function logitBars(logits: Float64Array): readonly Trace[] {
  const largest = logits.reduce((most, logit) => Math.max(most, Math.abs(logit)), 0);
  const width = largest > 0 ? (2 * largest) / bins : 1;
  const shares = new Map<number, number>();
  for (const logit of logits) {
    const bin = Math.ceil(logit / width - 1e-9) - 1;
    shares.set(bin, (shares.get(bin) ?? 0) + 1);
  }
  const half = [...shares].sort(([one], [other]) => one - other);
  const bars = (name: string, colour: string, isOwn: (bin: number) => boolean): Trace => ({
    type: "bar",
    name,
    x: half.filter(([bin]) => isOwn(bin)).map(([bin]) => plotNumber((bin + 0.5) * width)),
    y: half.filter(([bin]) => isOwn(bin)).map(([, count]) => plotNumber(count / logits.length)),
    yaxis: axisName(0),
    width: plotNumber(0.94 * width),
    marker: { color: colour, line: { width: 0 } },
    hovertemplate: `logit around %{x:.2f}: %{y:.1%} of splits<extra></extra>`,
  });
  return [
    bars("at or below the median", okabeIto.vermillion, (bin) => bin < 0),
    bars("above the median", okabeIto.blue, (bin) => bin >= 0),
  ].filter(({ x }) => (x as unknown[]).length > 0);
}

function scatter(
  inSample: Float64Array,
  outOfSample: Float64Array,
  { slope, intercept }: Overfitting["degradation"],
): readonly Trace[] {
  const rows = Array.from(inSample, (_, row) => row).filter((row) => row % stepOf(inSample.length) === 0);
  const [from, to] = inSample.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const line = (name: string, at: (value: number) => number, colour: string, dash: "dash" | "dot"): Trace => ({
    type: "scatter",
    mode: "lines",
    name,
    x: [plotNumber(from), plotNumber(to)],
    y: [plotNumber(at(from)), plotNumber(at(to))],
    xaxis: "x2",
    yaxis: axisName(1),
    connectgaps: false,
    line: { color: colour, width: 2, dash },
    hoverinfo: "skip",
  });
  return [
    {
      type: "scatter",
      mode: "markers",
      name: "splits",
      x: rows.map((row) => plotNumber(inSample[row])),
      y: rows.map((row) => plotNumber(outOfSample[row])),
      xaxis: "x2",
      yaxis: axisName(1),
      marker: { symbol: "circle", color: okabeIto.skyBlue, size: 5, opacity: 0.5 },
      hovertemplate: "in sample %{x:.3f}, out of sample %{y:.3f}<extra></extra>",
    },
    line("as good as in sample", (value) => value, okabeIto.grey, "dot"),
    ...(slope === slope ? [line("least squares", (value) => intercept + slope * value, okabeIto.orange, "dash")] : []),
  ];
}

/** Odd, because a split and its complement stand side by side. */
function stepOf(splits: number): number {
  const step = Math.ceil(splits / maxPoints);
  return step % 2 === 0 ? step + 1 : step;
}

function thinnedText(splits: number): string | undefined {
  const step = stepOf(splits);
  if (step === 1) return undefined;
  return `Points show ${Math.ceil(splits / step).toLocaleString("en-US")} of ${splits.toLocaleString("en-US")} splits`;
}

function fitText({ slope, rSquared }: Overfitting["degradation"]): string | undefined {
  if (slope !== slope) return undefined;
  const text = (value: number): string => value.toFixed(2).replace("-", "−");
  return `Fit: slope ${text(slope)}, R² ${text(rSquared)}; below 0, the better it looked the worse it did`;
}
