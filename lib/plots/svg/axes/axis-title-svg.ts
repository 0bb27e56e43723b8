import { numberOr, settings, textOr } from "../input/json.js";
import type { Painter } from "../input/painter.js";
import { richText } from "../text/rich-text.js";
import { lineSpacing } from "../text/text-size.js";
import { textSvg } from "../text/text-svg.js";
import type { Axis } from "./axis.js";
import type { AxisSide } from "./axis-side.js";

/** Text beside the labels of an axis: below, above, or turned along it. */
export function axisTitleSvg(
  { offset, length, settings: of }: Axis,
  { side, at }: AxisSide,
  { depth, painter, fontSize }: { readonly depth: number; readonly painter: Painter; readonly fontSize: number },
): string {
  const title = settings(of.title);
  const text = textOr(title.text, textOr(of.title, "")).trim();
  if (text === "") return "";
  const font = settings(title.font);
  const size = numberOr(font.size, Math.round(1.2 * fontSize));
  const lines = (richText(text).length - 1) * lineSpacing;
  const near = side === "bottom" || side === "right";
  const standoff = numberOr(title.standoff, undefined);
  const own = side === "bottom" ? 0.7 : side === "right" ? 0.7 : 0.35 + lines;
  const distance =
    standoff === undefined ? standardDistance(side, size, of.showticklabels !== false) : depth + standoff + own * size;
  // Without a distance of its own a title makes way for long labels.
  const cleared =
    standoff === undefined ? Math.max(distance, depth + 2 + (near ? 0.905 : 0.212 + lines) * size) : distance;
  const middle = offset + length / 2;
  const away = near ? at + cleared : at - cleared;
  const place = { anchor: "middle" as const, size, colour: font.color ?? of.color, family: font.family };
  return side === "bottom" || side === "top"
    ? textSvg(text, { ...place, x: middle, y: away }, painter)
    : textSvg(text, { ...place, x: away, y: middle, rotate: { angle: -90 } }, painter);
}

function standardDistance(side: AxisSide["side"], size: number, labels: boolean): number {
  const more = { bottom: labels ? 1.5 : 0.5, top: labels ? 1 : 0, left: labels ? 0.5 : 0, right: labels ? 1 : 0.5 }[
    side
  ];
  return 10 + (1.5 + more) * size;
}
