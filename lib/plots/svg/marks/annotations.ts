import { type Axis, type AxisFrame, isWithin, layoutCoordinate, position } from "../axes/axis.js";
import type { PlotArea } from "../axes/axis-frames.js";
import { type Extremes, extremesOf } from "../axes/extremes.js";
import { numberOr, type Settings, settings, textOr } from "../input/json.js";
import type { Painter } from "../input/painter.js";
import { pixels } from "../text/pixels.js";
import { richText } from "../text/rich-text.js";
import { type TextSize, textSize } from "../text/text-size.js";
import { textSvg } from "../text/text-svg.js";
import { partPosition, placeReference } from "./place-refs.js";

/** What annotations are drawn with. */
interface AnnotationOptions {
  readonly axes: ReadonlyMap<string, Axis>;
  readonly area: PlotArea;
  readonly painter: Painter;
  readonly font: Settings;
}

/** Along one direction: the point that is meant, the middle of the text's box, and the box' size. */
interface Placed {
  readonly point: number;
  readonly middle: number;
  readonly size: number;
}

/** Room that annotations placed on an axis want along it: that of their text and arrow. */
export function annotationExtremes(annotations: readonly Settings[], axis: AxisFrame, font: Settings): Extremes[] {
  const { letter } = axis;
  return annotations
    .filter((annotation) => annotation.visible !== false && textOr(annotation[`${letter}ref`], "paper") === axis.id)
    .map((annotation) => {
      const size = boxSize(annotation, font);
      const extent = letter === "x" ? size.width : size.height;
      const { middle } = placed(annotation, letter, 0, { extent, axisPart: 0.5, rounded: false });
      const arrow = annotation.showarrow !== false ? arrowRoom(annotation) : 0;
      const shift = shiftOf(annotation, letter);
      const after = Math.max(extent / 2 + middle, arrow + shift);
      const before = Math.max(extent / 2 - middle, arrow - shift);
      const [padLow, padHigh] = letter === "x" ? [before, after] : [after, before];
      return extremesOf([layoutCoordinate(axis, annotation[letter])], { padLow, padHigh });
    });
}

/** Texts at points of the plot, some with an arrow to the point. */
export function annotationsSvg(annotations: readonly Settings[], options: AnnotationOptions): string {
  return annotations
    .map((annotation) => (annotation.visible === false ? "" : annotationSvg(annotation, options)))
    .join("");
}

function annotationSvg(annotation: Settings, { axes, area, painter, font }: AnnotationOptions): string {
  const size = boxSize(annotation, font);
  const base = (letter: "x" | "y"): { readonly at: number; readonly part: number } | undefined => {
    const reference = placeReference(annotation[`${letter}ref`] ?? "paper", letter, axes, area);
    if (reference === undefined) return undefined;
    if (reference.kind === "axis") {
      const value = layoutCoordinate(reference.axis, annotation[letter]);
      return isWithin(reference.axis, value) ? { at: position(reference.axis, value), part: 0.5 } : undefined;
    }
    const part = numberOr(annotation[letter], Number.NaN);
    return Number.isNaN(part)
      ? undefined
      : { at: partPosition(reference, letter, part), part: letter === "x" ? part : 1 - part };
  };
  const [atX, atY] = [base("x"), base("y")];
  if (atX === undefined || atY === undefined) return "";
  const x = placed(annotation, "x", atX.at, { extent: size.width, axisPart: atX.part, rounded: true });
  const y = placed(annotation, "y", atY.at, { extent: size.height, axisPart: atY.part, rounded: true });
  const opacity = numberOr(annotation.opacity, 1);
  const parts = [
    annotation.showarrow === false ? "" : arrowSvg(annotation, x, y, painter),
    boxSvg(annotation, x, y, painter),
    textOf(annotation, x, y, { size, font, painter }),
  ].join("");
  return opacity < 1 && parts !== "" ? `<g opacity="${pixels(Math.max(0, opacity), 2)}">${parts}</g>` : parts;
}

/** Size of the text with its border and the room inside of it. */
function boxSize(annotation: Settings, font: Settings): TextSize {
  const fontSize = numberOr(settings(annotation.font).size, numberOr(font.size, 12));
  const { width, height, ascent } = textSize(textOr(annotation.text, ""), fontSize);
  const edge = 2 * edgeOf(annotation);
  const inner = { width: numberOr(annotation.width, width), height: numberOr(annotation.height, height) };
  return { width: Math.round(inner.width + edge), height: Math.round(inner.height + edge), ascent };
}

function edgeOf(annotation: Settings): number {
  return numberOr(annotation.borderwidth, 1) + numberOr(annotation.borderpad, 1);
}

function placed(
  annotation: Settings,
  letter: "x" | "y",
  at: number,
  { extent, axisPart, rounded }: { readonly extent: number; readonly axisPart: number; readonly rounded: boolean },
): Placed {
  const anchor = textOr(annotation[`${letter}anchor`], "auto");
  const shift = shiftOf(annotation, letter);
  const arrow = annotation.showarrow !== false;
  const tail = arrow ? at + numberOr(annotation[`a${letter}`], letter === "x" ? -10 : -30) : at;
  const middle = tail + extent * anchorPart(anchor, arrow ? 0.5 : axisPart) + shift;
  return { point: at + shift, middle: rounded ? Math.round(middle - extent / 2) + extent / 2 : middle, size: extent };
}

function shiftOf(annotation: Settings, letter: "x" | "y"): number {
  return (letter === "x" ? 1 : -1) * numberOr(annotation[`${letter}shift`], 0);
}

