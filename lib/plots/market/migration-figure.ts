import type { ShareMigration } from "../../analytics/shares/share-migration.js";
import { checkRange } from "../../series/check.js";
import { axisName, baseLayout, type FigureOptions, figureConfig } from "../drawing/base-layout.js";
import type { Figure } from "../drawing/figure.js";
import { okabeIto } from "../drawing/palette.js";
import { plotText } from "../drawing/plot-text.js";
import { plotNumber, plotTime } from "../drawing/plot-values.js";
import { shortNames } from "../drawing/short-names.js";
import { zeroColumn } from "../drawing/zero-line.js";
import { concentrationText, movedText, partsText } from "./migration-remarks.js";
import { type MigrationRow, migrationRows, reachOf } from "./migration-rows.js";

/** How `migrationFigure` draws. */
export interface MigrationFigureOptions extends FigureOptions {
  /** Height in pixels. Default: by the number of bars. */
  readonly height?: number;
  /** Columns that keep their own bar, those whose share changed most; the rest become one. From 1. Default 20. */
  readonly top?: number;
  /** Flows that are drawn, the largest; 0 draws none. Default 8. */
  readonly flows?: number;
}

const parts = [
  { field: "within", colour: okabeIto.blue },
  { field: "entry", colour: okabeIto.orange },
  { field: "exit", colour: okabeIto.purple },
] as const;

/** Between a number and the diamond; plain spaces would be taken away. */
const gap = "\u00a0\u00a0";
const barHeight = 19;
/** Characters of a name at the left of a bar with its mark, and of each of the two of a flow. */
const longestLabel = 14;
const longestOfFlow = 13;
const presenceMarks = { stayed: "", entered: " (new)", left: " (left)" } as const;
/** Title, labels, axis and footer. */
const frameHeight = 236;
/** Room to the sides of the longest bar for its number, as a part of it. */
const numberRoom = 1.65;

/**
 * Who gained and who lost share between two instants: a bar for each column, the largest gain on top, in percentage
 * points of the total, split into what it gained on those that stayed (within) and what the coming (entry) and going
 * (exit) of others did; the diamond and the number are the whole change. Below, the largest flows from a loser to a
 * gainer on the same scale: an attribution in proportion (`shareFlows`), nobody observed them. The footer has the
 * totals.
 * @throws {RangeError} if `top` or `flows` is out of range
 */
export function migrationFigure(
  migration: ShareMigration,
  { title, note, theme, height, top = 20, flows = 8 }: MigrationFigureOptions = {},
): Figure {
  checkRange(top, "top", Number.isInteger(top) && top >= 1, "a whole number from 1", "migrationFigure");
  checkRange(flows, "flows", Number.isInteger(flows) && flows >= 0, "a whole number from 0", "migrationFigure");
  const rows = migrationRows(migration.columns, top);
  const shownFlows = migration.flows.slice(0, flows);
  const reach = Math.max(1e-4, ...rows.flatMap((row) => [reachOf(row, 1), reachOf(row, -1)])) * 100 * numberRoom;
  const bars = rows.length + (shownFlows.length === 0 ? 0 : shownFlows.length + 1.5);
  const layout = baseLayout({
    title: title ?? `Who gained share: ${movedText(migration)}`,
    note,
    theme,
    height: height ?? frameHeight + Math.round(barHeight * bars),
    left: 98,
    strips: [
      {
        label: "Change of share, ◇ in all",
        key: parts.map(({ field, colour }) => ({ name: field, colour })),
        weight: rows.length,
        axis: rowAxis(rowLabels(rows)),
      },
      ...(shownFlows.length === 0
        ? []
        : [
            {
              label: "Largest flows, loser → gainer, by proportion",
              weight: shownFlows.length,
              axis: { ...plainRows(shownFlows.length), showticklabels: false },
            },
          ]),
    ],
    horizontal: { label: "percentage points of the total", axis: { range: [-reach, reach], zeroline: false } },
    remarks: [
      `From ${plotTime(migration.from)} to ${plotTime(migration.to)} UTC`,
      partsText(migration),
      concentrationText(migration),
      shownFlows.length === 0 ? undefined : "Flows are attributed to all gainers in proportion, not observed",
    ],
  });
  return {
    data: [
      ...parts.map((part) => partTrace(rows, part)),
      netTrace(rows),
      ...numberTraces(rows),
      ...(shownFlows.length === 0 ? [] : [flowTrace(shownFlows)]),
    ],
    layout: {
      ...layout,
      shapes: shownFlows.length === 0 ? [zeroColumn(0)] : [zeroColumn(0), zeroColumn(1)],
      barmode: "relative",
      bargap: 0.28,
      annotations: [...layout.annotations, ...flowLabels(shownFlows)],
    },
    config: figureConfig,
  };
}

