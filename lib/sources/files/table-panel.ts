import type { Unit } from "../../series/identity.js";
import { type Panel, panel } from "../../series/panel.js";
import type { ClockTimes } from "../csv/csv-times.js";
import { columnIssues } from "../quality/column-issues.js";
import { gapIssues, staleIssues, usualStepMs } from "../quality/grid-issues.js";
import { issueAt } from "../quality/issue-at.js";
import type { Quality, QualityIssue } from "../quality/quality.js";
import { sortedRows } from "../sorted-rows.js";
import type { FileTable } from "./file-table.js";
import { type PivotedRows, pivotedRows } from "./pivoted-rows.js";
import { checkTableOptions, type TableOptions } from "./table-options.js";
import { type TableReader, tableReader } from "./table-reader.js";
import { venueColumns } from "./venue-columns.js";

/** What a table holds, and what was found in it. */
export interface TablePanel {
  readonly panel: Panel;
  readonly quality: Quality;
}

/** Units whose values repeat for long by nature, as a funding rate does between settlements. */
const repeating: readonly Unit[] = ["fraction", "score", "number"];
const telling = /^(?:asset|base|coin|currency|unit|symbol|pair|instrument|measure|metric|market|kind|side)$/i;
const unnamedIndex = /^(?:__index_level_\d+__|)$/;

/**
 * A panel from a table: T instants × N columns, times in UTC and strictly rising, empty cells NaN. Rows out of order are
 * sorted, repeated instants merged (the last value in the file holds), and everything done or found is in the quality.
 * An index of pandas without a name that only counts rows is left out and told.
 * @param owner function that messages name
 * @throws {RangeError} as `readCsv` does, whatever the format
 */
export function tablePanel(table: FileTable, options: TableOptions, owner: string = "readCsv"): TablePanel {
  const { unit, label, identities, layout = "wide", timeZone = "UTC", scale = 1 } = options;
  const { name } = table;
  checkTableOptions(options, owner);
  const reader = tableReader(table, { where: options.where, decimal: options.decimal, owner });
  const timeColumn = options.timeColumn ?? onlyTimeColumn(table, owner);
  const keys = layout === "long" ? rowKeys(reader, options.keyColumns, name, owner) : undefined;
  const read = reader.times(timeColumn, timeZone, keys);
  const times = label === "start" ? read.times.map((time) => time + (options.intervalMs as number)) : read.times;
  const counters = layout === "wide" && options.columns === undefined ? rowCounters(table, timeColumn) : [];
  const merged = keys === undefined ? wide() : long(keys);

  const named = panel({ times: merged.times, unit, columns: merged.columns, identities }).select(merged.names);
  const told = options.venues === true ? venueColumns(named) : { panel: named, issues: [] };
  const step = options.intervalMs ?? usualStepMs(merged.times);
  const values = told.panel.columns.map((column) => column.values);
  const quality: Quality = {
    rowsRead: reader.rows,
    issues: [
      ...table.issues,
      ...counters.map((column) => counterIssue(column, reader.rows)),
      ...clockIssues(read, timeZone, timeColumn),
      ...merged.issues,
      ...(step > 0 ? gapIssues(merged.times, step, name) : []),
      ...told.issues,
      ...columnIssues(told.panel),
      ...(repeating.includes(unit) ? [] : staleIssues(merged.times, values, name)),
    ],
  };
  return { panel: told.panel, quality };

  function wide(): PivotedRows {
    const names = wideNames(table, reader, { ...options, timeColumn }, counters, owner);
    const sorted = sortedRows(
      times,
      names.map(([column]) => reader.numbers(column, scale)),
      name,
    );
    const columns = Object.fromEntries(names.map(([, as], index) => [as, sorted.columns[index]]));
    return { ...sorted, names: names.map(([, as]) => as), columns };
  }

  function long(keys: readonly string[]): PivotedRows {
    const { valueColumn } = options;
    if (valueColumn === undefined) {
      throw new RangeError(`${owner}: ${name} is to be read long but has no valueColumn; name the column of values`);
    }
    const values = reader.numbers(valueColumn, scale);
    checkOneOfAKind(table, reader, { ...options, timeColumn, keys, times }, owner);
    return pivotedRows(times, keys, values);
  }
}

/** What names the value of each row. */
function rowKeys(
  reader: TableReader,
  keyColumns: readonly string[] = [],
  name: string,
  owner: string,
): readonly string[] {
  if (keyColumns.length === 0) {
    throw new RangeError(`${owner}: ${name} is to be read long but has no keyColumns; name those that name a value`);
  }
  const parts = keyColumns.map(reader.texts);
  return parts[0].map((_, row) => parts.map((part) => part[row]).join(" "));
}

