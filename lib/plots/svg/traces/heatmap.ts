import { type Axis, type AxisFrame, coordinate, position } from "../axes/axis.js";
import { extremesOf } from "../axes/extremes.js";
import { numberText } from "../axes/number-text.js";
import { contrastColour } from "../input/colour.js";
import { list, numberOr, type Settings, settings, textOr, writable } from "../input/json.js";
import type { Painter } from "../input/painter.js";
import { pixels } from "../text/pixels.js";
import { richText } from "../text/rich-text.js";
import { lineSpacing } from "../text/text-size.js";
import { textSvg } from "../text/text-svg.js";
import { type HeatScale, heatScale } from "./heat-scale.js";
import { templateText } from "./template-text.js";
import type { DrawContext, PlacedTrace, TraceLayer } from "./trace-layer.js";

/** A heatmap with the edges and the middles of its columns and rows in coordinates. */
interface Heatmap {
  readonly trace: Settings;
  readonly z: readonly Float64Array[];
  readonly columns: Cells;
  readonly rows: Cells;
  readonly scale: HeatScale;
}

interface Cells {
  readonly edges: readonly number[];
  readonly middles: readonly number[];
}

/** Values of a heatmap by row, NaN for a gap. */
export function heatmapValues(trace: Settings): Float64Array[] {
  const rows = list(trace.z).map(list);
  const width = Math.max(0, ...rows.map((row) => row.length));
  return rows.map((row) => Float64Array.from({ length: width }, (_, column) => numberOr(row[column], Number.NaN)));
}

/** Heatmaps: a cell for each value, coloured by it, with its text; a gap is no cell. */
export function heatmapLayers(traces: readonly PlacedTrace[], x: AxisFrame, y: AxisFrame): TraceLayer[] {
  return traces.map(({ trace }) => {
    const z = heatmapValues(trace);
    const columns = cells(trace, x, z[0]?.length ?? 0);
    const rows = cells(trace, y, z.length);
    const heatmap = { trace, z, columns, rows, scale: heatScale(trace, z) };
    return {
      extremes: { x: extremesOf(columns.edges), y: extremesOf(rows.edges) },
      draw: (context) => cellsSvg(heatmap, context) + textsSvg(heatmap, context),
    };
  });
}

/** Edges half way between the places that a trace names, or around places at even distances. */
function cells(trace: Settings, axis: AxisFrame, count: number): Cells {
  const named = list(trace[axis.letter]);
  const places = named.map((value) => coordinate(axis, value));
  if (places.length < 2 || axis.type === "category") {
    const start = places[0] ?? coordinate(axis, trace[`${axis.letter}0`] ?? 0);
    const step = places.length > 0 ? 1 : numberOr(trace[`d${axis.letter}`], 1);
    const from = axis.type === "category" && places.length > 0 ? 0 : start;
    const edges = Array.from({ length: count + 1 }, (_, index) => from + (index - 0.5) * step);
    return { edges: count === 0 ? [] : edges, middles: edges.slice(0, count).map((edge) => edge + step / 2) };
  }
  if (places.length > count)
    return { edges: places.slice(0, count + 1), middles: middlesOf(places.slice(0, count + 1)) };
  const [first, second] = places as [number, number];
  const edges = [first - (second - first) / 2];
  for (let index = 1; index < places.length; index++) {
    edges.push(((places[index - 1] as number) + (places[index] as number)) / 2);
  }
  const last = (places.at(-1) as number) - (edges.at(-1) as number);
  while (edges.length <= count) edges.push((edges.at(-1) as number) + 2 * last);
  return { edges, middles: places.length === count ? places : middlesOf(edges) };
}

function middlesOf(edges: readonly number[]): number[] {
  return edges.slice(1).map((edge, index) => (edge + (edges[index] as number)) / 2);
}

/** Each row as strokes as thick as the row, one path for each of its colours; neighbours of one colour are one stroke. */
function cellsSvg({ trace, z, columns, rows, scale }: Heatmap, { x, y, painter }: DrawContext): string {
  const [gapX, gapY] = [trace.xgap, trace.ygap].map((gap) => Math.max(0, numberOr(gap, 0))) as [number, number];
  const opacity = numberOr(trace.opacity, 1);
  const lefts = columns.edges.map((edge) => within(position(x, edge), x));
  const tops = rows.edges.map((edge) => within(position(y, edge), y));
  const strokeOf = strokePaint(scale, opacity, painter);
  const parts: string[] = [];
  z.forEach((values, row) => {
    const [top, bottom] = ordered(tops[row] as number, tops[row + 1] as number);
    const thickness = bottom - top - gapY;
    if (!(thickness > 0)) return;
    const strokes = new Map<string, [number, number][]>();
    values.forEach((value, column) => {
      if (value !== value) return;
      const paint = strokeOf(value);
      const [from, to] = ordered(lefts[column] as number, lefts[column + 1] as number);
      if (paint === 'stroke="none"' || !(to - from > gapX)) return;
      const runs = strokes.get(paint) ?? [];
      const last = runs.at(-1);
      if (gapX === 0 && last !== undefined && last[1] === from) last[1] = to;
      else if (gapX === 0 && last !== undefined && last[0] === to) last[0] = from;
      else runs.push([from + gapX / 2, to - gapX / 2]);
      strokes.set(paint, runs);
    });
    const paths = [...strokes].map(([paint, runs]) => `<path ${paint} d="${strokesPath(runs, (top + bottom) / 2)}"/>`);
    if (paths.length > 0) parts.push(`<g stroke-width="${pixels(thickness, 2)}">${paths.join("")}</g>`);
  });
  return parts.length === 0 ? "" : `<g fill="none" shape-rendering="crispEdges">${parts.join("")}</g>`;
}

