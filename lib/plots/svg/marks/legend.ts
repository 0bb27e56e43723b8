import type { PlotArea } from "../axes/axis-frames.js";
import { itemAt, list, numberOr, type Settings, settings, textOr } from "../input/json.js";
import type { Painter } from "../input/painter.js";
import { pixels } from "../text/pixels.js";
import { textSize } from "../text/text-size.js";
import { textSvg } from "../text/text-svg.js";
import { dashAttribute } from "../traces/dash.js";
import { lineWidth } from "../traces/line-trace-svg.js";
import { markersSvg } from "../traces/markers.js";
import { fewPoints } from "../traces/scatter.js";

/** A trace that the legend names. */
interface LegendEntry {
  readonly trace: Settings;
  readonly name: string;
  readonly colour: string;
}

/** Where a legend stands: beside the plot, from its top. */
const place = { x: 1.02, edge: 5, sample: 30, textFrom: 40, rowHeight: 19 };

/**
 * Traces that plotly names beside the plot: those of a figure with several of them, if it does not say otherwise. The
 * library's own figures write their names into the plot and have no legend.
 */
export function legendEntries(traces: readonly Settings[], layout: Settings): readonly LegendEntry[] {
  if (layout.showlegend === false) return [];
  const colours = list(layout.colorway);
  const entries = traces.flatMap((trace, index) => {
    const shown = trace.visible !== false && trace.type !== "heatmap" && trace.showlegend !== false;
    const colour = textOr(itemAt(settings(trace.marker).color, 0), textOr(settings(trace.line).color, ""));
    const own = colour === "" ? textOr(colours[index % Math.max(1, colours.length)], "#1f77b4") : colour;
    return shown ? [{ trace, name: textOr(trace.name, `trace ${index}`), colour: own }] : [];
  });
  const asked = layout.showlegend === true || traces.some((trace) => trace.showlegend === true);
  return asked || entries.length > 1 ? entries : [];
}

/** Pixels on the right that the plot leaves to its legend. */
export function legendMargin(entries: readonly LegendEntry[], area: PlotArea, width: number, layout: Settings): number {
  if (entries.length === 0) return 0;
  const size = numberOr(settings(layout.font).size, 12);
  const wide = place.textFrom + place.edge + Math.max(...entries.map(({ name }) => textSize(name, size).width));
  const beyond = Math.min(12, area.left, area.top, width - area.left - area.width);
  return Math.max(0, Math.round((wide + beyond + (area.left - width) * (1 - place.x)) / place.x));
}

/** A sample of each trace with its name. */
export function legendSvg(
  entries: readonly LegendEntry[],
  { area, layout, painter }: { readonly area: PlotArea; readonly layout: Settings; readonly painter: Painter },
): string {
  const font = settings(layout.font);
  const size = numberOr(font.size, 12);
  const left = area.left + place.x * area.width;
  return entries
    .map(({ trace, name, colour }, row) => {
      const middle = area.top + place.edge + (row + 0.5) * place.rowHeight;
      const text = { x: left + place.textFrom, y: middle + 0.35 * size, size, colour: font.color };
      return (
        sampleSvg({ trace, name, colour }, { left: left + place.edge, middle }, painter) + textSvg(name, text, painter)
      );
    })
    .join("");
}

function sampleSvg(
  { trace, colour }: LegendEntry,
  { left, middle }: { readonly left: number; readonly middle: number },
  painter: Painter,
): string {
  const [from, to, y] = [left, left + place.sample, middle];
  if (trace.type === "bar") {
    const [x, top] = [pixels(left + place.sample / 2 - 6), pixels(y - 6)];
    return `<path ${painter.fill(colour)} d="M${x} ${top}h12v12h-12z"/>`;
  }
  const mode = textOr(
    trace.mode,
    trace.stackgroup === undefined && list(trace.y).length < fewPoints ? "lines+markers" : "lines",
  );
  const filled = trace.stackgroup !== undefined || (typeof trace.fill === "string" && trace.fill !== "none");
  const width = lineWidth(trace);
  const parts = [];
  if (filled) {
    const fill =
      trace.fillcolor === undefined ? painter.fill(colour, undefined, 0.5) : painter.fill(trace.fillcolor, colour);
    parts.push(`<path ${fill} d="M${pixels(from)} ${pixels(y)}h${place.sample}v6h-${place.sample}z"/>`);
  }
  if (mode.includes("lines") && width > 0) {
    const stroke = `${painter.stroke(settings(trace.line).color, colour)} stroke-width="${pixels(Math.min(10, width))}"`;
    parts.push(
      `<path fill="none" ${stroke}${dashAttribute(settings(trace.line).dash, width)} d="M${pixels(from)} ${pixels(y)}H${pixels(to)}"/>`,
    );
  }
  if (mode.includes("markers")) {
    const one = { ...trace, marker: { ...settings(trace.marker), size: 6, opacity: 1 } };
    parts.push(markersSvg({ x: Float64Array.of((from + to) / 2), y: Float64Array.of(y) }, one, colour, painter));
  }
  return parts.join("");
}
