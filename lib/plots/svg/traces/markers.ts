import { isList, itemAt, numberOr, type Settings, settings, textOr } from "../input/json.js";
import type { Painter } from "../input/painter.js";
import { pixels } from "../text/pixels.js";

/** Outlines of symbols of radius 1 around a point: ways from point to point, the first from the middle. */
const outlines: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  square: [
    [1, 1],
    [-2, 0],
    [0, -2],
    [2, 0],
  ],
  diamond: [
    [1.3, 0],
    [-1.3, 1.3],
    [-1.3, -1.3],
    [1.3, -1.3],
  ],
  "triangle-up": [
    [-1.155, 0.5],
    [2.31, 0],
    [-1.155, -1.5],
  ],
  "triangle-down": [
    [-1.155, -0.5],
    [2.31, 0],
    [-1.155, 1.5],
  ],
  "triangle-left": [
    [0.5, -1.155],
    [0, 2.31],
    [-1.5, -1.155],
  ],
  "triangle-right": [
    [-0.5, -1.155],
    [0, 2.31],
    [1.5, -1.155],
  ],
  x: cross(0.4, 1.2, Math.PI / 4),
  cross: cross(0.4, 1.2, 0),
};

/** Names of the symbols that are drawn. */
export const markerSymbols: readonly string[] = ["circle", ...Object.keys(outlines)].flatMap((name) => [
  name,
  `${name}-open`,
]);

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
  const groups: { readonly key: string; readonly look: Look; readonly data: string[] }[] = [];
  for (let index = 0; index < x.length; index++) {
    const [left, top] = [x[index] as number, y[index] as number];
    if (left !== left || top !== top) continue;
    const look = lookOf(trace, index, colour, painter);
    const key = `${look.symbol} ${look.radius} ${look.paint}`;
    // Only neighbours are taken together, so that what lies above what stays as it is.
    if (groups.at(-1)?.key !== key) groups.push({ key, look, data: [] });
    groups.at(-1)?.data.push(outline(look, left, top));
  }
  return groups
    .map(({ look, data }) => {
      const apart = data.length > 1 && (look.outlined || look.paint.includes("opacity"));
      return apart
        ? `<g ${look.paint}>${data.map((each) => `<path d="${each}"/>`).join("")}</g>`
        : `<path ${look.paint} d="${data.join("")}"/>`;
    })
    .join("");
}

function lookOf(trace: Settings, index: number, colour: string, painter: Painter): Look {
  const marker = settings(trace.marker);
  const line = settings(marker.line);
  const radius = markerRadius(trace, index);
  const named = textOr(itemAt(marker.symbol, index), "circle");
  const isOpen = named.endsWith("-open");
  const base = named.replace(/-open$/, "");
  const symbol = Object.hasOwn(outlines, base) ? base : "circle";
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
  const paint = painter.fill(colourOf, colour, opacity);
  return { symbol, radius, paint: width > 0 ? `${paint} ${outlinePaint}` : paint, outlined: width > 0 };
}

function outline({ symbol, radius, outlined }: Look, x: number, y: number): string {
  if (symbol === "dot") return `M${pixels(x)} ${pixels(y)}h0`;
  if (symbol === "circle" || !Object.hasOwn(outlines, symbol)) {
    const r = pixels(radius, 2);
    const d = pixels(2 * radius, 2);
    return `M${pixels(x - radius)} ${pixels(y)}a${r} ${r} 0 1 0 ${d} 0a${r} ${r} 0 1 0-${d} 0${outlined ? "z" : ""}`;
  }
  const [[right, down] = [0, 0], ...ways] = outlines[symbol] as readonly (readonly [number, number])[];
  const steps = ways.map(([dx, dy]) => `${pixels(dx * radius, 2)} ${pixels(dy * radius, 2)}`).join(" ");
  return `M${pixels(x + right * radius)} ${pixels(y + down * radius)}l${steps}z`;
}

/** A cross with arms of a half width and a length, turned by an angle, as ways from its first corner. */
function cross(half: number, arm: number, angle: number): readonly (readonly [number, number])[] {
  const corners = [
    [arm, half],
    [half, half],
    [half, arm],
    [-half, arm],
    [-half, half],
    [-arm, half],
    [-arm, -half],
    [-half, -half],
    [-half, -arm],
    [half, -arm],
    [half, -half],
    [arm, -half],
  ].map(
    ([x = 0, y = 0]) => [x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle)] as const,
  );
  return corners.map(([x, y], index) => {
    const [fromX, fromY] = index === 0 ? [0, 0] : (corners[index - 1] as readonly [number, number]);
    return [x - fromX, y - fromY] as const;
  });
}
