import { isSettings, list, numberOr, type Settings, settings, textOr } from "../input/json.js";
import type { AxisFrame, AxisType } from "./axis.js";
import { axisTypeOf } from "./axis-type.js";

/** Edges of the plot in pixels of the picture. */
export interface PlotArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const axisTypes: readonly unknown[] = ["linear", "log", "date", "category"];

/** Plotly's name of the axis that a trace lies on: `x`, `y2`. */
export function axisIdOf(trace: Settings, letter: "x" | "y"): string {
  return textOr(trace[`${letter}axis`], letter);
}

/** Settings of an axis by its name: `layout.yaxis2` of `y2`. */
export function axisSettings(layout: Settings, id: string): Settings {
  const key = `${id[0]}axis${id.slice(1)}`;
  return isSettings(layout[key]) ? layout[key] : settings(settings(layout.axisDefaults)[id[0] as string]);
}

/** The axes that traces lie on, by name, before their ranges are known. */
export function axisFrames(
  traces: readonly Settings[],
  layout: Settings,
  area: PlotArea,
): ReadonlyMap<string, AxisFrame> {
  const ids = new Set(traces.flatMap((trace) => [axisIdOf(trace, "x"), axisIdOf(trace, "y")]));
  for (const letter of ["x", "y"] as const) if (![...ids].some((id) => id[0] === letter)) ids.add(letter);
  return new Map([...ids].map((id) => [id, frame(id, traces, layout, area)]));
}

function frame(id: string, traces: readonly Settings[], layout: Settings, area: PlotArea): AxisFrame {
  const letter = id[0] === "y" ? "y" : "x";
  const of = axisSettings(layout, id);
  const own = traces.filter((trace) => axisIdOf(trace, letter) === id);
  const type = axisTypes.includes(of.type) ? (of.type as AxisType) : (typeOf(own, letter) ?? "linear");
  const over = textOr(of.overlaying, "");
  const [from, to] = domainOf(over === "" ? of : axisSettings(layout, over));
  const length = (letter === "x" ? area.width : area.height) * (to - from);
  return {
    id,
    letter,
    type,
    settings: of,
    categories: type === "category" ? categoriesOf(own, letter, of) : [],
    offset: letter === "x" ? area.left + area.width * from : area.top + area.height * (1 - to),
    length,
  };
}

function domainOf(of: Settings): [number, number] {
  const [from, to] = list(of.domain);
  const domain: [number, number] = [numberOr(from, 0), numberOr(to, 1)];
  return domain[1] > domain[0] ? domain : [0, 1];
}

/** The kind of the first trace that has values along the axis. */
function typeOf(traces: readonly Settings[], letter: "x" | "y"): AxisType | undefined {
  for (const trace of traces) {
    const values = list(trace[letter]);
    const start = trace[`${letter}0`];
    if (values.length > 0) return axisTypeOf(values);
    if (start !== undefined) return axisTypeOf([start]);
  }
  return undefined;
}

/** Names in the order of the layout (`categoryarray`), then in that of the data. */
function categoriesOf(traces: readonly Settings[], letter: "x" | "y", of: Settings): readonly string[] {
  const inData = traces
    .flatMap((trace) => list(trace[letter]))
    .filter((value) => value !== null && value !== undefined);
  const names = new Set(inData.map(String));
  const order = textOr(of.categoryorder, "");
  if (order.startsWith("category")) {
    const sorted = [...names].sort();
    return order.endsWith("descending") ? sorted.reverse() : sorted;
  }
  return [...new Set([...list(of.categoryarray).map(String), ...names])];
}
