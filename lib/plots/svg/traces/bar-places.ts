import { type AxisFrame, coordinate } from "../axes/axis.js";
import { isList, itemAt, list, numberOr, type Settings, textOr } from "../input/json.js";
import { pointsOf } from "./coordinates.js";
import type { PlacedTrace } from "./trace-layer.js";

/** Bars of one trace in coordinates: along the axis of their places from `from` to `to`, and from `base` to `top`. */
export interface BarPlaces {
  /** Where the bar belongs, whatever its offset. */
  readonly place: Float64Array;
  readonly from: Float64Array;
  readonly to: Float64Array;
  readonly base: Float64Array;
  readonly top: Float64Array;
  /** False where another bar is stacked upon it. */
  readonly outermost: readonly boolean[];
  /** Whether the trace names its bases itself. */
  readonly hasBase: boolean;
}

/** Places of all bars of one pair of axes and one orientation. */
export interface BarGroup {
  readonly bars: readonly BarPlaces[];
  /** Least distance of two places. */
  readonly distance: number;
  /** True if several traces have bars at one place. */
  readonly overlap: boolean;
}

/** How the layout arranges bars. */
export interface BarLayout {
  readonly mode: string;
  /** Part of the distance of places that stays free. */
  readonly gap: number;
  readonly groupGap: number;
}

/** The arrangement of bars that a layout asks for. */
export function barLayout(layout: Settings): BarLayout {
  const part = (value: unknown, fallback: number): number => Math.min(1, Math.max(0, numberOr(value, fallback)));
  return {
    mode: textOr(layout.barmode, "group"),
    gap: part(layout.bargap, 0.2),
    groupGap: part(layout.bargroupgap, 0),
  };
}

/**
 * Places of bars as plotly arranges them: side by side (`group`), upon each other (`stack`; `relative`, with those below
 * zero below it), or over each other (`overlay`). A width or an offset of the trace itself goes first.
 */
export function barGroup(
  traces: readonly PlacedTrace[],
  places: AxisFrame,
  sizes: AxisFrame,
  { mode, gap, groupGap }: BarLayout,
): BarGroup {
  const read = traces.map(({ trace }) => {
    const points = pointsOf(
      trace,
      ...((places.letter === "x" ? [places, sizes] : [sizes, places]) as [AxisFrame, AxisFrame]),
    );
    return { trace, place: points[places.letter], size: sizesOf(trace, sizes, points[sizes.letter]) };
  });
  const all = read.flatMap(({ place }) => Array.from(place)).filter((place) => place === place);
  const distinct = [...new Set(all)].sort((a, b) => a - b);
  const distance = places.type === "category" ? 1 : leastDistance(distinct);
  const overlap = all.length !== distinct.length;
  const sideBySide = mode === "group" && overlap;
  // Traces with an offset of their own take no room beside the others.
  const beside = read.filter(({ trace }) => trace.offset === undefined);
  const stacks = new Map<string, number>();
  const bars = read.map(({ trace, place, size }) => {
    const slots = sideBySide && trace.offset === undefined ? beside.length : 1;
    const slot = (distance * (1 - gap)) / slots;
    const width = slot * (1 - groupGap);
    const turn = slots === 1 ? 0 : beside.findIndex((other) => other.trace === trace);
    const start = ((2 * turn + 1 - slots) * slot - width) / 2;
    const widthOf = (row: number): number => numberOr(itemAt(trace.width, row), width);
    const from = place.map((at, row) => at + numberOr(itemAt(trace.offset, row), start + (width - widthOf(row)) / 2));
    const to = from.map((at, row) => at + widthOf(row));
    const hasBase = trace.base !== undefined;
    const base = place.map((at, row) => {
      const own = coordinate(
        { ...sizes, type: sizes.type === "log" ? "linear" : sizes.type },
        itemAt(trace.base, row) ?? 0,
      );
      if (hasBase || (mode !== "stack" && mode !== "relative")) return own === own ? own : 0;
      const key = `${mode === "relative" && (size[row] as number) < 0 ? "-" : "+"}${Math.round(at / (width / 100 || 1))}`;
      const below = stacks.get(key) ?? 0;
      if (size[row] === size[row]) stacks.set(key, below + (size[row] as number));
      return below;
    });
    const top = base.map((at, row) => at + (size[row] as number));
    return { place, from, to, base, top, hasBase };
  });
  const outermost = bars.map(({ place, top }, index) =>
    Array.from(place, (at, row) =>
      bars.slice(index + 1).every((later) => isBeyond(top[row] as number, later, at, mode)),
    ),
  );
  return { bars: bars.map((bar, index) => ({ ...bar, outermost: outermost[index] as boolean[] })), distance, overlap };
}

/** False if a later trace of a stack has a bar of the same sign at the place. */
function isBeyond(
  top: number,
  later: { readonly place: Float64Array; readonly top: Float64Array },
  at: number,
  mode: string,
): boolean {
  if (mode !== "stack" && mode !== "relative") return true;
  const row = later.place.indexOf(at);
  const other = later.top[row];
  return row < 0 || other === undefined || Number.isNaN(other) || (mode === "relative" && other < 0 !== top < 0);
}

/** Sizes are numbers, also where they are drawn on a log axis; on an axis of times, milliseconds. */
function sizesOf(trace: Settings, sizes: AxisFrame, coordinates: Float64Array): Float64Array {
  if (sizes.type !== "log") return coordinates;
  const values = list(trace[sizes.letter]);
  return coordinates.map((_, row) => numberOr(values[row], Number.NaN));
}

function leastDistance(places: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (let index = 1; index < places.length; index++) {
    least = Math.min(least, (places[index] as number) - (places[index - 1] as number));
  }
  return Number.isFinite(least) ? least : 1;
}

/** True of a trace whose bars lie. */
export function isHorizontal(trace: Settings): boolean {
  if (typeof trace.orientation === "string") return trace.orientation === "h";
  return isList(trace.x) && !isList(trace.y);
}