/** What paints values as strokes; many cells have the same value. */
function strokePaint(scale: HeatScale, opacity: number, painter: Painter): (value: number) => string {
  const known = new Map<number, string>();
  return (value) => {
    const before = known.get(value);
    if (before !== undefined) return before;
    const { red, green, blue, opacity: own } = scale.colourOf(value);
    const paint = painter.stroke(`rgba(${red},${green},${blue},${Math.round(1000 * own) / 1000})`, undefined, opacity);
    known.set(value, paint);
    return paint;
  };
}

/** Strokes at one height, each by its way from the end of the last, in tenths of pixels. */
function strokesPath(runs: readonly (readonly [number, number])[], height: number): string {
  const tenths = (value: number): number => Math.round(10 * value);
  let end: number | undefined;
  return runs
    .map(([left, right]) => {
      const [from, to] = [tenths(left), tenths(right)];
      const start =
        end === undefined ? `M${pixels(from / 10)} ${pixels(height, 2)}` : `m${pixels((from - end) / 10)} 0`;
      end = to;
      return `${start}h${pixels((to - from) / 10)}`;
    })
    .join("");
}

/** A pixel not far outside of the axis: what is beyond cannot be seen. */
function within(value: number, { offset, length }: Axis): number {
  return Math.min(offset + 1.5 * length, Math.max(offset - 0.5 * length, value));
}

function ordered(a: number, b: number): [number, number] {
  return a <= b ? [a, b] : [b, a];
}

function textsSvg({ trace, z, columns, rows, scale }: Heatmap, { x, y, painter, layout }: DrawContext): string {
  const template = textOr(trace.texttemplate, "");
  if (template === "") return "";
  const texts = list(trace.text).map(list);
  const shown: { source: string; left: number; top: number; value: number }[] = [];
  z.forEach((values, row) => {
    values.forEach((value, column) => {
      const [left, top] = [position(x, columns.middles[column] as number), position(y, rows.middles[row] as number)];
      const isInside = left >= x.offset && left <= x.offset + x.length && top >= y.offset && top <= y.offset + y.length;
      const source = templateText(
        template,
        {
          z: value,
          text: writable(texts[row]?.[column]),
          x: x.categories[column] ?? (columns.middles[column] as number),
          y: y.categories[row] ?? (rows.middles[row] as number),
        },
        (number) =>
          numberText(number, { step: Math.abs(number) || 1, largest: Math.abs(number) || 1, extraDigits: 4 }, {}),
      );
      if (isInside && source !== "") shown.push({ source, left, top, value });
    });
  });
  const font = settings(trace.textfont);
  const size = numberOr(font.size, undefined) ?? fittingSize(shown, trace, numberOr(settings(layout.font).size, 12));
  if (!(size > 0)) return "";
  return shown
    .map(({ source, left, top, value }) => {
      const lines = richText(source).length;
      const colour = textOr(font.color, "auto");
      const own = value === value ? contrastColour(scale.colourOf(value)) : settings(layout.font).color;
      const place = { x: left, y: top - size * ((lines * lineSpacing) / 2 - 1), anchor: "middle" as const, size };
      return textSvg(source, { ...place, colour: colour === "auto" ? own : colour }, painter);
    })
    .join("");
}

/** The size at which the longest text fits between two neighbours, no more than the standard one. */
function fittingSize(
  shown: readonly { readonly source: string; readonly left: number; readonly top: number }[],
  trace: Settings,
  standard: number,
): number {
  let [width, height] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let [longest, lines] = [1, 1];
  shown.forEach(({ source, left, top }, index) => {
    const parts = source.split("<br>");
    lines = Math.max(lines, parts.length);
    longest = Math.max(longest, ...parts.map((part) => part.length));
    const next = shown[index + 1];
    if (next === undefined) return;
    const [dx, dy] = [Math.abs(next.left - left), Math.abs(next.top - top)];
    if (dx > 0) width = Math.min(width, dx);
    if (dy > 0) height = Math.min(height, dy);
  });
  if (!Number.isFinite(width) || !Number.isFinite(height)) return standard;
  const fitting = [
    (width - numberOr(trace.xgap, 0)) / longest / (lineSpacing / 2),
    (height - numberOr(trace.ygap, 0)) / lines / lineSpacing,
  ];
  return Math.min(standard, ...fitting.map(Math.floor));
}
