import { drawdowns } from "../../backtest/results/drawdowns.js";
import type { Backtest } from "../../backtest/results/result.js";
import { shown } from "../../series/check.js";
import type { Series } from "../../series/series.js";
import { isoTime } from "../../series/time.js";
import { zeroAreaTraces } from "../drawing/area-traces.js";
import {
  axisName,
  baseLayout,
  type FigureOptions,
  figureConfig,
  type KeyEntry,
  type Layout,
} from "../drawing/base-layout.js";
import type { Figure } from "../drawing/figure.js";
import { lineTraces } from "../drawing/line-traces.js";
import { okabeIto, withOpacity } from "../drawing/palette.js";
import { plotText } from "../drawing/plot-text.js";
import { type PlotLine, plotLines, plotTime } from "../drawing/plot-values.js";
import { singleRanges } from "../drawing/single-range.js";
import { unitAxis } from "../drawing/unit-axis.js";
import { drawdownMarks, drawdownRemark, type FigureMarks } from "./drawdown-marks.js";
import { accountCurrency, isSameBar, resultLabel, sameBarRemark } from "./result-words.js";

/** How `equityFigure` draws. */
export interface EquityFigureOptions extends FigureOptions {
  /** What the strategy is held against, such as the equity of holding: scaled to the same start, drawn dashed. */
  readonly benchmark?: Series;
  /** `log` shows equal gains as equal steps. Default `linear`. */
  readonly scale?: "linear" | "log";
  /** How many of the worst drawdowns are shaded, and numbered at their troughs, 1 the deepest. Default 0. */
  readonly worst?: number;
}

/** What the figure reads of a backtest. */
export type EquityInput = Pick<Backtest, "equity" | "drawdown"> &
  Partial<Pick<Backtest, "returns">> & { readonly liquidation?: { readonly time: number } };

/**
 * Account value of a backtest, in dollars or of an inverse account in its coin, with its drawdown below; a liquidation
 * is marked. Where `returns` say that no bar had a price, the lines break, since the equity stayed at its last mark for
 * want of another, and the footer counts these bars.
 * Long lines are thinned to at most about 2,000 points, which keeps the extremes.
 * @throws {TypeError} for what is no backtest, such as its equity alone
 * @throws {RangeError} for an equity of 0 on a log scale, a benchmark without a value at or after the first equity, or
 *   a `worst` that is no whole number
 */
export function equityFigure(
  result: EquityInput,
  {
    title = "Equity and drawdown",
    note,
    theme,
    height = 460,
    benchmark,
    scale = "linear",
    worst = 0,
  }: EquityFigureOptions = {},
): Figure {
  if (scale !== "linear" && scale !== "log") {
    throw new RangeError(`equityFigure: unknown scale "${scale}"; known: linear, log`);
  }
  const { equity, drawdown, returns, liquidation }: Partial<EquityInput> = Object(result);
  if (equity === undefined || drawdown === undefined) {
    throw new TypeError(`equityFigure: ${shown(result)} has no equity and drawdown; give a backtest`);
  }
  if (!Number.isInteger(worst) || worst < 0) {
    throw new RangeError(
      `equityFigure: worst ${shown(worst)} is no number of drawdowns; give a whole number from 0 on`,
    );
  }
  if (scale === "log") checkPositive(equity);
  const falls = worst === 0 ? [] : drawdowns({ drawdown }, { worst });
  const isMarked = isSameBar(equity);
  const unpriced = unpricedRows(equity, returns);
  const scaled = benchmark === undefined ? [] : [sameStart(benchmark, equity)];
  const [equityLine, drawdownLine, ...benchmarkLines] = plotLines([
    without(equity, unpriced),
    without(drawdown, unpriced),
    ...scaled,
  ]) as [PlotLine, PlotLine, ...PlotLine[]];
  const key: KeyEntry[] = [{ name: "strategy", colour: okabeIto.blue, mark: "line" }];
  if (benchmark !== undefined) key.push({ name: benchmark.name, colour: okabeIto.grey, mark: "dash" });
  const unit = unitAxis(equity.unit, equity.unit === "base" ? accountCurrency(equity) : equity.identity.asset);
  const layout = baseLayout({
    title,
    note,
    theme,
    height,
    strips: [
      {
        label: `${resultLabel("Equity", isMarked)} (${unit.text}${scale === "log" ? ", log scale" : ""})`,
        key,
        weight: 4,
        axis: { ...unit.axis, type: scale },
      },
      { label: "Drawdown (% of the highest equity)", weight: 2, axis: unitAxis("fraction").axis },
    ],
    remarks: [
      drawdownRemark(falls),
      unpricedRemark(unpriced.size, equity.length),
      sameBarRemark(isMarked),
      equityLine.thinned,
    ],
  });
  const data = [
    ...lineTraces("strategy", equityLine, { strip: 0, colour: okabeIto.blue }),
    ...benchmarkLines.flatMap((line) =>
      lineTraces(plotText((benchmark as Series).name), line, { strip: 0, colour: okabeIto.grey, dash: "dash" }),
    ),
    ...zeroAreaTraces(
      { name: "drawdown", line: drawdownLine, hovertemplate: "%{y}" },
      { strip: 1, colour: okabeIto.vermillion, fillcolor: withOpacity(okabeIto.vermillion, 0.25) },
    ),
  ];
  return {
    data,
    layout: marked(singleRanges(layout, data), [
      ...(falls.length === 0 ? [] : [drawdownMarks(falls, equity.times, 1)]),
      ...(liquidation === undefined ? [] : [liquidationMark(liquidation.time)]),
    ]),
    config: figureConfig,
  };
}

