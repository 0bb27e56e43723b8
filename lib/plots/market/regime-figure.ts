import { type Regimes, regimeNames } from "../../analytics/regimes/regimes.js";
import type { Candles } from "../../series/candles.js";
import type { Series } from "../../series/series.js";
import { intervalText } from "../../series/time.js";
import { axisName, baseLayout, type FigureOptions, figureConfig } from "../drawing/base-layout.js";
import type { Figure } from "../drawing/figure.js";
import { lineTraces } from "../drawing/line-traces.js";
import { okabeIto, regimeColours, withOpacity } from "../drawing/palette.js";
import { type PlotLine, plotLines, plotNumber, plotTime } from "../drawing/plot-values.js";
import { singleRanges } from "../drawing/single-range.js";
import { unitAxis } from "../drawing/unit-axis.js";
import { prevailingBands, type RegimeBuckets, regimeBands, regimeBuckets } from "./regime-bands.js";

/** What `regimeFigure` draws. */
export interface RegimeFigureInput {
  /** Bars of the price whose close is drawn. */
  readonly candles: Candles;
  /** Open interest in any unit. */
  readonly openInterest: Series;
  /** Regimes of the same bars. */
  readonly regimes: Pick<Regimes, "times" | "codes" | "horizon">;
}

/** Codes from the top lane to the bottom one: price up above price down, growing open interest outermost. */
const lanes = [1, 3, 4, 2] as const;
/** Rectangles behind the price that a browser still draws at once. */
const maxBands = 150;
const untoldColour = withOpacity(okabeIto.grey, 0.4);
/** Cells of a lane: about one for each pixel of a wide page. */
const maxCells = 600;

/**
 * Price with its regimes behind it, a lane for each regime, and open interest, over one time axis.
 * The lanes show all bars: a cell is as strong as the part of its bars in that regime. Where there are more than 150
 * stretches of one regime, the shading behind the price shows the one that prevails in each of 150 equal stretches of
 * time, fainter the less it does, and the footer says so. Neutral bars are not shaded; where no regime is told, for want
 * of data or of bars before, the lanes are grey, and the footer counts the bars.
 * Long lines are thinned to at most about 2,000 points.
 * @throws {RangeError} if the regimes are not of the bars of the candles
 */
