import type { SwingDivergence, SwingDivergenceEvent } from "../../analytics/divergence/swing-divergence.js";
import { checkCount } from "../../series/check.js";
import { firstAfter } from "../../series/search.js";
import type { Series } from "../../series/series.js";
import { baseLayout, type FigureOptions, figureConfig } from "../drawing/base-layout.js";
import type { Figure } from "../drawing/figure.js";
import { lineTraces } from "../drawing/line-traces.js";
import { type Mark, markTrace } from "../drawing/mark-trace.js";
import { okabeIto } from "../drawing/palette.js";
import { percentText } from "../drawing/percent-text.js";
import { type PlotLine, plotLines, plotTime } from "../drawing/plot-values.js";
import { type Segment, segmentTrace } from "../drawing/segment-trace.js";
import { singleRanges } from "../drawing/single-range.js";
import { unitAxis } from "../drawing/unit-axis.js";
import { valueAt } from "../drawing/value-at.js";

/** What `swingDivergenceFigure` draws. */
export interface SwingDivergenceFigureInput {
  /** The price the swings are of. */
  readonly close: Series;
  /** Open interest as it was compared. */
  readonly openInterest: Series;
  readonly divergence: Pick<SwingDivergence, "events">;
}

/** How `swingDivergenceFigure` draws. */
export interface SwingDivergenceFigureOptions extends FigureOptions {
  /** Most divergences drawn: where there are more, the figure shows the time of the latest. Default 12. */
  readonly most?: number;
}

type Events = readonly SwingDivergenceEvent[];

const directions = [
  { direction: "bullish", symbol: "triangle-up", colour: okabeIto.blue },
  { direction: "bearish", symbol: "triangle-down", colour: okabeIto.vermillion },
] as const;
const kinds = [
  { kind: "regular", dash: "solid" },
  { kind: "hidden", dash: "dash" },
] as const;

/**
 * Price with the two swings of each divergence joined by a line, and below it open interest at the same two instants:
 * solid where regular, dashed where hidden, ▲ at the later swing where bullish and ▼ where bearish. A cross on the price is
 * the later instant at which the divergence became known: at the triangle nobody knew it.
 * The lines are thinned to at most about 2,000 points each, which keeps the extremes.
 * @throws {RangeError} if `most` is not a whole number of at least 1
 */
export function swingDivergenceFigure(
  { close, openInterest, divergence }: SwingDivergenceFigureInput,
  { title, note, theme, height = 520, most = 12 }: SwingDivergenceFigureOptions = {},
): Figure {
  checkCount(most, "most", "swingDivergenceFigure");
  const period = periodOf(divergence.events, close, most);
  const { events } = period;
  const [price, interest] = plotLines([period.of(close), period.of(openInterest)]) as [PlotLine, PlotLine];
  const asset = close.identity.asset ?? openInterest.identity.asset;
  const priceUnit = unitAxis("price", asset);
  const heldUnit = unitAxis(openInterest.unit, asset);
  const key = directions.map(({ direction, colour }) => ({ name: direction, colour, mark: "line" as const }));
  const layout = baseLayout({
    title: title ?? `${asset === undefined ? "" : `${asset}: `}divergence of price and open interest at swings`,
    note,
    theme,
    height,
    strips: [
      { label: `Price (${priceUnit.text})`, key, weight: 4, axis: priceUnit.axis },
      { label: `Open interest (${heldUnit.text})`, weight: 3, axis: heldUnit.axis },
    ],
    remarks: [...remarksOf(events, period.all), price.thinned],
  });
  const data = [
    ...lineTraces("price", price, { strip: 0, colour: okabeIto.grey }),
    ...lineTraces("open interest", interest, { strip: 1, colour: okabeIto.green }),
    ...directions.flatMap((drawn) => directionTraces(drawn, events, close)),
  ];
  return {
    data,
    layout: { ...singleRanges(layout, data), hovermode: "closest" },
    config: figureConfig,
  };
}

/** The events to draw, how many there are in the price drawn, and the stretch of time that shows them. */
function periodOf(events: Events, { times }: Series, most: number) {
  const first = times[0] ?? Number.POSITIVE_INFINITY;
  const last = times.at(-1) ?? Number.NEGATIVE_INFINITY;
  const inside = events.filter(({ from, knownAt }) => from >= first && knownAt <= last);
  if (inside.length <= most) return { events: inside, all: inside.length, of: (line: Series) => line };
  const latest = inside.slice(-most);
  const from = latest.reduce((least, event) => Math.min(least, event.from), last);
  // The row of the first swing and one before it.
  const start = Math.max(0, firstAfter(times, from) - 2);
  const after = start === 0 ? first - 1 : (times[start - 1] as number);
  return { events: latest, all: inside.length, of: (line: Series) => line.slice(after) };
}

function remarksOf(events: Events, all: number): (string | undefined)[] {
  if (events.length === 0) return ["No divergence in this period: nothing is marked"];
  return [
    "▲ bullish, ▼ bearish at the later swing; × when it became known. Solid: regular, dashed: hidden",
    events.length === all
      ? undefined
      : `The time of the latest ${events.length} of ${all.toLocaleString("en-US")} divergences`,
  ];
}

function directionTraces(
  { direction, symbol, colour }: (typeof directions)[number],
  all: Events,
  close: Series,
): Readonly<Record<string, unknown>>[] {
  const ofDirection = all.filter((event) => event.direction === direction);
  if (ofDirection.length === 0) return [];
  const joined = kinds.flatMap(({ kind, dash }) => {
    const events = ofDirection.filter((event) => event.kind === kind);
    if (events.length === 0) return [];
    return [events.map(priceSegment), events.map(heldSegment)].map((segments, strip) =>
      segmentTrace(`${kind} ${direction}`, segments, { strip, colour, dash }),
    );
  });
  const swings = ofDirection.map(
    (event): Mark => ({ x: plotTime(event.to), y: event.priceTo, text: eventText(event) }),
  );
  const known = ofDirection.map(
    (event): Mark => ({ x: plotTime(event.knownAt), y: valueAt(close, event.knownAt), text: eventText(event) }),
  );
  // How long one had to wait for it.
  const waits = ofDirection.map(({ to, knownAt, priceTo }): Segment => {
    return { x: [plotTime(to), plotTime(knownAt)], y: [priceTo, valueAt(close, knownAt)] };
  });
  return [
    ...joined,
    segmentTrace(`${direction}, until known`, waits, { strip: 0, colour, dash: "dot", width: 1 }),
    markTrace(`${direction}, later swing`, swings, { strip: 0, symbol, colour, size: 10 }),
    markTrace(`${direction}, known`, known, { strip: 0, symbol: "x", colour, size: 7 }),
  ];
}

function priceSegment({ from, to, priceFrom, priceTo }: SwingDivergenceEvent): Segment {
  return { x: [plotTime(from), plotTime(to)], y: [priceFrom, priceTo] };
}

function heldSegment({ from, to, openInterestFrom, openInterestTo }: SwingDivergenceEvent): Segment {
  return { x: [plotTime(from), plotTime(to)], y: [openInterestFrom, openInterestTo] };
}

function eventText({ kind, direction, to, knownAt, ...ends }: SwingDivergenceEvent): string {
  const price = ends.priceTo / ends.priceFrom - 1;
  const held = ends.openInterestTo / ends.openInterestFrom - 1;
  return [
    `${kind} ${direction}`,
    `swings ${plotTime(ends.from)} and ${plotTime(to)}`,
    `known ${plotTime(knownAt)}`,
    `price ${percentText(price)}, open interest ${percentText(held)}`,
  ].join("<br>");
}
