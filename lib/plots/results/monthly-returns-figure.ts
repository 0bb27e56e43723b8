import { monthlyReturns } from "../../backtest/results/monthly-returns.js";
import { Series } from "../../series/series.js";
import { baseLayout, type FigureOptions, figureConfig } from "../drawing/base-layout.js";
import type { Figure } from "../drawing/figure.js";
import { divergingScale, okabeIto } from "../drawing/palette.js";
import { plotNumber } from "../drawing/plot-values.js";
import { type CoveredOf, coveredReturns } from "./covered-returns.js";
import { decimalText, inCurrency, isSameBar, resultLabel, sameBarRemark } from "./result-words.js";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A month is whole if no more than one bar in a hundred is missing. */
const wholeMonth = 0.99;
/** Incomplete months that the footer names. */
const namedMonths = 4;
const rowHeight = 34;
/** Colours reach so much further than the largest return: black figures are legible on all of them. */
const headroom = 1.15;

/**
 * Return of each calendar month in UTC as a table in colour, a row for each year and a column for its total. Orange is
 * a gain and blue a loss, and each cell holds its percentage; years have a scale of their own. Months that the data
 * covers in part are dotted and named below; a month of which nothing is known is empty.
 * @param result a backtest, or a series of equity or of another level above 0
 * @throws {TypeError} for what is no backtest and no series
 * @throws {RangeError} if there are no rows
 */
export function monthlyReturnsFigure(
  result: CoveredOf,
  { title = "Monthly returns", note, theme, height }: FigureOptions = {},
): Figure {
  const { returns, coverage } = coveredReturns(result, "month");
  if (returns.length === 0)
    throw new RangeError("monthlyReturnsFigure: there are no rows; give a result that has some");
  const years = monthlyReturns(result);
  const cells: (number | null)[][] = years.map(() => new Array<number | null>(12).fill(null));
  const partial: { readonly row: number; readonly month: number; readonly text: string }[] = [];
  returns.values.forEach((value, place) => {
    const inside = new Date(returns.times[place] - 1);
    const row = years.findIndex(({ year }) => Number(year) === inside.getUTCFullYear());
    const month = inside.getUTCMonth();
    (cells[row] as (number | null)[])[month] = plotNumber(value);
    if (value !== value || coverage[place] >= wholeMonth) return;
    const part = coverage[place];
    const text = `${inside.toISOString().slice(0, 7)}${part === part ? ` (${part < 0.01 ? "under 1" : Math.floor(100 * part)}\u00A0%)` : ""}`;
    partial.push({ row, month, text });
  });
  const totals = years.map(({ total }, row) =>
    (cells[row] as (number | null)[]).some((cell) => cell !== null) ? plotNumber(total) : null,
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
    remarks: [partialRemark(partial.map(({ text }) => text)), sameBarRemark(isMarked)],
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
      shapes: partial.map(({ row, month }) => ({
        type: "rect",
        xref: "x",
        yref: "y",
        x0: month - 0.44,
        x1: month + 0.44,
        y0: row - 0.42,
        y1: row + 0.42,
        fillcolor: "rgba(0,0,0,0)",
        line: { color: "#000000", width: 1.5, dash: "dot" },
      })),
    },
    config: figureConfig,
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
    hovertemplate: "%{y} %{x}: %{text} %<extra></extra>",
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

function partialRemark(texts: readonly string[]): string | undefined {
  if (texts.length === 0) return undefined;
  const more = texts.length - namedMonths;
  return `Dotted: months that the data covers in part: ${texts.slice(0, namedMonths).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
