import type { FoldRecord } from "../../backtest/validation/fold-record.js";
import type { Validation } from "../../backtest/validation/walk-forward.js";
import { shown } from "../../series/check.js";
import { countText } from "../../series/count-text.js";
import { Series } from "../../series/series.js";
import { dayMs, isoTime } from "../../series/time.js";
import { axisName, baseLayout, type FigureOptions, figureConfig, type Strip } from "../drawing/base-layout.js";
import type { Figure } from "../drawing/figure.js";
import { lineTraces } from "../drawing/line-traces.js";
import { okabeIto, withOpacity } from "../drawing/palette.js";
import { percentText } from "../drawing/percent-text.js";
import { plotText } from "../drawing/plot-text.js";
import { type PlotLine, plotLines, plotNumber, plotTime } from "../drawing/plot-values.js";
import { shortNames } from "../drawing/short-names.js";
import { unitAxis } from "../drawing/unit-axis.js";
import { foldParameters } from "./fold-parameters.js";
import { decimalText, isSameBar, resultLabel, sameBarRemark } from "./result-words.js";

/** What the figure reads of `walkForward` and `crossValidate`. */
export type WalkForwardInput = Pick<Validation, "returns" | "measures" | "folds" | "efficiency" | "selectedBy">;

/** Parameters drawn at most, the first ones. */
const maxParameters = 4;
const stripHeight = 76;
/** Characters of a value beside its strip. */
const longestName = 20;
const selectedLabels = {
  sharpe: "Sharpe ratio for a year",
  totalReturn: "Total return (%)",
  function: "Measure selected by",
} as const;

/**
 * What choosing earned out of sample: the growth over the folds put together, the measure of each fold's choice in
 * sample (dashed) and out of sample, and below a strip for each parameter that changed from fold to fold. Folds are
 * shaded in turn. A parameter that jumps about is one that noise chose.
 * Long lines are thinned to about 2,000 points, which keeps the extremes; a fold that could choose nothing is a gap.
 * @param validation what `walkForward` or `crossValidate` returned
 * @throws {TypeError} for what is none
 */
export function walkForwardFigure(
  validation: WalkForwardInput,
  { title, note, theme, height }: FigureOptions = {},
): Figure {
  const { returns, measures, folds, efficiency, selectedBy }: Partial<WalkForwardInput> = Object(validation);
  if (!(returns instanceof Series) || measures === undefined || !Array.isArray(folds)) {
    throw new TypeError(
      `walkForwardFigure: ${shown(validation)} has no folds; give what walkForward() or crossValidate() returned`,
    );
  }
  const barMs = (365 * dayMs) / measures.conventions.periodsPerYear;
  const records = folds as readonly FoldRecord[];
  const parameters = foldParameters(records);
  const drawn = parameters.varying.slice(0, maxParameters);
  const growthLine = plotLines([growth(returns, barMs)])[0] as PlotLine;
  const isMarked = isSameBar(returns);
  const selected = selectedBy ?? "function";
  const segments = (name: string, values: readonly (number | string | null)[], style: SegmentStyle) =>
    foldTrace(name, records, values, barMs, style);
  const layout = baseLayout({
    title:
      title ?? (returns.name.startsWith("cross") ? "Cross-validation, fold by fold" : "Walk-forward, out of sample"),
    note,
    theme,
    height: height ?? 400 + (stripHeight + 28) * drawn.length,
    strips: [
      {
        label: resultLabel("Growth out of sample (%)", isMarked),
        weight: 170,
        axis: { ...unitAxis("fraction").axis, zeroline: true },
      },
      {
        label: selectedLabels[selected],
        key: [
          { name: "in sample", colour: okabeIto.orange, mark: "dash" },
          { name: "out", colour: okabeIto.blue, mark: "line" },
        ],
        weight: 90,
        axis: selected === "totalReturn" ? unitAxis("fraction").axis : { hoverformat: ".2f", zeroline: true },
      },
      ...drawn.map(
        ({ name, values }): Strip => ({ label: `${name} chosen`, weight: stripHeight, axis: parameterAxis(values) }),
      ),
    ],
    remarks: [
      `${countText(records.length, "fold")}: Sharpe ratio ${decimalText(measures.sharpe)} for a year out of sample, ` +
        `total return ${percentText(measures.totalReturn)}; out of sample / in sample ${decimalText(efficiency as number)}`,
      parameters.constant.length > 0 ? `The same in all folds: ${parameters.constant.join(", ")}` : undefined,
      parameters.varying.length > drawn.length
        ? `Not drawn: ${parameters.varying
            .slice(maxParameters)
            .map(({ name }) => name)
            .join(", ")}`
        : undefined,
      nothingChosen(records),
      sameBarRemark(isMarked),
      growthLine.thinned,
    ],
    left: labelRoom(drawn),
  });
  return {
    data: [
      ...lineTraces("growth", growthLine, { strip: 0, colour: okabeIto.blue }),
      segments(
        "in sample",
        records.map(({ inSample }) => plotNumber(inSample)),
        { strip: 1, colour: okabeIto.orange, dash: "dash" },
      ),
      segments(
        "out of sample",
        records.map(({ outOfSample }) => plotNumber(outOfSample)),
        { strip: 1, colour: okabeIto.blue, dash: "solid" },
      ),
      ...drawn.map(({ name, values }, place) =>
        segments(
          plotText(name),
          values.map((value) => parameterValue(value, values)),
          {
            strip: 2 + place,
            colour: okabeIto.purple,
            dash: "solid",
          },
        ),
      ),
    ],
    layout: { ...layout, shapes: records.flatMap((record, place) => (place % 2 === 0 ? [shaded(record, barMs)] : [])) },
    config: figureConfig,
  };
}

