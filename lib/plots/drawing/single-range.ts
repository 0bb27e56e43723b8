import { hourMs } from "../../series/time.js";
import { plotNumber, plotTime } from "./plot-values.js";

type Settings = Readonly<Record<string, unknown>>;

/** Half of the time around one instant, and half of the values around one value as a part of it. */
const aroundInstant = 12 * hourMs;
const aroundValue = 0.05;

/**
 * The layout with a range for each axis that has but one instant or one value to show: half a day to both sides, 5 % of
 * the value up and down. Plotly would show a millisecond or a dollar around it, with ticks such as `$10.0005k`. An axis
 * with a range or a scale of its own, of bars, or of nothing but 0 stays as it is.
 */
export function singleRanges<T extends Settings>(layout: T, data: readonly Settings[]): T {
  const ranges: Record<string, Settings> = {};
  const times = new Set(data.flatMap((trace) => (Array.isArray(trace.x) ? (trace.x as unknown[]) : ["", "x0"])));
  const [time] = times;
  const xaxis = layout.xaxis as Settings;
  if (times.size === 1 && typeof time === "string" && xaxis.type === "date" && xaxis.range === undefined) {
    const at = Date.parse(`${time.replace(" ", "T")}Z`);
    ranges.xaxis = { ...xaxis, range: [plotTime(at - aroundInstant), plotTime(at + aroundInstant)] };
  }
  for (const name of Object.keys(layout).filter((key) => key.startsWith("yaxis"))) {
    const axis = layout[name] as Settings;
    const value = singleValue(data.filter(({ yaxis }) => yaxis === name.replace("axis", "")));
    if (value === undefined || value === 0 || axis.range !== undefined || (axis.type ?? "linear") !== "linear")
      continue;
    const room = aroundValue * Math.abs(value);
    ranges[name] = { ...axis, range: [plotNumber(value - room), plotNumber(value + room)] };
  }
  return { ...layout, ...ranges };
}

/** The one value that all of an axis' lines and points have. */
function singleValue(traces: readonly Settings[]): number | undefined {
  if (traces.some(({ type, stackgroup }) => type !== "scatter" || stackgroup !== undefined)) return undefined;
  const values = new Set(traces.flatMap(({ y, fill }) => [...(y as unknown[]), ...(fill === "tozeroy" ? [0] : [])]));
  values.delete(null);
  const [value] = values;
  return values.size === 1 && typeof value === "number" ? value : undefined;
}
