import type { Figure } from "../plots/drawing/figure.js";
import { figureSvg } from "../plots/svg/figure-svg.js";
import { titleWords } from "../plots/svg/marks/title.js";
import { undrawable } from "../plots/svg/vocabulary.js";

/** A figure for front ends that do not draw with plotly. */
export interface FigureForms {
  /** Absent for a figure that only plotly can draw. */
  readonly "image/svg+xml"?: string;
  readonly "text/plain": string;
}

/**
 * A figure as a picture and as its title, by MIME type. There is no HTML among them: exporters such as nbconvert take HTML
 * before a picture, and front ends with plotly do without both.
 */
export function figureForms(figure: Figure): FigureForms {
  const picture = pictureOf(figure);
  const title = titleWords(figure.layout);
  const text = title === "" ? "Figure" : `Figure "${title}"`;
  return picture === undefined ? { "text/plain": text } : { "image/svg+xml": picture, "text/plain": text };
}

/** A figure that is broken is still shown to plotly, which says what is wrong with it. */
function pictureOf(figure: Figure): string | undefined {
  try {
    return undrawable(figure) === undefined ? figureSvg(figure) : undefined;
  } catch {
    return undefined;
  }
}
