import { isSettings, numberOr, type Settings, settings } from "../input/json.js";
import type { Painter } from "../input/painter.js";
import { pixels } from "../text/pixels.js";
import { dashAttribute } from "./dash.js";
import type { LineRun } from "./line-runs.js";
import { PathWriter } from "./path.js";

/** Width of a trace's line in pixels. */
export function lineWidth(trace: Settings): number {
  return Math.max(0, numberOr(settings(trace.line).width, 2));
}

/** Lines of a trace as one path. A run of one point is none: plotly, too, draws no line there. */
export function linesSvg(runs: readonly LineRun[], trace: Settings, colour: string, painter: Painter): string {
  const line = isSettings(trace.line) ? trace.line : {};
  const width = lineWidth(trace);
  const path = new PathWriter();
  for (const { x, y } of runs) {
    if (x.length < 2) continue;
    path.moveTo(x[0] as number, y[0] as number);
    for (let index = 1; index < x.length; index++) path.lineTo(x[index] as number, y[index] as number);
  }
  const data = path.text();
  if (data === "" || width === 0) return "";
  const dash = dashAttribute(line.dash, width);
  return `<path fill="none" ${painter.stroke(line.color, colour)} stroke-width="${pixels(width)}" stroke-linejoin="round"${dash} d="${data}"/>`;
}

/** Areas between lines and a base of each (a height in pixels, or the run of points below) as one path. */
export function areasSvg(
  areas: readonly { readonly top: LineRun; readonly base: number | LineRun }[],
  fill: string,
): string {
  const path = new PathWriter();
  for (const { top, base } of areas) {
    if (top.x.length < 2) continue;
    path.moveTo(top.x[0] as number, top.y[0] as number);
    for (let index = 1; index < top.x.length; index++) path.lineTo(top.x[index] as number, top.y[index] as number);
    if (typeof base === "number") {
      path.lineTo(top.x.at(-1) as number, base);
      path.lineTo(top.x[0] as number, base);
    } else {
      for (let index = base.x.length - 1; index >= 0; index--)
        path.lineTo(base.x[index] as number, base.y[index] as number);
    }
    path.close();
  }
  const data = path.text();
  return data === "" || fill === 'fill="none"' ? "" : `<path ${fill} d="${data}"/>`;
}
