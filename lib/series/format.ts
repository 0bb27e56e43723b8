import type { Unit } from "./identity.js";
import { dayMs, isoTime, minuteMs, secondMs } from "./time.js";

interface Columnar {
  readonly name: string;
  readonly values: Float64Array;
}

const headRows = 5;
const tailRows = 5;
const maxColumns = 8;
const maxNameLength = 24;

/**
 * A title line with shape, unit and range, then the first and last rows as an aligned table.
 * Columns beyond the eighth and rows in the middle are left out, and counted where they are. Depends on neither locale nor
 * time zone.
 */
export function formatRows(kind: string, times: Float64Array, columns: readonly Columnar[], unit: Unit): string {
  const count = `${groupDigits(String(times.length))} ${times.length === 1 ? "row" : "rows"}`;
  const ends = times.length === 0 ? [] : [times[0], ...(times.length > 1 ? [times[times.length - 1]] : [])];
  const range = ends.length === 0 ? "" : ` · ${ends.map(isoTime).join(" → ")}`;
  const shape =
    kind === "Series"
      ? `"${columns[0]?.name}" · ${count}`
      : `${columns.length} ${columns.length === 1 ? "column" : "columns"} × ${count}`;
  const title = `${kind} ${shape} · ${unit}${range}`;
  if (times.length === 0) return title;

  const cut = times.length > headRows + tailRows + 1;
  const rows = Array.from({ length: cut ? headRows + tailRows : times.length }, (_, row) =>
    cut && row >= headRows ? times.length - headRows - tailRows + row : row,
  );
  const cells = [
    ["time", ...formatTimes(rows.map((row) => times[row]))],
    ...columns
      .slice(0, maxColumns)
      .map(({ name, values }) => [shorten(name), ...formatColumn(rows.map((row) => values[row]))]),
  ];
  const lines = alignRight(cells);
  if (cut) {
    const hiddenRows = groupDigits(String(times.length - headRows - tailRows));
    lines.splice(1 + headRows, 0, `… ${hiddenRows} more rows …`);
  }
  const hiddenColumns = columns.length - maxColumns;
  if (hiddenColumns > 0) lines.push(`… ${hiddenColumns} more ${hiddenColumns === 1 ? "column" : "columns"}`);
  return [title, ...lines].join("\n");
}

/** A number for reading: thousands separated, about six significant digits, `NaN` for a gap. */
export function formatValue(value: number): string {
  return formatColumn([value])[0];
}

/**
 * Numbers that stand in one column: all with the same decimals, as many as the largest of them needs and no trailing zeros
 * that all have. One that would be rounded to 0, and all where the largest is 1e15 or more, is in exponent form.
 */
export function formatColumn(values: readonly number[]): string[] {
  const largest = values.reduce((size, value) => (Math.abs(value) > size ? Math.abs(value) : size), 0);
  const decimals = largest >= 1e6 ? 0 : largest >= 1e3 ? 2 : largest >= 1 ? 4 : smallDecimals(largest);
  const plain = values.map((value) => {
    if (!Number.isFinite(value)) return String(value);
    const fixed = value.toFixed(decimals);
    const hidden = value !== 0 && Number(fixed) === 0;
    return hidden || largest >= 1e15 || decimals > 12 ? exponential(value) : fixed;
  });
  const numbers = plain.filter((text) => /^-?\d+\.\d+$/.test(text));
  const zeros = Math.min(...numbers.map((text) => (/0*$/.exec(text) as RegExpExecArray)[0].length));
  return plain.map((text) => (numbers.includes(text) ? groupDigits(trimEnd(text, zeros)) : groupDigits(text)));
}

/** Decimals that leave six significant digits of a number below 1. */
function smallDecimals(largest: number): number {
  return largest === 0 ? 0 : 5 - Math.floor(Math.log10(largest));
}

function exponential(value: number): string {
  return value === 0 ? "0" : value.toExponential(4);
}

function trimEnd(text: string, count: number): string {
  const trimmed = text.slice(0, text.length - count);
  return trimmed.endsWith(".") ? trimmed.slice(0, -1) : trimmed;
}

/** Thousands separated by commas in the whole part. */
function groupDigits(text: string): string {
  const [whole, ...fraction] = text.split(".");
  if (text.includes("e")) return text;
  return [whole.replace(/\B(?=(\d{3})+$)/g, ","), ...fraction].join(".");
}

/** Instants of one table, all as precise as the most precise of them needs. */
function formatTimes(times: readonly number[]): string[] {
  const all = (ms: number): boolean => times.every((time) => time % ms === 0);
  const dropped = all(dayMs) ? 14 : all(minuteMs) ? 8 : all(secondMs) ? 5 : 1;
  return times.map((time) => {
    const iso = Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : String(time);
    return `${iso.slice(0, -dropped)}${dropped < 14 ? "Z" : ""}`;
  });
}

function shorten(name: string): string {
  return name.length <= maxNameLength ? name : `${name.slice(0, maxNameLength - 1)}…`;
}

/** Lines of a table from its columns, each padded on the left to its longest cell. */
function alignRight(columns: readonly (readonly string[])[]): string[] {
  const widths = columns.map((column) => Math.max(...column.map((cell) => cell.length)));
  return (columns[0] as readonly string[]).map((_, row) =>
    columns.map((column, index) => (column[row] as string).padStart(widths[index] as number)).join("  "),
  );
}
