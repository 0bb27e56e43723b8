import { type Parameters, parametersText } from "../../backtest/sweep/parameters.js";
import { parametersOf } from "../../backtest/sweep/parameters-of.js";
import { measureNames, type SweepMeasures } from "../../backtest/sweep/pass/pass-measures.js";
import type { SweepEvidence } from "../../backtest/sweep/sweep-evidence.js";
import type { SweepResult } from "../../backtest/sweep/sweep-result.js";
import { checkChoice, shown } from "../../series/check.js";
import { baseLayout, type FigureOptions, figureConfig } from "../drawing/base-layout.js";
import type { Figure } from "../drawing/figure.js";
import { okabeIto } from "../drawing/palette.js";
import { plotText } from "../drawing/plot-text.js";
import { plotNumber } from "../drawing/plot-values.js";
import { resultLabel, sameBarRemark } from "./result-words.js";
import { bestOutline, cellsTrace, readableTicks } from "./sweep-cells.js";
import { cellOf, levels, median, type SweepPoint, sliceAt, sweepGrid } from "./sweep-grid.js";
import { type MeasureStyle, measureStyles } from "./sweep-measure.js";
import { type Judgement, sweepTitle } from "./sweep-title.js";

/** How `sweepFigure` draws. */
export interface SweepFigureOptions<P extends Parameters = Parameters> extends FigureOptions {
  /** Parameter along the horizontal axis. Default the first that varies. */
  readonly x?: keyof P & string;
  /** Parameter along the vertical axis. Default the next that varies; a sweep of one parameter is a line. */
  readonly y?: keyof P & string;
  /** What is shown. Default `sharpe`. */
  readonly measure?: keyof SweepMeasures;
  /** The verdict that the title tells, from `sweep.evidence()`. Default none, and the title says so. */
  readonly evidence?: Pick<SweepEvidence<P>, "best" | "evidence" | "overfittingProbability" | "verdict">;
  /**
   * What is done with parameters beside `x` and `y`: `best` keeps them at those of the best combination, `median` takes
   * the median over them. Default `best`.
   */
  readonly others?: "best" | "median";
}

/** What the figure reads of a sweep. */
export type SweepInput<P extends Parameters> = Pick<SweepResult<P>, "rows" | "counts" | "sameBarFills">;

/** Cells / combinations from which a sweep is no grid: a random search has hardly two in one line. */
const sparse = 4;

/**
 * A measure over two parameters of a sweep as a table in colour, the best combination outlined; of one parameter as a
 * line. The title always tells how many combinations were tried, and with `evidence` what the best of so many is worth:
 * the deflated Sharpe ratio and the probability of overfitting. The best is the one that the evidence judges, else the
 * one whose measure is highest (the Sharpe ratio, where the highest measure is not the best).
 * A sweep that is no grid, as a random search, is drawn as points against `x`. Values of a parameter are spaced evenly
 * in the table, whatever lies between them; combinations that were not run, and measures that are not defined, are
 * empty.
 * @throws {TypeError} for what is no sweep, or evidence of another kind
 * @throws {RangeError} for an unknown parameter, measure or choice, without a parameter that varies, or if the measure
 *   is defined nowhere
 */
