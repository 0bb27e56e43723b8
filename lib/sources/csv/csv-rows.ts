import { parse } from "csv-parse/sync";

/** How a text is cut into rows. */
export interface CsvRowsOptions {
  /** What messages call the file. Default `csv`. */
  readonly name?: string;
  /** Default `,`. */
  readonly delimiter?: string;
}

/** Line ends are told: found by the parser, the first would count for all of a file put together on two systems. */
const form = { bom: true, trim: true, skip_empty_lines: true, record_delimiter: ["\r\n", "\n", "\r"] };

/**
 * Rows of a CSV as text cells, the header included, blank lines left out; a byte-order mark is removed and cells are
 * trimmed.
 * @throws {RangeError} naming the line, if a row has another number of cells than the first or a quote does not close
 */
export function csvRows(
  source: Uint8Array | string,
  { name = "csv", delimiter = "," }: CsvRowsOptions = {},
): readonly string[][] {
  try {
    return parse(source, { ...form, delimiter });
  } catch (cause) {
    throw new RangeError(`${name}: ${reason(cause)}`, { cause });
  }
}

/**
 * Line, from 1, on which the row at this index of `csvRows` ends. The text is read again: a line is only wanted for a
 * message, and keeping it for every row would slow every read.
 */
export function csvLine(source: Uint8Array | string, row: number, { delimiter = "," }: CsvRowsOptions = {}): number {
  const records: unknown[] = parse(source, { ...form, delimiter, info: true, to: row + 1 });
  return (records[row] as { readonly info: { readonly lines: number } }).info.lines;
}

function reason(cause: unknown): string {
  const { code, message, lines, record } = cause as {
    readonly code?: string;
    readonly message: string;
    readonly lines?: number;
    readonly record?: readonly string[];
  };
  if (code === "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH") {
    const expected = /expect (\d+)/.exec(message)?.[1] ?? "another number";
    return `line ${lines} has ${record?.length} cells where the first row has ${expected}; repair the line`;
  }
  return `line ${lines} cannot be read (${message}); repair it or name the delimiter`;
}
