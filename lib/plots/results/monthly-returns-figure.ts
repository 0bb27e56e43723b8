import { monthlyReturns } from "../../backtest/results/monthly-returns.js";
import type { EquityOf } from "../../backtest/results/period-returns.js";
import { Series } from "../../series/series.js";
import { baseLayout, type FigureOptions, figureConfig } from "../drawing/base-layout.js";
import type { Figure } from "../drawing/figure.js";
import { divergingScale, okabeIto } from "../drawing/palette.js";
import { plotNumber } from "../drawing/plot-values.js";
import { coveredReturns } from "./covered-returns.js";
import { decimalText, inCurrency, isSameBar, resultLabel, sameBarRemark } from "./result-words.js";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A period is whole if no more than one bar in a hundred is missing. */
const whole = 0.99;
/** Incomplete months, and years, that the footer names. */
const named = 4;
const rowHeight = 34;
/** Colours reach so much further than the largest return: black figures are legible on all of them. */
const headroom = 1.15;

/**
 * Return of each calendar month in UTC as a table in colour, a row for each year and a column for its total. Orange is
 * a gain and blue a loss, and each cell holds its percentage; years have a scale of their own. Months and years that the
 * data covers in part are dotted and named below; a month of which nothing is known is empty.
 * @param result a backtest, or a series of equity or of another level above 0
 * @throws {TypeError} for what is no backtest and no series
 * @throws {RangeError} if there are no rows, or at the first value below 0
 */
export function monthlyReturnsFigure(
  result: EquityOf,
  { title = "Monthly returns", note, theme, height }: FigureOptions = {},
): Figure {
  const { returns, coverage } = coveredReturns(result, "month");
  if (returns.length === 0)
    throw new RangeError("monthlyReturnsFigure: there are no rows; give a result that has some");
  const years = monthlyReturns(result);
  const ofYears = coveredReturns(result, "year").coverage;
  const cells: (number | null)[][] = years.map(() => new Array<number | null>(12).fill(null));
  const partial: PartialCell[] = [];
  returns.values.forEach((value, place) => {
    const inside = new Date(returns.times[place] - 1);
    const row = years.findIndex(({ year }) => Number(year) === inside.getUTCFullYear());
    const column = inside.getUTCMonth();
    (cells[row] as (number | null)[])[column] = plotNumber(value);
    if (value !== value || coverage[place] >= whole) return;
    partial.push({ row, column, text: partText(inside.toISOString().slice(0, 7), coverage[place]) });
  });
  const totals = years.map(({ total }) => plotNumber(total));
  const partialYears = years.flatMap(({ year, total }, row) =>
    total !== total || ofYears[row] >= whole ? [] : [{ row, column: 12, text: partText(year, ofYears[row]) }],
  );
  const equity = result instanceof Series ? result : result.equity;
  const isMarked = isSameBar(equity);
  const layout = baseLayout({
    title,
    note,
    theme,
    height: height ?? 210 + rowHeight * years.length,
    strips: [
      {
        label: resultLabel(`${inCurrency("Return", equity)} (%)`, isMarked),
        key: [
          { name: "loss", colour: okabeIto.blue },
          { name: "gain", colour: okabeIto.orange },
        ],
        axis: { type: "category", autorange: "reversed", showgrid: false, tickfont: { size: 11 } },
      },
    ],
    horizontal: {
      label: "month (UTC)",
      axis: { type: "category", showgrid: false, tickangle: 0, tickfont: { size: 10 } },
    },
    remarks: [
      partialRemark("months", partial),
      partialRemark("years", partialYears),
      "Years are coloured on a scale of their own",
      sameBarRemark(isMarked),
    ],
    left: 44,
    right: 8,
  });
  return {
    data: [
      cellsTrace(
        years.map(({ year }) => year),
        cells,
        totals,
      ),
    ],
    layout: {
      ...layout,
      shapes: [...partial, ...partialYears].map(dotted),
    },
    config: figureConfig,
  };
}

/** A cell of a period that the data covers in part. */
interface PartialCell {
  readonly row: number;
  readonly column: number;
  /** Its name, and its part where that is known. */
  readonly text: string;
}

function partText(name: string, part: number): string {
  if (part !== part) return name;
  return `${name} (${part < 0.01 ? "under 1" : Math.floor(100 * part)}%)`;
}

function dotted({ row, column }: PartialCell): Readonly<Record<string, unknown>> {
  return {
    type: "rect",
    xref: "x",
    yref: "y",
    x0: column - 0.44,
    x1: column + 0.44,
    y0: row - 0.42,
    y1: row + 0.42,
    fillcolor: "rgba(0,0,0,0)",
    line: { color: "#000000", width: 1.5, dash: "dot" },
  };
}

/** Months, and totals brought to the months' scale, which is what colours them; texts are what they are. */
function cellsTrace(
  years: readonly string[],
  cells: readonly (readonly (number | null)[])[],
  totals: readonly (number | null)[],
): Readonly<Record<string, unknown>> {
  const limit = colourLimit(cells.flat());
  const shrink = limit / colourLimit(totals);
  return {
    type: "heatmap",
    name: "returns",
    x: [...months, "Year"],
    y: years,
    z: cells.map((row, place) => [...row, scaled(totals[place], shrink)]),
    text: cells.map((row, place) => [...row, totals[place]].map(cellText)),
    texttemplate: "%{text}",
    textfont: { size: 9, color: "#000000" },
    colorscale: divergingScale,
    zmin: -limit,
    zmax: limit,
    showscale: false,
    xgap: 2,
    ygap: 2,
    hovertemplate: "%{y} %{x}: %{text}%<extra></extra>",
  };
}

function colourLimit(values: readonly (number | null)[]): number {
  const largest = values.reduce<number>((most, value) => Math.max(most, Math.abs(value ?? 0)), 0);
  return largest > 0 ? headroom * largest : 1;
}

function scaled(value: number | null, factor: number): number | null {
  return value === null ? null : plotNumber(value * factor);
}

/** Percent without its sign, as short as a cell on a phone is narrow: the hyphen is half as wide as a minus. */
function cellText(value: number | null): string {
  if (value === null) return "";
  return decimalText(100 * value, Math.abs(value) < 0.9995 ? 1 : 0).replace("−", "-");
}

function partialRemark(periods: "months" | "years", cells: readonly PartialCell[]): string | undefined {
  if (cells.length === 0) return undefined;
  const texts = cells.slice(0, named).map(({ text }) => text);
  const more = cells.length - named;
  return `Dotted: ${periods} that the data covers in part: ${texts.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
