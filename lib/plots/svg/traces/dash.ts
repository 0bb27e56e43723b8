import { numberOr } from "../input/json.js";
import { pixels } from "../text/pixels.js";

/** Lengths of strokes and gaps in widths of the line. */
const patterns: Readonly<Record<string, readonly number[]>> = {
  dot: [1, 1],
  dash: [3, 3],
  longdash: [5, 5],
  dashdot: [3, 1, 1, 1],
  longdashdot: [5, 2, 1, 2],
};

/** The attribute of a dashed line as plotly dashes it, with a space before it; nothing for a solid one. A list in pixels is taken too. */
export function dashAttribute(dash: unknown, width: number): string {
  if (typeof dash !== "string") return "";
  const unit = Math.max(width, 3);
  const own = Object.hasOwn(patterns, dash) ? patterns[dash]?.map((part) => part * unit) : listed(dash);
  return own === undefined ? "" : ` stroke-dasharray="${own.map((part) => pixels(part)).join(" ")}"`;
}

function listed(dash: string): readonly number[] | undefined {
  if (!/^[\d.]+(px)?([ ,]+[\d.]+(px)?)*$/.test(dash)) return undefined;
  const parts = dash.split(/[ ,]+/).map((part) => numberOr(Number(part.replace("px", "")), 0));
  return parts.some((part) => part > 0) ? parts : undefined;
}
