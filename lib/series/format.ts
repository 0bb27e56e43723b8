import type { Unit } from "./identity.js";
import { isoTime } from "./time.js";

interface Columnar {
  readonly name: string;
  readonly values: Float64Array;
}

const headRows = 5;
const tailRows = 5;
const maxColumns = 8;

/**
 * A title line with shape, unit and range, then the first and last rows as an aligned table.
 * Columns beyond the eighth and rows in the middle are left out, and counted where they are.
 */
export function formatRows(kind: string, times: Float64Array, columns: readonly Columnar[], unit: Unit): string {
  const count = times.length.toLocaleString("en-US");
  const range =
    times.length === 0 ? "" : ` · ${isoTime(times[0] as number)} → ${isoTime(times[times.length - 1] as number)}`;
  const shape =
    kind === "Series" ? `"${columns[0]?.name}" · ${count} rows` : `${columns.length} columns × ${count} rows`;
  const title = `${kind} ${shape} · ${unit}${range}`;
  if (times.length === 0) return title;

  const shown = columns.slice(0, maxColumns);
  const rows = shownRows(times.length);
  const cells = rows.map((row) =>
    row < 0
      ? ["…", ...shown.map(() => "…")]
      : [isoTime(times[row] as number), ...shown.map(({ values }) => formatValue(values[row] as number))],
  );
  const hidden = columns.length - shown.length;
  return `${title}\n${alignRight([["time", ...shown.map(({ name }) => name)], ...cells])}${hidden > 0 ? `\n(${hidden} more columns)` : ""}`;
}

/** A number for reading: thousands separated, about six significant digits, `NaN` for a gap. */
export function formatValue(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e15)) return value.toExponential(4);
  const digits = size >= 1e5 ? 0 : size >= 1e3 ? 2 : size >= 1 ? 4 : 6;
  return value.toLocaleString("en-US", { maximumFractionDigits: digits });
}

/** Row numbers to show; -1 stands for those left out. */
function shownRows(length: number): number[] {
  const all = Array.from({ length }, (_, row) => row);
  return length <= headRows + tailRows + 1 ? all : [...all.slice(0, headRows), -1, ...all.slice(-tailRows)];
}

function alignRight(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] as readonly string[]).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] as string).length)),
  );
  return rows.map((row) => row.map((cell, column) => cell.padStart(widths[column] as number)).join("  ")).join("\n");
}
