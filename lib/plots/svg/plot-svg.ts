import { type Axis, type AxisFrame, coordinateAt, position } from "./axes/axis.js";
import { axisFrames, axisIdOf, type PlotArea } from "./axes/axis-frames.js";
import { axisRange } from "./axes/axis-range.js";
import { axisSide } from "./axes/axis-side.js";
import { axisTitleSvg } from "./axes/axis-title-svg.js";
import { type Extremes, joinedExtremes } from "./axes/extremes.js";
import { gridSvg } from "./axes/grid-svg.js";
import { labelsSvg } from "./axes/labels-svg.js";
import { axisTicks, followsTicks, type Tick, ticksAt } from "./axes/ticks.js";
import { list, numberOr, type Settings, settings, textOr } from "./input/json.js";
import type { Painter } from "./input/painter.js";
import type { FilledFigure } from "./input/template.js";
import { annotationExtremes, annotationsSvg } from "./marks/annotations.js";
import { clipped } from "./marks/clipped.js";
import { colourBarMargin, colourBarSvg, hasColourBar } from "./marks/colour-bar.js";
import { legendEntries, legendMargin, legendSvg } from "./marks/legend.js";
import { shapeExtremes, shapesSvg } from "./marks/shapes.js";
import { pixels } from "./text/pixels.js";
import { isHorizontal } from "./traces/bar-places.js";
import { barLayers } from "./traces/bars.js";
import { heatmapLayers } from "./traces/heatmap.js";
import { scatterLayers } from "./traces/scatter.js";
import type { PlacedTrace, TraceLayer } from "./traces/trace-layer.js";

/** Size of the picture in pixels, and its colours. */
export interface PlotOptions {
  readonly width: number;
  readonly height: number;
  readonly painter: Painter;
}

/** The traces on one pair of axes. */
interface Subplot {
  readonly x: string;
  readonly y: string;
  readonly layers: readonly TraceLayer[];
}

/** Everything within the picture but its title: axes with their grids and labels, shapes, traces, annotations. */
export function plotSvg(
  { traces, layout }: FilledFigure,
  { width, height, painter }: PlotOptions,
): { svg: string; area: PlotArea } {
  const shown = traces.filter(({ visible }) => visible !== false && visible !== "legendonly");
  const entries = legendEntries(traces, layout);
  const area = plotArea({ traces: shown, layout, entries }, width, height);
  const frames = axisFrames(shown, layout, area);
  const subplots = subplotsOf(traces, frames, layout);
  const shapes = list(layout.shapes).map(settings);
  const annotations = list(layout.annotations).map(settings);
  const font = settings(layout.font);
  const extremes = (frame: AxisFrame): Extremes =>
    joinedExtremes(
      [
        ...subplots.flatMap(({ x, y, layers }) =>
          frame.id === x || frame.id === y ? layers.map((layer) => layer.extremes[frame.letter]) : [],
        ),
        ...(shown.length === 0
          ? []
          : [...shapeExtremes(shapes, frame), ...annotationExtremes(annotations, frame, font)]),
      ].map((each) => ({ extremes: each })),
    );
  const axes = rangedAxes(frames, extremes);
  const ticks = ticksOf(axes, subplots);
  const marked = (axis: Axis): boolean =>
    shown.some((trace) => trace.type === "heatmap" && axisIdOf(trace, axis.letter) === axis.id);
  const placesBars = (axis: Axis): boolean =>
    shown.some(
      (trace) =>
        trace.type === "bar" &&
        axisIdOf(trace, axis.letter) === axis.id &&
        isHorizontal(trace) === (axis.letter === "y"),
    );
  const grids = [...axes.values()].map((axis) => {
    // An axis that follows another one's ticks would draw its lines twice.
    const across = followsTicks(axis) ? [] : acrossOf(axis, subplots, axes);
    return gridSvg(axis, { ticks: ticks.get(axis.id) ?? [], across, standard: !placesBars(axis), painter });
  });
  const drawn = subplots.map(({ x, y, layers }) => {
    const [xAxis, yAxis] = [axes.get(x) as Axis, axes.get(y) as Axis];
    const content = layers.map((layer) => layer.draw({ x: xAxis, y: yAxis, painter, layout })).join("");
    return clipped(content, { left: xAxis.offset, top: yAxis.offset, width: xAxis.length, height: yAxis.length });
  });
  const labels = [...axes.values()].map((axis) => {
    const place = axisSide(axis, axes, area);
    if (axis.settings.visible === false) return "";
    const { svg, depth } = labelsSvg(axis, {
      ticks: ticks.get(axis.id) ?? [],
      place,
      marked: marked(axis),
      painter,
      width,
      height,
    });
    return svg + axisTitleSvg(axis, place, { depth, painter, fontSize: numberOr(font.size, 12) });
  });
  const svg = [
    backgrounds(subplots, axes, layout, painter),
    shapesSvg(shapes, { layer: "below", axes, area, painter }),
    wrapped('fill="none" shape-rendering="crispEdges"', grids.join("")),
    ...drawn,
    ...labels,
    ...shown.filter(hasColourBar).map((trace) => colourBarSvg(trace, { area, painter, layout, width, height })),
    shapesSvg(shapes, { layer: "above", axes, area, painter }),
    legendSvg(entries, { area, layout, painter }),
    annotationsSvg(annotations, { axes, area, painter, font }),
  ].join("");
  return { svg, area };
}

