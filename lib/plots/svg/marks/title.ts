import type { PlotArea } from "../axes/axis-frames.js";
import { numberOr, type Settings, settings, textOr } from "../input/json.js";
import type { Painter } from "../input/painter.js";
import { plainText, richText } from "../text/rich-text.js";
import { textSvg } from "../text/text-svg.js";

/** The figure's title in plotly's markup; empty if it has none. */
export function titleText(layout: Settings): string {
  return textOr(settings(layout.title).text, textOr(layout.title, ""));
}

/** The figure's title as plain text in one line. */
export function titleWords(layout: Settings): string {
  return plainText(titleText(layout)).trim();
}

/** The title where the layout places it. */
export function titleSvg(
  layout: Settings,
  {
    area,
    width,
    height,
    painter,
  }: { readonly area: PlotArea; readonly width: number; readonly height: number; readonly painter: Painter },
): string {
  const text = titleText(layout);
  if (text === "") return "";
  const title = settings(layout.title);
  const font = settings(title.font);
  const standard = settings(layout.font);
  const size = numberOr(font.size, Math.round(1.4 * numberOr(standard.size, 12)));
  const pad = settings(title.pad);
  const part = numberOr(title.x, 0.5);
  const asked = textOr(title.xanchor, "auto");
  const side = asked === "auto" ? (part < 1 / 3 ? "left" : part > 2 / 3 ? "right" : "center") : asked;
  const anchor = side === "left" ? "start" : side === "right" ? "end" : "middle";
  const padX = side === "left" ? numberOr(pad.l, 0) : side === "right" ? -numberOr(pad.r, 0) : 0;
  const x = (title.xref === "paper" ? area.left + area.width * part : width * part) + padX;
  const { top, own } = verticalPlace(title, area, height, size);
  // Plotly hangs the first of several lines by its baseline, whatever the anchor.
  const place = {
    x,
    y: top + (richText(text).length === 1 ? own : 0),
    anchor: anchor as "start" | "middle" | "end",
    size,
  };
  return textSvg(text, { ...place, colour: font.color ?? standard.color, family: font.family }, painter);
}

function verticalPlace(title: Settings, area: PlotArea, height: number, size: number): { top: number; own: number } {
  const pad = settings(title.pad);
  const part = numberOr(title.y, undefined);
  const asked = textOr(title.yanchor, "auto");
  const automatic = part === undefined || part < 1 / 3 ? "bottom" : part > 2 / 3 ? "top" : "middle";
  const anchor = asked === "auto" ? automatic : asked;
  const own = anchor === "top" ? 0.7 * size : anchor === "middle" ? 0.35 * size : 0;
  if (part === undefined) return { top: area.top / 2, own };
  const shift = anchor === "top" ? numberOr(pad.t, 0) : anchor === "bottom" ? -numberOr(pad.b, 0) : 0;
  const top = title.yref === "paper" ? area.top + area.height * (1 - part) : height * (1 - part);
  return { top: top + shift, own };
}