/** Rows without any price: they have no return though there is equity; the first one has none for another reason. */
function unpricedRows(equity: Series, returns: Series | undefined): ReadonlySet<number> {
  const rows = new Set<number>();
  if (returns === undefined) return rows;
  for (let row = 1; row < equity.length; row++) {
    if (Number.isNaN(returns.values[row]) && (equity.values[row] as number) > 0) rows.add(row);
  }
  return rows;
}

function without(line: Series, rows: ReadonlySet<number>): Series {
  return rows.size === 0 ? line : line.with(line.values.map((value, row) => (rows.has(row) ? Number.NaN : value)));
}

function unpricedRemark(rows: number, all: number): string | undefined {
  if (rows === 0) return undefined;
  return `${rows.toLocaleString("en-US")} of ${all.toLocaleString("en-US")} bars have no price: the lines break there`;
}

/** The series times a factor such that it begins where the equity does. */
function sameStart(benchmark: Series, equity: Series): Series {
  const start = firstValue(equity, Number.NEGATIVE_INFINITY);
  const from = firstValue(benchmark, equity.times[start] ?? Number.POSITIVE_INFINITY);
  if (start < 0 || from < 0) {
    throw new RangeError(`equityFigure: benchmark "${benchmark.name}" has no value at or after the first equity`);
  }
  const factor = (equity.values[start] as number) / (benchmark.values[from] as number);
  return benchmark.with(benchmark.values.map((value) => value * factor)).rows(from);
}

/** Row of the first value at or after an instant, −1 if there is none. */
function firstValue({ times, values }: Series, time: number): number {
  return values.findIndex((value, row) => value === value && (times[row] as number) >= time);
}

function checkPositive({ times, values }: Series): void {
  const row = values.findIndex((value) => value <= 0);
  if (row >= 0) {
    throw new RangeError(
      `equityFigure: equity ${values[row]} at ${isoTime(times[row] as number)} has no logarithm; pass scale: "linear"`,
    );
  }
}

function marked(layout: Layout, marks: readonly FigureMarks[]): Readonly<Record<string, unknown>> {
  if (marks.length === 0) return layout;
  return {
    ...layout,
    shapes: marks.flatMap(({ shapes }) => shapes),
    annotations: [...layout.annotations, ...marks.flatMap(({ annotations }) => annotations)],
  };
}

/** A dotted line at the instant, with what it means. */
function liquidationMark(time: number): FigureMarks {
  const x = plotTime(time);
  const place = { xref: "x", yref: `${axisName(0)} domain` };
  const line = { color: okabeIto.vermillion, width: 1.5, dash: "dot" };
  return {
    shapes: [{ type: "line", ...place, x0: x, x1: x, y0: 0, y1: 1, line }],
    annotations: [
      {
        text: "liquidated",
        ...place,
        x,
        y: 1,
        yanchor: "top",
        xanchor: "right",
        xshift: -4,
        showarrow: false,
        font: { size: 11 },
      },
    ],
  };
}
