import type { Backtest } from "../../backtest/results/result.js";
import { varianceOfOne } from "../../evidence/sharpe/sharpe-standard-error.js";
import { shown } from "../../series/check.js";
import { rollingMean } from "../../series/rolling/rolling-mean.js";
import { rollingStd } from "../../series/rolling/rolling-std.js";
import { Series } from "../../series/series.js";
import { dayMs, intervalMs, intervalText } from "../../series/time.js";
import type { ReturnMeasures } from "../../statistics/return-measures.js";
import { type AreaLine, bandTraces } from "../drawing/area-traces.js";
import { baseLayout, type FigureOptions, figureConfig } from "../drawing/base-layout.js";
import type { Figure } from "../drawing/figure.js";
import { lineTraces } from "../drawing/line-traces.js";
import { okabeIto, withOpacity } from "../drawing/palette.js";
import { type PlotLine, plotLines, plotNumber } from "../drawing/plot-values.js";
import { unitAxis } from "../drawing/unit-axis.js";
import { decimalText, inCurrency, isSameBar, resultLabel, sameBarRemark } from "./result-words.js";
import { type WindowMoments, windowMoments } from "./window-moments.js";

/** How `rollingFigure` draws. */
export interface RollingFigureOptions extends FigureOptions {
  /**
   * What each point looks back on: a number of rows, or a length of time such as `90d`. Default 90 days, or a quarter
   * of the rows where that is less.
   */
  readonly window?: number | string;
}

/** What the figure reads of a backtest; a walk-forward (`Validation`) has it too. */
export type RollingInput = Pick<Backtest, "returns"> &
  Partial<Pick<Backtest, "equity">> & { readonly measures: ReturnMeasures };

/** A normal lies within so many deviations of its mean with 95 %. */
const deviations95 = 1.959964;
const fewestRows = 8;
/** Four lines are drawn over the same times: half of the usual points keep the figure small. */
const points = 1_000;
const usualWindowMs = 90 * dayMs;
/** Of the band, and of its swatch. */
const band = withOpacity(okabeIto.skyBlue, 0.2);

/**
 * Sharpe ratio and volatility over a trailing window, for a year. The band is where the true ratio of the window may
 * lie with 95 %: ratio ± 1.96 errors, of unrelated returns of any distribution (`sharpeStandardError`); with 90 days it
 * is four wide on each side, so that most of what a rolling ratio does is noise.
 * A window has a value from its first full length on, if at least half of its rows have a return and they vary; else
 * the line breaks. Long lines are thinned to about 1,000 points, which keeps the extremes.
 * @throws {TypeError} for what has no returns and measures
 * @throws {RangeError} for fewer than eight rows, or a window that is no number of rows from 2 to as many as there are
 */
