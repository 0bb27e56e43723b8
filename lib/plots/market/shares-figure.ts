import { toldApartBy } from "../../analytics/columns/told-apart-by.js";
import { commonIdentity } from "../../series/identity.js";
import { Panel } from "../../series/panel.js";
import { axisName, baseLayout, type FigureOptions, figureConfig } from "../drawing/base-layout.js";
import type { Figure } from "../drawing/figure.js";
import { countGaps, shortGaps } from "../drawing/gaps.js";
import { colourway, okabeIto } from "../drawing/palette.js";
import { plotText } from "../drawing/plot-text.js";
import { plotNumbers, plotTimes, thinnedText } from "../drawing/plot-values.js";
import { shortNames } from "../drawing/short-names.js";
import { singleRanges } from "../drawing/single-range.js";
import { thinRows, unionRows } from "../drawing/thin.js";

/** How `sharesFigure` draws. */
export interface SharesFigureOptions extends FigureOptions {
  /** Columns that keep their own area; the rest become one. From 1 to 7, the colours there are. Default 7. */
  readonly top?: number;
}

/** Distance of two labels beside the plot, in pixels. */
const labelDistance = 15;
const maxRows = 600;
/** Characters of a name that fit beside the areas. */
const longestName = 11;
/** Without 0, which would stand in the way of the first time below it. */
const tickvals = [0.2, 0.4, 0.6, 0.8, 1] as const;
const ticktext = ["20%", "40%", "60%", "80%", "100%"] as const;
/** Times that fit beneath the areas on a phone. */
const timeTicks = 4;

/**
 * Shares as areas that add up to 100 %, the largest on average at the bottom, those beyond `top` together as others,
 * each with its name and last share beside it. A missing share leaves its place empty: nothing is filled. The default
 * title says what the columns are, as their identities tell: venues, settlement currencies, margins, kinds or contracts
 * (`shares(sumBy(oi, "settle"))` and the like).
 * Long panels are thinned to about 600 rows.
 * @param shares fractions, N columns × T rows, as `shares()` gives them
 * @throws {RangeError} if the unit is not `fraction` or `top` is out of range
 */
export function sharesFigure(
  shares: Panel,
  { title, note, theme, height = 420, top = colourway.length }: SharesFigureOptions = {},
): Figure {
  if (shares.unit !== "fraction") {
    throw new RangeError(`sharesFigure: the panel is in ${shares.unit}; give what shares() returns`);
  }
  if (!Number.isInteger(top) || top < 1 || top > colourway.length) {
    throw new RangeError(`sharesFigure: top ${top} is not a whole number from 1 to ${colourway.length}`);
  }
  const areas = largestFirst(shares, top);
  const rows = sharedRows(areas);
  const hidden = areas.columns.map(({ values }) => countGaps(values) - countGaps(values, rows));
  const last = lastCoveredRow(areas);
  const layout = baseLayout({
    title: title ?? defaultTitle(shares),
    note,
    theme,
    height,
    right: 124,
    strips: [{ label: "Share (% of total)", axis: { hoverformat: ".1%", range: [0, 1], tickvals, ticktext } }],
    remarks: [thinnedText(rows.length, shares.length, hidden)],
  });
  const x = plotTimes(areas.times, rows);
  const labels = areas.columns.map(({ name, values }, index) => ({
    name,
    colour: colourOf(index, top),
    share: last < 0 ? Number.NaN : (values[last] as number),
  }));
  const data = areas.columns.map(({ name, values }, index) => ({
    type: "scatter",
    mode: "lines",
    name: plotText(name),
    x,
    y: plotNumbers(values, rows),
    yaxis: axisName(0),
    stackgroup: "shares",
    line: { width: 0, color: colourOf(index, top) },
    fillcolor: colourOf(index, top),
    hovertemplate: hoverTemplates(values, rows),
  }));
  const ranged = singleRanges(layout, data);
  return {
    data,
    layout: {
      ...ranged,
      xaxis: { ...(ranged.xaxis as Readonly<Record<string, unknown>>), nticks: timeTicks },
      annotations: [...layout.annotations, ...directLabels(labels, height - layout.margin.t - layout.margin.b)],
    },
    config: figureConfig,
  };
}

const words = {
  venue: "venue",
  settle: "settlement currency",
  margin: "margin",
  kind: "kind of contract",
  instrument: "contract",
} as const;