export function sweepFigure<P extends Parameters>(
  sweep: SweepInput<P>,
  {
    measure = "sharpe",
    title = measureStyles[measure]?.label,
    note,
    theme,
    height,
    x,
    y,
    evidence,
    others = "best",
  }: SweepFigureOptions<P> = {},
): Figure {
  checkSweep(sweep, evidence);
  checkChoice("measure", measure, measureNames, "sweepFigure");
  checkChoice("others", others, ["best", "median"], "sweepFigure");
  const points = sweep.rows.map((row) => ({ parameters: parametersOf(row), value: row[measure] as number }));
  const style = measureStyles[measure];
  const best = evidence === undefined ? bestRow(sweep.rows, style.ranks ? measure : "sharpe") : evidence.best;
  const bestPoint = { parameters: parametersOf(best), value: best[measure] as number };
  const axes = axesOf(points, x, y);
  const drawing: Drawing = { points, best: bestPoint, style, ...axes, others };
  const isGrid =
    axes.y !== undefined && levels(points, axes.x).length * levels(points, axes.y).length <= sparse * points.length;
  const parts = isGrid ? table(drawing, axes.y as string) : line(drawing);
  const layout = baseLayout({
    title: sweepTitle(title, sweep.counts, evidence as Judgement | undefined),
    note,
    theme,
    height: height ?? parts.height,
    strips: [{ label: resultLabel(parts.label, sweep.sameBarFills), axis: parts.vertical }],
    horizontal: { label: axes.x, axis: parts.horizontal },
    remarks: [
      `${isGrid ? "Outlined" : "Ringed"}: best, ${parametersText(bestPoint.parameters)}: ${style.text(bestPoint.value)}${parts.ofBest}`,
      parts.remark,
      evidence?.verdict ?? "Not judged: pass evidence: sweep.evidence() to tell what the best of so many is worth",
      sameBarRemark(sweep.sameBarFills),
    ],
    right: isGrid ? 60 : 16,
  });
  return { data: parts.data, layout: { ...layout, ...parts.more }, config: figureConfig };
}

interface Drawing {
  readonly points: readonly SweepPoint[];
  readonly best: SweepPoint;
  readonly style: MeasureStyle;
  readonly x: string;
  readonly y: string | undefined;
  readonly others: "best" | "median";
}

interface Parts {
  readonly data: Figure["data"];
  readonly label: string;
  readonly horizontal: Readonly<Record<string, unknown>>;
  readonly vertical: Readonly<Record<string, unknown>>;
  readonly remark: string | undefined;
  /** What is said behind the value of the best, where its mark shows another. */
  readonly ofBest: string;
  readonly height: number;
  readonly more: Readonly<Record<string, unknown>>;
}

const categories = { type: "category", showgrid: false, tickfont: { size: 11 } } as const;

function table({ points, best, style, x, others }: Drawing, y: string): Parts {
  const free = [x, y] as const;
  const isMedian = others === "median" && Object.keys(best.parameters).length > free.length;
  const grid = sweepGrid(others === "best" ? sliceAt(points, best.parameters, free) : points, x, y);
  return {
    data: [cellsTrace(grid, style, { x, y, best: best.parameters })],
    label: `${y} by ${x}`,
    horizontal: { ...categories, tickangle: 0, ...readableTicks(grid.xs) },
    vertical: categories,
    remark: othersRemark(best.parameters, free, others),
    ofBest: isMedian ? ` alone, its cell a median: ${style.text(cellOf(grid, best.parameters, free))}` : "",
    height: Math.min(640, 250 + 30 * grid.ys.length),
    more: { shapes: bestOutline(grid, { x, y, best: best.parameters }, style) },
  };
}

