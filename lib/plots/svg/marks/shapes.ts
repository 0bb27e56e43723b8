import { type Axis, type AxisFrame, coordinate, layoutCoordinate, position } from "../axes/axis.js";
import type { PlotArea } from "../axes/axis-frames.js";
import { type Extremes, extremesOf } from "../axes/extremes.js";
import { numberOr, type Settings, settings, textOr } from "../input/json.js";
import type { Painter } from "../input/painter.js";
import { pixels } from "../text/pixels.js";
import { dashAttribute } from "../traces/dash.js";
import { type ClipBox, clipped } from "./clipped.js";
import { partPosition, placeReference } from "./place-refs.js";

/** Kinds of shapes that are drawn. */
export const shapeTypes: readonly unknown[] = ["rect", "line"];

/** Room that shapes placed on an axis want along it. */
export function shapeExtremes(shapes: readonly Settings[], axis: AxisFrame): Extremes[] {
  return shapes
    .filter((shape) => shape.visible !== false && textOr(shape[`${axis.letter}ref`], axis.letter) === axis.id)
    .map((shape) => {
      const ends = [0, 1].map((end) => shapeCoordinate(axis, shape[`${axis.letter}${end}`]));
      const pad = numberOr(settings(shape.line).width, 2) / 2;
      return extremesOf(ends, { padLow: pad, padHigh: pad });
    });
}

/** Shapes of a layer (`below` the traces or `above` them), each within the axes that it lies on. */
export function shapesSvg(
  shapes: readonly Settings[],
  {
    layer,
    axes,
    area,
    painter,
  }: {
    readonly layer: "below" | "above";
    readonly axes: ReadonlyMap<string, Axis>;
    readonly area: PlotArea;
    readonly painter: Painter;
  },
): string {
  const drawn = new Map<string, { readonly box: ClipBox; readonly parts: string[] }>();
  for (const shape of shapes) {
    const isBelow = shape.layer === "below" || shape.layer === "between";
    if (shape.visible === false || isBelow !== (layer === "below")) continue;
    const x = ends(shape, "x", axes, area);
    const y = ends(shape, "y", axes, area);
    if (x === undefined || y === undefined) continue;
    const box = { left: x.clip[0], width: x.clip[1], top: y.clip[0], height: y.clip[1] };
    const key = Object.values(box)
      .map((value) => pixels(value))
      .join(" ");
    const group = drawn.get(key) ?? { box, parts: [] };
    group.parts.push(shapeSvg(shape, x.pixels, y.pixels, painter));
    drawn.set(key, group);
  }
  return [...drawn.values()].map(({ box, parts }) => clipped(parts.join(""), box)).join("");
}

interface Ends {
  readonly pixels: readonly [number, number];
  /** Start and length of what can be seen of it; all, along a reference that is no axis. */
  readonly clip: readonly [number, number];
}

function ends(shape: Settings, letter: "x" | "y", axes: ReadonlyMap<string, Axis>, area: PlotArea): Ends | undefined {
  const reference = placeReference(shape[`${letter}ref`], letter, axes, area);
  if (reference === undefined) return undefined;
  const [first, second] = [0, 1].map((end) => {
    const value = shape[`${letter}${end}`];
    return reference.kind === "axis"
      ? position(reference.axis, shapeCoordinate(reference.axis, value))
      : partPosition(reference, letter, numberOr(value, Number.NaN));
  }) as [number, number];
  if (!Number.isFinite(first) || !Number.isFinite(second)) return undefined;
  const far = 10_000;
  const clip =
    reference.kind === "axis" ? ([reference.axis.offset, reference.axis.length] as const) : ([0, far] as const);
  return { pixels: [first, second], clip };
}

/** Shapes name data on a log axis, unlike annotations. */
function shapeCoordinate(axis: AxisFrame, value: unknown): number {
  return axis.type === "category" ? layoutCoordinate(axis, value) : coordinate(axis, value);
}

function shapeSvg(
  shape: Settings,
  [x0, x1]: readonly [number, number],
  [y0, y1]: readonly [number, number],
  painter: Painter,
): string {
  const line = settings(shape.line);
  const width = Math.max(0, numberOr(line.width, 2));
  const opacity = numberOr(shape.opacity, 1);
  const stroke =
    width === 0
      ? ""
      : ` ${painter.stroke(line.color, "#444", opacity)} stroke-width="${pixels(width)}"${dashAttribute(line.dash, width)}`;
  if (shape.type === "line") {
    const data = x0 === x1 ? `V${pixels(y1)}` : y0 === y1 ? `H${pixels(x1)}` : `L${pixels(x1)} ${pixels(y1)}`;
    return stroke === "" ? "" : `<path fill="none"${stroke} d="M${pixels(x0)} ${pixels(y0)}${data}"/>`;
  }
  const fill = painter.fill(shape.fillcolor, undefined, opacity);
  if (stroke === "" && fill === 'fill="none"') return "";
  return `<path ${fill}${stroke} d="M${pixels(x0)} ${pixels(y0)}H${pixels(x1)}V${pixels(y1)}H${pixels(x0)}z"/>`;
}