export function rollingFigure(
  result: RollingInput,
  { title = "Rolling Sharpe ratio and volatility", note, theme, height = 460, window }: RollingFigureOptions = {},
): Figure {
  const { returns, measures, equity }: Partial<RollingInput> = Object(result);
  if (!(returns instanceof Series) || measures === undefined) {
    throw new TypeError(`rollingFigure: ${shown(result)} has no returns and measures; give a backtest`);
  }
  const { periodsPerYear } = measures.conventions;
  const rows = windowRows(window, returns.length, (365 * dayMs) / periodsPerYear);
  const whole = { minCount: Math.max(2, Math.ceil(rows / 2)) };
  const year = Math.sqrt(periodsPerYear);
  const deviation = rollingStd(returns, rows, whole).values;
  const mean = rollingMean(returns, rows, whole).values;
  const isFull = (row: number): boolean => row >= rows - 1;
  const volatility = deviation.map((value, row) => (isFull(row) ? value * year : Number.NaN));
  const sharpe = deviation.map((value, row) =>
    isFull(row) && value > rounding ? (mean[row] / value) * year : Number.NaN,
  );
  const [sharpeLine, volatilityLine] = plotLines([returns.with(sharpe), returns.with(volatility)], { points }) as [
    PlotLine,
    PlotLine,
  ];
  const momentsBetween = windowMoments(returns.values);
  const errors = Array.from(sharpeLine.rows, (row) =>
    sharpe[row] === sharpe[row] ? errorOf(momentsBetween(row - rows + 1, row + 1)) * year : Number.NaN,
  );
  const edge = (name: string, sign: number): AreaLine => ({
    name,
    line: {
      ...sharpeLine,
      y: errors.map((error, point) => plotNumber(sharpe[sharpeLine.rows[point]] + sign * deviations95 * error)),
    },
    hovertemplate: "%{y}",
  });

  const span = windowText(rows, (365 * dayMs) / periodsPerYear);
  const isMarked = isSameBar(returns);
  const ofAll = measures.sharpe;
  const layout = baseLayout({
    title,
    note,
    theme,
    height,
    strips: [
      {
        label: resultLabel(inCurrency("Sharpe ratio for a year", equity), isMarked),
        key: [
          { name: span, colour: okabeIto.blue, mark: "line" },
          { name: "95%", colour: band },
        ],
        weight: 4,
        axis: { hoverformat: ".2f", zeroline: true },
      },
      {
        label: `${inCurrency("Volatility for a year", equity)} (%)`,
        weight: 2,
        axis: { ...unitAxis("fraction").axis, ...fromZero(volatilityLine.y) },
      },
    ],
    remarks: [
      `Each point looks back on ${rows.toLocaleString("en-US")} rows (${span}); band: ratio ± 1.96 standard errors of it`,
      ofAll === ofAll ? `Dashed: Sharpe ratio of all rows, ${decimalText(ofAll)}` : undefined,
      sameBarRemark(isMarked),
      sharpeLine.thinned,
    ],
  });
  return {
    data: [
      ...bandTraces(edge("lower 95%", -1), edge("upper 95%", 1), {
        strip: 0,
        colour: okabeIto.skyBlue,
        fillcolor: band,
        width: 0,
      }),
      ...lineTraces("Sharpe ratio", sharpeLine, { strip: 0, colour: okabeIto.blue }),
      ...lineTraces("volatility", volatilityLine, { strip: 1, colour: okabeIto.purple }),
    ],
    layout: ofAll === ofAll ? { ...layout, shapes: [levelLine(ofAll)] } : layout,
    config: figureConfig,
  };
}

/** Spread of returns below this is rounding, as in the measures. */
const rounding = 1e-15;

function windowRows(window: number | string | undefined, length: number, barMs: number): number {
  if (length < fewestRows) {
    throw new RangeError(`rollingFigure: ${length} rows are too few for a window; at least ${fewestRows} are needed`);
  }
  if (window === undefined) return Math.max(2, Math.min(Math.round(usualWindowMs / barMs), Math.floor(length / 4)));
  const rows = typeof window === "string" ? Math.round(intervalMs(window) / barMs) : window;
  if (!(Number.isInteger(rows) && rows >= 2 && rows <= length)) {
    throw new RangeError(
      `rollingFigure: window ${shown(window)} is no number of rows from 2 to ${length}; give rows, or a time such as "30d"`,
    );
  }
  return rows;
}

/** A window as time: in days from two days on, else as intervals are written. */
function windowText(rows: number, barMs: number): string {
  const ms = Math.round(rows * barMs);
  return ms >= 2 * dayMs ? `${Number((ms / dayMs).toFixed(1))}d` : intervalText(ms);
}

/** Of the ratio per period, as `sharpeStandardError` of the returns; NaN where there is none. */
function errorOf({ n, mean, deviation, skewness, kurtosis }: WindowMoments): number {
  if (!(deviation > 0)) return Number.NaN;
  return Math.sqrt(varianceOfOne({ sharpe: mean / deviation, skewness, kurtosis }) / (n - 1));
}

/** From just below 0, whose label would else lie over that of the first date. */
function fromZero(values: readonly (number | null)[]): Readonly<Record<string, unknown>> {
  const highest = values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
  return highest > 0 ? { range: [-0.12 * highest, 1.08 * highest] } : {};
}

/** A dashed line at the ratio of all rows. */
function levelLine(level: number): Readonly<Record<string, unknown>> {
  return {
    type: "line",
    layer: "below",
    xref: "paper",
    yref: "y",
    x0: 0,
    x1: 1,
    y0: plotNumber(level),
    y1: plotNumber(level),
    line: { color: okabeIto.grey, width: 1.5, dash: "dash" },
  };
}
