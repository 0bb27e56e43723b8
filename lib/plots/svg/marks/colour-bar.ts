import type { Axis } from "../axes/axis.js";
import type { PlotArea } from "../axes/axis-frames.js";
import { labelsSvg } from "../axes/labels-svg.js";
import { axisTicks } from "../axes/ticks.js";
import { list, numberOr, type Settings, settings, textOr } from "../input/json.js";
import type { Painter } from "../input/painter.js";
import { pixels } from "../text/pixels.js";
import { richText } from "../text/rich-text.js";
import { lineSpacing, textSize } from "../text/text-size.js";
import { textSvg } from "../text/text-svg.js";
import { heatScale } from "../traces/heat-scale.js";
import { heatmapValues } from "../traces/heatmap.js";

/** Steps that the bar's colours are drawn in: finer than an eye tells apart. */
const steps = 64;
const standard = { thickness: 30, x: 1.02, xpad: 10, ypad: 10 };

/** True of a trace whose colours are explained by a bar. */
export function hasColourBar(trace: Settings): boolean {
  return trace.type === "heatmap" && trace.showscale !== false && trace.visible !== false && list(trace.z).length > 0;
}

/**
 * Pixels on the right that the plot leaves to a trace's colour bar, as plotly counts them.
 * @param area the plot as the layout's margins have it
 */
export function colourBarMargin(trace: Settings, area: PlotArea, width: number, layout: Settings): number {
  const bar = settings(trace.colorbar);
  const at = numberOr(bar.x, standard.x);
  if (at <= 0.5) return 0;
  const scaled = barAxis(trace, { offset: area.top, length: area.height }, layout);
  const labels = axisTicks(scaled).map(({ text, size }) => textSize(text, size).width);
  const title = titleSize(bar, layout);
  const thickness = numberOr(bar.thickness, standard.thickness);
  const inner = Math.max(thickness + 1 + Math.max(0, ...labels), title.width);
  const margins = [area.left, area.top, width - area.left - area.width];
  const beyond = Math.min(12, ...margins);
  const needed = 2 * numberOr(bar.xpad, standard.xpad) + inner + 0.5 + beyond;
  // The plot shrinks, and the bar moves with its right side: where both meet.
  return Math.max(0, Math.round((needed + (area.left - width) * (1 - at)) / at));
}

/** The bar with its scale and title. */
export function colourBarSvg(
  trace: Settings,
  {
    area,
    painter,
    layout,
    width,
    height,
  }: {
    readonly area: PlotArea;
    readonly painter: Painter;
    readonly layout: Settings;
    readonly width: number;
    readonly height: number;
  },
): string {
  const bar = settings(trace.colorbar);
  const thickness = Math.round(numberOr(bar.thickness, standard.thickness));
  const left =
    Math.round(area.left) + Math.round(numberOr(bar.x, standard.x) * area.width + numberOr(bar.xpad, standard.xpad));
  const { top, length, title } = barPlace(bar, area, layout);
  const axis = barAxis(trace, { offset: top, length }, layout);
  const gap = 0.2 * numberOr(settings(axis.settings.tickfont).size, 12);
  const outline = numberOr(bar.outlinewidth, 1);
  const scale = heatScale(trace, heatmapValues(trace));
  const cells = Array.from({ length: steps }, (_, step) => {
    const { red, green, blue, opacity } = scale.colourOf(
      scale.high - ((step + 0.5) / steps) * (scale.high - scale.low),
    );
    const [from, to] = [step, step + 1].map((edge) => pixels(top + (length * edge) / steps)) as [string, string];
    return `<path ${painter.fill(`rgba(${red},${green},${blue},${opacity})`)} d="M${pixels(left)} ${from}V${to}h${thickness}V${from}z"/>`;
  }).join("");
  const place = { side: "right" as const, at: left + thickness + outline / 2 + gap };
  const { svg } = labelsSvg(axis, { ticks: axisTicks(axis), place, marked: false, painter, width, height });
  const frame = painter.stroke(bar.outlinecolor, "#444");
  const size = titleFontSize(bar, layout);
  const titleSvg = textSvg(
    title,
    {
      x: left - outline / 2,
      y: top - 5 - textSize(title, size).height + textSize(title, size).ascent,
      size,
      colour: settings(settings(bar.title).font).color ?? settings(layout.font).color,
    },
    painter,
  );
  return [
    `<g shape-rendering="crispEdges">${cells}</g>`,
    outline === 0
      ? ""
      : `<rect x="${pixels(left)}" y="${pixels(top)}" width="${thickness}" height="${pixels(length)}" fill="none" ${frame} stroke-width="${pixels(outline)}"/>`,
    svg,
    titleSvg,
  ].join("");
}

/** Top and length of the bar in pixels, below its title. */
function barPlace(bar: Settings, area: PlotArea, layout: Settings): { top: number; length: number; title: string } {
  const isPixels = bar.lenmode === "pixels";
  const whole = numberOr(bar.len, 1) * (isPixels ? 1 : area.height);
  const pad = numberOr(bar.ypad, standard.ypad);
  const anchor = { top: 1, bottom: 0 }[textOr(bar.yanchor, "middle")] ?? 0.5;
  const bottom = area.top + area.height * (1 - numberOr(bar.y, 0.5)) + anchor * whole;
  const title = textOr(settings(bar.title).text, textOr(bar.title, ""));
  const above = title === "" ? 0 : titleSize(bar, layout).height + 5;
  return { top: bottom - whole + pad + above, length: Math.max(1, whole - 2 * pad - above), title };
}

function titleSize(bar: Settings, layout: Settings): { width: number; height: number } {
  const title = textOr(settings(bar.title).text, textOr(bar.title, ""));
  const size = titleFontSize(bar, layout);
  if (title === "") return { width: 0, height: 0 };
  return {
    width: textSize(title, size).width,
    height: textSize("", size).height + (richText(title).length - 1) * lineSpacing * size,
  };
}

function titleFontSize(bar: Settings, layout: Settings): number {
  return numberOr(settings(settings(bar.title).font).size, Math.round(1.2 * numberOr(settings(layout.font).size, 12)));
}

/** The bar's scale as an upright axis on its right. */
function barAxis(
  trace: Settings,
  { offset, length }: { readonly offset: number; readonly length: number },
  layout: Settings,
): Axis {
  const bar = settings(trace.colorbar);
  const { low, high } = heatScale(trace, heatmapValues(trace));
  const font = settings(layout.font);
  const of = {
    ...bar,
    tickfont: { ...font, ...settings(bar.tickfont) },
    color: font.color,
    side: "right",
    showline: false,
  };
  return {
    id: "colorbar",
    letter: "y",
    type: "linear",
    settings: of,
    categories: [],
    offset,
    length,
    range: [low, high],
  };
}
