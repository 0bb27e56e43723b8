import { type Axis, type AxisFrame, isWithin, position } from "../axes/axis.js";
import { type Extremes, extremesOf } from "../axes/extremes.js";
import { isList, itemAt, numberOr, type Settings, settings, textOr, writable } from "../input/json.js";
import { richText } from "../text/rich-text.js";
import { lineSpacing } from "../text/text-size.js";
import { textSvg } from "../text/text-svg.js";
import { type Points, pointsOf } from "./coordinates.js";
import { errorBarsSvg, hasErrors, withErrorEnds } from "./error-bars.js";
import { type LineRun, lineRuns } from "./line-runs.js";
import { areasSvg, linesSvg } from "./line-trace-svg.js";
import { markerRadius, markersSvg } from "./markers.js";
import { type StackedPoints, stacked } from "./stacked.js";
import type { DrawContext, PlacedTrace, TraceLayer } from "./trace-layer.js";

/** A scatter trace with its points, and the one it fills to. */
interface Scatter extends PlacedTrace {
  readonly points: Points;
  readonly stack: StackedPoints | undefined;
  /** The trace of the same stack or of none before it. */
  readonly previous: Scatter | undefined;
  readonly fill: string;
}

/** Points below which plotly marks each of them, if the trace does not say. */
export const fewPoints = 20;

/** Scatter traces of one pair of axes: lines, markers, text, fills, stacks, error bars. */
export function scatterLayers(traces: readonly PlacedTrace[], x: AxisFrame, y: AxisFrame): TraceLayer[] {
  const scatters = linked(traces, x, y);
  return scatters.map((scatter, index) => ({
    extremes: extremes(scatter, x, y, scatters.findIndex((other) => sameStack(other, scatter)) === index),
    draw: (context) =>
      drawScatter(
        scatter,
        scatters.filter(({ previous }) => previous === scatter),
        context,
      ),
  }));
}

function linked(traces: readonly PlacedTrace[], x: AxisFrame, y: AxisFrame): Scatter[] {
  const points = traces.map(({ trace }) => pointsOf(trace, x, y));
  const stacks = new Map<string, StackedPoints[]>();
  for (const name of new Set(traces.map(({ trace }) => textOr(trace.stackgroup, "")))) {
    if (name === "") continue;
    const own = traces.flatMap(({ trace }, index) => (trace.stackgroup === name ? [index] : []));
    const first = traces[own[0] as number] as PlacedTrace;
    stacks.set(
      name,
      stacked(
        own.map((index) => points[index] as Points),
        first.trace.groupnorm,
      ),
    );
  }
  const last = new Map<string, Scatter>();
  return traces.map((placed, index) => {
    const name = textOr(placed.trace.stackgroup, "");
    const stack = stacks.get(name)?.shift();
    const previous = last.get(name);
    const standard = name === "" ? "none" : previous === undefined ? "tozeroy" : "tonexty";
    const fill = textOr(placed.trace.fill, standard);
    const scatter = { ...placed, points: stack ?? (points[index] as Points), stack, previous, fill };
    last.set(name, scatter);
    return scatter;
  });
}

function sameStack(a: Scatter, b: Scatter): boolean {
  return textOr(a.trace.stackgroup, "") === textOr(b.trace.stackgroup, "");
}

function extremes(
  { trace, points, fill, stack }: Scatter,
  x: AxisFrame,
  y: AxisFrame,
  isFirst: boolean,
): { x: Extremes; y: Extremes } {
  const markers = has(trace, "markers", points);
  const length = points.x.length;
  const pad = markers ? markerPads(trace, length) : 0;
  const filled = fill === "tozeroy" || fill === "tonexty";
  const closed = length >= 2 && points.x[0] === points.x[length - 1] && points.y[0] === points.y[length - 1];
  const toZero =
    !closed && y.type === "linear" && (fill === "tozeroy" || (fill === "tonexty" && (isFirst || stack !== undefined)));
  const flush = !hasErrors(trace, y) && (filled || (!markers && !has(trace, "text", points)));
  const along = flush ? extremesOf(points.x) : extremesOf(points.x, { padded: true, padLow: pad, padHigh: pad });
  const up = extremesOf(points.y, { padded: true, toZero, padLow: pad, padHigh: pad });
  return { x: withErrorEnds(along, trace, points, x), y: withErrorEnds(up, trace, points, y) };
}

/** Room that markers want beyond their points. */
function markerPads(trace: Settings, length: number): Float64Array | number {
  const pad = (index: number): number => Math.max((2 * markerRadius(trace, index)) / 1.6, 3);
  return isList(settings(trace.marker).size) ? Float64Array.from({ length }, (_, index) => pad(index)) : pad(0);
}

function has(trace: Settings, part: "lines" | "markers" | "text", { x }: Points): boolean {
  const stack = trace.stackgroup !== undefined;
  return textOr(trace.mode, !stack && x.length < fewPoints ? "lines+markers" : "lines")
    .split("+")
    .includes(part);
}

