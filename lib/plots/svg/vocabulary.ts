import type { Figure } from "../drawing/figure.js";
import { axisIdOf, axisSettings } from "./axes/axis-frames.js";
import { isList, isSettings, list, type Settings, textOr } from "./input/json.js";
import { shapeTypes } from "./marks/shapes.js";
import { isSymbol } from "./traces/symbols.js";

/** Types of traces that are drawn. */
const traceTypes: readonly string[] = ["scatter", "bar", "heatmap"];
const axisTypes: readonly string[] = ["linear", "log", "date", "category"];
const fills: readonly string[] = ["none", "tozeroy", "tonexty"];
const shapesOfLines: readonly string[] = ["linear", "hv", "vh"];
/** Parts of a layout that hold a picture of their own. */
const otherPlots = [
  "polar",
  "scene",
  "geo",
  "map",
  "mapbox",
  "ternary",
  "smith",
  "sliders",
  "updatemenus",
  "images",
  "grid",
];

/**
 * What a figure asks for that the static picture cannot show, in words, such as `traces of type "pie"`; nothing if all of
 * it can be drawn.
 */
export function undrawable({ data, layout }: Figure): string | undefined {
  for (const trace of data) {
    const problem = isSettings(trace) ? traceProblem(trace) : "traces that are no objects";
    if (problem !== undefined) return problem;
  }
  for (const trace of data) {
    for (const letter of ["x", "y"] as const) {
      const problem = axisProblem(axisSettings(layout, axisIdOf(trace, letter)));
      if (problem !== undefined) return problem;
    }
  }
  const shape = list(layout.shapes).find((each) => isSettings(each) && !shapeTypes.includes(each.type ?? "rect"));
  if (shape !== undefined) return `shapes of type "${String((shape as Settings).type)}"`;
  const part = otherPlots.find((key) => isSettings(layout[key]) || list(layout[key]).length > 0);
  return part === undefined ? undefined : `"${part}" in the layout`;
}

function traceProblem(trace: Settings): string | undefined {
  const type = textOr(trace.type, "scatter");
  if (!traceTypes.includes(type)) return `traces of type "${type}"`;
  const columns = ["x", "y", "z"].find((key) => trace[key] !== undefined && trace[key] !== null && !isList(trace[key]));
  if (columns !== undefined) return `a "${columns}" that is no list`;
  if (Array.isArray(list(trace.x)[0]) || Array.isArray(list(trace.y)[0])) return "categories of several levels";
  if (type === "scatter") {
    const fill = textOr(trace.fill, "none");
    if (!fills.includes(fill)) return `areas of fill "${fill}"`;
    if (trace.orientation === "h" && trace.stackgroup !== undefined) return "areas stacked sideways";
    const shape = isSettings(trace.line) ? textOr(trace.line.shape, "linear") : "linear";
    if (!shapesOfLines.includes(shape)) return `lines of shape "${shape}"`;
    if (trace.connectgaps === true) return "lines across gaps";
  }
  const marker = isSettings(trace.marker) ? trace.marker : {};
  if (type !== "heatmap" && list(marker.color).some((colour) => typeof colour === "number"))
    return "markers on a colour scale";
  const symbols = isList(marker.symbol) ? list(marker.symbol) : [marker.symbol ?? "circle"];
  const symbol = symbols.find((name) => typeof name !== "string" || !isSymbol(name.replace(/-open$/, "")));
  if (type === "scatter" && symbol !== undefined) return `markers of symbol "${String(symbol)}"`;
  if (type === "heatmap" && trace.zsmooth !== undefined && trace.zsmooth !== false) return "smoothed heatmaps";
  if (type === "heatmap" && list(trace.z).some((row) => !isList(row))) return "a heatmap whose values are no rows";
  return undefined;
}

function axisProblem(axis: Settings): string | undefined {
  const type = textOr(axis.type, "linear");
  if (type !== "-" && !axisTypes.includes(type)) return `axes of type "${type}"`;
  if (list(axis.rangebreaks).length > 0) return "axes with breaks";
  return isSettings(axis.rangeslider) && axis.rangeslider.visible !== false ? "range sliders" : undefined;
}
