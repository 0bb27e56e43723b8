import type { Axis } from "../axes/axis.js";
import type { Extremes } from "../axes/extremes.js";
import type { Settings } from "../input/json.js";
import type { Painter } from "../input/painter.js";

/** What a trace is drawn with. */
export interface DrawContext {
  readonly x: Axis;
  readonly y: Axis;
  readonly painter: Painter;
  readonly layout: Settings;
}

/** A trace as it was read: what room it wants, and how it is drawn once the ranges are known. */
export interface TraceLayer {
  readonly extremes: { readonly x: Extremes; readonly y: Extremes };
  /** Distance and first place of bars, which ticks of their axis must not halve. */
  readonly leastStep?: { readonly axis: "x" | "y"; readonly size: number; readonly from: number };
  /** SVG elements, clipped to the plot by the caller. */
  draw(context: DrawContext): string;
}

/** A trace with its place in the figure. */
export interface PlacedTrace {
  readonly trace: Settings;
  /** Its colour if it names none. */
  readonly colour: string;
}
