import { list, textOr } from "../input/json.js";
import { type AxisFrame, layoutCoordinate } from "./axis.js";
import type { End, Extremes } from "./extremes.js";

/** Part of the axis that padded ends want beyond them. */
const padPart = 0.05;

/**
 * Range of an axis: that of the layout, or one that holds all ends with their room, as plotly finds it: the pair of ends
 * that makes a pixel worth most decides. An end that the layout leaves open (`null`) is found, the other kept.
 * @returns coordinates from left to right or from bottom to top
 */
export function axisRange(axis: AxisFrame, extremes: Extremes): [number, number] {
  const { settings } = axis;
  const given = list(settings.range).map((end) => (end === null ? Number.NaN : layoutCoordinate(axis, end)));
  const automatic = textOr(settings.autorange, settings.autorange === true ? "true" : "");
  const [from = Number.NaN, to = Number.NaN] = automatic === "true" || automatic === "reversed" ? [] : given;
  if (from === from && to === to && from !== to) return [from, to];
  const reversed = automatic.includes("reversed");
  const found = automaticRange(axis, extremes, textOr(settings.rangemode, "normal"));
  const [start, end] = reversed ? [found[1], found[0]] : found;
  return [from === from ? from : start, to === to ? to : end];
}

function automaticRange(axis: AxisFrame, { low, high }: Extremes, mode: string): [number, number] {
  const { length, type } = axis;
  if (low.length === 0 || high.length === 0) return emptyRange(axis);
  const room = ({ pad, padded }: End): number => pad + (padded ? padPart * length : 0);
  const lowest = Math.min(...low.map(({ value }) => value));
  const highest = Math.max(...high.map(({ value }) => value));
  const aroundZero = type === "linear" ? mode : "normal";
  if (lowest === highest) return singleRange(lowest, aroundZero, Math.max(...high.map(room)) / length);

  let best = 0;
  let [bottom, top, below, above] = [lowest, highest, 0, 0];
  for (const first of low) {
    for (const last of high) {
      const span = last.value - first.value;
      if (span <= 0) continue;
      const left = length - room(first) - room(last);
      const fits = left > length / 10;
      const perPixel = span / (fits ? left : length);
      if (perPixel <= best) continue;
      best = perPixel;
      [bottom, top, below, above] = [first.value, last.value, fits ? room(first) : 0, fits ? room(last) : 0];
    }
  }
  if (aroundZero === "tozero") {
    if (bottom >= 0) [bottom, below] = [0, 0];
    if (top <= 0) [top, above] = [0, 0];
  } else if (aroundZero === "nonnegative") {
    if (bottom - best * below < 0) [bottom, below] = [0, 0];
    if (top <= 0) [top, above] = [1, 0];
  }
  const perPixel = (top - bottom) / (length - below - above);
  return [bottom - perPixel * below, top + perPixel * above];
}

function singleRange(value: number, mode: string, padOfLength: number): [number, number] {
  if (mode === "tozero") {
    if (value === 0) return [0, 1];
    const end = value / (1 - Math.min(0.5, padOfLength));
    return value > 0 ? [0, end] : [end, 0];
  }
  return mode === "nonnegative" ? [Math.max(0, value - 1), Math.max(1, value + 1)] : [value - 1, value + 1];
}

/** What plotly shows of an axis along which nothing is drawn. */
function emptyRange({ type, letter }: AxisFrame): [number, number] {
  if (type === "date") return [Date.UTC(2000, 0, 1), Date.UTC(2001, 0, 1)];
  return letter === "x" ? [-1, 6] : [-1, 4];
}
