import { type Colour, colourScale, parseColour } from "../input/colour.js";
import { list, numberOr, type Settings } from "../input/json.js";

/** How the values of a heatmap become colours. */
export interface HeatScale {
  readonly low: number;
  readonly high: number;
  colourOf(value: number): Colour;
}

/** Plotly's scale where a trace names none, or one that is not written out. */
const standardStops: readonly (readonly [number, string])[] = [
  [0, "rgb(5,10,172)"],
  [0.35, "rgb(106,137,247)"],
  [0.5, "rgb(190,190,190)"],
  [0.6, "rgb(220,170,132)"],
  [0.7, "rgb(230,145,90)"],
  [1, "rgb(178,10,28)"],
];

/** Colours of a heatmap's values: from `zmin` to `zmax`, else from the lowest to the highest value, even on both sides of `zmid`. */
export function heatScale(trace: Settings, z: readonly Float64Array[]): HeatScale {
  const [low, high] = limits(trace, z);
  const scale = colourScale(stopsOf(trace));
  return { low, high, colourOf: (value) => scale(high === low ? 0.5 : (value - low) / (high - low)) };
}

function limits(trace: Settings, z: readonly Float64Array[]): [number, number] {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const row of z) {
    for (const value of row) {
      if (value < lowest) lowest = value;
      if (value > highest) highest = value;
    }
  }
  const some = lowest <= highest;
  let low = numberOr(trace.zmin, some ? lowest : 0);
  let high = numberOr(trace.zmax, some ? highest : 1);
  const middle = numberOr(trace.zmid, undefined);
  if (middle !== undefined && trace.zmin === undefined && trace.zmax === undefined) {
    const reach = Math.max(high - middle, middle - low);
    [low, high] = [middle - reach, middle + reach];
  }
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}

function stopsOf(trace: Settings): (readonly [number, Colour])[] {
  const given = list(trace.colorscale).map((stop) => {
    const [position, colour] = list(stop);
    return [numberOr(position, Number.NaN), parseColour(colour)] as const;
  });
  const right = given.length >= 2 && given.every(([position, colour]) => position === position && colour !== undefined);
  const stops = right
    ? (given as (readonly [number, Colour])[])
    : standardStops.map(([position, colour]) => [position, parseColour(colour) as Colour] as const);
  if (trace.reversescale !== true) return [...stops];
  return stops.map(([position, colour]) => [1 - position, colour] as const).reverse();
}
