import { numberOr, textOr } from "../input/json.js";
import type { Axis } from "./axis.js";
import type { PlotArea } from "./axis-frames.js";

/** Where an axis has its labels. */
export interface AxisSide {
  readonly side: "left" | "right" | "top" | "bottom";
  /** Pixels from the left edge (of an upright axis) or the top edge to the line it stands at. */
  readonly at: number;
}

/** The side of an axis, at the axis it is anchored to, or at a part of the plot's width or height. */
export function axisSide(axis: Axis, axes: ReadonlyMap<string, Axis>, area: PlotArea): AxisSide {
  const { letter, settings: of } = axis;
  const counter = letter === "x" ? "y" : "x";
  const far = of.side === (letter === "x" ? "top" : "right");
  const side = letter === "x" ? (far ? "top" : "bottom") : far ? "right" : "left";
  const named = textOr(of.anchor, counter);
  if (named === "free") {
    const part = numberOr(of.position, 0);
    return { side, at: letter === "x" ? area.top + area.height * (1 - part) : area.left + area.width * part };
  }
  const anchor = axes.get(named) ?? [...axes.values()].find((other) => other.letter === counter);
  if (anchor === undefined) return { side, at: letter === "x" ? area.top + area.height : area.left };
  return { side, at: side === "left" || side === "top" ? anchor.offset : anchor.offset + anchor.length };
}
