import { pixels } from "../text/pixels.js";
import { joined } from "./path.js";

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

/** True of a symbol that is drawn as such. */
export function isSymbol(name: string): boolean {
  return name === "circle" || Object.hasOwn(outlines, name);
}

/** From the middle of a symbol to where its outline begins, in pixels. */
export function symbolStart(symbol: string, radius: number): readonly [number, number] {
  if (symbol === "dot") return [0, 0];
  if (symbol === "circle") return [-radius, 0];
  const arm = 1.2 * radius;
  if (symbol === "cross strokes") return [-arm, 0];
  if (symbol === "x strokes") return [-arm * Math.SQRT1_2, -arm * Math.SQRT1_2];
  const [right, down] = (outlines[symbol] as readonly (readonly [number, number])[])[0] as readonly [number, number];
  return [right * radius, down * radius];
}

/** Data of the outline from there, back to where it began. Crosses can be two `strokes` instead: `x strokes`. */
export function symbolPath(symbol: string, radius: number): string {
  if (symbol === "dot") return "h0";
  if (symbol === "circle") {
    const [r, d] = [pixels(radius, 2), pixels(2 * radius, 2)];
    return `a${r} ${r} 0 1 0 ${d} 0a${r} ${r} 0 1 0-${d} 0z`;
  }
  // The pen goes back to just where it began, for the next one to begin from: both arms are rounded first.
  const half = Math.round(12 * radius) / 10;
  const [arm, way] = [pixels(half), pixels(2 * half)];
  if (symbol === "cross strokes") return `h${way}m-${arm}-${arm}v${way}m-${arm}-${arm}`;
  const side = pixels(2.4 * radius * Math.SQRT1_2);
  if (symbol === "x strokes") return `l${joined(side, side)}m0-${side}l-${side} ${side}m0-${side}`;
  const ways = (outlines[symbol] as readonly (readonly [number, number])[]).slice(1);
  const numbers = ways.flatMap(([dx, dy]) => [pixels(dx * radius), pixels(dy * radius)]);
  return `l${numbers.reduce(joined)}z`;
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
