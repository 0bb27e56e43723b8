import type { CostBasis } from "../../analytics/cost-basis/cost-basis.js";
import { checkSameTimes } from "../../series/check-same-times.js";
import type { Series } from "../../series/series.js";
import { zeroAreaTraces } from "../drawing/area-traces.js";
import { baseLayout, type FigureOptions, figureConfig } from "../drawing/base-layout.js";
import type { Figure } from "../drawing/figure.js";
import { lineTraces } from "../drawing/line-traces.js";
import { okabeIto, withOpacity } from "../drawing/palette.js";
import { type PlotLine, plotLines, plotTime } from "../drawing/plot-values.js";
import { singleRanges } from "../drawing/single-range.js";
import { unitAxis } from "../drawing/unit-axis.js";
import { zeroLine } from "../drawing/zero-line.js";

/** What `costBasisFigure` draws. */
export interface CostBasisFigureInput {
  /** Price by which positions were valued, unit `price`. */
  readonly close: Series;
  /** Of the same times. */
  readonly costBasis: CostBasis;
}

/**
 * Price against the estimated mean entry of what is open, and below what longs would gain at that price (shorts lose as
 * much), above zero and below it. The footer says what the estimate assumes and how much of the open interest it knows.
 * Long lines are thinned to at most about 2,000 points. Gaps break lines and areas.
 * @throws {RangeError} if `close` is in another unit or of other times
 */
export function costBasisFigure(
  { close, costBasis }: CostBasisFigureInput,
  { title, note, theme, height = 460 }: FigureOptions = {},
): Figure {
  const { averageEntry, unrealisedReturn } = costBasis;
  if (close.unit !== "price") {
    throw new RangeError(`costBasisFigure: close "${close.name}" is in ${close.unit}; give a series of unit price`);
  }
  checkSameTimes(close.times, averageEntry.times, "costBasisFigure");
  const [price, entry, gain] = plotLines([close, averageEntry, unrealisedReturn]) as [PlotLine, PlotLine, PlotLine];
  const asset = close.identity.asset ?? averageEntry.identity.asset;
  const unit = unitAxis("price", asset);
  const layout = baseLayout({
    title: title ?? `${asset === undefined ? "Price" : `${asset} price`} against the average entry`,
    note,
    theme,
    height,
    strips: [
      {
        label: `Price (${unit.text})`,
        key: [
          { name: "close", colour: okabeIto.grey, mark: "line" },
          { name: "average entry", colour: okabeIto.vermillion, mark: "dash" },
        ],
        weight: 4,
        axis: unit.axis,
      },
      { label: "Unrealised return of longs (% of entry)", weight: 3, axis: returnAxis },
    ],
    remarks: [assumptionText(costBasis), knownText(costBasis), price.thinned],
  });
  const data = [
    ...lineTraces("close", price, { strip: 0, colour: okabeIto.grey }),
    ...lineTraces("average entry", entry, { strip: 0, colour: okabeIto.vermillion, dash: "dash" }),
    ...zeroAreaTraces(
      { name: "unrealised return", line: gain, hovertemplate: "%{y}" },
      { strip: 1, colour: okabeIto.blue, fillcolor: withOpacity(okabeIto.blue, 0.22) },
    ),
  ];
  return {
    data,
    layout: { ...singleRanges(layout, data), shapes: [zeroLine(1)] },
    config: figureConfig,
  };
}

const returnAxis = { tickformat: ".2~%", hoverformat: ".2%", zeroline: false } as const;

function assumptionText({ method, initial, entryPriceName }: CostBasis): string {
  const who = method === "fifo" ? "the oldest positions close first" : "positions close in proportion";
  const before = initial === "unknown" ? "is left out" : "counts at the first price";
  return `Estimate: what is opened is opened at the price "${entryPriceName}"; ${who}; what was open before ${before}`;
}

/** How much of the open interest was seen to be opened, and from when the entry can be told. */
function knownText({ averageEntry: { times, values }, knownShare, initial }: CostBasis): string {
  const first = values.findIndex((value) => !Number.isNaN(value));
  const last = knownShare.values.findLastIndex((share) => !Number.isNaN(share));
  const known = last < 0 ? "none" : `${Math.round(100 * knownShare.values[last])}%`;
  if (first < 0) return `Known share: ${known} of the open interest was seen opened, too little for an entry`;
  if (initial === "first price") return `Known share: of the open interest ${known} was seen opened by the end`;
  const share = Math.round(100 * knownShare.values[first]);
  return `Known share: of the open interest ${share}% was seen opened at the first entry, ${plotTime(times[first])} UTC, and ${known} at the end`;
}
