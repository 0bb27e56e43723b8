import type { Figure } from "../../drawing/figure.js";
import { darkTemplate, lightTemplate } from "../../drawing/template.js";
import { isSettings, list, type Settings, settings } from "./json.js";
import type { SvgTheme } from "./painter.js";

/** A figure with every default of its template written into it. */
export interface FilledFigure {
  readonly traces: readonly Settings[];
  readonly layout: Settings;
}

const axisKey = /^([xy])axis\d*$/;
/** Light grey on white, dark grey on black: plotly mixes it with the background. */
const plainGrid = "rgba(68,68,68,0.091)";
/** Plotly's own defaults, beneath those of a template. */
const plainLayout: Settings = {
  font: { size: 12, color: "#444" },
  paper_bgcolor: "#fff",
  plot_bgcolor: "#fff",
  colorway: [
    "#1f77b4",
    "#ff7f0e",
    "#2ca02c",
    "#d62728",
    "#9467bd",
    "#8c564b",
    "#e377c2",
    "#7f7f7f",
    "#bcbd22",
    "#17becf",
  ],
  xaxis: { gridcolor: plainGrid, zerolinecolor: "#444" },
  yaxis: { gridcolor: plainGrid, zerolinecolor: "#444" },
};

const ours = [lightTemplate, darkTemplate].map((template) => JSON.stringify(template));

/**
 * The figure's own settings over those of its template, and these over plotly's. A template of the library's is changed
 * for that of the theme; the one a user brought stays. A figure without one looks as plotly's figures do on white, and is
 * given the library's where it must fit a page that may be dark.
 */
export function filled({ data, layout }: Figure, theme: SvgTheme): FilledFigure {
  const own = settings(layout.template);
  const themed = layout.template === undefined ? theme !== "light" : ours.includes(JSON.stringify(own));
  const template = themed ? (theme === "dark" ? darkTemplate : lightTemplate) : own;
  const defaults = under(settings(template.layout), plainLayout);
  const traceDefaults = settings((template as Settings).data);
  const counts = new Map<string, number>();
  return {
    traces: data.map((trace) => {
      const type = String(trace.type ?? "scatter");
      const count = counts.get(type) ?? 0;
      counts.set(type, count + 1);
      const offered = list(traceDefaults[type]);
      return under(trace, settings(offered[count % Math.max(1, offered.length)]));
    }),
    layout: withAxes(layout, defaults),
  };
}

/** The axes that a figure does not set need their template as well. */
function withAxes(layout: Settings, defaults: Settings): Settings {
  const merged: Record<string, unknown> = { ...under(layout, defaults) };
  for (const [key, value] of Object.entries(layout)) {
    const letter = axisKey.exec(key)?.[1];
    if (letter !== undefined) merged[key] = inFontColour(under(settings(value), settings(defaults[`${letter}axis`])));
  }
  merged.axisDefaults = { x: inFontColour(settings(defaults.xaxis)), y: inFontColour(settings(defaults.yaxis)) };
  for (const [key, each] of [
    ["annotations", "annotationdefaults"],
    ["shapes", "shapedefaults"],
  ] as const) {
    merged[key] = list(layout[key]).map((item) => under(settings(item), settings(defaults[each])));
  }
  return merged;

  /** What an axis writes is in the colour of the text, unless the axis has its own. */
  function inFontColour(axis: Settings): Settings {
    return axis.color === undefined ? { ...axis, color: settings(merged.font).color } : axis;
  }
}

/** Settings over defaults, also inside of objects; arrays are taken whole, and null is a setting. */
function under(own: Settings, defaults: Settings): Settings {
  const merged: Record<string, unknown> = { ...defaults };
  for (const [key, value] of Object.entries(own)) {
    const below = defaults[key];
    if (value !== undefined) merged[key] = isSettings(value) && isSettings(below) ? under(value, below) : value;
  }
  return merged;
}
