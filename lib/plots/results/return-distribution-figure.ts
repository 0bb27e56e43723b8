import { checkEquity } from "../../backtest/results/check-equity.js";
import type { EquityOf, Period } from "../../backtest/results/period-returns.js";
import { checkChoice, shown } from "../../series/check.js";
import { countText } from "../../series/count-text.js";
import { simpleReturns } from "../../series/difference.js";
import { Series } from "../../series/series.js";
import { dayMs } from "../../series/time.js";
import { type ReturnDistribution, returnDistribution } from "../../statistics/return-distribution.js";
import { sortedQuantile } from "../../statistics/sorted-quantile.js";
import { baseLayout, type FigureOptions, figureConfig } from "../drawing/base-layout.js";
import type { Figure } from "../drawing/figure.js";
import { okabeIto } from "../drawing/palette.js";
import { percentText } from "../drawing/percent-text.js";
import { plotNumber } from "../drawing/plot-values.js";
import { unitAxis } from "../drawing/unit-axis.js";
import { coveredReturns } from "./covered-returns.js";
import { histogram } from "./histogram.js";
import { decimalText, inCurrency, isSameBar, resultLabel, sameBarRemark } from "./result-words.js";

/** How `returnDistributionFigure` draws. */
export interface ReturnDistributionFigureOptions extends FigureOptions {
  /** Over what returns are taken. Default `day` where bars are shorter and there are at least 30 days, else `bar`. */
  readonly period?: Period | "bar";
  /** Probability of the tail, above 0 and below 0.5. Default 0.05. */
  readonly level?: number;
}

const periods = ["bar", "day", "week", "month", "year"] as const;
const fewestDays = 30;
const curvePoints = 121;

/**
 * Histogram of returns beside the normal of the same mean and standard deviation, with the 5 % quantile (historical
 * value at risk) and the mean of the returns up to it (expected shortfall) marked; skewness and kurtosis are in the
 * footer. All numbers are those of `returnDistribution`. Returns of exactly 0, as of periods without a position, have a
 * grey bar of their own, which is cut where it would dwarf the others; periods in which no bar counted are left out.
 * @param result a backtest, or a series of equity or of another level above 0
 * @throws {TypeError} for what is no backtest and no series
 * @throws {RangeError} for fewer than two returns, a value below 0, an unknown period or a level out of range
 */
export function returnDistributionFigure(
  result: EquityOf,
  {
    title = "Distribution of returns",
    note,
    theme,
    height = 420,
    period,
    level = 0.05,
  }: ReturnDistributionFigureOptions = {},
): Figure {
  if (period !== undefined) checkChoice("period", period, periods, "returnDistributionFigure");
  const equity: unknown = result instanceof Series ? result : Object(result).equity;
  if (!(equity instanceof Series)) {
    throw new TypeError(
      `returnDistributionFigure: ${shown(result)} has no equity; give a backtest, or a Series of equity`,
    );
  }
  const taken = period ?? usualPeriod(equity);
  const returns = taken === "bar" ? barReturns(result) : coveredReturns(result, taken).returns.values;
  const sorted = returns.filter((value) => value === value).sort();
  if (sorted.length < 2) {
    throw new RangeError(
      `returnDistributionFigure: ${countText(sorted.length, "return")} of a ${taken} ` +
        `${sorted.length === 1 ? "has" : "have"} no distribution; at least 2 are needed`,
    );
  }
  const distribution = returnDistribution(sorted, { level });
  const moved = sorted.filter((value) => value !== 0);
  const zeros = sorted.length - moved.length;
  const bins =
    moved.length === 0
      ? { centres: [], counts: [], width: 0.001 }
      : histogram(moved, [sortedQuantile(moved, 0.25), sortedQuantile(moved, 0.75)]);
  const curve = normalCurve(distribution, bins.width, bins.centres);
  const tallest = [...bins.counts, ...curve.y].reduce((most, count) => Math.max(most, count), 0);
  const highest = Math.max(tallest, zeros, 1);
  const cut = zeros > 1.6 * tallest && tallest > 0;
  const range = curve.x.length > 0 ? [curve.x[0], curve.x[curve.x.length - 1]].map(plotNumber) : undefined;
  const tail = `${Number((100 * level).toPrecision(4))}%`;
  const isMarked = isSameBar(equity);
  const layout = baseLayout({
    title,
    note,
    theme,
    height,
    strips: [
      {
        label: resultLabel(`${taken[0].toUpperCase()}${taken.slice(1)}s`, isMarked),
        key: [
          { name: "returns", colour: okabeIto.blue },
          ...(zeros > 0 ? [{ name: "exactly 0", colour: okabeIto.grey }] : []),
          { name: "normal", colour: okabeIto.orange, mark: "dash" },
        ],
        // From below 0, whose label would else lie over that of the lowest return.
        axis: { range: [-0.06, cut ? 1.5 : 1.08].map((part) => plotNumber(part * (cut ? tallest : highest))) },
      },
    ],
    horizontal: {
      label: `${inCurrency("return", equity)} of a ${taken} (%)`,
      axis: { ...unitAxis("fraction").axis, tickformat: "~%", ...(range === undefined ? {} : { range }) },
    },
    remarks: [
      momentsText(distribution, taken),
      `${tail} quantile ${percentText(distribution.valueAtRisk, { digits: 2 })}; ` +
        `expected shortfall (ES, mean up to it) ${percentText(distribution.expectedShortfall, { digits: 2 })}`,
      zeros > 0 ? `${countText(zeros, "return")} of exactly 0${cut ? ", whose bar is cut" : ""}` : undefined,
      sameBarRemark(isMarked),
    ],
  });
  return {
    data: [
      barTrace("returns", bins.centres, bins.counts, { width: 0.94 * bins.width, colour: okabeIto.blue }),
      ...(zeros > 0 ? [barTrace("exactly 0", [0], [zeros], { width: 0.3 * bins.width, colour: okabeIto.grey })] : []),
      {
        type: "scatter",
        mode: "lines",
        name: "normal",
        x: curve.x.map(plotNumber),
        y: curve.y.map(plotNumber),
        yaxis: "y",
        connectgaps: false,
        line: { color: okabeIto.orange, width: 2, dash: "dash" },
        hoverinfo: "skip",
      },
    ],
    layout: {
      ...layout,
      barmode: "overlay",
      shapes: [
        verticalLine(distribution.valueAtRisk, okabeIto.vermillion, "dash"),
        verticalLine(distribution.expectedShortfall, okabeIto.vermillion, "dot"),
      ],
      annotations: [
        ...layout.annotations,
        lineLabel(distribution.valueAtRisk, tail, "left"),
        lineLabel(distribution.expectedShortfall, "ES", "right"),
      ],
    },
    config: figureConfig,
  };
}

