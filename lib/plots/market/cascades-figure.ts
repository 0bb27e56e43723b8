import type { CascadeEvent } from "../../analytics/cascades/cascade-events.js";
import type { Cascades } from "../../analytics/cascades/cascades.js";
import type { Candles } from "../../series/candles.js";
import type { Series } from "../../series/series.js";
import { intervalText } from "../../series/time.js";
import { baseLayout, type FigureOptions, figureConfig } from "../drawing/base-layout.js";
import type { Figure } from "../drawing/figure.js";
import { lineTraces } from "../drawing/line-traces.js";
import { markTrace } from "../drawing/mark-trace.js";
import { okabeIto, withOpacity } from "../drawing/palette.js";
import { percentText } from "../drawing/percent-text.js";
import { type PlotLine, plotLines, plotNumber, plotTime } from "../drawing/plot-values.js";
import { segmentTrace } from "../drawing/segment-trace.js";
import { unitAxis } from "../drawing/unit-axis.js";
import { valueAt } from "../drawing/value-at.js";
import { cascadeLabels, knownLabel } from "./cascade-labels.js";
import { type CascadePeriod, cascadePeriod } from "./cascade-period.js";

/** What `cascadesFigure` draws. */
export interface CascadesFigureInput {
  /** Bars of the price whose close is drawn. */
  readonly candles: Candles;
  /** Open interest that is drawn, in coins, dollars or contracts. The sizes told are of `cascades`, in coins. */
  readonly openInterest: Series;
  readonly cascades: Pick<Cascades, "events">;
}

/** How `cascadesFigure` draws. */
export interface CascadesFigureOptions extends FigureOptions {
  /** Shows the time around the cascade of this rank only. Default: all the candles. */
  readonly rank?: number;
  /** How many are labelled, the largest first, as far as there is room. Default 6. */
  readonly labels?: number;
}

const sides = [
  { side: "long", symbol: "triangle-down", colour: okabeIto.vermillion },
  { side: "short", symbol: "triangle-up", colour: okabeIto.blue },
] as const;
/** Falls that are shaded, which is what a browser still draws at once. */
const maxShades = 150;

/**
 * Price and open interest with the falls of each cascade shaded from start to trough, and how much each closed.
 * A circle is where the fall began, which nobody could know then; a triangle is when the detector first fired, ▼ where
 * longs were forced out and ▲ where shorts were, on the price, the open interest and the size alike. What lies between the
 * two is hindsight, and so are trough, size and rank.
 * With `rank` the figure shows one event closely. Long lines are thinned to about 2,000 points.
 * @throws {RangeError} if open interest is in another unit, there is no cascade of that rank, or `labels` is not a number
 *   of labels
 */
export function cascadesFigure(
  { candles, openInterest, cascades }: CascadesFigureInput,
  { title, note, theme, height = 600, rank, labels = 6 }: CascadesFigureOptions = {},
): Figure {
  check(openInterest, labels);
  const { events, close, held, intervalMs } = cascadePeriod(cascades.events, { candles, openInterest, rank });
  const asset = close.identity.asset ?? openInterest.identity.asset;
  const [price, interest] = plotLines([close, held]) as [PlotLine, PlotLine];
  const priceUnit = unitAxis("price", asset);
  const heldUnit = unitAxis(openInterest.unit, asset);
  const deepest = events.reduce((least, { coinsFraction }) => Math.min(least, coinsFraction), -0.01);
  const layout = baseLayout({
    title: title ?? `${asset === undefined ? "" : `${asset}: `}${titleOf(events, rank)}`,
    note,
    theme,
    height,
    strips: [
      { label: `Price (${priceUnit.text})`, weight: 4, axis: priceUnit.axis },
      { label: `Open interest (${heldUnit.text})`, weight: 3, axis: heldUnit.axis },
      {
        label: "Positions closed (% of coins held)",
        weight: 2.2,
        // Room for the labels below the deepest.
        axis: { tickformat: ".0%", range: [plotNumber(1.5 * deepest), 0], zeroline: true },
      },
    ],
    remarks: [...remarksOf(events, intervalMs), price.thinned],
  });
  const shaded = [...events].sort((a, b) => a.rank - b.rank).slice(0, maxShades);
  const period = [close.times[0] ?? 0, close.times.at(-1) ?? 1] as const;
  const closely = rank === undefined ? [] : events;
  return {
    data: [
      ...lineTraces("price", price, { strip: 0, colour: okabeIto.grey }),
      ...lineTraces("open interest", interest, { strip: 1, colour: okabeIto.green }),
      ...sides.flatMap((drawn) => sideTraces(drawn, events, close, held)),
    ],
    layout: {
      ...layout,
      hovermode: "closest",
      shapes: [...shaded.map(shade), ...closely.map(knownLine)],
      annotations: [
        ...layout.annotations,
        ...cascadeLabels({ events, labels, period, isLined: rank !== undefined, deepest }),
        ...closely.map(knownLabel),
      ],
    },
    config: figureConfig,
  };
}

