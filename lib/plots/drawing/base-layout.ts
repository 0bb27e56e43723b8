import { plotText, wrapText } from "./plot-text.js";
import { shortNames } from "./short-names.js";
import { type Theme, themeTemplate } from "./template.js";

/** What every figure takes. */
export interface FigureOptions {
  /** Title; each figure has its own default. */
  readonly title?: string;
  /** Where the data comes from, below the figure, such as `Source: simulated market (not real data)`. Default none. */
  readonly note?: string;
  /** Colour scheme of the page. Default `light`. */
  readonly theme?: Theme;
  /** Height in pixels; the width is that of the page. Each figure has its own default. */
  readonly height?: number;
}

/** One of the plots that lie above each other over a shared time axis, from the top. */
export interface Strip {
  /** What the vertical axis counts, with its unit. */
  readonly label: string;
  /** Colours and names of the traces, written after the label: a legend that takes no room. */
  readonly key?: readonly KeyEntry[];
  /** Part of the height, relative to the other strips. Default 1. */
  readonly weight?: number;
  /** More settings of the plotly axis. */
  readonly axis?: Readonly<Record<string, unknown>>;
}

/** A trace in a strip's key. */
export interface KeyEntry {
  readonly name: string;
  readonly colour: string;
  /** Drawn as bars or areas, a line, a dashed or a dotted line, or a point of some shape. Default area. */
  readonly mark?: keyof typeof marks;
}

/** A horizontal axis that is not that of time. */
export interface HorizontalAxis {
  /** What it counts, with its unit. */
  readonly label: string;
  /** Settings of the plotly axis. */
  readonly axis?: Readonly<Record<string, unknown>>;
}

interface BaseLayout extends FigureOptions {
  readonly title: string;
  readonly height: number;
  readonly strips: readonly Strip[];
  /** Axis below the strips. Default: time in UTC. */
  readonly horizontal?: HorizontalAxis;
  /** What the reader must know of how it was drawn, such as the thinning; absent ones are skipped. */
  readonly remarks?: readonly (string | undefined)[];
  /** Width of the left and right margins in pixels, for longer labels. */
  readonly left?: number;
  readonly right?: number;
}

/** A plotly layout with the parts that a figure may want to add to. */
export interface Layout extends Readonly<Record<string, unknown>> {
  readonly margin: { readonly l: number; readonly r: number; readonly t: number; readonly b: number };
  readonly annotations: readonly Readonly<Record<string, unknown>>[];
}

const timeAxis: HorizontalAxis = {
  label: "time (UTC)",
  axis: { type: "date", hoverformat: "%Y-%m-%d %H:%M UTC" },
};

const edge = 8;
const titleHeight = 28;
const titleLineHeight = 19;
const labelHeight = 28;
/** Two lines of ticks and the title of the horizontal axis. */
const horizontalAxisHeight = 52;
const footerLineHeight = 14;
/** Characters of small text that fit in 374 pixels: the width of a phone less the edges. */
const footerWidth = 66;
/** Characters of a title beside plotly's buttons on a phone. */
const titleWidth = 36;
/** Characters of a strip's label with its key on a phone, and those before a name in the key. */
const labelWidth = 60;
const markWidth = 6;
const shortestKey = 8;
const marks = {
  area: "■",
  line: "<b>—</b>",
  dash: "<b>- -</b>",
  dot: "<b>···</b>",
  up: "▲",
  down: "▼",
  circle: "●",
  ring: "○",
} as const;

/** Plotly's name of the vertical axis of a strip, counted from 0 at the top: `y`, `y2`, `y3`. */
export function axisName(strip: number): string {
  return strip === 0 ? "y" : `y${strip + 1}`;
}

/**
 * What every figure hands to plotly beside its layout. Text with two dollar signs must not become a formula, and the
 * button that uploads the chart to plotly's servers is not for other people's data.
 */
export const figureConfig: Readonly<Record<string, unknown>> = {
  responsive: true,
  displaylogo: false,
  typesetMath: false,
  showSendToCloud: false,
  modeBarButtonsToRemove: ["sendChartToCloud", "select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d"],
};

/**
 * The layout that all figures share: title, strips over one horizontal axis (time in UTC, if not said otherwise), keys,
 * footer. Distances are in pixels, so that nothing overlaps from 390 pixels of width on.
 */
