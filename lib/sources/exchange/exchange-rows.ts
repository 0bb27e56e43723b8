import { isoTime } from "../../series/time.js";
import { issueAt } from "../quality/issue-at.js";
import type { QualityIssue } from "../quality/quality.js";
import { type SortedRows, sortedRows } from "../sorted-rows.js";

/** One call's part of a period: rows with `since` ≤ time ≤ `until`, never more than `limit`. */
export interface Page {
  readonly since: number;
  readonly until: number;
  readonly limit: number;
}

/**
 * Pages that cover every millisecond from `since` to `until` exactly once, each of at most `limit` rows that are
 * `rowMs` apart. They are laid out by time and not by the rows that come, so a short or empty page loses nothing after it.
 */
export function pagesOf({ since, until, limit }: Page, rowMs: number): readonly Page[] {
  const pages: Page[] = [];
  for (let start = since; start <= until; start += limit * rowMs) {
    pages.push({ since: start, until: Math.min(start + limit * rowMs - 1, until), limit });
  }
  return pages;
}

/** One row as ccxt gives it. */
export interface CcxtRow {
  readonly time: unknown;
  /** A value for each field. */
  readonly values: readonly unknown[];
  /** The exchange's own row, where ccxt keeps it. */
  readonly raw?: Readonly<Record<string, unknown>> | undefined;
}

/** A number that a row must have. */
export interface Field {
  /** Its name in the exchange's own row, or in ccxt's where that is not kept. */
  readonly name: string;
  /** Least value that it can have. */
  readonly least: number;
}

/**
 * Checked rows: a column for each field, NaN where a cell is blank, missing or impossible, which is reported as `blank`
 * or `invalid`, as are `duplicate` and `conflict` rows.
 * ccxt turns a blank, missing or unreadable cell alike into undefined; the exchange's own row tells which it was.
 * @throws {Error} naming a field that is missing in every row, with the fields there are, or a row without a time
 */
export function checkedRows(rows: readonly CcxtRow[], fields: readonly Field[], where: string): SortedRows {
  const times = Float64Array.from(rows, ({ time }, row) => {
    if (typeof time === "number" && Number.isFinite(time)) return time;
    throw new Error(`loadExchange: row ${row} of ${where} has no time but ${String(time)}; is ccxt up to date?`);
  });
  const issues: QualityIssue[] = [];
  const columns = fields.map(({ name, least }, index) => {
    const values = new Float64Array(rows.length).fill(Number.NaN);
    const found: Record<"missing" | "blank" | "invalid", number[]> = { missing: [], blank: [], invalid: [] };
    for (let row = 0; row < rows.length; row++) {
      const { values: cells, raw } = rows[row] as CcxtRow;
      const value = cells[index];
      if (typeof value === "number" && Number.isFinite(value) && value >= least) values[row] = value;
      else found[fault(value, raw, name)].push(times[row] as number);
    }
    if (rows.length > 0 && found.missing.length === rows.length) {
      const there = Object.keys(rows[0]?.raw ?? {}).join(", ");
      throw new Error(
        `loadExchange: no row of ${where} has "${name}"${there === "" ? "" : ` but only ${there}`}, first at ${isoTime(times[0] as number)}; the exchange or ccxt has changed its answer`,
      );
    }
    const field = `${where} ${name}`;
    issues.push(
      ...issueAt("invalid", field, found.missing, "rows without this field; left as gaps"),
      ...issueAt("blank", field, found.blank, "empty cells; left as gaps"),
      ...issueAt("invalid", field, found.invalid, "cells that are no number or an impossible one; left as gaps"),
    );
    return values;
  });
  const sorted = sortedRows(times, columns, where);
  return { ...sorted, issues: [...issues, ...sorted.issues] };
}

function fault(value: unknown, raw: CcxtRow["raw"], name: string): "missing" | "blank" | "invalid" {
  if (value !== undefined && value !== null) return "invalid";
  if (raw === undefined) return "missing";
  if (!(name in raw)) return "missing";
  return raw[name] === null || raw[name] === "" ? "blank" : "invalid";
}
