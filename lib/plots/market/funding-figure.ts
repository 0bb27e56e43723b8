import type { HeldRateOptions } from "../../analytics/funding/held-rate.js";
import type { WeightedFunding } from "../../analytics/funding/weighted-funding.js";
import type { Series } from "../../series/series.js";
import { type AreaLine, bandTraces, zeroAreaTraces } from "../drawing/area-traces.js";
import { baseLayout, type FigureOptions, figureConfig, type Strip } from "../drawing/base-layout.js";
import type { Figure } from "../drawing/figure.js";
import { lineTraces } from "../drawing/line-traces.js";
import { okabeIto, withOpacity } from "../drawing/palette.js";
import { type PlotLine, plotLines, plotTime } from "../drawing/plot-values.js";
import { unitAxis } from "../drawing/unit-axis.js";
import { zeroLine } from "../drawing/zero-line.js";
import { coverageText, fundingText, isPartlyCovered, settlementsPerYear } from "./funding-remarks.js";
import { type RateSpread, rateSpread } from "./rate-spread.js";
import { spreadAxis } from "./spread-axis.js";

/** How `fundingFigure` draws. */
export interface FundingFigureOptions extends FigureOptions, HeldRateOptions {
  /** Height in pixels. Default: by the number of strips. */
  readonly height?: number;
  /**
   * The rates that were weighted, as settled: the lowest and the highest of them stand behind the mean. Give
   * `intervalHours` and `maxAgeMs` as to `weightedFunding`. Default none.
   */
  readonly rates?: readonly Series[];
  /** Price drawn above, unit `price`. Default none. */
  readonly price?: Series;
}

/**
 * Mean funding rate for eight hours by weight, above zero where longs pay. With `rates`, the spread from the lowest to
 * the highest venue behind it; with `price`, the price above it. Where some perpetuals have no rate, a strip below
 * shows the part of the weights that have one. The footer says the mean of it all, for eight hours and for a year
 * (simple: a unit, no forecast), and the part of the time that longs paid; under the pointer stands the rate for a
 * year. The axis holds all of the mean and all but the outermost hundredths of the spread, lest one venue press the
 * mean flat; the footer says how far the spread goes beyond it.
 * Long lines are thinned to about 1,500 points. Gaps break lines and areas; without any rate the plot is empty and the
 * footer says so.
 * @throws {RangeError} if `price` is in another unit, a rate is in another unit, or an interval is out of range
 */
export function fundingFigure(
  { funding, coverage }: WeightedFunding,
  { title, note, theme, height, rates = [], price, ...hold }: FundingFigureOptions = {},
): Figure {
  if (price !== undefined && price.unit !== "price") {
    throw new RangeError(`fundingFigure: price "${price.name}" is in ${price.unit}; give a series of unit price`);
  }
  const ofRates = rates.length < 2 ? undefined : rateSpread(rates, funding.times, hold);
  const spread = ofRates && isThere(ofRates.lowest) ? ofRates : undefined;
  const isEmpty = !isThere(funding) && spread === undefined;
  const isPartial = isPartlyCovered(funding.values, coverage.values);
  const axis = spread === undefined ? undefined : spreadAxis(funding.values, spread);
  const lines = plotLines(
    [
      funding,
      coverage,
      ...(spread === undefined ? [] : [spread.lowest, spread.highest]),
      ...(price === undefined ? [] : [price]),
    ],
    { points: 1_500 },
  );
  const [mean, part] = lines as readonly [PlotLine, PlotLine];
  const priceLine = price === undefined ? undefined : (lines.at(-1) as PlotLine);
  const asset = funding.identity.asset ?? price?.identity.asset;
  const priceUnit = unitAxis("price", asset);
  const strips: Strip[] = [
    ...(price === undefined ? [] : [{ label: `Price (${priceUnit.text})`, weight: 3, axis: priceUnit.axis }]),
    {
      label: "Funding (% per 8 h)",
      key: [
        ...(isThere(funding) ? [{ name: "mean", colour: okabeIto.blue, mark: "line" as const }] : []),
        ...(spread === undefined ? [] : [{ name: "lowest to highest", colour: spreadFill }]),
      ],
      weight: 4,
      axis: isEmpty ? emptyAxis : { ...rateAxis, ...(axis === undefined ? {} : { range: axis.range }) },
    },
    ...(isPartial ? [{ label: "Coverage (% of the weights with a rate)", weight: 1.2, axis: coverageAxis }] : []),
  ];
  const strip = price === undefined ? 0 : 1;
  const layout = baseLayout({
    title: title ?? `OI-weighted funding${asset === undefined ? "" : ` of ${asset}`}`,
    note,
    theme,
    height: height ?? 340 + (price === undefined ? 0 : 140) + (isPartial ? 70 : 0),
    strips,
    remarks: [
      fundingText(funding.values),
      coverageText(funding.values, coverage.values),
      ofRates && (spread === undefined ? "Spread: no rate is in force" : spreadText(rates)),
      axis?.beyond,
      mean.thinned,
    ],
  });
  return {
    data: [
      ...(priceLine === undefined ? [] : lineTraces("price", priceLine, { strip: 0, colour: okabeIto.grey })),
      ...(spread === undefined ? [] : spreadTraces(spread, lines[2], lines[3], strip)),
      ...meanTraces(mean, strip, spread !== undefined),
      ...(isPartial ? coverageTraces(part, strip + 1) : []),
    ],
    layout: isEmpty
      ? {
          ...layout,
          xaxis: { ...(layout.xaxis as object), ...(price === undefined ? emptyTime(funding.times) : {}) },
          shapes: [],
        }
      : { ...layout, shapes: [zeroLine(strip)] },
    config: figureConfig,
  };
}