/** Rows from the top, each at its number. */
function rowAxis(labels: readonly string[]): Readonly<Record<string, unknown>> {
  return {
    tickvals: labels.map((_, row) => row),
    ticktext: labels,
    tickfont: { size: 11 },
    ticks: "",
    ...plainRows(labels.length),
  };
}

function plainRows(rows: number): Readonly<Record<string, unknown>> {
  return { range: [rows - 0.5, -0.5], showgrid: false, zeroline: false, fixedrange: true };
}

/** Names with a mark of those that came or left; names of the same mark are told apart. */
function rowLabels(rows: readonly MigrationRow[]): string[] {
  const labels = new Map<MigrationRow, string>();
  for (const [presence, mark] of Object.entries(presenceMarks)) {
    const marked = rows.filter((row) => row.presence === presence);
    const names = shortNames(
      marked.map(({ name }) => name),
      longestLabel - mark.length,
    );
    marked.forEach((row, place) => {
      labels.set(row, plotText(names[place] as string) + mark);
    });
  }
  return rows.map((row) => labels.get(row) as string);
}

function partTrace(
  rows: readonly MigrationRow[],
  { field, colour }: (typeof parts)[number],
): Readonly<Record<string, unknown>> {
  return {
    type: "bar",
    orientation: "h",
    name: field,
    x: rows.map((row) => plotNumber(100 * row[field])),
    y: rows.map((_, row) => row),
    yaxis: axisName(0),
    marker: { color: colour, line: { width: 0 } },
    hovertemplate: "%{x:.2f} points",
  };
}

function netTrace(rows: readonly MigrationRow[]): Readonly<Record<string, unknown>> {
  return {
    type: "scatter",
    mode: "markers",
    name: "in all",
    x: rows.map(({ change }) => plotNumber(100 * change)),
    y: rows.map((_, row) => row),
    yaxis: axisName(0),
    marker: { symbol: "diamond", color: "#ffffff", size: 7, line: { color: "#222222", width: 1 } },
    text: rows.map(
      ({ name, shareBefore, shareAfter }) =>
        `${plotText(name)}: ${(100 * shareBefore).toFixed(2)}% → ${(100 * shareAfter).toFixed(2)}%`,
    ),
    hovertemplate: "%{text}",
  };
}

/** Numbers beyond the ends of the bars: gains to the right, losses to the left. */
function numberTraces(rows: readonly MigrationRow[]): Readonly<Record<string, unknown>>[] {
  return ([1, -1] as const).map((sign) => {
    const told = rows.flatMap((row, index) => ((row.change < 0 ? -1 : 1) === sign ? [{ row, index }] : []));
    return {
      type: "scatter",
      mode: "text",
      name: sign > 0 ? "gained" : "lost",
      x: told.map(({ row }) => plotNumber(sign * 100 * reachOf(row, sign))),
      y: told.map(({ index }) => index),
      yaxis: axisName(0),
      text: told.map(({ row }) => `${gap}${sign > 0 ? "+" : "−"}${Math.abs(100 * row.change).toFixed(2)}${gap}`),
      textposition: sign > 0 ? "middle right" : "middle left",
      textfont: { size: 11 },
      hoverinfo: "skip",
    };
  });
}

type Flows = ShareMigration["flows"];

function flowTrace(flows: Flows): Readonly<Record<string, unknown>> {
  return {
    type: "bar",
    orientation: "h",
    name: "flow",
    x: flows.map(({ share }) => plotNumber(100 * share)),
    y: flows.map((_, row) => row),
    yaxis: axisName(1),
    marker: { color: okabeIto.green, line: { width: 0 } },
    text: flows.map(({ share }) => (100 * share).toFixed(2)),
    textposition: "outside",
    textfont: { size: 11 },
    hovertext: flows.map(({ loser, gainer }) => plotText(`${loser} → ${gainer}`)),
    hovertemplate: "%{hovertext}: %{x:.2f} points",
  };
}

/** Names to the left of zero, where a flow has no bar. */
function flowLabels(flows: Flows): readonly Readonly<Record<string, unknown>>[] {
  const names = [...new Set(flows.flatMap(({ loser, gainer }) => [loser, gainer]))];
  const short = shortNames(names, longestOfFlow);
  const told = (name: string): string => short[names.indexOf(name)] as string;
  return flows.map(({ loser, gainer }, row) => flowLabel(`${told(loser)} → ${told(gainer)}`, row));
}

function flowLabel(text: string, row: number): Readonly<Record<string, unknown>> {
  return {
    text: plotText(text),
    xref: "x",
    x: 0,
    xanchor: "right",
    xshift: -6,
    yref: axisName(1),
    y: row,
    yanchor: "middle",
    showarrow: false,
    font: { size: 11 },
  };
}
