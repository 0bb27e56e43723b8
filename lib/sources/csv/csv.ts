import type { Identity, Unit } from "../../series/identity.js";
import { type Panel, panel } from "../../series/panel.js";
import { columnIssues } from "../quality/column-issues.js";
import { gapIssues, staleIssues, usualStepMs } from "../quality/grid-issues.js";
import { issueAt } from "../quality/issue-at.js";
import type { Quality } from "../quality/quality.js";
import { sortedRows } from "../sorted-rows.js";
import { csvNumber } from "./csv-number.js";
import { checkCsvOptions } from "./csv-options.js";
import { csvLine, csvRows } from "./csv-rows.js";
import { type CsvTimes, csvTimes } from "./csv-times.js";
import { type PivotedRows, pivotedRows } from "./pivoted-rows.js";
import { venueColumns } from "./venue-columns.js";

/** How a CSV says what it holds. What cannot be read from the file itself must be declared. */
export interface CsvOptions {
  /** Column of times. */
  readonly timeColumn: string;
  /** Unit of every value, after `scale`. */
  readonly unit: Unit;
  /**
   * What a row's time says of its values:
   *
   * - `instant`: they were true at that time. Also right for a chart labelled by bar starts whose values are those at
   *   the start
   * - `end`: they are of the bar that ends at that time
   * - `start`: they are of the bar that starts at that time; each is restamped to the bar's end, so `intervalMs` is needed
   */
  readonly label: "instant" | "start" | "end";
  /** Distance between rows in milliseconds. Default: the usual step found in the file, where the label allows. */
  readonly intervalMs?: number;
  /** `wide`: a column of values for each name. `long`: one column of values and columns that name it. Default `wide`. */
  readonly layout?: "wide" | "long";
  /** Zone of times that are written without one: an IANA name or an offset such as `+02:00`. Default `UTC`. */
  readonly timeZone?: string;
  /**
   * Wide: the columns to take, in this order, or their names in the file with those they get.
   * Default: every one but the time and `except`.
   */
  readonly columns?: readonly string[] | Readonly<Record<string, string>>;
  /** Wide: columns to leave out. Default none. */
  readonly except?: readonly string[];
  /** Long: the columns whose cells, joined by a space, name a value's column. */
  readonly keyColumns?: readonly string[];
  /** Long: the column of values. */
  readonly valueColumn?: string;
  /** The names are exchanges: each gets its canonical name, and those of one venue become one column. Default false. */
  readonly venues?: boolean;
  /** What each column is of, by its name in the result. */
  readonly identities?: Readonly<Record<string, Identity>>;
  /** Factor for every value, such as 1e6 for a file in millions. Default 1. */
  readonly scale?: number;
  /** What messages and issues call the file. Default `csv`. */
  readonly name?: string;
  /** Default `,`. */
  readonly delimiter?: string;
}

/** Units whose values repeat for long by nature, as a funding rate does between settlements. */
const repeating: readonly Unit[] = ["fraction", "score", "number"];

/** What a CSV holds, and what was found in it. */
export interface CsvData {
  readonly panel: Panel;
  readonly quality: Quality;
}

/**
 * A panel from the text or bytes of a CSV with a header: T instants × N columns, times in UTC and strictly rising, blank
 * cells NaN. Rows out of order are sorted, repeated instants merged (the last value in the file holds), and everything
 * done or found is in the quality: `unsorted`, `duplicate`, `conflict`, `gap`, `blank`, `composition`, `stale`, `alias`
 * and, for wall-clock times of a zone that changes its clocks, `label` and `invalid`.
 * @throws {RangeError} naming file, line, column and text, for a cell that is no number or no time, a line with another
 *   number of cells, a column that is not there (naming those that are) or is there twice, or an unknown zone; and for
 *   options that cannot be (`checkCsvOptions`)
 */
