import type { Figure } from "../drawing/figure.js";
import { plotText } from "../drawing/plot-text.js";
import { numberOr, settings, textOr } from "./input/json.js";
import { type Painter, painter, type SvgTheme } from "./input/painter.js";
import { filled } from "./input/template.js";
import { titleSvg, titleWords } from "./marks/title.js";
import { plotSvg } from "./plot-svg.js";
import { escapeXml } from "./text/escape-xml.js";
import { pixels } from "./text/pixels.js";
import { rootSize, textSvg } from "./text/text-svg.js";
import { undrawable } from "./vocabulary.js";

/** How `figureSvg` draws. */
export interface FigureSvgOptions {
  /** Width in pixels, from 100 to 10,000. Default 800. The height is that of the figure. */
  readonly width?: number;
  /** Colours of text and grid: for a light or a dark page, or those that the reader's scheme asks for. Default `light`. */
  readonly theme?: SvgTheme;
  /** Colour behind the figure, or `none`. Default white for `light`, dark grey for `dark`, and none for `auto`. */
  readonly background?: string;
}

const themes: readonly unknown[] = ["light", "dark", "auto"];
const backgrounds = { light: "#ffffff", dark: "#1c1c1e", auto: "none" } as const;
/** Plotly's height of a figure that names none. */
const standardHeight = 450;
const leastHeight = 50;

/**
 * A figure as a picture that needs no script: what plotly draws of it, in SVG, for pages that show nothing but pictures.
 * The same figure gives the same bytes. Names in it stand as text, whatever they hold. Where the figure asks for something
 * that cannot be drawn (see `undrawable`), the picture says so.
 * @throws {RangeError} if the width is out of range or the theme is unknown
 */
export function figureSvg(
  figure: Figure,
  { width = 800, theme = "light", background = backgrounds[theme] }: FigureSvgOptions = {},
): string {
  if (!(width >= 100 && width <= 10_000)) {
    throw new RangeError(`figureSvg: width ${width} is not from 100 to 10,000 pixels`);
  }
  if (!themes.includes(theme)) throw new RangeError(`figureSvg: unknown theme "${theme}"; known: light, dark, auto`);
  const full = filled(figure, theme);
  const { layout } = full;
  const height = Math.min(10_000, Math.max(leastHeight, numberOr(layout.height, standardHeight)));
  const paint = painter(theme);
  const problem = undrawable(figure);
  const frame = { width, height, painter: paint };
  let content: string;
  if (problem === undefined) {
    const { svg, area } = plotSvg(full, frame);
    content = svg + titleSvg(layout, { ...frame, area });
  } else {
    content = refusal(titleWords(layout), problem, frame);
  }
  const font = settings(layout.font);
  const title = titleWords(layout);
  const [w, h] = [pixels(width), pixels(height)];
  const behind = [background, layout.paper_bgcolor]
    .map((colour) => paint.fill(colour))
    .filter((fill) => fill !== 'fill="none"');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="oi-figure" role="img" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" font-family="${escapeXml(textOr(font.family, "sans-serif"))}" font-size="${rootSize}">`,
    `<title>${escapeXml(title === "" ? "Figure" : title)}</title>`,
    paint.style === "" ? "" : `<style>${paint.style}</style>`,
    ...behind.map((fill) => `<rect width="${w}" height="${h}" ${fill}/>`),
    content,
    "</svg>",
  ].join("");
}

/** The title and what cannot be shown, instead of a picture that says something else than the figure. */
function refusal(
  title: string,
  problem: string,
  { width, height, painter: paint }: { width: number; height: number; painter: Painter },
): string {
  const lines = [
    `<b>${plotText(title || "Figure")}</b>`,
    `This picture cannot show ${plotText(problem)}.`,
    "Open the notebook to see the figure.",
  ];
  const place = { x: width / 2, y: height / 2 - 14, anchor: "middle" as const, size: 13, colour: "#8c8c8c" };
  return textSvg(lines.join("<br>"), place, paint);
}