export function baseLayout({
  title,
  note,
  theme = "light",
  height,
  strips,
  horizontal = timeAxis,
  remarks = [],
  left = 60,
  right = 16,
}: BaseLayout): Layout {
  const titleLines = wrapText(title, titleWidth);
  const footerLines = [note, ...remarks]
    .filter((text) => text !== undefined)
    .flatMap((text) => wrapText(text, footerWidth));
  const margin = {
    l: left,
    r: right,
    t: titleHeight + (titleLines.length - 1) * titleLineHeight + labelHeight,
    b: horizontalAxisHeight + footerLines.length * footerLineHeight,
    pad: 0,
  };
  const domains = stripDomains(strips, height - margin.t - margin.b);
  const axes = strips.map(({ axis }, strip) => [
    `yaxis${strip === 0 ? "" : strip + 1}`,
    { domain: domains[strip], anchor: "x", ...axis },
  ]);
  return {
    template: themeTemplate(theme),
    title: {
      text: titleLines.map(plotText).join("<br>"),
      font: { size: 15 },
      x: 0,
      xref: "container",
      xanchor: "left",
      y: 1,
      yref: "container",
      yanchor: "top",
      // Plotly hangs the first of several lines by its middle, a single one by its top.
      pad: { l: edge, t: edge + (titleLines.length > 1 ? titleLineHeight * 0.65 : 0) },
    },
    height,
    autosize: true,
    margin,
    showlegend: false,
    hovermode: horizontal === timeAxis ? "x unified" : "closest",
    hoversubplots: "axis",
    uirevision: true,
    xaxis: {
      anchor: axisName(strips.length - 1),
      title: { text: plotText(horizontal.label), font: { size: 11 }, standoff: 6 },
      tickfont: { size: 11 },
      ...horizontal.axis,
    },
    ...Object.fromEntries(axes),
    annotations: [
      ...strips.map(({ label, key = [] }, strip) => ({
        text: [plotText(label), ...shortKey(label, key).map(keyText)].join("   "),
        ...atLeftEdge(left),
        yref: `${axisName(strip)} domain`,
        y: 1,
        yanchor: "bottom",
        yshift: 6,
        font: { size: 12 },
      })),
      ...(footerLines.length === 0
        ? []
        : [
            {
              text: footerLines.map(plotText).join("<br>"),
              ...atLeftEdge(left),
              yref: "paper",
              y: 0,
              yanchor: "top",
              yshift: -horizontalAxisHeight + 2,
              font: { size: 10 },
            },
          ]),
    ],
  };
}

function atLeftEdge(left: number): Readonly<Record<string, unknown>> {
  return { xref: "paper", x: 0, xanchor: "left", xshift: edge - left, align: "left", showarrow: false };
}

/** The key with its longest names shortened such that it fits beside the label on a phone, as far as eight characters do. */
function shortKey(label: string, key: readonly KeyEntry[]): readonly KeyEntry[] {
  const room = labelWidth - label.length - key.length * markWidth;
  const longest = key.reduce((most, { name }) => Math.max(most, name.length), 0);
  let cap = longest;
  while (cap > shortestKey && key.reduce((sum, { name }) => sum + Math.min(cap, name.length), 0) > room) cap--;
  const names = shortNames(
    key.map(({ name }) => name),
    Math.max(shortestKey, cap),
  );
  return key.map((entry, place) => ({ ...entry, name: names[place] as string }));
}

function keyText({ name, colour, mark = "area" }: KeyEntry): string {
  return `<span style="color:${colour}">${marks[mark]}</span> ${plotText(name)}`;
}

/** From and to of each strip as parts of the plot's height, with room for a label above each but the first. */
function stripDomains(strips: readonly Strip[], plotHeight: number): [number, number][] {
  const gap = labelHeight / plotHeight;
  const weights = strips.map(({ weight = 1 }) => weight);
  const unit = (1 - gap * (strips.length - 1)) / weights.reduce((sum, weight) => sum + weight, 0);
  let top = 1;
  return weights.map((weight, strip) => {
    const bottom = strip === strips.length - 1 ? 0 : top - weight * unit;
    const domain: [number, number] = [bottom, top];
    top = bottom - gap;
    return domain;
  });
}
