import type { KernelKind } from "./kernel-spec.js";
import { type Colour, type Rectangle, rectanglesPng } from "./png.js";

/** Side of the square in which the mark is drawn. */
const unit = 64;

/** Open interest of three venues at four instants, stacked, from the bottom; it grows. */
const heights: readonly (readonly number[])[] = [
  [10, 6, 4],
  [13, 8, 5],
  [16, 11, 8],
  [22, 16, 14],
];

const [barWidth, gap, margin] = [11, 4, 4];

/** From the bottom. The mark of tslab's kernel is grey, so that the two can be told apart. */
const colours: Readonly<Record<"open-interest" | "tslab", readonly Colour[]>> = {
  "open-interest": ["#1f5fa8", "#3fa0c8", "#f2a33a"],
  tslab: ["#4a5560", "#7f8b96", "#b6bfc7"],
};

/** Pictures that stand beside a kernel's spec, by file name. */
export function logoFiles(kind: Exclude<KernelKind, "other">): Readonly<Record<string, string | Uint8Array>> {
  const rectangles = bars(colours[kind]);
  return {
    "logo-svg.svg": svg(rectangles),
    "logo-32x32.png": rectanglesPng(rectangles, 32, unit),
    "logo-64x64.png": rectanglesPng(rectangles, 64, unit),
  };
}

function bars(fills: readonly Colour[]): Rectangle[] {
  return heights.flatMap((stack, bar) => {
    let bottom = unit - margin;
    return stack.map((height, venue) => {
      bottom -= height;
      return { x: margin + bar * (barWidth + gap), y: bottom, width: barWidth, height, fill: fills[venue] as Colour };
    });
  });
}

function svg(rectangles: readonly Rectangle[]): string {
  const shapes = rectangles.map(
    ({ x, y, width, height, fill }) => `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}"/>`,
  );
  const root = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${unit} ${unit}" width="${unit}" height="${unit}"`;
  return `${root} shape-rendering="geometricPrecision">${shapes.join("")}</svg>\n`;
}
