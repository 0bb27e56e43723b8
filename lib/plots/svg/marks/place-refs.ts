import type { Axis } from "../axes/axis.js";
import type { PlotArea } from "../axes/axis-frames.js";

/** What the place of a shape or an annotation is counted along. */
export type PlaceReference =
  | { readonly kind: "axis"; readonly axis: Axis }
  /** Parts of a stretch of the picture from its left or top. */
  | { readonly kind: "part"; readonly offset: number; readonly length: number };

/** What an `xref` or a `yref` names: an axis, the stretch of one (`y domain`), or the plot (`paper`); nothing if there is no such axis. */
export function placeReference(
  reference: unknown,
  letter: "x" | "y",
  axes: ReadonlyMap<string, Axis>,
  area: PlotArea,
): PlaceReference | undefined {
  const name = typeof reference === "string" ? reference : letter;
  if (name === "paper") {
    return letter === "x"
      ? { kind: "part", offset: area.left, length: area.width }
      : { kind: "part", offset: area.top, length: area.height };
  }
  const axis = axes.get(name.replace(/ domain$/, ""));
  if (axis === undefined || axis.letter !== letter) return undefined;
  return name.endsWith(" domain") ? { kind: "part", offset: axis.offset, length: axis.length } : { kind: "axis", axis };
}

/** Pixels to a part of a stretch: parts rise to the right and upwards. */
export function partPosition(
  { offset, length }: { readonly offset: number; readonly length: number },
  letter: "x" | "y",
  part: number,
): number {
  return offset + length * (letter === "x" ? part : 1 - part);
}
