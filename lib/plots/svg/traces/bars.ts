import { type Axis, type AxisFrame, position } from "../axes/axis.js";
import { type Extremes, extremesOf } from "../axes/extremes.js";
import { isList, itemAt, list, numberOr, type Settings, settings } from "../input/json.js";
import { pixels } from "../text/pixels.js";
import { richText } from "../text/rich-text.js";
import { lineSpacing } from "../text/text-size.js";
import { type BarLayout, type BarPlaces, barGroup, barLayout, isHorizontal } from "./bar-places.js";
import { barTextSvg } from "./bar-text.js";
import type { DrawContext, PlacedTrace, TraceLayer } from "./trace-layer.js";

/** Edges of a bar in pixels: `fromX`, `fromY` at its base. */
export interface BarBox {
  readonly fromX: number;
  readonly toX: number;
  readonly fromY: number;
  readonly toY: number;
}

/** Room between a bar and its text. */
const textGap = 3;

/** Bar traces of one pair of axes, upright and lying ones apart. */
export function barLayers(
  traces: readonly PlacedTrace[],
  { x, y, layout }: { readonly x: AxisFrame; readonly y: AxisFrame; readonly layout: Settings },
): TraceLayer[] {
  const arrangement = barLayout(layout);
  const layers = new Map<PlacedTrace, TraceLayer>();
  for (const lying of [false, true]) {
    const own = traces.filter(({ trace }) => isHorizontal(trace) === lying);
    if (own.length === 0) continue;
    const [places, sizes] = lying ? [y, x] : [x, y];
    const group = barGroup(own, places, sizes, arrangement);
    const stacks = arrangement.mode === "stack" || arrangement.mode === "relative";
    own.forEach((placed, index) => {
      const bars = group.bars[index] as BarPlaces;
      const along = placeExtremes(placed.trace, bars, group.distance);
      const up = sizeExtremes(
        placed.trace,
        bars,
        sizes,
        stacks && !bars.hasBase,
        numberOr(settings(layout.font).size, 12),
      );
      layers.set(placed, {
        extremes: lying ? { x: up, y: along } : { x: along, y: up },
        ...(group.overlap && places.type !== "category" && places.type !== "log" && bars.place.length > 0
          ? { leastStep: { axis: places.letter, size: group.distance, from: Math.min(...bars.place) } }
          : {}),
        draw: (context) => drawBars(placed, bars, lying, arrangement, context),
      });
    });
  }
  return traces.map((placed) => layers.get(placed) as TraceLayer);
}

function placeExtremes(trace: Settings, { place, from, to }: BarPlaces, distance: number): Extremes {
  const half = distance / 2;
  const edges = [...place.map((at) => at - half), ...place.map((at) => at + half)];
  const own = trace.width !== undefined || trace.offset !== undefined ? [...from, ...to] : [];
  return extremesOf([...edges, ...own]);
}

function sizeExtremes(
  trace: Settings,
  { base, top, hasBase }: BarPlaces,
  sizes: AxisFrame,
  stacked: boolean,
  standardSize: number,
): Extremes {
  const scaled = (values: Float64Array): Float64Array =>
    sizes.type === "log" ? values.map((value) => Math.log10(value)) : values;
  const ends = [...scaled(top), ...(hasBase ? scaled(base) : [])].map((value) =>
    Number.isFinite(value) ? value : Number.NaN,
  );
  const toZero = sizes.type === "linear" && (stacked || !hasBase || base.some((value) => value === 0));
  const outside = sizes.letter === "y" && trace.textposition === "outside" && trace.text !== undefined;
  const pad = outside ? textRoom(trace, standardSize) : 0;
  const sign = (below: boolean): boolean =>
    top.some((value, row) => (below ? value < (base[row] as number) : value >= (base[row] as number)));
  return extremesOf(ends, { padded: true, toZero, padLow: sign(true) ? pad : 0, padHigh: sign(false) ? pad : 0 });
}