function check(openInterest: Series, labels: number): void {
  if (!["base", "usd", "contracts"].includes(openInterest.unit)) {
    throw new RangeError(
      `cascadesFigure: open interest "${openInterest.name}" is in ${openInterest.unit}; give coins, dollars or contracts`,
    );
  }
  if (!Number.isInteger(labels) || labels < 0) {
    throw new RangeError(
      `cascadesFigure: labels ${labels} is not a number of labels; give a whole number of at least 0`,
    );
  }
}

function titleOf(events: CascadePeriod["events"], rank: number | undefined): string {
  if (rank !== undefined) return `cascade number ${rank}`;
  return events.length === 0 ? "no cascade found" : `${events.length} ${events.length === 1 ? "cascade" : "cascades"}`;
}

function remarksOf(events: readonly CascadeEvent[], intervalMs: number): string[] {
  if (events.length === 0) return ["No cascade in this period: nothing is marked"];
  const waits = events.map(({ startTime, knownAt }) => knownAt - startTime).sort((a, b) => a - b);
  const [least, most] = [waits[0] as number, waits.at(-1) as number].map(intervalText);
  const later = least === most ? least : `${least} to ${most}`;
  return [
    `○ start · ▼ longs, ▲ shorts forced out: when it was known, ${later} after the start, on bars of ${intervalText(intervalMs)}`,
    "Shaded: start to trough. Start, trough, size and rank are hindsight",
    ...(events.length > maxShades ? [`Shaded are the ${maxShades} largest of ${events.length}`] : []),
  ];
}

/** Starts on both lines, the moments known on the price, and how deep each fell. */
function sideTraces(
  { side, symbol, colour }: (typeof sides)[number],
  all: readonly CascadeEvent[],
  close: Series,
  held: Series,
): Readonly<Record<string, unknown>>[] {
  const events = all.filter((event) => event.side === side);
  if (events.length === 0) return [];
  const marks = (time: (event: CascadeEvent) => number, y: (event: CascadeEvent) => number) =>
    events.map((event) => ({ x: plotTime(time(event)), y: y(event), text: eventText(event) }));
  const start = { symbol: "circle-open", colour, size: 8 };
  const known = { symbol, colour, size: 10 };
  return [
    segmentTrace(
      `${side} cascades, size`,
      events.map(({ knownAt, coinsFraction }) => {
        const x = plotTime(knownAt);
        return { x: [x, x], y: [0, coinsFraction] };
      }),
      { strip: 2, colour },
    ),
    markTrace(
      `${side} cascades, size`,
      marks(
        ({ knownAt }) => knownAt,
        ({ coinsFraction }) => coinsFraction,
      ),
      { ...known, strip: 2, size: 8 },
    ),
    ...[close, held].map((line, strip) =>
      markTrace(
        `${side} cascades, start`,
        marks(
          ({ startTime }) => startTime,
          ({ startTime }) => valueAt(line, startTime),
        ),
        { ...start, strip },
      ),
    ),
    ...[close, held].map((line, strip) =>
      markTrace(
        `${side} cascades, known`,
        marks(
          ({ knownAt }) => knownAt,
          ({ knownAt }) => valueAt(line, knownAt),
        ),
        { ...known, strip },
      ),
    ),
  ];
}

function eventText({ rank, side, startTime, knownAt, troughTime, coinsFraction, priceReturn }: CascadeEvent): string {
  return [
    `#${rank} ${side === "long" ? "longs" : "shorts"} forced out`,
    `start ${plotTime(startTime)}`,
    `known ${plotTime(knownAt)}`,
    `trough ${plotTime(troughTime)}`,
    `positions ${percentText(coinsFraction)}, price ${percentText(priceReturn)}`,
  ].join("<br>");
}

function shade({ side, startTime, troughTime }: CascadeEvent): Readonly<Record<string, unknown>> {
  const { colour } = sides.find((drawn) => drawn.side === side) as (typeof sides)[number];
  return {
    type: "rect",
    layer: "below",
    xref: "x",
    yref: "paper",
    x0: plotTime(startTime),
    x1: plotTime(troughTime),
    y0: 0,
    y1: 1,
    fillcolor: withOpacity(colour, 0.16),
    // A fall of hours is less than a pixel of two years.
    line: { width: 1, color: withOpacity(colour, 0.3) },
  };
}

function knownLine({ knownAt }: CascadeEvent): Readonly<Record<string, unknown>> {
  return {
    type: "line",
    xref: "x",
    yref: "paper",
    x0: plotTime(knownAt),
    x1: plotTime(knownAt),
    y0: 0,
    y1: 1,
    line: { width: 1.5, dash: "dot", color: okabeIto.grey },
  };
}
