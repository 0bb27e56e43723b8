import { dayMs } from "../../../series/time.js";
import type { Axis } from "./axis.js";
import type { Step } from "./tick-step.js";

/** Ticks on an axis that could not be read anyway. */
const most = 1000;

/** Coordinates of the ticks of a step within the range of an axis, rising. */
export function tickValues({ type, range, categories }: Axis, step: Step): number[] {
  let low = Math.min(...range);
  let high = Math.max(...range);
  // A tick at the very end counts, in spite of rounding.
  const slack = 1e-4 * (high - low);
  low -= slack;
  high += slack;
  if (type === "category") [low, high] = [Math.max(low, 0), Math.min(high, categories.length - 0.5)];
  switch (step.kind) {
    case "even":
      return evenTicks(low, high, step);
    case "months":
      return monthTicks(low, high, step);
    case "numbers":
      return evenTicks(10 ** low, 10 ** high, { size: step.size, from: 0 }).map((value) => Math.log10(value));
    case "digits": {
      const ticks: number[] = [];
      for (let decade = Math.floor(low); decade <= high && ticks.length < most; decade++) {
        for (const digit of step.digits) {
          const value = decade + Math.log10(digit);
          if (value >= low && value <= high) ticks.push(value);
        }
      }
      return ticks;
    }
  }
}

function evenTicks(
  low: number,
  high: number,
  { size, from }: { readonly size: number; readonly from: number },
): number[] {
  const first = Math.ceil((low - from) / size);
  const last = Math.floor((high - from) / size);
  // Each tick is counted from the start, not added up, so that rounding does not drift.
  return Array.from(
    { length: Math.max(0, Math.min(most, last - first + 1)) },
    (_, index) => from + (first + index) * size,
  );
}

function monthTicks(
  low: number,
  high: number,
  { months, from }: { readonly months: number; readonly from: number },
): number[] {
  const start = new Date(from);
  const at = (index: number): number =>
    Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + index * months, start.getUTCDate());
  const about = Math.floor((low - from) / (31 * dayMs * months)) - 2;
  const ticks: number[] = [];
  for (let index = about; ticks.length < most && at(index) <= high; index++)
    if (at(index) >= low) ticks.push(at(index));
  return ticks;
}
