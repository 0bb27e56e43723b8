import type { AxisType } from "./axis.js";
import { isDateText } from "./date-value.js";

/** Samples of a long column that its kind is told by. */
const samples = 1000;

/** The kind of axis that values ask for: dates or categories if they are more than twice the numbers; nothing if there are no values. */
export function axisTypeOf(values: readonly unknown[]): AxisType | undefined {
  const step = Math.max(1, (values.length - 1) / samples);
  const seen = new Set<string>();
  let dates = 0;
  let numbers = 0;
  let names = 0;
  for (let index = 0; index < values.length; index += step) {
    const value = values[Math.round(index)];
    const text = String(value);
    if (seen.has(text)) continue;
    seen.add(text);
    const isNumber = isNumeric(value);
    if (isDateText(value)) dates++;
    if (isNumber) numbers++;
    else if (typeof value === "string" || typeof value === "boolean") names++;
  }
  if (dates > 2 * numbers) return "date";
  if (names > 2 * numbers) return "category";
  return numbers > 0 ? "linear" : undefined;
}

function isNumeric(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value));
}