function onlyTimeColumn({ header, column, name, index }: FileTable, owner: string): string {
  const timed = header.filter((_, place) => column(place).kind === "time");
  if (timed.length === 1) return timed[0];
  if (timed.length === 0 && index?.column.kind === "time") return index.name;
  throw new RangeError(
    `${owner}: ${name} has ${timed.length === 0 ? "no column" : `${timed.length} columns`} whose type is a time; name the timeColumn; known: ${header.join(", ")}`,
  );
}

/** Pairs of a column's name in the file and in the result. */
function wideNames(
  { header, name }: FileTable,
  reader: TableReader,
  { timeColumn, columns, except = [], where = {} }: TableOptions,
  counters: readonly string[],
  owner: string,
): readonly (readonly [string, string])[] {
  // Those to be left out may be several of one header.
  // A blank header may have been dropped already.
  for (const column of new Set(except)) if (column !== "" && !header.includes(column)) reader.find(column);
  if (columns !== undefined) {
    return Array.isArray(columns) ? columns.map((column: string) => [column, column]) : Object.entries(columns);
  }
  const left = [timeColumn, ...except, ...counters, ...Object.keys(where)];
  const taken = header.filter((column) => !left.includes(column));
  if (taken.includes("")) {
    throw new RangeError(
      `${owner}: column ${header.indexOf("") + 1} of ${name} has cells and no header; give it one, or name the columns to take (columns)`,
    );
  }
  return taken.map((column) => [column, column]);
}

/** Columns without a name of their own that only count rows: what pandas writes of an index nobody gave. */
function rowCounters({ header, column, rows }: FileTable, timeColumn: string): readonly string[] {
  return header.filter((name, place) => {
    if (!unnamedIndex.test(name) || name === timeColumn || header.indexOf(name) !== header.lastIndexOf(name))
      return false;
    const found = column(place);
    if (found.kind === "time") return true;
    if (found.kind === "other" || rows === 0) return false;
    for (let row = 0; row < rows; row++)
      if (Number(found.values[row]) !== row || found.values[row] === "") return false;
    return true;
  });
}

function counterIssue(column: string, count: number): QualityIssue {
  const detail = "an index of a DataFrame, which is no column of values; left out";
  return { kind: "label", where: column === "" ? "column without a header" : column, count, detail };
}

/** Refuses rows of one instant and key that differ in what they are of: the last would hold, and the others be lost. */
function checkOneOfAKind(
  { header, name }: FileTable,
  reader: TableReader,
  options: TableOptions & { readonly keys: readonly string[]; readonly times: Float64Array },
  owner: string,
): void {
  const { timeColumn, keyColumns = [], valueColumn, where = {}, keys, times } = options;
  const used = [timeColumn, valueColumn, ...keyColumns, ...Object.keys(where)];
  for (const column of header) {
    if (!telling.test(column) || used.includes(column) || reader.find(column).kind !== "text") continue;
    const texts = reader.texts(column);
    if (new Set(texts).size < 2) continue;
    const seen = new Map<string, string>();
    for (let row = 0; row < keys.length; row++) {
      const at = `${times[row]} ${keys[row]}`;
      const before = seen.get(at);
      if (before !== undefined && before !== texts[row]) {
        throw new RangeError(
          `${owner}: ${name} has rows of one time and "${keys[row]}" that differ in column "${column}" (${before}, ${texts[row]}); pick one with where, or add it to keyColumns`,
        );
      }
      seen.set(at, texts[row]);
    }
  }
}

function clockIssues({ times, ambiguous, untold, nonexistent }: ClockTimes, timeZone: string, where: string) {
  const at = (rows: readonly number[]) => rows.map((row) => times[row] as number);
  const left = new Set(untold);
  const told = ambiguous.filter((row) => !left.has(row));
  const twice = `times that the clock of ${timeZone} showed twice`;
  return [
    ...issueAt("label", where, at(told), `${twice}, told apart by the order of the rows`),
    ...issueAt("label", where, at(untold), `${twice}, and the rows do not tell which they are; read as the first`),
    ...issueAt(
      "invalid",
      where,
      at(nonexistent),
      `times that the clock of ${timeZone} never showed, read as before the change; perhaps the zone is a fixed offset`,
    ),
  ];
}
