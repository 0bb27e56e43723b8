import { numberOr, settings, textOr } from "../input/json.js";
import type { Painter } from "../input/painter.js";
import { pixels } from "../text/pixels.js";
import { richText } from "../text/rich-text.js";
import { lineSpacing, textSize } from "../text/text-size.js";
import { type TextPlace, textSvg } from "../text/text-svg.js";
import { type Axis, position } from "./axis.js";
import type { AxisSide } from "./axis-side.js";
import type { Tick } from "./ticks.js";

/** What labels are drawn with. */
interface LabelOptions {
  readonly ticks: readonly Tick[];
  readonly place: AxisSide;
  /** Whether ticks are marked if the layout does not say. */
  readonly marked: boolean;
  readonly painter: Painter;
  /** Size of the picture: labels that would leave it are left out. */
  readonly width: number;
  readonly height: number;
}

/** Labels of an axis as SVG, and how far they reach from its line in pixels. */
interface Labels {
  readonly svg: string;
  readonly depth: number;
}

const standardLength = 5;
/** Angles that labels are turned by until they do not overlap. */
const angles = [30, 90];

/** Marks and labels of the ticks of an axis. */
export function labelsSvg(axis: Axis, options: LabelOptions): Labels {
  const { ticks, place, painter } = options;
  const { settings: of } = axis;
  const outside = textOr(of.ticks, options.marked ? "outside" : "") === "outside";
  const reach = outside ? numberOr(of.ticklen, standardLength) : 0;
  const marks = of.ticks === "inside" || outside ? marksSvg(axis, options, outside ? reach : -standardLength) : "";
  const line = of.showline === true ? axisLineSvg(axis, options) : "";
  if (of.showticklabels === false) return { svg: line + marks, depth: reach };
  const shown = ticks.filter(({ text }) => text !== "");
  const angle = angleOf(axis, shown);
  const standoff = reach + (outside || of.showline === true ? 0.2 * numberOr(settings(of.tickfont).size, 12) : 0) + 0.5;
  const colour = settings(of.tickfont).color ?? of.color;
  let depth = reach;
  const texts = shown.map((tick) => {
    const at = position(axis, tick.value);
    const label = labelPlace(tick, { at, place, standoff, angle });
    if (axis.type !== "category" && leaves(tick, label, angle, options)) return "";
    depth = Math.max(depth, reachOf(tick, label, angle, place));
    return textSvg(tick.text, { ...label, size: tick.size, colour, family: settings(of.tickfont).family }, painter);
  });
  return { svg: line + marks + texts.join(""), depth };
}

type LabelPlace = Pick<TextPlace, "x" | "y" | "rotate"> & { readonly anchor: "start" | "middle" | "end" };

function labelPlace(
  { text, size }: Tick,
  {
    at,
    place,
    standoff,
    angle,
  }: { readonly at: number; readonly place: AxisSide; readonly standoff: number; readonly angle: number },
): LabelPlace {
  const rise = (richText(text).length - 1) * lineSpacing * size;
  const { side, at: line } = place;
  if (side === "left" || side === "right") {
    const x = side === "left" ? line - standoff : line + standoff;
    const y = at + 0.35 * size - (angle === 0 ? rise / 2 : 0);
    return { x, y, anchor: side === "left" ? "end" : "start", ...turned(x, y, size, angle) };
  }
  const y = side === "bottom" ? line + standoff + size : line - standoff - 0.2 * size - rise;
  if (angle === 0) return { x: at, y, anchor: "middle" };
  return { x: at, y, anchor: angle > 0 === (side === "bottom") ? "start" : "end", ...turned(at, y, size, angle) };
}

function turned(x: number, y: number, size: number, angle: number): Pick<TextPlace, "rotate"> {
  return angle === 0 ? {} : { rotate: { angle, x, y: y - size / 2 } };
}

/** The layout's angle; along a horizontal axis, where labels would overlap, one at which they do not. */
function angleOf(axis: Axis, ticks: readonly Tick[]): number {
  const set = axis.settings.tickangle;
  if (typeof set === "number" && Number.isFinite(set)) return set;
  if (axis.letter === "y" || ticks.length < 2 || axis.type === "log") return 0;
  const boxes = ticks.map((tick) => {
    const at = position(axis, tick.value);
    const half = textSize(tick.text, tick.size).width / 2;
    return { from: at - half, to: at + half + 2 };
  });
  const rising = boxes.sort((a, b) => a.from - b.from);
  if (rising.every((box, index) => index === 0 || (rising[index - 1] as { to: number }).to <= box.from)) return 0;
  const first = ticks[0] as Tick;
  const last = ticks.at(-1) as Tick;
  const spacing = Math.abs(position(axis, last.value) - position(axis, first.value)) / (ticks.length - 1);
  const lines = Math.max(...ticks.map(({ text }) => richText(text).length));
  const opposite = Math.max(...ticks.map(({ size }) => size)) * 1.25 * lines;
  const widest = spacing / Math.hypot(spacing, opposite);
  return angles.find((angle) => Math.cos((angle * Math.PI) / 180) <= widest) ?? 90;
}

/** True of a label that would stand outside of the picture in part. */
function leaves(
  { text, size }: Tick,
  { x, y, anchor }: LabelPlace,
  angle: number,
  { place, width, height }: LabelOptions,
): boolean {
  const box = textSize(text, size);
  if (place.side === "left" || place.side === "right") {
    const top = y - box.ascent;
    return top + size / 4 < 0 || top + box.height > height;
  }
  if (angle !== 0) return false;
  const left = x - box.width * { start: 0, middle: 0.5, end: 1 }[anchor];
  return left < 0 || left + box.width > width;
}

/** Distance from the axis' line to the far side of a label. */
function reachOf({ text, size }: Tick, { x, y, rotate }: LabelPlace, angle: number, { side, at }: AxisSide): number {
  const box = textSize(text, size);
  const turn = (Math.abs(angle) * Math.PI) / 180;
  if (side === "left" || side === "right")
    return Math.abs(x - at) + box.width * Math.cos(turn) + box.height * Math.sin(turn);
  if (rotate === undefined) return side === "bottom" ? y - box.ascent + box.height - at : at - y + box.ascent;
  return Math.abs((rotate.y ?? y) - at) + box.width * Math.sin(turn) + (box.height / 2) * Math.cos(turn);
}

function marksSvg(axis: Axis, { ticks, place, painter }: LabelOptions, length: number): string {
  const outward = place.side === "left" || place.side === "top" ? -1 : 1;
  const from = place.at + (outward * Math.sign(length)) / 2;
  const [start, way] = [pixels(from), pixels(outward * length)];
  const data = ticks.map(({ value }) => {
    const at = pixels(position(axis, value));
    return axis.letter === "x" ? `M${at} ${start}v${way}` : `M${start} ${at}h${way}`;
  });
  if (data.length === 0) return "";
  return `<path shape-rendering="crispEdges" ${painter.stroke(axis.settings.tickcolor, "#444")} d="${data.join("")}"/>`;
}

function axisLineSvg({ offset, length, letter, settings: of }: Axis, { place, painter }: LabelOptions): string {
  const [at, from, to] = [pixels(place.at), pixels(offset), pixels(offset + length)];
  const data = letter === "x" ? `M${from} ${at}H${to}` : `M${at} ${from}V${to}`;
  const width = pixels(Math.max(1, numberOr(of.linewidth, 1)));
  return `<path shape-rendering="crispEdges" ${painter.stroke(of.linecolor, "#444")} stroke-width="${width}" d="${data}"/>`;
}
