import { correlation } from "../../analytics/comovement/correlation.js";
import { type Regimes, regimeNames } from "../../analytics/regimes/regimes.js";
import { checkRange } from "../../series/check.js";
import { intervalText } from "../../series/time.js";
import { ranks } from "../../statistics/ranks.js";
import { baseLayout, type FigureOptions, figureConfig } from "../drawing/base-layout.js";
import type { Figure } from "../drawing/figure.js";
import { okabeIto, regimeColours, withOpacity } from "../drawing/palette.js";
import { percentText } from "../drawing/percent-text.js";
import { plotNumber, plotTime } from "../drawing/plot-values.js";
import { zeroColumn, zeroLine } from "../drawing/zero-line.js";
import { countBeyond, type QuadrantPair, quadrantLimits, typicalBand } from "./quadrant-axes.js";
import { thinPoints } from "./thin-points.js";

/** How `quadrantFigure` draws. */
export interface QuadrantFigureOptions extends FigureOptions {
  /** Most points that are drawn, at least 100; the numbers in the corners are of all bars. Default 2,000. */
  readonly points?: number;
}

/** Shapes by code, as plotly names them and as text shows them: a regime is told without its colour. */
const symbols = ["square", "triangle-up", "triangle-down", "diamond", "x"] as const;
const glyphs = ["■", "▲", "▼", "◆", "✖"] as const;

/** Where each quadrant lies: sides of price and open interest, by code. */
const corners = [
  { code: 1, right: true, top: true },
  { code: 2, right: false, top: true },
  { code: 3, right: true, top: false },
  { code: 4, right: false, top: false },
] as const;

/** Room beyond the last point, as a part of the half-axis: to the sides, and above and below for the corners' text. */
const sideRoom = 1.06;
const textRoom = 1.42;

/**
 * Change of price against change of open interest, a point for each bar, by regime: whether the two move together, and
 * how many bars are in each quadrant and in the dead band (shaded). Counts and percents are of all bars that have a
 * regime; bars without one are not drawn, and counted in the footer.
 * Bars beyond the axes, about one in a hundred, lie at the edge and tell their changes under the pointer.
 * Many points are thinned: lone ones stay, crowds lose most but stay the denser places (`thinPoints`).
 * The rank correlation is Spearman's, over the same bars.
 * @throws {RangeError} if `points` is out of range
 */
export function quadrantFigure(
  regimes: Regimes,
  { title, note, theme, height = 480, points = 2_000 }: QuadrantFigureOptions = {},
): Figure {
  checkRange(points, "points", Number.isInteger(points) && points >= 100, "a whole number from 100", "quadrantFigure");
  const { codes, priceChange, openInterestChange } = regimes;
  const counts = countCodes(codes);
  const told = counts.reduce((sum, count) => sum + count, 0);
  const band = typicalBand(regimes);
  const limit = quadrantLimits(regimes, band);
  const drawn = thinPoints(
    {
      x: priceChange.values,
      y: openInterestChange.values,
      classes: codes,
      xLimit: limit.price,
      yLimit: limit.openInterest,
    },
    points,
  );
  const rowsByCode = regimeNames.map((_, code) => drawn.filter((row) => codes[row] === code));
  const beyond = countBeyond(regimes, limit);
  const span = horizonText(regimes);
  const asset = priceChange.identity.asset ?? openInterestChange.identity.asset;
  const layout = baseLayout({
    title: title ?? `${asset === undefined ? "Price" : `${asset} price`}–OI quadrants over ${span}`,
    note,
    theme,
    height,
    strips: [
      {
        label: "Change of open interest (%)",
        key: [{ name: `neutral ${countText(counts[0], told)}`, colour: regimeColours[0] }],
        axis: { ...percentAxis, range: [-limit.openInterest * textRoom, limit.openInterest * textRoom] },
      },
    ],
    horizontal: {
      label: `change of price (%), rank correlation ${signed(rankCorrelation(regimes))}`,
      axis: { ...percentAxis, range: [-limit.price * sideRoom, limit.price * sideRoom] },
    },
    remarks: [
      `${count(told)} of ${count(codes.length)} bars have a regime; times are UTC`,
      bandText(band),
      beyond === 0 ? undefined : `Beyond the axes, drawn at their edge: ${count(beyond)} of the bars`,
      drawn.length === told
        ? undefined
        : `Points show ${count(drawn.length)} of ${count(told)} bars: the lone ones, and fewer of the crowded`,
    ],
  });
  return {
    data: rowsByCode.map((rows, code) => cloudTrace(regimes, { rows, code, limit })),
    layout: {
      ...layout,
      shapes: [...bandShapes(band), zeroLine(0), zeroColumn(0)],
      annotations: [...layout.annotations, ...corners.map((corner) => cornerText(corner, counts, told))],
    },
    config: figureConfig,
  };
}