/** Where the middle of a box lies from its anchor, in parts of the box; the automatic one depends on the part of the plot. */
function anchorPart(anchor: string, part: number): number {
  const chosen = anchor !== "auto" ? anchor : part < 1 / 3 ? "left" : part > 2 / 3 ? "right" : "center";
  return { left: 0.5, top: 0.5, right: -0.5, bottom: -0.5 }[chosen] ?? 0;
}

/** Length of an arrow's head in pixels. */
function arrowRoom(annotation: Settings): number {
  return 3 * numberOr(annotation.arrowsize, 1) * arrowWidth(annotation);
}

function arrowWidth(annotation: Settings): number {
  return numberOr(
    annotation.arrowwidth,
    2 * (annotation.bordercolor === undefined ? 1 : numberOr(annotation.borderwidth, 1)),
  );
}

/** The text, held at its anchor where that is the side it is aligned to, so that no font moves it away from there. */
function textOf(
  annotation: Settings,
  x: Placed,
  y: Placed,
  { size, font, painter }: { readonly size: TextSize; readonly font: Settings; readonly painter: Painter },
): string {
  const own = settings(annotation.font);
  const text = textOr(annotation.text, "");
  const single = richText(text).length === 1;
  const alignment = textOr(annotation.align, "center");
  const held = single ? textOr(annotation.xanchor, "auto") : alignment;
  const side =
    held === "left" || held === "right" ? held : single && held === "auto" ? sideOf(x) : single ? "center" : alignment;
  const edge = edgeOf(annotation);
  const left = x.middle - x.size / 2 + edge;
  const right = x.middle + x.size / 2 - edge;
  const place = side === "left" ? left : side === "right" ? right : x.middle;
  const anchor = side === "left" ? "start" : side === "right" ? "end" : "middle";
  const angle = numberOr(annotation.textangle, 0);
  return textSvg(
    text,
    {
      x: place,
      y: y.middle - y.size / 2 + edge + size.ascent,
      anchor,
      size: numberOr(own.size, numberOr(font.size, 12)),
      colour: own.color ?? font.color,
      family: own.family,
      ...(angle === 0 ? {} : { rotate: { angle, x: x.middle, y: y.middle } }),
    },
    painter,
  );
}

function sideOf({ point, middle }: Placed): string {
  return Math.abs(middle - point) < 1 ? "center" : middle > point ? "left" : "right";
}

function boxSvg(annotation: Settings, x: Placed, y: Placed, painter: Painter): string {
  const fill = painter.fill(annotation.bgcolor);
  const width = numberOr(annotation.borderwidth, 1);
  const stroke = width === 0 ? 'stroke="none"' : painter.stroke(annotation.bordercolor);
  if (fill === 'fill="none"' && stroke === 'stroke="none"') return "";
  const [left, top] = [x.middle - x.size / 2 + width / 2, y.middle - y.size / 2 + width / 2].map((value) =>
    pixels(value),
  );
  const [w, h] = [x.size - width, y.size - width].map((value) => pixels(value));
  return `<rect x="${left}" y="${top}" width="${w}" height="${h}" ${fill} ${stroke} stroke-width="${pixels(width)}"/>`;
}

/** A line from the edge of the box to the point, with a head there. */
function arrowSvg(annotation: Settings, x: Placed, y: Placed, painter: Painter): string {
  const tailX = x.point + numberOr(annotation.ax, -10);
  const tailY = y.point + numberOr(annotation.ay, -30);
  const [dx, dy] = [x.point - tailX, y.point - tailY];
  const out = leaveBox({ tailX, tailY, dx, dy }, x, y);
  const length = Math.hypot(dx, dy) * (1 - out);
  const width = arrowWidth(annotation);
  if (!(length > 0)) return "";
  const [ux, uy] = [dx / Math.hypot(dx, dy), dy / Math.hypot(dx, dy)];
  const standoff = Math.min(length, numberOr(annotation.standoff, 0));
  const [headX, headY] = [x.point - ux * standoff, y.point - uy * standoff];
  const size = width * numberOr(annotation.arrowsize, 1);
  // Length and half width of a head in widths of the line; the pointed one is longer.
  const [long, half] = annotation.arrowhead === 0 ? [0, 0] : annotation.arrowhead === 2 ? [5, 2.5] : [3, 3];
  const back = Math.min(length, long * size);
  const [backX, backY] = [headX - ux * back, headY - uy * back];
  const colour = annotation.arrowcolor ?? "#444";
  const at = (px: number, py: number): string => `${pixels(px)} ${pixels(py)}`;
  const from = at(tailX + dx * out, tailY + dy * out);
  const line = `<path fill="none" ${painter.stroke(colour, "#444")} stroke-width="${pixels(width)}" d="M${from}L${at(backX, backY)}"/>`;
  if (back === 0) return line;
  const wide = half * size;
  const corners = [
    at(headX, headY),
    at(backX - uy * wide, backY + ux * wide),
    at(backX + uy * wide, backY - ux * wide),
  ];
  return `${line}<path ${painter.fill(colour, "#444")} d="M${corners.join("L")}z"/>`;
}

/** Part of the way from tail to head that lies within the text's box. */
function leaveBox(
  {
    tailX,
    tailY,
    dx,
    dy,
  }: { readonly tailX: number; readonly tailY: number; readonly dx: number; readonly dy: number },
  x: Placed,
  y: Placed,
): number {
  const leave = (tail: number, way: number, { middle, size }: Placed): number =>
    way === 0 ? 1 : (middle + (Math.sign(way) * size) / 2 - tail) / way;
  return Math.min(1, Math.max(0, Math.min(leave(tailX, dx, x), leave(tailY, dy, y))));
}