export function regimeFigure(
  { candles, openInterest, regimes }: RegimeFigureInput,
  { title, note, theme, height = 560 }: FigureOptions = {},
): Figure {
  const { intervalMs, close } = candles;
  const { times, codes } = regimes;
  if (times.length !== candles.times.length || times[0] !== candles.times[0] || times.at(-1) !== candles.times.at(-1)) {
    throw new RangeError(
      `regimeFigure: ${times.length} regimes for ${candles.times.length} bars of other times; classify these candles`,
    );
  }
  const bucketOptions = { intervalMs, count: regimeNames.length };
  const cells = regimeBuckets(times, codes, { ...bucketOptions, limit: maxCells });
  const stretches = regimeBands(times, codes, intervalMs).filter(({ code }) => code > 0);
  const coarse = regimeBuckets(times, codes, { ...bucketOptions, limit: maxBands });
  const shaded = stretches.length <= maxBands ? stretches : prevailingBands(coarse).filter(({ code }) => code > 0);

  const untold = codes.reduce((sum, code) => sum + (code < 0 ? 1 : 0), 0);
  const asset = close.identity.asset ?? openInterest.identity.asset;
  const [price, interest] = plotLines([close, openInterest]) as [PlotLine, PlotLine];
  const priceUnit = unitAxis("price", asset);
  const interestUnit = unitAxis(openInterest.unit, asset);
  const layout = baseLayout({
    title: title ?? `${asset === undefined ? "Price" : `${asset} price`}, open interest, regimes`,
    note,
    theme,
    height,
    left: 88,
    strips: [
      { label: `Price (${priceUnit.text})`, weight: 5, axis: priceUnit.axis },
      {
        label: "Regime",
        key: untold === 0 ? [] : [{ name: "not told", colour: untoldColour }],
        weight: 1.6,
        axis: {
          tickvals: lanes.map((_, lane) => lanes.length - 1 - lane),
          ticktext: lanes.map((code) => regimeNames[code]),
          tickfont: { size: 10 },
          ticks: "",
          range: [-0.5, lanes.length - 0.5],
          showgrid: false,
          zeroline: false,
          fixedrange: true,
        },
      },
      { label: `Open interest (${interestUnit.text})`, weight: 3, axis: interestUnit.axis },
    ],
    remarks: [
      regimeRemark(regimes.horizon, intervalMs),
      untold === 0 ? undefined : `${count(codes.length - untold)} of ${count(codes.length)} bars have a regime`,
      shaded === stretches ? undefined : `Shading: the regime that prevails in each ${intervalText(coarse.lengthMs)}`,
      cells.lengthMs === intervalMs ? undefined : `Lanes: part of each ${intervalText(cells.lengthMs)} in the regime`,
      price.thinned,
    ],
  });
  const bands = shaded.map(({ from, to, code, part }) => ({
    type: "rect",
    layer: "below",
    xref: "x",
    yref: "y domain",
    x0: plotTime(from),
    x1: plotTime(to),
    y0: 0,
    y1: 1,
    line: { width: 0 },
    fillcolor: withOpacity(regimeColours[code] as string, Math.round(30 * part) / 100),
  }));
  const data = [
    ...lineTraces("price", price, {
      strip: 0,
      colour: okabeIto.grey,
      text: Array.from(price.rows, (row) => regimeNames[codes[row] as number] ?? "not told"),
      hovertemplate: "%{y} · %{text}",
    }),
    ...lanes.map((code, lane) => laneTrace(cells, code, lanes.length - 1 - lane)),
    ...lineTraces("open interest", interest, { strip: 2, colour: okabeIto.green }),
  ];
  return {
    data,
    layout: { ...singleRanges(layout, data), shapes: [...bands, ...untoldBands(cells)] },
    config: figureConfig,
  };
}

/** The lanes where none of the bars of a cell has a regime, as one rectangle for neighbours. */
function untoldBands({ start, lengthMs, parts }: RegimeBuckets): readonly Readonly<Record<string, unknown>>[] {
  const part = parts[0] as Float64Array;
  const ends = part.map((_, cell) => start + (cell + 1) * lengthMs);
  // As stretches of one "regime" of their own, the told cells left out.
  const untold = Int8Array.from(part, (value) => (Number.isNaN(value) ? 0 : -1));
  return regimeBands(ends, untold, lengthMs).map(({ from, to }) => ({
    type: "rect",
    layer: "below",
    xref: "x",
    yref: `${axisName(1)} domain`,
    x0: plotTime(from),
    x1: plotTime(to),
    y0: 0,
    y1: 1,
    line: { width: 0 },
    fillcolor: untoldColour,
  }));
}

function count(bars: number): string {
  return bars.toLocaleString("en-US");
}

function regimeRemark(horizon: number, intervalMs: number): string {
  return `Regime of a bar: change of price and open interest over ${intervalText(horizon * intervalMs)}`;
}

/** One regime as a row of cells, from clear (none of the bars) to full colour (all of them). */
function laneTrace(
  { start, lengthMs, parts }: RegimeBuckets,
  code: number,
  lane: number,
): Readonly<Record<string, unknown>> {
  const colour = regimeColours[code] as string;
  const part = parts[code] as Float64Array;
  return {
    type: "heatmap",
    name: regimeNames[code],
    x0: plotTime(start + lengthMs / 2),
    dx: lengthMs,
    y: [lane],
    z: [Array.from(part, (value) => roundPart(value))],
    yaxis: axisName(1),
    zmin: 0,
    zmax: 1,
    colorscale: [
      [0, withOpacity(colour, 0)],
      [1, withOpacity(colour, 1)],
    ],
    showscale: false,
    hovertemplate: "%{z:.0%}",
  };
}

/** Two digits are more than a cell shows. */
function roundPart(value: number): number | null {
  return plotNumber(Math.round(value * 100) / 100);
}
