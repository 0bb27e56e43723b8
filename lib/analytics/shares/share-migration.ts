import type { Panel } from "../../series/panel.js";
import { firstAfter } from "../../series/search.js";
import { isoTime } from "../../series/time.js";
import { checkAddable, type SumOptions } from "../columns/addable.js";
import { checkNotNegative } from "../columns/check-not-negative.js";
import { type ColumnMigration, columnMigrations } from "./column-migration.js";
import { type ConcentrationMigration, concentrationMigration } from "./concentration-migration.js";
import { type ShareFlow, shareFlows } from "./share-flows.js";

/** Where shares went between two instants. */
export interface ShareMigration {
  /** Time of the earlier row compared, epoch milliseconds UTC. */
  readonly from: number;
  /** Time of the later row compared, epoch milliseconds UTC. */
  readonly to: number;
  /** When all of it was known: `to` and the longest delay of the columns, epoch milliseconds UTC. */
  readonly knownAt: number;
  /** Each column that is there at either instant, in the order of the panel. */
  readonly columns: readonly ColumnMigration[];
  /** Who gained from whom, largest first: an attribution in proportion, not an observation. */
  readonly flows: readonly ShareFlow[];
  readonly concentration: ConcentrationMigration;
}

/** What `shareMigration` can be asked for. */
export interface ShareMigrationOptions extends Pick<SumOptions, "mixedSides"> {
  /**
   * How far before each instant its row may lie, in milliseconds: the last row in which any column reports is taken.
   * Default 0: rows at exactly these instants.
   */
  readonly maxAgeMs?: number;
}

/**
 * Migration of shares of open interest between two instants: who gained and lost, from whom by proportion, and how
 * much of it is growth and how much the coming and going of columns. It describes a stretch of time and looks at its two
 * ends alone; it was known at `knownAt`.
 *
 * A column that stayed has share w × s, where w is its share among those that stayed and s the share of all those in the
 * total. Over the two instants, in midpoint form: within = mean of s × change of w, and the change of s, which is what
 * those that left held before less what those that entered hold after, goes by the mean of w:
 * entry = −mean of w × (share of the entered, after), exit = mean of w × (share of the left, before). A column that
 * entered has entry = its share, one that left exit = −its share. So change = within + entry + exit to rounding for each
 * column, and each of the three adds up to 0 over all. Where those that stayed hold nothing at one end, w is that of the
 * other end. The index of concentration is split by the same parts, each weighed by shareBefore + shareAfter.
 *
 * A column is there where it has a value. One that only fails to report at one of the instants looks as one that left or
 * entered: compare rows in which all report, or daily closes (`dailyClose`), which look past a blank cell.
 * In dollars the shares of contracts at one price are those in coins.
 * Source: definition; the midpoint form is the two-factor Shapley split (L. S. Shapley, A Value for n-Person Games, 1953).
 * @param oi open interest, N columns × T rows, NaN where not reported
 * @param from earlier instant, epoch milliseconds UTC
 * @param to later instant, epoch milliseconds UTC
 * @throws {RangeError} if no row reports at an instant, the rows are not in order, the columns cannot be added, a value is
 *   negative, or a row adds up to 0
 * @throws {TypeError} if an instant is no number, as a date as text is not
 */
export function shareMigration(
  oi: Panel,
  from: number,
  to: number,
  { maxAgeMs = 0, mixedSides = "throw" }: ShareMigrationOptions = {},
): ShareMigration {
  checkAddable(oi.columns, oi.unit, { mixedSides }, "shareMigration");
  checkInstants(from, to, maxAgeMs);
  const firstRow = reportingRow(oi, from, "from", maxAgeMs);
  const lastRow = reportingRow(oi, to, "to", maxAgeMs);
  if (firstRow === lastRow) {
    const at = isoTime(oi.times[lastRow]);
    throw new RangeError(`shareMigration: from and to are both the row at ${at}; give instants further apart`);
  }
  const columns = columnMigrations(rowOf(oi, firstRow), rowOf(oi, lastRow));
  const delayMs = oi.columns.reduce((longest, { identity }) => Math.max(longest, identity.delayMs ?? 0), 0);
  return {
    from: oi.times[firstRow],
    to: oi.times[lastRow],
    knownAt: oi.times[lastRow] + delayMs,
    columns,
    flows: shareFlows(columns),
    concentration: concentrationMigration(columns),
  };
}

function checkInstants(from: number, to: number, maxAgeMs: number): void {
  checkNumber(from, "from");
  checkNumber(to, "to");
  if (!(from < to)) {
    throw new RangeError(
      `shareMigration: from ${isoTime(from)} is not before to ${isoTime(to)}; give two instants in order`,
    );
  }
  if (!(maxAgeMs >= 0)) {
    throw new RangeError(`shareMigration: maxAgeMs ${maxAgeMs} is not an age; give milliseconds, 0 or more`);
  }
}

/** Text and dates compare with numbers, and would be looked for where there is no row. */
function checkNumber(time: unknown, which: string): void {
  if (typeof time === "number") return;
  if (time instanceof Date) {
    throw new TypeError(`shareMigration: ${which} is a Date, ${isoTime(time.getTime())}; give its getTime()`);
  }
  const text = typeof time === "string" ? JSON.stringify(time) : String(time);
  const instead = typeof time === "string" ? `epochMs(${text})` : "epoch milliseconds UTC";
  throw new TypeError(`shareMigration: ${which} ${text} is no number; give ${instead}`);
}

/** The last row at or before the instant in which any column reports. */
function reportingRow({ times, columns }: Panel, time: number, which: string, maxAgeMs: number): number {
  let row = firstAfter(times, time) - 1;
  while (row >= 0 && columns.every(({ values }) => Number.isNaN(values[row]))) row--;
  if (row >= 0 && time - times[row] <= maxAgeMs) return row;
  const last = row < 0 ? "there is none before it" : `the last before it is at ${isoTime(times[row])}`;
  throw new RangeError(
    `shareMigration: no column reports at ${which}, ${isoTime(time)}; ${last}; give another instant, or maxAgeMs to take an earlier row`,
  );
}

/** One row of all columns, as a panel. */
function rowOf(oi: Panel, row: number): Panel {
  const one = oi.rows(row, row + 1);
  checkNotNegative(one.times, one.columns, "shareMigration");
  if (one.columns.every(({ values }) => !(values[0] > 0))) {
    throw new RangeError(
      `shareMigration: open interest at ${isoTime(oi.times[row])} adds up to 0; there are no shares`,
    );
  }
  return one;
}
