import { formatColumn, formatValue } from "../series/format.js";
import { dayMs, isoTime, minuteMs } from "../series/time.js";

/**
 * How the cells of a column are written.
 *
 * - `number`: thousands separated, all with the same decimals
 * - `percent`: a fraction as a percentage: 0.125 is `12.50%`
 * - `usd`: dollars: `$1,234.50`
 * - `time`: epoch milliseconds in UTC: `2025-07-01 04:00`
 * - `text`: as it is
 */
export type CellFormat = "number" | "percent" | "usd" | "time" | "text";

/** What stands where there is no value. */
export const missingCell = "–";

/** The cells of one column as text. A gap (NaN, null, undefined) is `–`; so is what is no number among numbers. */
export function formatCells(values: readonly unknown[], format: CellFormat, digits?: number): string[] {
  switch (format) {
    case "number":
      return numberCells(values, digits);
    case "percent":
      return numberCells(values, digits ?? 2, 100).map((cell) => (cell === missingCell ? cell : `${cell}%`));
    case "usd":
      return numberCells(values, digits).map((cell) => (cell === missingCell ? cell : cell.replace(/^(-?)/, "$1$$")));
    case "time":
      return timeCells(values);
    case "text":
      return values.map(textCell);
    default:
      throw new RangeError(`formatCells: unknown format "${format}"; known: number, percent, usd, time, text`);
  }
}

/** Fields that hold instants: `time`, `startTime`, `knownAt`, `from`, `to`. */
const timeName = /^(?:time|from|to)$|(?:Time|At)$/;

/** What is told in milliseconds since 1970 and not some other number: nothing here is older than 1973. */
const earliestTime = 1e11;

/**
 * The format that fits all values of a column: numbers, times (dates, or epoch milliseconds in a field named as one), or
 * text.
 */
export function inferFormat(values: readonly unknown[], name: string): CellFormat {
  const present = values.filter((value) => value !== null && value !== undefined);
  if (present.length === 0) return "text";
  if (present.every((value) => value instanceof Date)) return "time";
  if (!present.every((value) => typeof value === "number")) return "text";
  const instants = present.filter((value) => !Number.isNaN(value));
  const isTime = timeName.test(name) && instants.length > 0 && instants.every((value) => value >= earliestTime);
  return isTime ? "time" : "number";
}

function numberCells(values: readonly unknown[], digits: number | undefined, factor: number = 1): string[] {
  const numbers = values.map((value) => (typeof value === "number" ? value * factor : Number.NaN));
  const cells =
    digits === undefined
      ? formatColumn(numbers)
      : numbers.map((value) =>
          value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits }),
        );
  return cells.map((cell, row) => (Number.isNaN(numbers[row]) ? missingCell : cell));
}

/** Times as precise as the most precise of them needs. */
function timeCells(values: readonly unknown[]): string[] {
  const times = values.map((value) => (value instanceof Date ? value.getTime() : value));
  const isTime = (value: unknown): value is number => typeof value === "number" && Math.abs(value) <= 8.64e15;
  const precise = (ms: number): boolean => times.every((time) => !isTime(time) || time % ms === 0);
  const length = precise(dayMs) ? 10 : precise(minuteMs) ? 16 : 23;
  return times.map((time) =>
    isTime(time) ? new Date(time).toISOString().replace("T", " ").slice(0, length) : missingCell,
  );
}

function textCell(value: unknown): string {
  if (value === null || value === undefined) return missingCell;
  if (typeof value === "number") return Number.isNaN(value) ? missingCell : formatValue(value);
  if (value instanceof Date) return isoTime(value.getTime());
  return String(value);
}