function textRoom(trace: Settings, standardSize: number): number {
  const size = numberOr(settings(trace.outsidetextfont).size, numberOr(settings(trace.textfont).size, standardSize));
  const texts = isList(trace.text) ? list(trace.text) : [trace.text];
  const lines = Math.max(
    0,
    ...texts.map((text) => (typeof text === "string" && text !== "" ? richText(text).length : 0)),
  );
  return size * lineSpacing * lines + textGap;
}

function drawBars(
  { trace, colour }: PlacedTrace,
  bars: BarPlaces,
  lying: boolean,
  { mode, gap, groupGap }: BarLayout,
  context: DrawContext,
): string {
  const marker = settings(trace.marker);
  const line = settings(marker.line);
  const opacity = numberOr(trace.opacity, 1);
  const { painter } = context;
  const paths = new Map<string, string[]>();
  const texts: string[] = [];
  for (let row = 0; row < bars.place.length; row++) {
    const fill = itemAt(marker.color, row) ?? colour;
    const width = numberOr(itemAt(line.width, row), 0);
    const own = numberOr(itemAt(marker.opacity, row), 1) * opacity;
    const outline =
      width > 0 ? ` ${painter.stroke(itemAt(line.color, row), "#444", own)} stroke-width="${pixels(width)}"` : "";
    const paint = painter.fill(fill, colour, own) + outline;
    const crisp = {
      solid: !paint.includes("fill-opacity") && width === 0,
      touching: gap === 0 && groupGap === 0,
      line: width,
    };
    const box = barBox(bars, row, lying, context, crisp);
    if (box === undefined) continue;
    const { fromX, toX, fromY, toY } = box;
    if (fromX !== toX && fromY !== toY) {
      const data = `M${pixels(fromX)} ${pixels(fromY)}V${pixels(toY)}H${pixels(toX)}V${pixels(fromY)}z`;
      paths.set(paint, [...(paths.get(paint) ?? []), data]);
    }
    const stacked = mode === "stack" || mode === "relative";
    texts.push(
      barTextSvg(trace, row, { box, lying, fill, covered: stacked && !bars.outermost[row] && !bars.hasBase }, context),
    );
  }
  // Edges of bars that touch others are not blurred, which would show as seams.
  const crisp = mode === "stack" || (gap === 0 && groupGap === 0) ? 'shape-rendering="crispEdges" ' : "";
  return [...paths].map(([paint, data]) => `<path ${crisp}${paint} d="${data.join("")}"/>`).join("") + texts.join("");
}

function barBox(
  { from, to, base, top }: BarPlaces,
  row: number,
  lying: boolean,
  { x, y }: DrawContext,
  { solid, touching, line }: { readonly solid: boolean; readonly touching: boolean; readonly line: number },
): BarBox | undefined {
  const [places, sizes] = lying ? [y, x] : [x, y];
  const ends = [from[row], to[row]].map((value) => position(places, value as number)) as [number, number];
  const values = [base[row], top[row]].map((value) => sizePosition(sizes, value as number)) as [number, number];
  if ([...ends, ...values].some((value) => !Number.isFinite(value))) return undefined;
  const [first, second] = crispPair(ends, { solid, touching, line });
  const [start, end] = values[0] === values[1] ? values : crispPair(values, { solid, touching, line });
  return lying
    ? { fromX: start, toX: end, fromY: first, toY: second }
    : { fromX: first, toX: second, fromY: start, toY: end };
}

/** A bar that begins below what a log axis can show begins at its end. */
function sizePosition(axis: Axis, value: number): number {
  if (axis.type !== "log") return position(axis, value);
  return value > 0 ? position(axis, Math.log10(value)) : position(axis, Math.min(...axis.range));
}

/** Edges on whole pixels where bars touch, so that no seam shows; a solid bar thinner than two pixels is made to be seen. */
function crispPair(
  [a, b]: readonly [number, number],
  { solid, touching, line }: { readonly solid: boolean; readonly touching: boolean; readonly line: number },
): [number, number] {
  const whole = (value: number): number => (touching ? Math.round(value) - ((line / 2) % 1) : value);
  const visible = (value: number, other: number): number => {
    if (!solid || Math.abs(value - other) >= 2) return whole(value);
    return value > other ? Math.ceil(value) : Math.floor(value);
  };
  const first = visible(a, b);
  return [first, visible(b, first)];
}