function plotArea(
  {
    traces,
    layout,
    entries,
  }: { traces: readonly Settings[]; layout: Settings; entries: ReturnType<typeof legendEntries> },
  width: number,
  height: number,
): PlotArea {
  const margin = settings(layout.margin);
  const [left, right, top, bottom] = [
    numberOr(margin.l, 80),
    numberOr(margin.r, 80),
    numberOr(margin.t, 100),
    numberOr(margin.b, 80),
  ] as const;
  const within = (free: number): PlotArea => ({
    left,
    top,
    width: Math.max(1, width - left - free),
    height: Math.max(1, height - top - bottom),
  });
  const bars = traces.filter(hasColourBar).map((trace) => colourBarMargin(trace, within(right), width, layout));
  return within(Math.max(right, legendMargin(entries, within(right), width, layout), ...bars));
}

/** Pairs of axes that share traces, in order; heatmaps lie below bars and bars below lines. */
function subplotsOf(traces: readonly Settings[], frames: ReadonlyMap<string, AxisFrame>, layout: Settings): Subplot[] {
  const colours = list(layout.colorway);
  const pairs = new Map<string, { x: string; y: string; placed: PlacedTrace[] }>();
  traces.forEach((trace, index) => {
    if (trace.visible === false || trace.visible === "legendonly") return;
    const [x, y] = [axisIdOf(trace, "x"), axisIdOf(trace, "y")];
    const pair = pairs.get(`${x} ${y}`) ?? { x, y, placed: [] };
    pair.placed.push({ trace, colour: textOr(colours[index % Math.max(1, colours.length)], "#1f77b4") });
    pairs.set(`${x} ${y}`, pair);
  });
  if (pairs.size === 0) pairs.set("x y", { x: "x", y: "y", placed: [] });
  return [...pairs.values()].map(({ x, y, placed }) => {
    const [xFrame, yFrame] = [frames.get(x) as AxisFrame, frames.get(y) as AxisFrame];
    const of = (type: string): PlacedTrace[] => placed.filter(({ trace }) => (trace.type ?? "scatter") === type);
    return {
      x,
      y,
      layers: [
        ...heatmapLayers(of("heatmap"), xFrame, yFrame),
        ...barLayers(of("bar"), { x: xFrame, y: yFrame, layout }),
        ...scatterLayers(of("scatter"), xFrame, yFrame),
      ],
    };
  });
}

/** Axes with their ranges; those that match another one share a range that holds what both show. */
function rangedAxes(
  frames: ReadonlyMap<string, AxisFrame>,
  extremes: (frame: AxisFrame) => Extremes,
): ReadonlyMap<string, Axis> {
  const leader = (frame: AxisFrame): string => {
    const named = frames.get(textOr(frame.settings.matches, ""));
    return named !== undefined && named !== frame && named.letter === frame.letter ? named.id : frame.id;
  };
  return new Map(
    [...frames].map(([id, frame]) => {
      const partners = [...frames.values()].filter((other) => leader(other) === leader(frame));
      const set = partners.find((other) => list(other.settings.range).length === 2) ?? frame;
      const joined = joinedExtremes(
        partners.map((other) => ({ extremes: extremes(other), scale: frame.length / other.length })),
      );
      return [
        id,
        {
          ...frame,
          range: axisRange(
            { ...frame, settings: set === frame ? frame.settings : { ...frame.settings, range: set.settings.range } },
            joined,
          ),
        },
      ];
    }),
  );
}

/** Ticks of each axis by name. */
function ticksOf(axes: ReadonlyMap<string, Axis>, subplots: readonly Subplot[]): ReadonlyMap<string, readonly Tick[]> {
  const own = new Map([...axes].map(([id, axis]) => [id, axisTicks(axis, leastStep(axis, subplots))]));
  for (const [id, axis] of axes) {
    const below = followsTicks(axis) ? axes.get(textOr(axis.settings.overlaying, "")) : undefined;
    if (below === undefined) continue;
    const places = (own.get(below.id) ?? []).map(({ value }) => position(below, value));
    own.set(
      id,
      ticksAt(
        axis,
        places.map((place) => coordinateAt(axis, place)),
      ),
    );
  }
  return own;
}

/** Distance of bars that ticks must not halve, where an axis has nothing but bars. */
function leastStep({ id, letter }: Axis, subplots: readonly Subplot[]): { size: number; from: number } | undefined {
  const steps = subplots.flatMap(({ x, y, layers }) =>
    x === id || y === id ? layers.map(({ leastStep: step }) => step) : [],
  );
  const all = steps.filter((step) => step !== undefined && step.axis === letter);
  return all.length > 0 && all.length === steps.length ? all[0] : undefined;
}

/** Axes that the grid lines of an axis run along: those it shares traces with. */
function acrossOf(axis: Axis, subplots: readonly Subplot[], axes: ReadonlyMap<string, Axis>): Axis[] {
  const ids = subplots.flatMap(({ x, y }) => (x === axis.id ? [y] : y === axis.id ? [x] : []));
  const over = (id: string): string => textOr(axes.get(id)?.settings.overlaying, id);
  return [...new Set(ids.map(over))].flatMap((id) => axes.get(id) ?? []);
}

function backgrounds(
  subplots: readonly Subplot[],
  axes: ReadonlyMap<string, Axis>,
  layout: Settings,
  painter: Painter,
): string {
  const fill = painter.fill(layout.plot_bgcolor);
  if (fill === 'fill="none"' || layout.plot_bgcolor === layout.paper_bgcolor) return "";
  return subplots
    .map(({ x, y }) => {
      const [left, right] = [axes.get(x) as Axis, axes.get(y) as Axis];
      const [w, h] = [pixels(left.length), pixels(right.length)];
      return `<rect x="${pixels(left.offset)}" y="${pixels(right.offset)}" width="${w}" height="${h}" ${fill}/>`;
    })
    .join("");
}

function wrapped(attributes: string, content: string): string {
  return content === "" ? "" : `<g ${attributes}>${content}</g>`;
}
