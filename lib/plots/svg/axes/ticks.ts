import { isList, list, numberOr, settings, textOr } from "../input/json.js";
import { type Axis, coordinate, isWithin } from "./axis.js";
import { dateTexts } from "./date-text.js";
import { numberText } from "./number-text.js";
import { type Step, tickStep } from "./tick-step.js";
import { tickValues } from "./tick-values.js";

/** A place on an axis with what is written there. */
export interface Tick {
  readonly value: number;
  /** In plotly's markup. */
  readonly text: string;
  /** Size of the font in pixels. */
  readonly size: number;
}

/** Ticks of an axis: the layout's (`tickvals`, `ticktext`), or those of a step; `least` is the distance of bars that a step must not halve. */
export function axisTicks(axis: Axis, least?: { readonly size: number; readonly from: number }): Tick[] {
  const { settings: of, range } = axis;
  if (of.tickmode === "array" || (isList(of.tickvals) && of.tickmode === undefined)) return listedTicks(axis);
  if (!Number.isFinite(range[1] - range[0]) || range[0] === range[1]) return [];
  const step = tickStep(axis, least);
  return withText(axis, tickValues(axis, step), step);
}

/** True of an axis over another one whose ticks stand beside those of that one, as plotly does if the layout does not say. */
export function followsTicks({ type, settings: of }: Axis): boolean {
  if (of.tickmode !== undefined) return of.tickmode === "sync";
  return textOr(of.overlaying, "") !== "" && type !== "category" && of.dtick === undefined && !isList(of.tickvals);
}

/** Ticks of an axis at given coordinates, written as its own ticks would be. */
export function ticksAt(axis: Axis, values: readonly number[]): Tick[] {
  return withText(axis, values, tickStep(axis));
}

function listedTicks(axis: Axis): Tick[] {
  const { settings: of } = axis;
  const texts = list(of.ticktext);
  const size = fontSize(axis);
  return list(of.tickvals)
    .map((value, index) => ({ value: coordinate(axis, value), index }))
    .filter(({ value }) => value === value && isWithin(axis, value))
    .map(({ value, index }) => ({
      value,
      text: texts[index] === undefined ? freeText(axis, value) : String(texts[index]),
      size,
    }));
}

function withText(axis: Axis, values: readonly number[], step: Step): Tick[] {
  const size = fontSize(axis);
  if (axis.type === "category") {
    return values.map((value) => ({ value, text: around(axis, axis.categories[Math.round(value)] ?? ""), size }));
  }
  if (axis.type === "date") {
    const texts = dateTexts(values, step, axis);
    return values.map((value, index) => ({ value, text: around(axis, texts[index] as string), size }));
  }
  if (axis.type === "log") return values.map((value) => logTick(axis, value, step, size));
  const { range } = axis;
  const scale = {
    step: step.kind === "even" ? step.size : 1,
    largest: Math.max(Math.abs(range[0]), Math.abs(range[1])),
  };
  return values.map((value) => ({ value, text: around(axis, numberText(value, scale, axis.settings)), size }));
}

function logTick(axis: Axis, value: number, step: Step, size: number): Tick {
  const { settings: of, range } = axis;
  const number = 10 ** value;
  if (step.kind === "numbers") {
    const largest = Math.max(10 ** range[0], 10 ** range[1]);
    return { value, text: around(axis, numberText(number, { step: step.size, largest }, of)), size };
  }
  const isDecade = Math.abs(value - Math.round(value)) < 0.01;
  if (isDecade && of.exponentformat === "power" && textOr(of.tickformat, "") === "") {
    const power = Math.round(value);
    const text = power === 0 ? "1" : power === 1 ? "10" : `10<sup>${power < 0 ? "−" : ""}${Math.abs(power)}</sup>`;
    return { value, text: around(axis, text), size: 1.25 * size };
  }
  if (isDecade || textOr(of.tickformat, "") !== "") return { value, text: freeText(axis, value), size };
  // Between the powers of ten the digit alone is written, small.
  return { value, text: String(Math.round(10 ** (value - Math.floor(value)))), size: 0.75 * size };
}

/** A value by itself, with as many digits as it has. */
function freeText(axis: Axis, value: number): string {
  if (axis.type === "date") return dateTexts([value], { kind: "even", size: 60_000, from: 0 }, axis)[0] as string;
  if (axis.type === "category") return axis.categories[Math.round(value)] ?? "";
  const number = axis.type === "log" ? 10 ** value : value;
  const size = Math.abs(number) || 1;
  return around(axis, numberText(number, { step: size, largest: size, extraDigits: 4 }, axis.settings));
}

function around({ settings: of }: Axis, text: string): string {
  return textOr(of.tickprefix, "") + text + textOr(of.ticksuffix, "");
}

function fontSize({ settings: of }: Axis): number {
  return numberOr(settings(of.tickfont).size, 12);
}
