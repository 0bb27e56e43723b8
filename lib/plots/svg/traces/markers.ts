import { isList, itemAt, numberOr, type Settings, settings, textOr } from "../input/json.js";
import type { Painter } from "../input/painter.js";
import { pixels } from "../text/pixels.js";
import { apartLayers } from "./apart-layers.js";
import { joined } from "./path.js";
import { isSymbol, symbolPath, symbolStart } from "./symbols.js";

/** Width and height of the widest symbol in radii. */
const widest = 2.6;

/** How one marker looks; markers that look the same are drawn together. */
interface Look {
  readonly symbol: string;
  readonly radius: number;
  readonly paint: string;
  readonly outlined: boolean;
}

/** Radius of a trace's markers in pixels, of each or of all. */
export function markerRadius(trace: Settings, index: number): number {
  return Math.max(0, numberOr(itemAt(settings(trace.marker).size, index), 6)) / 2;
}

/**
 * Markers at points in pixels. Those that look the same are one path, unless one can be seen through another.
 * @param x pixels, NaN for a gap
 */
export function markersSvg(
  { x, y }: { readonly x: Float64Array; readonly y: Float64Array },
  trace: Settings,
  colour: string,
  painter: Painter,
): string {
  const groups: { readonly key: string; readonly look: Look; readonly places: [number, number][] }[] = [];
  for (let index = 0; index < x.length; index++) {
    const [left, top] = [x[index] as number, y[index] as number];
    if (left !== left || top !== top) continue;
    const look = lookOf(trace, index, colour, painter);
    const key = `${look.symbol} ${look.radius} ${look.paint}`;
    // Only neighbours are taken together, so that what lies above what stays as it is.
    if (groups.at(-1)?.key !== key) groups.push({ key, look, places: [] });
    groups.at(-1)?.places.push([left, top]);
  }
  return groups.map(({ look, places }) => groupSvg(look, places)).join("");
}

/** Markers of one look: outlined ones each by itself, since one lies above the other; clear ones by layers of those apart. */
function groupSvg(look: Look, places: readonly (readonly [number, number])[]): string {
  const clear = look.paint.includes("opacity");
  const layers = look.outlined
    ? places.map((_, index) => [index])
    : clear
      ? apartLayers(places, widest * look.radius)
      : [places.map((_, index) => index)];
  const paths = layers.map((layer) =>
    outlinesPath(
      look,
      layer.map((index) => places[index] as readonly [number, number]),
    ),
  );
  const [only] = paths;
  if (only !== undefined && paths.length === 1) return `<path ${look.paint} d="${only}"/>`;
  return `<g ${look.paint}>${paths.map((data) => `<path d="${data}"/>`).join("")}</g>`;
}

function lookOf(trace: Settings, index: number, colour: string, painter: Painter): Look {
  const marker = settings(trace.marker);
  const line = settings(marker.line);
  const radius = markerRadius(trace, index);
  const named = textOr(itemAt(marker.symbol, index), "circle");
  const isOpen = named.endsWith("-open");
  const base = named.replace(/-open$/, "");
  const symbol = isSymbol(base) ? base : "circle";
  const colourOf = itemAt(marker.color, index) ?? colour;
  const bubble = isList(marker.size);
  const opacity = numberOr(itemAt(marker.opacity, index), bubble ? 0.7 : 1);
  const width = numberOr(itemAt(line.width, index), isOpen || bubble ? 1 : 0);
  const outlineColour = isOpen ? colourOf : (itemAt(line.color, index) ?? (bubble ? "#fff" : "#444"));
  const outlinePaint = `${painter.stroke(outlineColour, colour, opacity)} stroke-width="${pixels(width)}"`;
  if (isOpen) return { symbol, radius, paint: `fill="none" ${outlinePaint}`, outlined: true };
  // A full circle without an outline is a dot: the round end of a stroke of no length.
  if (symbol === "circle" && width === 0) {
    const stroke = painter.stroke(colourOf, colour, opacity);
    const paint = `${stroke} stroke-width="${pixels(2 * radius)}" stroke-linecap="round"`;
    return { symbol: "dot", radius, paint, outlined: false };
  }
  // A cross without an outline is two strokes, which say less than its twelve corners.
  if ((symbol === "cross" || symbol === "x") && width === 0) {
    const paint = `${painter.stroke(colourOf, colour, opacity)} stroke-width="${pixels(0.8 * radius, 2)}"`;
    return { symbol: `${symbol} strokes`, radius, paint, outlined: false };
  }
  const paint = painter.fill(colourOf, colour, opacity);
  return { symbol, radius, paint: width > 0 ? `${paint} ${outlinePaint}` : paint, outlined: width > 0 };
}

/** Outlines at places, each begun by its way from where the last one began, in tenths of pixels. */
function outlinesPath(look: Look, places: readonly (readonly [number, number])[]): string {
  const [right, down] = symbolStart(look.symbol, look.radius);
  const rest = symbolPath(look.symbol, look.radius);
  let [lastX, lastY] = [0, 0];
  return places
    .map(([x, y], index) => {
      const [startX, startY] = [Math.round(10 * (x + right)), Math.round(10 * (y + down))];
      const way = joined(pixels((startX - lastX) / 10), pixels((startY - lastY) / 10));
      [lastX, lastY] = [startX, startY];
      return `${index === 0 ? "M" : "m"}${way}${rest}`;
    })
    .join("");
}
