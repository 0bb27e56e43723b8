import { type Run, richText } from "./rich-text.js";

/** Width and height of written text in pixels. */
export interface TextSize {
  readonly width: number;
  readonly height: number;
  /** From the top to the first baseline. */
  readonly ascent: number;
}

/** Distance of baselines in a text of several lines, as part of its size. */
export const lineSpacing = 1.3;

/** Advance widths of the characters from space to tilde in thousandths of the size: those of Arial and its likes. */
const widths: readonly number[] = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
];
const otherWidth = 600;
const wideWidth = 1000;
const firstWide = 0x2e80;

/**
 * About how much room a text takes. Where no font is at hand, the widths are those of Arial, which most sans-serif fonts
 * differ from by a few percent; so nothing is placed by them that could be placed by an anchor.
 * @param size of the font in pixels
 */
export function textSize(source: string, size: number): TextSize {
  const lines = richText(source);
  const ascent = Math.round(0.905 * size);
  return {
    width: Math.max(...lines.map((runs) => lineWidth(runs, size))),
    height: ascent + Math.round(0.212 * size) + (lines.length - 1) * lineSpacing * size,
    ascent,
  };
}

function lineWidth(runs: readonly Run[], size: number): number {
  let width = 0;
  for (const { text, bold = false, script } of runs) {
    const scale = (bold ? 1.07 : 1) * (script === undefined ? 1 : 0.7) * (size / 1000);
    for (const character of text) {
      const code = character.codePointAt(0) as number;
      width += scale * (widths[code - 32] ?? (code >= firstWide ? wideWidth : otherWidth));
    }
  }
  return width;
}
