import type { Backtest } from "../../backtest/results/result.js";
import { shown } from "../../series/check.js";
import type { Series } from "../../series/series.js";
import { isoTime } from "../../series/time.js";
import { axisName, baseLayout, type FigureOptions, figureConfig, type KeyEntry } from "../drawing/base-layout.js";
import type { Figure } from "../drawing/figure.js";
import { lineTrace } from "../drawing/line-trace.js";
import { okabeIto, withOpacity } from "../drawing/palette.js";
import { plotText } from "../drawing/plot-text.js";
import { type PlotLine, plotLines, plotTime } from "../drawing/plot-values.js";
import { unitAxis } from "../drawing/unit-axis.js";

/** How `equityFigure` draws. */
export interface EquityFigureOptions extends FigureOptions {
  /** What the strategy is held against, such as the equity of holding: scaled to the same start, drawn dashed. */
  readonly benchmark?: Series;
  /** `log` shows equal gains as equal steps. Default `linear`. */
  readonly scale?: "linear" | "log";
}

/** What the figure reads of a backtest. */
export type EquityInput = Pick<Backtest, "equity" | "drawdown"> & { readonly liquidation?: { readonly time: number } };

/**
 * Account value of a backtest, with its drawdown below; a liquidation is marked.
 * Long lines are thinned to about 2,000 points, which keeps the extremes.
 * @throws {TypeError} for what is no backtest, such as its equity alone
 * @throws {RangeError} for an equity of 0 on a log scale, or a benchmark without a value at or after the first equity
 */
export function equityFigure(
  result: EquityInput,
  { title = "Equity and drawdown", note, theme, height = 460, benchmark, scale = "linear" }: EquityFigureOptions = {},
): Figure {
  if (scale !== "linear" && scale !== "log") {
    throw new RangeError(`equityFigure: unknown scale "${scale}"; known: linear, log`);
  }
  const { equity, drawdown, liquidation }: Partial<EquityInput> = Object(result);
  if (equity === undefined || drawdown === undefined) {
    throw new TypeError(`equityFigure: ${shown(result)} has no equity and drawdown; give a backtest`);
  }
  if (scale === "log") checkPositive(equity);
  const scaled = benchmark === undefined ? [] : [sameStart(benchmark, equity)];
  const [equityLine, drawdownLine, ...benchmarkLines] = plotLines([equity, drawdown, ...scaled]) as [
    PlotLine,
    PlotLine,
    ...PlotLine[],
  ];
  const key: KeyEntry[] = [{ name: "strategy", colour: okabeIto.blue, mark: "line" }];
  if (benchmark !== undefined) key.push({ name: benchmark.name, colour: okabeIto.grey, mark: "dash" });
  const unit = unitAxis(equity.unit, equity.identity.asset);
  const layout = baseLayout({
    title,
    note,
    theme,
    height,
    strips: [
      {
        label: `${equity.name.includes(sameBar) ? `Equity ${sameBar}` : "Equity"} (${unit.text}${scale === "log" ? ", log scale" : ""})`,
        key,
        weight: 4,
        axis: { ...unit.axis, type: scale },
      },
      { label: "Drawdown (% of the highest equity)", weight: 2, axis: unitAxis("fraction").axis },
    ],
    remarks: [equityLine.thinned],
  });
  return {
    data: [
      lineTrace("strategy", equityLine, { strip: 0, colour: okabeIto.blue }),
      ...benchmarkLines.map((line) =>
        lineTrace(plotText((benchmark as Series).name), line, { strip: 0, colour: okabeIto.grey, dash: "dash" }),
      ),
      {
        ...lineTrace("drawdown", drawdownLine, { strip: 1, colour: okabeIto.vermillion }),
        fill: "tozeroy",
        fillcolor: withOpacity(okabeIto.vermillion, 0.25),
      },
    ],
    layout:
      liquidation === undefined ? layout : { ...layout, ...liquidationMark(layout.annotations, liquidation.time) },
    config: figureConfig,
  };
}

/** What the name of a series of same-bar fills says, which nobody can have: the figure says it too. */
const sameBar = "(same-bar fills)";

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

function liquidationMark(
  annotations: readonly Readonly<Record<string, unknown>>[],
  time: number,
): Readonly<Record<string, unknown>> {
  const x = plotTime(time);
  const colour = okabeIto.vermillion;
  const place = { xref: "x", yref: `${axisName(0)} domain` };
  return {
    shapes: [{ type: "line", ...place, x0: x, x1: x, y0: 0, y1: 1, line: { color: colour, width: 1.5, dash: "dot" } }],
    annotations: [
      ...annotations,
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
