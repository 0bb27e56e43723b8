import { dayMs, hourMs, minuteMs, secondMs } from "../../../series/time.js";
import { numberOr, settings } from "../input/json.js";
import type { Axis } from "./axis.js";

/** Distance of ticks. */
export type Step =
  /** Coordinates: numbers, milliseconds, decades, places of categories. */
  | { readonly kind: "even"; readonly size: number; readonly from: number }
  | { readonly kind: "months"; readonly months: number; readonly from: number }
  /** Equal steps of the number on a log axis. */
  | { readonly kind: "numbers"; readonly size: number }
  /** 1, 2, 5 or 1 to 9 in each decade of a log axis. */
  | { readonly kind: "digits"; readonly digits: readonly number[] };

const yearMs = 365.25 * dayMs;
const monthMs = yearMs / 12;
/** The turn of a millennium, and its first Sunday, from which weeks count. */
const start = Date.UTC(2000, 0, 1);
const firstSunday = Date.UTC(2000, 0, 2);

const decimal = [2, 5, 10];
const hours = [1, 2, 3, 6, 12];
const minutes = [1, 2, 5, 10, 15, 30];
const days = [1, 2, 3, 7, 14];

/** A step that the layout sets itself, or one that leaves labels enough room, as plotly chooses it. */
export function tickStep(axis: Axis, least?: { readonly size: number; readonly from: number }): Step {
  const { type, range, settings: of } = axis;
  const span = Math.abs(range[1] - range[0]);
  const set = setStep(axis);
  if (set !== undefined) return set;
  const rough = span / tickCount(axis);
  switch (type) {
    case "category":
      return { kind: "even", size: Math.ceil(Math.max(rough, 1)), from: 0 };
    case "log":
      return logStep(range, rough);
    default: {
      const step: Step = type === "date" ? dateStep(rough) : { kind: "even", size: decimalStep(rough), from: 0 };
      const coarseEnough = step.kind !== "even" || least === undefined || step.size >= 2 * least.size;
      return coarseEnough || of.nticks !== undefined ? step : { kind: "even", ...least };
    }
  }
}

function setStep({ type, settings: of }: Axis): Step | undefined {
  if (of.tickmode === "auto" || of.dtick === undefined) return undefined;
  const months = /^M(\d+)$/.exec(String(of.dtick))?.[1];
  const from = numberOr(of.tick0, type === "date" ? Date.parse(String(of.tick0)) || start : 0);
  if (months !== undefined && type === "date") return { kind: "months", months: Math.max(1, Number(months)), from };
  const size = numberOr(of.dtick, 0);
  return size > 0 ? { kind: "even", size, from } : undefined;
}

/** Ticks that have room along an axis. */
function tickCount({ type, letter, length, settings: of }: Axis): number {
  const asked = numberOr(of.nticks, 0);
  if (asked > 0) return asked;
  if (type === "category") return length / Math.round(1.2 * numberOr(settings(of.tickfont).size, 12));
  return Math.min(9, Math.max(4, length / (letter === "y" ? 40 : 80))) + 1;
}

/** The next of 1, 2, 5 × 10ⁿ. */
function decimalStep(rough: number): number {
  const base = 10 ** Math.floor(Math.log10(rough));
  return base * roundUp(rough / base, decimal) || 1;
}

function dateStep(rough: number): Step {
  const even = (unit: number, set: readonly number[], from: number = start): Step => ({
    kind: "even",
    size: unit * roundUp(rough / unit, set),
    from,
  });
  const double = 2 * rough;
  if (double > yearMs) return { kind: "months", months: 12 * decimalStep(rough / yearMs), from: start };
  if (double > monthMs) return { kind: "months", months: roundUp(rough / monthMs, hours), from: start };
  if (double > dayMs) return even(dayMs, days, firstSunday);
  if (double > hourMs) return even(hourMs, hours);
  if (double > minuteMs) return even(minuteMs, minutes);
  if (double > secondMs) return even(secondMs, minutes);
  return { kind: "even", size: Math.max(0.1, decimalStep(rough)), from: start };
}

function logStep(range: readonly [number, number], rough: number): Step {
  if (rough > 0.7) return { kind: "even", size: Math.ceil(rough), from: 0 };
  const span = Math.abs(range[1] - range[0]);
  if (span >= 1) return { kind: "digits", digits: rough > 0.3 ? [1, 2, 5] : [1, 2, 3, 4, 5, 6, 7, 8, 9] };
  const numbers = Math.abs(10 ** range[1] - 10 ** range[0]);
  return { kind: "numbers", size: decimalStep(numbers / ((1.5 * span) / rough)) };
}

/** The first of rising sizes that is above a value, else the last. */
function roundUp(value: number, sizes: readonly number[]): number {
  return sizes.find((size) => size > value) ?? (sizes.at(-1) as number);
}
