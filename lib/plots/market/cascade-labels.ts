import type { CascadeEvent } from "../../analytics/cascades/cascade-events.js";
import { intervalText } from "../../series/time.js";
import { axisName } from "../drawing/base-layout.js";
import { percentText } from "../drawing/percent-text.js";
import { plotTime } from "../drawing/plot-values.js";

/** Width of a label with and without its size as parts of the plot on a phone: 62 and 22 of 314 pixels. */
const widths = { whole: 0.2, rank: 0.08 };
/** 13 of about 70 pixels of the strip. */
const labelHeight = 0.19;

/** What is labelled, and where. */
interface Labelled {
  readonly events: readonly CascadeEvent[];
  /** Most labels. */
  readonly labels: number;
  /** First and last time drawn, epoch milliseconds UTC. */
  readonly period: readonly [from: number, to: number];
  /** Whether a line stands where the cascade was known, which the labels then lie beside. */
  readonly isLined: boolean;
  /** The largest fall, below 0: the strip reaches half as far again. */
  readonly deepest: number;
}

/**
 * Rank and size of the largest cascades below their marks in the lowest strip. Where the size would lie over the label of a
 * larger one on a phone, the rank stands alone, or nothing.
 */
export function cascadeLabels({
  events,
  labels,
  period: [from, to],
  isLined,
  deepest,
}: Labelled): Readonly<Record<string, unknown>>[] {
  const placed: { readonly x: number; readonly y: number; readonly width: number; readonly event: CascadeEvent }[] = [];
  for (const event of [...events].sort((a, b) => a.rank - b.rank)) {
    if (placed.length >= labels) break;
    const x = (event.knownAt - from) / (to - from);
    const y = event.coinsFraction / (1.5 * deepest);
    const width = [widths.whole, widths.rank].find((wide) =>
      placed.every((other) => Math.abs(other.x - x) > (other.width + wide) / 2 || Math.abs(other.y - y) > labelHeight),
    );
    // Labels at the ends are moved into the plot.
    if (width !== undefined) placed.push({ x: Math.min(1 - width / 2, Math.max(width / 2, x)), y, width, event });
  }
  return placed.map(({ x, width, event: { rank, knownAt, coinsFraction } }) => ({
    text: width === widths.whole ? `#${rank} ${percentText(coinsFraction)}` : `#${rank}`,
    xref: "x",
    x: plotTime(knownAt),
    xshift: isLined ? 4 : 0,
    xanchor: isLined || x === width / 2 ? "left" : x === 1 - width / 2 ? "right" : "center",
    yref: axisName(2),
    y: coinsFraction,
    yanchor: "top",
    yshift: -4,
    showarrow: false,
    font: { size: 11 },
  }));
}

/** When a cascade that is shown closely was known, beside the line of that moment, away from where the price went. */
export function knownLabel({ side, startTime, knownAt }: CascadeEvent): Readonly<Record<string, unknown>> {
  return {
    text: `known ${intervalText(knownAt - startTime)} later`,
    xref: "x",
    x: plotTime(knownAt),
    xanchor: "left",
    xshift: 4,
    yref: `${axisName(0)} domain`,
    y: side === "long" ? 1 : 0,
    yanchor: side === "long" ? "top" : "bottom",
    showarrow: false,
    font: { size: 11 },
  };
}
