import { figureSvg } from "../../plots/svg/figure-svg.js";
import { undrawable } from "../../plots/svg/vocabulary.js";
import type { FigureJson } from "./figure-html.js";

/** Width of the text on a wide screen, and on a phone of 390 pixels. */
const wide = 960;
const narrow = 366;

/**
 * A figure as a picture that needs no script, in the colours of the reader's scheme, one drawing for screens and paper and
 * one for phones. In an image element nothing of it runs. Undefined for a figure that only plotly can draw.
 * @param alt text of the picture, escaped
 * @param picture `data:` address of what to show in its place, if it cannot be drawn
 * @param width of the drawing for screens and paper, in pixels
 */
export function stillHtml(
  figure: FigureJson,
  {
    alt,
    picture,
    width = wide,
  }: { readonly alt: string; readonly picture?: string | undefined; readonly width?: number | undefined },
): string | undefined {
  const drawn = stillSvg(figure, width);
  const small = stillSvg(figure, narrow);
  if (drawn === undefined || small === undefined) {
    return picture && `<img class="still" src="${picture}" alt="${alt}">`;
  }
  return `<picture><source media="(max-width: 40rem)" srcset="${address(small)}"><img class="still" src="${address(drawn)}" alt="${alt}"></picture>`;
}

/**
 * A figure as SVG, light or dark as its reader likes; undefined where only plotly can draw it.
 * @param width in pixels; default that of a page on GitHub
 */
export function stillSvg(figure: FigureJson, width = 800): string | undefined {
  try {
    return undrawable(figure) === undefined ? figureSvg(figure, { width, theme: "auto" }) : undefined;
  } catch {
    // A figure that is not of our making may hold anything; plotly says what is wrong with it.
    return undefined;
  }
}

function address(svg: string): string {
  return `data:image/svg+xml;charset=utf-8,${addressText(svg)}`;
}

/** Text as part of a `data:` address in a quoted attribute and in a source set; shorter than base64. */
function addressText(svg: string): string {
  return svg.replace(/[%#"'<>&\s]/g, (character) => encodeURIComponent(character).replace("'", "%27"));
}