function defaultTitle({ columns }: Panel): string {
  const { asset } = commonIdentity(columns.map(({ identity }) => identity));
  const field = toldApartBy(columns);
  const of = `Shares of ${asset === undefined ? "" : `${asset} `}open interest`;
  return field === undefined ? of : `${of} by ${words[field]}`;
}

/** Columns by falling mean share; those beyond `top` summed as one, if they are more than one. */
function largestFirst({ times, columns, unit }: Panel, top: number): Panel {
  const ordered = columns
    .map((column) => ({ column, mean: mean(column.values) }))
    .sort((a, b) => b.mean - a.mean)
    .map(({ column }) => column);
  const rest = ordered.slice(top);
  if (rest.length < 2) return new Panel(times, ordered, unit);
  const values = new Float64Array(times.length).fill(Number.NaN);
  for (const column of rest) {
    for (let row = 0; row < values.length; row++) {
      const value = column.values[row] as number;
      const sum = values[row] as number;
      if (value === value) values[row] = sum === sum ? sum + value : value;
    }
  }
  return new Panel(times, [...ordered.slice(0, top), { name: `${rest.length} others`, values, identity: {} }], unit);
}

/** Mean of the values there are; 0 if there are none, which puts the column last. */
function mean(values: Float64Array): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (value !== value) continue;
    sum += value;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}

/**
 * Rows that keep the extremes and gaps of every column, since stacked areas need the same ones: none of those in a gap of
 * any column that is too short to be drawn.
 */
function sharedRows({ times, columns }: Panel): Int32Array {
  const all = Int32Array.from(times, (_, row) => row);
  if (times.length <= maxRows) return all;
  const points = Math.max(3, Math.floor(maxRows / Math.max(1, columns.length)));
  const isShort = columns.map(({ values }) => shortGaps(values));
  const drawn = all.filter((row) => isShort.every((short) => short[row] === 0));
  const of = (values: Float64Array): Float64Array => Float64Array.from(drawn, (row) => values[row] as number);
  const drawnTimes = of(times);
  return unionRows(columns.map(({ values }) => thinRows(drawnTimes, of(values), { points }))).map(
    (place) => drawn[place] as number,
  );
}

/** What is shown at each row: plotly would say 0 % at a gap, because it draws one as an empty area. */
function hoverTemplates(values: Float64Array, rows: Int32Array): string | string[] {
  const told = "%{y:.1%}";
  const templates = Array.from(rows, (row) => (Number.isNaN(values[row]) ? "missing" : told));
  return templates.includes("missing") ? templates : told;
}

function lastCoveredRow({ times, columns }: Panel): number {
  let row = times.length - 1;
  while (row >= 0 && columns.every(({ values }) => Number.isNaN(values[row]))) row--;
  return row;
}

function colourOf(index: number, top: number): string {
  return index < top ? (colourway[index] as string) : okabeIto.grey;
}

interface DirectLabel {
  readonly name: string;
  readonly colour: string;
  readonly share: number;
}

/** Names beside the middle of the areas' right ends, moved apart where they would overlap. */
function directLabels(labels: readonly DirectLabel[], plotHeight: number): Readonly<Record<string, unknown>>[] {
  const names = shortNames(
    labels.map(({ name }) => name),
    longestName,
  );
  let below = 0;
  const middles = labels.map(({ share }) => {
    const height = Number.isNaN(share) ? 0 : share;
    below += height;
    return below - height / 2;
  });
  return spread(middles, labelDistance / plotHeight).map((y, index) => {
    const { colour, share } = labels[index] as DirectLabel;
    const percent = Number.isNaN(share) ? "" : ` ${Math.round(share * 100)}%`;
    return {
      text: `<span style="color:${colour}">■</span> ${plotText(names[index] as string)}${percent}`,
      xref: "paper",
      x: 1,
      xanchor: "left",
      xshift: 4,
      yref: "paper",
      y,
      yanchor: "middle",
      showarrow: false,
      font: { size: 11 },
    };
  });
}

/** Rising positions at least `distance` apart, pushed up from below and then down from 1 where they run out of room. */
function spread(positions: readonly number[], distance: number): number[] {
  const placed = [...positions];
  for (let index = 1; index < placed.length; index++) {
    placed[index] = Math.max(placed[index] as number, (placed[index - 1] as number) + distance);
  }
  let ceiling = 1;
  for (let index = placed.length - 1; index >= 0; index--) {
    placed[index] = Math.min(placed[index] as number, ceiling);
    ceiling = (placed[index] as number) - distance;
  }
  return placed;
}