const percentAxis = { tickformat: ".2~%", hoverformat: ".2%", zeroline: false } as const;

function countCodes(codes: Int8Array): number[] {
  const counts = regimeNames.map(() => 0);
  for (const code of codes) if (code >= 0) counts[code]++;
  return counts;
}

function rankCorrelation({ codes, priceChange, openInterestChange }: Regimes): number {
  const told = (changes: Float64Array, others: Float64Array): Float64Array =>
    changes.map((change, row) => (codes[row] >= 0 && others[row] === others[row] ? change : Number.NaN));
  const [price, openInterest] = [priceChange.values, openInterestChange.values];
  return correlation(
    priceChange.with(ranks(told(price, openInterest)), { unit: "number" }),
    openInterestChange.with(ranks(told(openInterest, price)), { unit: "number" }),
  ).value;
}

/** The horizon as a length of time, by the shortest step between rows. */
function horizonText({ times, horizon }: Regimes): string {
  let step = Number.POSITIVE_INFINITY;
  for (let row = 1; row < times.length; row++) step = Math.min(step, times[row] - times[row - 1]);
  return step < Number.POSITIVE_INFINITY ? intervalText(step * horizon) : `${horizon} bars`;
}

interface CloudPart {
  readonly rows: Int32Array;
  readonly code: number;
  readonly limit: QuadrantPair;
}

function cloudTrace(
  { times, priceChange, openInterestChange }: Regimes,
  { rows, code, limit }: CloudPart,
): Readonly<Record<string, unknown>> {
  const at = (changes: Float64Array, most: number) =>
    Array.from(rows, (row) => plotNumber(Math.max(-most, Math.min(most, changes[row]))));
  return {
    type: "scatter",
    mode: "markers",
    name: regimeNames[code],
    x: at(priceChange.values, limit.price),
    y: at(openInterestChange.values, limit.openInterest),
    text: Array.from(
      rows,
      (row) =>
        `${plotTime(times[row])} UTC: price ${signedPercent(priceChange.values[row])}, OI ${signedPercent(openInterestChange.values[row])}`,
    ),
    hovertemplate: "%{text}",
    marker: {
      symbol: symbols[code],
      color: regimeColours[code],
      size: code === 0 ? 4 : 6,
      opacity: code === 0 ? 0.45 : 0.7,
    },
  };
}

/** The dead zone is where either change is within its band: a cross of two strips. */
function bandShapes({ price, openInterest }: QuadrantPair): Readonly<Record<string, unknown>>[] {
  const strip = {
    type: "rect",
    layer: "below",
    line: { width: 0 },
    fillcolor: withOpacity(okabeIto.grey, 0.16),
  };
  return [
    { ...strip, xref: "x", x0: -price, x1: price, yref: "y domain", y0: 0, y1: 1 },
    { ...strip, xref: "paper", x0: 0, x1: 1, yref: "y", y0: -openInterest, y1: openInterest },
  ];
}

function bandText({ price, openInterest, varies }: ReturnType<typeof typicalBand>): string {
  const [first, second] = [price, openInterest].map((width) => `±${Number((100 * width).toPrecision(2))}%`);
  return `Dead band ${varies ? "in the median of the bars" : "shaded"}: price ${first}, open interest ${second}; neutral is within either`;
}

function cornerText(
  { code, right, top }: (typeof corners)[number],
  counts: readonly number[],
  told: number,
): Readonly<Record<string, unknown>> {
  const swatch = `<span style="color:${regimeColours[code]}">${glyphs[code]}</span>`;
  return {
    text: `${swatch} <b>${regimeNames[code]}</b><br>${countText(counts[code], told)}`,
    xref: "paper",
    x: right ? 1 : 0,
    xanchor: right ? "right" : "left",
    xshift: right ? -4 : 4,
    yref: "y domain",
    y: top ? 1 : 0,
    yanchor: top ? "top" : "bottom",
    yshift: top ? -2 : 2,
    align: right ? "right" : "left",
    showarrow: false,
    font: { size: 12 },
  };
}

function countText(rows: number, told: number): string {
  return told === 0 ? count(rows) : `${count(rows)} (${((100 * rows) / told).toFixed(1)}%)`;
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}

function signedPercent(value: number): string {
  return `${value < 0 ? "" : "+"}${percentText(value, { digits: 2 })}`;
}

function signed(value: number): string {
  if (Number.isNaN(value)) return "not told";
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
}
