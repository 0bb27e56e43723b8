import { isoTime } from "../../series/time.js";
import { issueAt } from "../quality/issue-at.js";
import type { QualityIssue } from "../quality/quality.js";
import { type SortedRows, sortedRows } from "../sorted-rows.js";

/** One row as ccxt gives it. */
export interface CcxtRow {
  readonly time: unknown;
  /** A value for each field. */
  readonly values: readonly unknown[];
  /** The exchange's own row, where ccxt keeps it: an object, or a list. */
  readonly raw?: Readonly<Record<string, unknown>> | undefined;
}

/** A number that a row must have. */
export interface Field {
  /** Its name in the exchange's own row, or in ccxt's where that is not kept. */
  readonly name: string;
  /** Its place in the exchange's own row, where that is a list. */
  readonly index?: number | undefined;
  /** Least value that it can have. */
  readonly least: number;
}

/**
 * Checked rows: a column for each field, NaN where a cell is blank, missing or impossible, which is reported as `blank`
 * or `invalid`, as are `duplicate` and `conflict` rows.
 * ccxt turns a blank, missing or unreadable cell alike into undefined, and some that are no number into one; the
 * exchange's own row tells which it was.
 * @throws {Error} naming a field that is missing in every row, with the fields there are, or a row without a time
 */
export function checkedRows(rows: readonly CcxtRow[], fields: readonly Field[], where: string): SortedRows {
  const times = Float64Array.from(rows, ({ time }, row) => {
    if (typeof time === "number" && Number.isFinite(time)) return time;
    throw new Error(`loadExchange: row ${row} of ${where} has no time but ${String(time)}; is ccxt up to date?`);
  });
  const issues: QualityIssue[] = [];
  const columns = fields.map((field, index) => {
    const { name, least } = field;
    const values = new Float64Array(rows.length).fill(Number.NaN);
    const found: Record<"missing" | "blank" | "invalid", number[]> = { missing: [], blank: [], invalid: [] };
    for (let row = 0; row < rows.length; row++) {
      const { values: cells, raw } = rows[row] as CcxtRow;
      const value = cells[index];
      const isValue = typeof value === "number" && Number.isFinite(value) && value >= least;
      if (isValue && isNumber(raw, field)) values[row] = value;
      else found[fault(value, raw, field)].push(times[row] as number);
    }
    if (rows.length > 0 && found.missing.length === rows.length) {
      const there = Object.keys(rows[0]?.raw ?? {}).join(", ");
      throw new Error(
        `loadExchange: no row of ${where} has "${name}"${there === "" ? "" : ` but only ${there}`}, first at ${isoTime(times[0] as number)}; the exchange or ccxt has changed its answer`,
      );
    }
    const what = `${where} ${name}`;
    issues.push(
      ...issueAt("invalid", what, found.missing, "rows without this field; left as gaps"),
      ...issueAt("blank", what, found.blank, "empty cells; left as gaps"),
      ...issueAt("invalid", what, found.invalid, "cells that are no number or an impossible one; left as gaps"),
    );
    return values;
  });
  const sorted = sortedRows(times, columns, where);
  return { ...sorted, issues: [...issues, ...sorted.issues] };
}

const decimal = /^\s*[+-]?\d+(?:\.\d*)?(?:e[+-]?\d+)?\s*$/i;

/** Whether the exchange's own cell is a number: ccxt reads `"0x10"` as 16. */
function isNumber(raw: CcxtRow["raw"], { name, index }: Field): boolean {
  if (raw === undefined) return true;
  const cell = raw[index ?? name];
  return typeof cell === "number" || (typeof cell === "string" && decimal.test(cell));
}

function fault(value: unknown, raw: CcxtRow["raw"], { name, index }: Field): "missing" | "blank" | "invalid" {
  const key = index ?? name;
  if (raw === undefined) return value === undefined || value === null ? "missing" : "invalid";
  if (!(key in raw)) return "missing";
  return raw[key] === null || raw[key] === "" ? "blank" : "invalid";
}
