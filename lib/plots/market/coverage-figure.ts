import { intervalText } from "../../series/time.js";
import type { Dataset } from "../../sources/dataset.js";
import { axisName, baseLayout, type FigureOptions, figureConfig } from "../drawing/base-layout.js";
import type { Figure } from "../drawing/figure.js";
import { okabeIto } from "../drawing/palette.js";
import { percentText } from "../drawing/percent-text.js";
import { plotText } from "../drawing/plot-text.js";
import { plotTime } from "../drawing/plot-values.js";
import { shortNames } from "../drawing/short-names.js";
import { type CoverageCells, coverageCells } from "./coverage-cells.js";
import { coverageFindings, type Finding } from "./coverage-findings.js";
import { cellTrace, findingTraces, outageTrace } from "./coverage-traces.js";

/** Cells of a row: some two pixels each on a wide page. */
const maxCells = 240;
const rowHeight = 17;
/** Height of title, labels, axis and footer beside the rows. */
const aroundRows = 220;
/** As many as fit beside the names on a phone without being turned. */
const mostTicks = 4;
const maxNameLength = 18;

/**
 * What of a dataset is there: a row for the price and for each column of open interest over time, with the part of all bars
 * that have a value at its right, and below it what the load found by kind, with how many.
 *
 * Blue is a value; vermillion with a cross is a missing one between a column's first and last, an outage; nothing at all is
 * the time before a column began or after it ended. Long data is cut into 240 cells that keep the worst: a cell is
 * vermillion if one of its bars is missing. A finding is a line over the time its issues span, solid where they concern
 * every bar of it and dotted where only some.
 */
export function coverageFigure(
  { asset, intervalMs, candles, openInterest, quality }: Dataset,
  { title = `What there is of ${asset}`, note, theme, height }: FigureOptions = {},
): Figure {
  const rows = [{ name: "price", values: candles.close.values }, ...openInterest.columns];
  const cells = coverageCells(
    openInterest.times,
    rows.map(({ values }) => values),
    { intervalMs, limit: maxCells },
  );
  const findings = coverageFindings(quality);
  const names = shortNames([...rows.map(({ name }) => name), ...findings.map(({ kind }) => kind)], maxNameLength);
  const longest = names.reduce((most, name) => Math.max(most, name.length), 0);
  const untimed = findings.reduce((sum, finding) => sum + finding.untimed, 0);
  const isThinned = cells.lengthMs > intervalMs;
  const layout = baseLayout({
    title,
    note,
    theme,
    height: height ?? aroundRows + rowHeight * (names.length + (findings.length === 0 ? 0 : 2)),
    left: Math.round(18 + 5.8 * longest),
    right: 50,
    strips: [
      {
        label: "Bars",
        key: [
          { name: "there", colour: okabeIto.blue },
          { name: "missing", colour: okabeIto.vermillion },
        ],
        weight: rows.length,
        axis: rowAxis(names.slice(0, rows.length)),
      },
      ...(findings.length === 0
        ? []
        : [
            {
              label: "Found by the load",
              weight: findings.length,
              axis: rowAxis(names.slice(rows.length)),
            },
          ]),
    ],
    horizontal: {
      label: "time (UTC)",
      axis: {
        type: "date",
        hoverformat: "%Y-%m-%d %H:%M UTC",
        range: timeRange(cells, findings),
        nticks: mostTicks,
      },
    },
    remarks: [
      "× outage: no value between the first and the last. Empty: before the first or after the last value",
      isThinned
        ? `A cell is ${intervalText(cells.lengthMs)}, missing if one of its ${intervalText(intervalMs)} bars is`
        : undefined,
      findings.length === 0
        ? "The load found nothing amiss"
        : "Dotted: some bars of the time spanned. At the right: how many",
      untimed === 0 ? undefined : `${untimed} findings are of no time`,
    ],
  });
  return {
    data: [
      cellTrace(cells),
      outageTrace(cells),
      ...findings.flatMap((finding, index) => findingTraces(finding, findings.length - 1 - index, intervalMs)),
    ],
    layout: {
      ...layout,
      annotations: [
        ...layout.annotations,
        ...cells.present.map((part, row) => besideRow(partText(part), rows.length - 1 - row, 0)),
        ...findings.map(({ count }, index) => besideRow(count.toLocaleString("en-US"), findings.length - 1 - index, 1)),
      ],
    },
    config: figureConfig,
  };
}

/** From the first cell or finding to the last, and a hundredth more at both ends for the marks there. */
function timeRange({ start, lengthMs, bars }: CoverageCells, findings: readonly Finding[]): string[] {
  let [from, to] = [start, start + Math.max(1, bars.length) * lengthMs];
  for (const issue of findings.flatMap(({ issues }) => issues)) {
    from = Math.min(from, issue.from);
    to = Math.max(to, issue.to);
  }
  const margin = Math.ceil((to - from) / 100);
  return [plotTime(from - margin), plotTime(to + margin)];
}

function rowAxis(names: readonly string[]): Readonly<Record<string, unknown>> {
  return {
    tickvals: names.map((_, row) => names.length - 1 - row),
    // A space keeps them off the cells.
    ticktext: names.map((name) => `${plotText(name)}\u00a0`),
    tickfont: { size: 10 },
    ticks: "",
    range: [-0.6, names.length - 0.4],
    showgrid: false,
    zeroline: false,
    fixedrange: true,
  };
}

function besideRow(text: string, y: number, strip: number): Readonly<Record<string, unknown>> {
  return {
    text,
    xref: "paper",
    x: 1,
    xanchor: "left",
    xshift: 5,
    yref: axisName(strip),
    y,
    yanchor: "middle",
    showarrow: false,
    font: { size: 10 },
  };
}

/** Rounded as in tables, but only all is 100 % and only nothing 0. */
function partText(part: number): string {
  if (Number.isNaN(part)) return "–";
  if (part === 1) return "100%";
  return percentText(part === 0 ? 0 : Math.min(0.999, Math.max(0.001, part)));
}
