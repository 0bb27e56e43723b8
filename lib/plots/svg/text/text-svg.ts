import type { Painter } from "../input/painter.js";
import { escapeXml } from "./escape-xml.js";
import { pixels } from "./pixels.js";
import { type Run, richText } from "./rich-text.js";
import { lineSpacing } from "./text-size.js";

/** Where and how a text is written. */
export interface TextPlace {
  readonly x: number;
  /** Baseline of the first line. */
  readonly y: number;
  /** Which part of each line is at `x`. Default `start`. */
  readonly anchor?: "start" | "middle" | "end";
  /** In pixels. */
  readonly size: number;
  readonly colour: unknown;
  readonly family?: unknown;
  /** Degrees clockwise around a point, by default that of the text. */
  readonly rotate?: { readonly angle: number; readonly x?: number; readonly y?: number };
}

/** Size of text that says none: that of the picture's root. */
export const rootSize = 12;

const scriptSize = 0.7;

/** A text in plotly's markup as an SVG element; nothing if there is nothing to write. */
export function textSvg(source: string, place: TextPlace, painter: Painter): string {
  const { x, y, anchor = "start", size, colour, family, rotate } = place;
  const lines = richText(source);
  if (lines.every((runs) => runs.length === 0)) return "";
  const attributes = [
    `x="${pixels(x)}" y="${pixels(y)}"`,
    anchor === "start" ? "" : `text-anchor="${anchor}"`,
    size === rootSize ? "" : `font-size="${pixels(size)}"`,
    typeof family === "string" ? `font-family="${escapeXml(family)}"` : "",
    painter.fill(colour, "#444"),
    rotate === undefined
      ? ""
      : `transform="rotate(${[rotate.angle, rotate.x ?? x, rotate.y ?? y].map((part) => pixels(part)).join(" ")})"`,
  ].filter((attribute) => attribute !== "");
  const content =
    lines.length === 1
      ? lineSvg(lines[0] as readonly Run[], painter)
      : lines
          .map((runs, line) => {
            const dy = line === 0 ? "" : ` dy="${pixels(lineSpacing * size)}"`;
            // An empty line still takes its place.
            return `<tspan x="${pixels(x)}"${dy}>${lineSvg(runs, painter) || "\u00a0"}</tspan>`;
          })
          .join("");
  return `<text ${attributes.join(" ")}>${content}</text>`;
}

function lineSvg(runs: readonly Run[], painter: Painter): string {
  let raised = 0;
  return runs
    .map(({ text, bold, italic, colour, script }) => {
      // A raised run moves the ones after it too, so each says the way from where the last one left off, in its own size.
      const level = script === "sup" ? -0.4 : script === "sub" ? 0.2 : 0;
      const move = (level - raised) / (script === undefined ? 1 : scriptSize);
      raised = level;
      const attributes = [
        bold ? 'font-weight="bold"' : "",
        italic ? 'font-style="italic"' : "",
        colour === undefined ? "" : painter.fill(colour, "#444"),
        script === undefined ? "" : `font-size="${100 * scriptSize}%"`,
        move === 0 ? "" : `dy="${pixels(move, 2)}em"`,
      ].filter((attribute) => attribute !== "");
      return attributes.length === 0 ? escapeXml(text) : `<tspan ${attributes.join(" ")}>${escapeXml(text)}</tspan>`;
    })
    .join("");
}