/** Of the spread, and of its swatch. */
const spreadFill = withOpacity(okabeIto.orange, 0.28);
/** Of rates that nobody knows. */
const emptyAxis = { range: [-1, 1], showticklabels: false, zeroline: false } as const;
const rateAxis = { tickformat: ".3~%", hoverformat: ".4%", zeroline: false } as const;
const coverageAxis = {
  tickformat: ".0%",
  hoverformat: ".1%",
  range: [0, 1.02],
  tickvals: [0.5, 1],
  ticktext: ["50%", "100%"],
  zeroline: false,
} as const;

function spreadTraces(
  { lowestName, highestName }: RateSpread,
  low: PlotLine,
  high: PlotLine,
  strip: number,
): readonly Readonly<Record<string, unknown>>[] {
  const edge = (name: string, line: PlotLine, names: readonly string[]): AreaLine => ({
    name,
    line,
    text: Array.from(line.rows, (row) => names[row]),
    hovertemplate: "%{y} %{text}",
  });
  return bandTraces(edge("lowest", low, lowestName), edge("highest", high, highestName), {
    strip,
    colour: withOpacity(okabeIto.orange, 0.6),
    fillcolor: spreadFill,
    width: 0.75,
  });
}

/** The mean, with an area down to zero where there is no spread behind it. */
function meanTraces(mean: PlotLine, strip: number, isPlain: boolean): readonly Readonly<Record<string, unknown>>[] {
  const line: AreaLine = {
    name: "weighted mean",
    line: mean,
    text: mean.y.map((rate) => (rate === null ? "" : (100 * rate * settlementsPerYear).toFixed(1))),
    hovertemplate: "%{y} per 8 h, %{text}% a year",
  };
  const style = { strip, colour: okabeIto.blue };
  return isPlain
    ? lineTraces(line.name, mean, { ...style, text: line.text, hovertemplate: line.hovertemplate })
    : zeroAreaTraces(line, { ...style, fillcolor: withOpacity(okabeIto.blue, 0.22) });
}

function coverageTraces(part: PlotLine, strip: number): readonly Readonly<Record<string, unknown>>[] {
  return zeroAreaTraces(
    { name: "coverage", line: part, hovertemplate: "%{y}" },
    { strip, colour: okabeIto.grey, fillcolor: withOpacity(okabeIto.grey, 0.3), width: 1 },
  );
}

/** The time axis of what has no point: plotly would show the year 2000. */
function emptyTime(times: Float64Array): Readonly<Record<string, unknown>> {
  if (times.length < 2) return { showticklabels: false };
  return { range: [times[0], times[times.length - 1]].map(plotTime) };
}

function isThere({ values }: Series): boolean {
  return values.some((value) => !Number.isNaN(value));
}

function spreadText(rates: readonly Series[]): string {
  return `Spread: lowest to highest of the rates in force, ${rates.length} in all`;
}
