import { formatColumn } from "../series/format.js";
import { dayMs, minuteMs, secondMs } from "../series/time.js";
import { cellText } from "./cell-text.js";

/**
 * How the cells of a column are written.
 *
 * - `number`: thousands separated, all with the same decimals
 * - `percent`: a fraction as a percentage: 0.125 is `12.50%`, and among funding rates 0.0001 is `0.0100%`
 * - `usd`: dollars: `$1,234.50`
 * - `time`: epoch milliseconds in UTC: `2025-07-01 04:00`
 * - `text`: as it is; of objects and lists a few words
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
      return numberCells(values, digits ?? percentDigits(values), 100).map((cell) =>
        cell === missingCell ? cell : `${cell}%`,
      );
    case "usd":
      return dollarCells(values, digits);
    case "time":
      return timeCells(values);
    case "text":
      return values.map((value) => cellText(value) ?? missingCell);
    default:
      throw new RangeError(`formatCells: unknown format "${format}"; known: number, percent, usd, time, text`);
  }
}

/** Fields that hold instants: `time`, `startTime`, `knownAt`, `from`, `trainTo`, `expiry`. */
const timeName = /^(?:time|from|to|expiry)$|(?:Time|At|From|To)$/;

/** What is told in milliseconds since 1970 and not some other number: nothing here is older than 1973 or after 5138. */
const earliestTime = 1e11;
const latestTime = 1e14;

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
  const isTime = timeName.test(name) && instants.length > 0 && instants.every(isInstant);
  return isTime ? "time" : "number";
}

/** What a loss too small to be seen is rounded to. */
const negativeZero = /^-(0(?:\.0+)?)$/;

function isInstant(value: number): boolean {
  return value >= earliestTime && value < latestTime;
}

function numberCells(values: readonly unknown[], digits: number | undefined, factor: number = 1): string[] {
  const numbers = values.map((value) => (typeof value === "number" ? value * factor : Number.NaN));
  const cells =
    digits === undefined
      ? formatColumn(numbers)
      : numbers.map((value) =>
          value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits }),
        );
  return cells.map((cell, row) => (Number.isNaN(numbers[row]) ? missingCell : cell.replace(negativeZero, "$1")));
}

/** Dollars have cents or none: `$2.50`, not `$2.5`. */
function dollarCells(values: readonly unknown[], digits: number | undefined): string[] {
  const cells = numberCells(values, digits);
  const tenths = digits === undefined && cells.every((cell) => !/\.\d\d/.test(cell));
  return cells.map((cell) => {
    if (cell === missingCell) return cell;
    return cell.replace(/^(-?)/, "$1$$").replace(/(\.\d)$/, tenths ? "$10" : "$1");
  });
}

/**
 * Decimals that leave three significant digits of the median percentage that is not 0, from 2 to 6: shares have 2, and a
 * funding rate of 0.01 % has 4. The median, so that one near 0 does not lengthen all. Undefined where all would
 * be rounded to 0 even so: such cells are in exponent form.
 */
function percentDigits(values: readonly unknown[]): number | undefined {
  const sizes = values
    .flatMap((value) => (typeof value === "number" ? Math.abs(100 * value) : []))
    .filter((size) => size > 0 && size < Number.POSITIVE_INFINITY)
    .sort((one, other) => one - other);
  // Of two in the middle the smaller, which needs more.
  const median = sizes[(sizes.length - 1) >> 1];
  if (median === undefined) return 2;
  if ((sizes.at(-1) as number) < 5e-7) return undefined;
  return Math.min(6, Math.max(2, 2 - Math.floor(Math.log10(median))));
}

/** Times as precise as the most precise of them needs. */
function timeCells(values: readonly unknown[]): string[] {
  const times = values.map((value) => (value instanceof Date ? value.getTime() : value));
  const isTime = (value: unknown): value is number => typeof value === "number" && Math.abs(value) <= 8.64e15;
  const precise = (ms: number): boolean => times.every((time) => !isTime(time) || time % ms === 0);
  const length = precise(dayMs) ? 10 : precise(minuteMs) ? 16 : precise(secondMs) ? 19 : 23;
  return times.map((time) =>
    isTime(time) ? new Date(time).toISOString().replace("T", " ").slice(0, length) : missingCell,
  );
}