function usualPeriod({ times }: Series): Period | "bar" {
  const spanned = times[times.length - 1] - times[0];
  return times[1] - times[0] < dayMs && spanned >= fewestDays * dayMs ? "day" : "bar";
}

function barReturns(result: EquityOf): Float64Array {
  checkEquity(result instanceof Series ? result : result.equity, "returnDistributionFigure");
  return (result instanceof Series ? simpleReturns(result) : result.returns).values;
}

function momentsText(
  { mean, deviation, skewness, rawKurtosis, conventions }: ReturnDistribution,
  taken: string,
): string {
  return (
    `${countText(conventions.n, taken)}: mean ${percentText(mean, { digits: 3 })}, standard deviation ${percentText(deviation, { digits: 2 })}, ` +
    `skewness ${decimalText(skewness)}, kurtosis ${decimalText(rawKurtosis)} (normal: 3)`
  );
}

/** The count expected in a bin around each point, were the returns normal. */
function normalCurve(
  { mean, deviation, conventions }: ReturnDistribution,
  width: number,
  centres: readonly number[],
): { readonly x: readonly number[]; readonly y: readonly number[] } {
  if (!(deviation > 0) || centres.length === 0) return { x: [], y: [] };
  const from = Math.min(centres[0] - width / 2, mean - 3 * deviation);
  const to = Math.max(centres[centres.length - 1] + width / 2, mean + 3 * deviation);
  const x = Array.from({ length: curvePoints }, (_, point) => from + ((to - from) * point) / (curvePoints - 1));
  const scale = (conventions.n * width) / (deviation * Math.sqrt(2 * Math.PI));
  return { x, y: x.map((value) => scale * Math.exp(-0.5 * ((value - mean) / deviation) ** 2)) };
}

function barTrace(
  name: string,
  x: readonly number[],
  y: readonly number[],
  { width, colour }: { readonly width: number; readonly colour: string },
): Readonly<Record<string, unknown>> {
  return {
    type: "bar",
    name,
    x: x.map(plotNumber),
    y,
    yaxis: "y",
    width: plotNumber(width),
    marker: { color: colour, line: { width: 0 } },
    hovertemplate: `around %{x:.2%}: %{y}<extra>${name}</extra>`,
  };
}

function verticalLine(at: number, color: string, dash: "dash" | "dot"): Readonly<Record<string, unknown>> {
  const x = plotNumber(at);
  return { type: "line", xref: "x", yref: "y domain", x0: x, x1: x, y0: 0, y1: 1, line: { color, width: 1.5, dash } };
}

function lineLabel(at: number, text: string, xanchor: "left" | "right"): Readonly<Record<string, unknown>> {
  return {
    text,
    xref: "x",
    yref: "y domain",
    x: plotNumber(at),
    y: 1,
    yanchor: "top",
    xanchor,
    xshift: xanchor === "left" ? 3 : -3,
    showarrow: false,
    font: { size: 11 },
  };
}
