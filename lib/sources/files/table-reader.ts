import { isoTime } from "../../series/time.js";
import { csvNumber } from "../csv/csv-number.js";
import { type ClockTimes, clockTimes, csvTimes, timeProblem } from "../csv/csv-times.js";
import { type FileColumn, type FileTable, largestWhole } from "./file-table.js";

/** Reads the columns of a table as what they are said to be. */
export interface TableReader {
  /** Rows that are read, those that `where` leaves. */
  readonly rows: number;
  /** @throws {RangeError} if there is no such column, naming those there are, or it is there twice */
  readonly find: (column: string) => FileColumn;
  /** @throws {RangeError} naming the first cell that is no number */
  readonly numbers: (column: string, scale?: number) => Float64Array;
  /**
   * @param keys what each row is of, where rows are not of one thing alone
   * @throws {RangeError} naming the first cell that is no time
   */
  readonly times: (column: string, timeZone: string, keys?: readonly string[]) => ClockTimes;
  /** @throws {RangeError} if the column holds no texts, numbers or times */
  readonly texts: (column: string) => readonly string[];
}

/** How cells are read. */
export interface TableReaderOptions {
  readonly where?: Readonly<Record<string, string>> | undefined;
  readonly decimal?: "." | "," | undefined;
  /** Function that messages name. */
  readonly owner: string;
}

/** A row that is beyond this has no count in the list of what a column holds. */
const listed = 8;
const decimalComma = /^[+-]?\d+,\d+$/;

/**
 * What reads the columns of a table, with messages that say where a cell is.
 * @throws {RangeError} if `where` leaves no row, naming what the column holds
 */
export function tableReader(table: FileTable, { where = {}, decimal = ".", owner }: TableReaderOptions): TableReader {
  const { header, name, rows } = table;
  const fail = (row: number, column: string, problem: string): never => {
    throw new RangeError(`${owner}: ${name} ${table.place(kept?.[row] ?? row)}, column "${column}": ${problem}`);
  };
  const kept = keptRows();
  const at = kept === undefined ? (row: number) => row : (row: number) => kept[row];
  const count = kept?.length ?? rows;

  function find(column: string): FileColumn {
    const index = header.indexOf(column);
    if (index >= 0 && header.lastIndexOf(column) === index) return table.column(index);
    if (index >= 0) {
      const same = header.filter((other) => other === column).length;
      throw new RangeError(
        `${owner}: ${name} has ${same} columns "${column}"; give each its own header, or leave them out (except)`,
      );
    }
    if (table.index !== undefined && (column === "index" || column === table.index.name)) return table.index.column;
    const unnamed = header.indexOf("__index_level_0__");
    if (column === "index" && unnamed >= 0) return table.column(unnamed);
    throw new RangeError(`${owner}: no column "${column}" in ${name}; known: ${header.join(", ")}`);
  }

  function numbers(column: string, scale = 1): Float64Array {
    const found = find(column);
    const values = new Float64Array(count);
    if (found.kind === "number") {
      for (let row = 0; row < count; row++) {
        const value = found.values[at(row)];
        if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) {
          fail(row, column, `${value} is not a finite number; leave a gap empty`);
        }
        values[row] = value * scale;
      }
      if (found.beyond !== undefined) checkWhole(found, column);
      return values;
    }
    if (found.kind !== "text") throw notNumbers(found, column);
    for (let row = 0; row < count; row++) {
      const text = found.values[at(row)];
      const value = decimal === "," ? commaNumber(text) : csvNumber(text);
      values[row] = (value ?? fail(row, column, `"${text}" is not a number; ${numberAdvice(text, decimal)}`)) * scale;
    }
    return values;
  }

  function checkWhole({ values, beyond }: Extract<FileColumn, { kind: "number" }>, column: string): void {
    for (let row = 0; row < count; row++) {
      if (Math.abs(values[at(row)]) <= largestWhole || !Number.isInteger(values[at(row)])) continue;
      const text = at(row) === beyond?.row ? beyond.text : String(values[at(row)]);
      fail(
        row,
        column,
        `${text} is beyond 2^53 − 1, where whole numbers lose digits; write the column as decimals in text`,
      );
    }
  }

  function times(column: string, timeZone: string, keys?: readonly string[]): ClockTimes {
    const found = find(column);
    const failTime = (row: number, problem: string) => fail(row, column, problem);
    if (found.kind !== "time") return csvTimes(texts(column), timeZone, failTime, keys);
    const values = Float64Array.from({ length: count }, (_, row) => found.values[at(row)]);
    for (let row = 0; row < count; row++) {
      if (values[row] !== values[row]) fail(row, column, "the row has no time; leave it out");
      const problem = timeProblem(values[row]);
      if (problem !== undefined) fail(row, column, `the time ${problem}`);
    }
    const clock = clockTimes(found.zone === "local" ? values : new Float64Array(0), timeZone, failTime, keys);
    return found.zone === "local" ? clock : { ...clock, times: values };
  }

  function texts(column: string): readonly string[] {
    const found = find(column);
    if (found.kind === "text") return kept === undefined ? found.values : kept.map((row) => found.values[row]);
    if (found.kind === "other") throw notNumbers(found, column);
    const write = found.kind === "time" ? isoTime : plain;
    return Array.from({ length: count }, (_, row) => write(found.values[at(row)]));
  }

  function notNumbers(found: FileColumn, column: string): RangeError {
    const what = found.kind === "other" ? found.type : found.kind;
    const why = (found.kind === "other" ? found.why : undefined) ?? "has no one number in a row";
    return new RangeError(
      `${owner}: column "${column}" of ${name} is of type ${what} and ${why}; leave it out (except), or name the columns to take (columns)`,
    );
  }

  function keptRows(): readonly number[] | undefined {
    const wanted = Object.entries(where);
    if (wanted.length === 0) return undefined;
    let left = Array.from({ length: rows }, (_, row) => row);
    for (const [column, wantedText] of wanted) {
      const found = find(column);
      if (found.kind === "other") throw notNumbers(found, column);
      const text =
        found.kind === "text" ? (row: number) => found.values[row] : (row: number) => plain(found.values[row]);
      const matching = left.filter((row) => text(row).toLowerCase() === wantedText.toLowerCase());
      if (matching.length === 0 && left.length > 0) {
        const there = [...new Set(left.map(text))];
        const more = there.length > listed ? `, … (${there.length} in all)` : "";
        throw new RangeError(
          `${owner}: no row of ${name} has "${wantedText}" in column "${column}"; there: ${there.slice(0, listed).join(", ")}${more}`,
        );
      }
      left = matching;
    }
    return left;
  }

  return { rows: count, find, numbers, times, texts };
}

/** A number as text that `csvTimes` and keys can read: never with an exponent where it is whole. */
function plain(value: number): string {
  if (value !== value) return "";
  return Number.isInteger(value) && Math.abs(value) >= 1e21 ? BigInt(value).toString() : String(value);
}

function commaNumber(text: string): number | undefined {
  if (decimalComma.test(text)) return csvNumber(text.replace(",", "."));
  return text.includes(".") ? undefined : csvNumber(text);
}

function numberAdvice(text: string, decimal: "." | ","): string {
  if (decimal === "," && text.includes(".")) return 'with decimal "," a point is no part of a number';
  if (decimal === "." && decimalComma.test(text)) return 'leave a gap empty, or say decimal: "," if that is its comma';
  return "leave a gap empty";
}