/** Product of (1 + r) − 1, from 0 at the start of the first bar on; a gap in the returns is one here. */
function growth(returns: Series, barMs: number): { readonly times: Float64Array; readonly values: Float64Array } {
  const times = new Float64Array(returns.length + 1);
  const values = new Float64Array(returns.length + 1);
  times[0] = returns.length === 0 ? 0 : returns.times[0] - barMs;
  times.set(returns.times, 1);
  let wealth = 1;
  returns.values.forEach((value, row) => {
    if (value === value) wealth *= 1 + value;
    values[row + 1] = value === value ? wealth - 1 : Number.NaN;
  });
  return returns.length === 0 ? { times: returns.times, values: returns.values } : { times, values };
}

interface SegmentStyle {
  readonly strip: number;
  readonly colour: string;
  readonly dash: "solid" | "dash";
}

/** A level line over the test rows of each fold, none where its value is missing. */
function foldTrace(
  name: string,
  folds: readonly FoldRecord[],
  values: readonly (number | string | null)[],
  barMs: number,
  { strip, colour, dash }: SegmentStyle,
): Readonly<Record<string, unknown>> {
  const points = folds.flatMap(({ testFrom, testTo }, place) => {
    const value = values[place];
    const [from, to] = [plotTime(testFrom - barMs), plotTime(testTo)];
    return value === null ? [] : [[from, value] as const, [to, value] as const, [to, null] as const];
  });
  return {
    type: "scatter",
    mode: "lines",
    name,
    x: points.slice(0, -1).map(([x]) => x),
    y: points.slice(0, -1).map(([, y]) => y),
    yaxis: axisName(strip),
    connectgaps: false,
    line: { color: colour, width: 3, dash },
    hovertemplate: "%{y}",
  };
}

function parameterValue(value: string | undefined, all: readonly (string | undefined)[]): number | string | null {
  if (value === undefined) return null;
  return isNumeric(all) ? Number(value) : plotText(value);
}

function isNumeric(values: readonly (string | undefined)[]): boolean {
  return values.every((value) => value === undefined || (value !== "" && Number.isFinite(Number(value))));
}

/** The values that were chosen as ticks, if they are few: evenly where they are names, else as numbers stand. */
function parameterAxis(values: readonly (string | undefined)[]): Readonly<Record<string, unknown>> {
  const distinct = [...new Set(values.filter((value): value is string => value !== undefined))];
  if (!isNumeric(values)) {
    const ticktext = shortNames(distinct, longestName).map(plotText);
    const range = [-0.5, distinct.length - 0.5];
    return { type: "category", range, tickvals: distinct.map(plotText), ticktext, tickfont: { size: 10 } };
  }
  const numbers = distinct.map(Number).sort((one, other) => one - other);
  const room = 0.25 * ((numbers.at(-1) ?? 1) - (numbers[0] ?? 0)) || 1;
  return { range: [(numbers[0] ?? 0) - room, (numbers.at(-1) ?? 1) + room], nticks: 4, tickfont: { size: 10 } };
}

/** Room on the left for the names of values, 60 pixels as for numbers at least. */
function labelRoom(parameters: readonly { readonly values: readonly (string | undefined)[] }[]): number {
  const names = parameters.filter(({ values }) => !isNumeric(values)).flatMap(({ values }) => values);
  const longest = names.reduce((most, name) => Math.max(most, Math.min(longestName, (name ?? "").length)), 0);
  return Math.max(60, 14 + Math.ceil(5.8 * longest));
}

function shaded({ testFrom, testTo }: FoldRecord, barMs: number): Readonly<Record<string, unknown>> {
  return {
    type: "rect",
    layer: "below",
    xref: "x",
    yref: "paper",
    x0: plotTime(testFrom - barMs),
    x1: plotTime(testTo),
    y0: 0,
    y1: 1,
    fillcolor: withOpacity(okabeIto.grey, 0.12),
    line: { width: 0 },
  };
}

function nothingChosen(folds: readonly FoldRecord[]): string | undefined {
  const idle = folds.filter(({ column }) => column < 0);
  if (idle.length === 0) return undefined;
  const named = idle.slice(0, 3).map(({ testFrom }) => isoTime(testFrom));
  const more = idle.length - named.length;
  return `No choice, for want of returns to choose by, before ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