/** One parameter, or all points of what is no grid. */
function line({ points, best, style, x, y, others }: Drawing): Parts {
  const isLine = y === undefined;
  const drawn = !isLine ? points : others === "best" ? sliceAt(points, best.parameters, [x]) : overOthers(points, x);
  const order = levels(points, x);
  const sorted = [...drawn].sort((one, other) => order.indexOf(one.parameters[x]) - order.indexOf(other.parameters[x]));
  const numeric = order.every((value) => typeof value === "number");
  const place = ({ parameters }: SweepPoint): number | string =>
    numeric ? (parameters[x] as number) : plotText(String(parameters[x]));
  const trace = (name: string, of: readonly SweepPoint[], drawing: Readonly<Record<string, unknown>>) => ({
    type: "scatter",
    name,
    x: of.map(place),
    y: of.map(({ value }) => plotNumber(value)),
    yaxis: "y",
    text: of.map(({ parameters, value }) => plotText(`${parametersText(parameters)}: ${style.text(value)}`)),
    hovertemplate: "%{text}<extra></extra>",
    ...drawing,
  });
  return {
    data: [
      trace("combinations", sorted, {
        ...(isLine
          ? { mode: "lines+markers", connectgaps: false, line: { color: okabeIto.blue, width: 1.5 } }
          : { mode: "markers" }),
        marker: { symbol: "circle", color: okabeIto.blue, size: 6 },
      }),
      ...(best.value === best.value
        ? [
            trace("best", [best], {
              mode: "markers",
              marker: {
                symbol: "circle-open",
                color: okabeIto.vermillion,
                size: 14,
                line: { color: okabeIto.vermillion, width: 2 },
              },
            }),
          ]
        : []),
    ],
    label: style.label,
    horizontal: numeric ? {} : categories,
    vertical: { tickformat: style.tickformat, zeroline: style.sign !== "above" },
    remark: isLine
      ? othersRemark(best.parameters, [x], others)
      : "No grid: the other parameters differ from point to point",
    ofBest: "",
    height: 400,
    more: {},
  };
}

function overOthers(points: readonly SweepPoint[], x: string): readonly SweepPoint[] {
  return levels(points, x).map((level) => ({
    parameters: { [x]: level },
    value: median(
      points.filter(({ parameters, value }) => parameters[x] === level && value === value).map(({ value }) => value),
    ),
  }));
}

function othersRemark(at: Parameters, free: readonly string[], others: "best" | "median"): string | undefined {
  const rest = Object.entries(at).filter(([name]) => !free.includes(name));
  if (rest.length === 0) return undefined;
  return others === "best"
    ? `Other parameters at those of the best: ${parametersText(Object.fromEntries(rest))}`
    : `Medians over ${rest.map(([name]) => name).join(", ")}`;
}

function axesOf(
  points: readonly SweepPoint[],
  x: string | undefined,
  y: string | undefined,
): { readonly x: string; readonly y: string | undefined } {
  const names = Object.keys(points[0].parameters);
  for (const [option, name] of Object.entries({ x, y })) {
    if (name !== undefined) checkChoice(option, name, names, "sweepFigure");
  }
  if (x !== undefined && x === y) throw new RangeError(`sweepFigure: x and y are both "${x}"; give two parameters`);
  const varying = names.filter((name) => levels(points, name).length > 1);
  const first = x ?? varying.find((name) => name !== y);
  if (first === undefined) {
    throw new RangeError(`sweepFigure: no parameter varies over ${points.length} combinations; name x and y`);
  }
  return { x: first, y: y ?? varying.find((name) => name !== first) };
}

function bestRow<P extends Parameters>(
  rows: SweepInput<P>["rows"],
  by: keyof SweepMeasures,
): SweepInput<P>["rows"][number] {
  const best = rows.reduce<SweepInput<P>["rows"][number] | undefined>(
    (most, row) =>
      (row[by] as number) > ((most?.[by] as number | undefined) ?? Number.NEGATIVE_INFINITY) ? row : most,
    undefined,
  );
  if (best === undefined) {
    throw new RangeError(`sweepFigure: ${by} is not defined in any of ${rows.length} rows; choose another measure`);
  }
  return best;
}

function checkSweep(sweep: unknown, evidence: unknown): void {
  const { rows, counts }: Partial<SweepInput<Parameters>> = Object(sweep);
  if (!Array.isArray(rows) || counts === undefined) {
    throw new TypeError(`sweepFigure: ${shown(sweep)} is no sweep; give what sweep() resolved to`);
  }
  if (rows.length === 0) throw new RangeError("sweepFigure: the sweep has no rows; there is nothing to draw");
  if (evidence === undefined) return;
  const { best, evidence: ofBest }: Partial<SweepEvidence> = Object(evidence);
  if (best === undefined || ofBest === undefined) {
    throw new TypeError(`sweepFigure: evidence ${shown(evidence)} is none of a sweep; give sweep.evidence()`);
  }
}