function drawScatter(scatter: Scatter, followers: readonly Scatter[], context: DrawContext): string {
  const { trace, points, colour, fill } = scatter;
  const { painter, x, y } = context;
  const pixels = { x: toPixels(points.x, x), y: toPixels(points.y, y) };
  const lineColour = textOr(settings(trace.line).color, textOr(settings(trace.marker).color, colour));
  const parts: string[] = [];
  // An area to the line before is drawn below that line, so with its trace.
  if (fill.startsWith("tozero") || (fill.startsWith("tonext") && scatter.previous === undefined)) {
    parts.push(areaSvg(scatter, undefined, context));
  }
  for (const follower of followers) {
    if (follower.fill === "tonexty") parts.push(areaSvg(follower, scatter, context));
  }
  parts.push(errorBarsSvg(trace, points, { along: x, across: y, colour: lineColour, painter }));
  parts.push(errorBarsSvg(trace, points, { along: y, across: x, colour: lineColour, painter }));
  if (has(trace, "lines", points)) {
    parts.push(linesSvg(lineRuns(pixels.x, pixels.y, settings(trace.line).shape), trace, lineColour, painter));
  }
  const shown = { x: pixels.x, y: pixels.y.map((top, index) => (inside(points, index, x, y) ? top : Number.NaN)) };
  if (has(trace, "markers", points)) {
    parts.push(markersSvg(shown, trace, textOr(settings(trace.line).color, colour), painter));
  }
  if (has(trace, "text", points)) parts.push(textsSvg(scatter, shown, context));
  const opacity = numberOr(trace.opacity, 1);
  const content = parts.join("");
  return opacity < 1 && content !== ""
    ? `<g opacity="${Math.round(100 * Math.max(0, opacity)) / 100}">${content}</g>`
    : content;
}

/** The area between a trace and the one before it, or zero: each stretch without a gap by itself. */
function areaSvg(scatter: Scatter, previous: Scatter | undefined, { x, y, painter }: DrawContext): string {
  const { trace, points, colour, stack } = scatter;
  const lineColour = textOr(settings(trace.line).color, colour);
  const fill =
    trace.fillcolor === undefined ? painter.fill(lineColour, colour, 0.5) : painter.fill(trace.fillcolor, colour);
  const shape = settings(trace.line).shape;
  const left = toPixels(points.x, x);
  const top = toPixels(points.y, y);
  if (previous === undefined) {
    const zero = y.type === "log" ? position(y, Math.min(...y.range)) : position(y, 0);
    return areasSvg(
      lineRuns(left, top, shape).map((run) => ({ top: run, base: zero })),
      fill,
    );
  }
  const below = stack?.base ?? (sameValues(points.x, previous.points.x) ? previous.points.y : undefined);
  if (below !== undefined) {
    const base = toPixels(below, y);
    // Where one of the two lines has a gap there is nothing between them.
    const both = top.map((value, index) => (value === value && base[index] === base[index] ? value : Number.NaN));
    const under = base.map((value, index) => (both[index] === both[index] ? value : Number.NaN));
    const bases = lineRuns(left, under, shape);
    return areasSvg(
      lineRuns(left, both, shape).map((run, index) => ({ top: run, base: bases[index] as LineRun })),
      fill,
    );
  }
  const whole = joined(lineRuns(toPixels(previous.points.x, x), toPixels(previous.points.y, y), shape));
  return areasSvg([{ top: joined(lineRuns(left, top, shape)), base: whole }], fill);
}

function textsSvg({ trace }: Scatter, shown: Points, { painter, layout }: DrawContext): string {
  const font = settings(trace.textfont);
  const standard = settings(layout.font);
  const texts: string[] = [];
  for (let index = 0; index < shown.x.length; index++) {
    const source = writable(itemAt(trace.text, index));
    const [left, top] = [shown.x[index] as number, shown.y[index] as number];
    if (source === "" || Number.isNaN(left + top)) continue;
    const size = numberOr(itemAt(font.size, index), numberOr(standard.size, 12));
    const where = textOr(itemAt(trace.textposition, index), "middle center");
    const radius = has(trace, "markers", shown) ? markerRadius(trace, index) / 0.8 + 1 : 0;
    const height = ((richText(source).length - 1) * lineSpacing + 1) * size;
    const side = where.includes("right") ? 1 : where.includes("left") ? -1 : 0;
    const level = where.includes("bottom") ? 1 : where.includes("top") ? -1 : 0;
    const anchor = side === 1 ? "start" : side === -1 ? "end" : "middle";
    const y = top + 0.75 * size + level * radius + ((level - 1) * height) / 2;
    const colour = itemAt(font.color, index) ?? standard.color;
    texts.push(textSvg(source, { x: left + side * radius, y, anchor, size, colour }, painter));
  }
  return texts.join("");
}

function inside({ x, y }: Points, index: number, xAxis: Axis, yAxis: Axis): boolean {
  return isWithin(xAxis, x[index] as number) && isWithin(yAxis, y[index] as number);
}

function toPixels(values: Float64Array, axis: Axis): Float64Array {
  return values.map((value) => position(axis, value));
}

function sameValues(a: Float64Array, b: Float64Array): boolean {
  return a === b || (a.length === b.length && a.every((value, index) => value === b[index]));
}

function joined(runs: readonly LineRun[]): LineRun {
  const all = (key: keyof LineRun): Float64Array => Float64Array.from(runs.flatMap((run) => Array.from(run[key])));
  return { x: all("x"), y: all("y") };
}