export function readCsv(source: Uint8Array | string, options: CsvOptions): CsvData {
  const { timeColumn, unit, label, identities, layout = "wide", timeZone = "UTC", scale = 1, name = "csv" } = options;
  checkCsvOptions(options);
  const [header, ...rows] = csvRows(source, options);
  if (header === undefined) throw new RangeError(`readCsv: ${name} is empty; give a file with a header line`);

  const failCell = (row: number, column: string, problem: string): never => {
    throw new RangeError(`readCsv: ${name} line ${csvLine(source, row + 1, options)}, column "${column}": ${problem}`);
  };
  const cells = (column: string): readonly string[] => {
    const index = columnIndex(header, column, name);
    return rows.map((row) => row[index] as string);
  };
  const numbers = (column: string): Float64Array => {
    const values = new Float64Array(rows.length);
    const texts = cells(column);
    for (let row = 0; row < texts.length; row++) {
      const value = csvNumber(texts[row] as string);
      values[row] = (value ?? failCell(row, column, `"${texts[row]}" is not a number; leave a gap empty`)) * scale;
    }
    return values;
  };

  const read = csvTimes(cells(timeColumn), timeZone, (row, problem) => failCell(row, timeColumn, problem));
  const times = label === "start" ? read.times.map((time) => time + (options.intervalMs as number)) : read.times;
  const merged = layout === "wide" ? wide() : pivotedRows(times, longKeys(options, cells), numbers(longValue(options)));

  const named = panel({ times: merged.times, unit, columns: merged.columns, identities });
  const told = options.venues === true ? venueColumns(named) : { panel: named, issues: [] };
  const step = options.intervalMs ?? usualStepMs(merged.times);
  const values = told.panel.columns.map((column) => column.values);
  const quality: Quality = {
    rowsRead: rows.length,
    issues: [
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
    const names = wideNames(header as readonly string[], options);
    const sorted = sortedRows(
      times,
      names.map(([column]) => numbers(column)),
      name,
    );
    const columns = Object.fromEntries(names.map(([, as], index) => [as, sorted.columns[index] as Float64Array]));
    return { ...sorted, columns };
  }
}

/** Pairs of a column's name in the file and in the result. */
function wideNames(header: readonly string[], { timeColumn, columns, except = [], name = "csv" }: CsvOptions) {
  // Those to be left out may be several of one header.
  for (const column of except) columnIndex([...new Set(header)], column, name);
  if (columns === undefined) {
    return header
      .filter((column) => column !== timeColumn && !except.includes(column))
      .map((column) => [column, column]);
  }
  return Array.isArray(columns) ? columns.map((column: string) => [column, column]) : Object.entries(columns);
}

function longValue({ valueColumn, name = "csv" }: CsvOptions): string {
  if (valueColumn !== undefined) return valueColumn;
  throw new RangeError(`readCsv: ${name} is to be read long but has no valueColumn; name the column of values`);
}

function longKeys({ keyColumns = [], name = "csv" }: CsvOptions, cells: (column: string) => readonly string[]) {
  if (keyColumns.length === 0) {
    throw new RangeError(`readCsv: ${name} is to be read long but has no keyColumns; name those that name a value`);
  }
  const parts = keyColumns.map(cells);
  return (parts[0] as readonly string[]).map((_, row) => parts.map((part) => part[row]).join(" "));
}

function columnIndex(header: readonly string[], column: string, name: string): number {
  const index = header.indexOf(column);
  if (index >= 0 && header.lastIndexOf(column) === index) return index;
  if (index >= 0) {
    const count = header.filter((other) => other === column).length;
    throw new RangeError(
      `readCsv: ${name} has ${count} columns "${column}"; give each its own header, or leave them out (except)`,
    );
  }
  throw new RangeError(`readCsv: no column "${column}" in ${name}; known: ${header.join(", ")}`);
}

function clockIssues({ times, ambiguous, nonexistent }: CsvTimes, timeZone: string, where: string) {
  const at = (rows: readonly number[]) => rows.map((row) => times[row] as number);
  return [
    ...issueAt(
      "label",
      where,
      at(ambiguous),
      `times that the clock of ${timeZone} showed twice; the second only where the row before had reached the first`,
    ),
    ...issueAt(
      "invalid",
      where,
      at(nonexistent),
      `times that the clock of ${timeZone} never showed, read as before the change; perhaps the zone is a fixed offset`,
    ),
  ];
}
