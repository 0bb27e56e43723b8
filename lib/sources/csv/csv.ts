import { inOneLine } from "../files/one-line.js";
import { checkTableOptions, type TableOptions } from "../files/table-options.js";
import { type TablePanel, tablePanel } from "../files/table-panel.js";
import { csvTable } from "./csv-table.js";

/** How a CSV says what it holds. What cannot be read from the file itself must be declared. */
export interface CsvOptions extends TableOptions {
  /** Column of times. */
  readonly timeColumn: string;
  /** What messages and issues call the file. Default `csv`. */
  readonly name?: string | undefined;
  /** Default `,`, or where the header line has none, the one it has of `;`, tab and `|`. */
  readonly delimiter?: string | undefined;
}

/** What a CSV holds, and what was found in it. */
export interface CsvData extends TablePanel {}

/**
 * A panel from the text or bytes of a CSV with a header: T instants × N columns, times in UTC and strictly rising, blank
 * cells NaN. Rows out of order are sorted, repeated instants merged (the last value in the file holds), and everything
 * done or found is in the quality: `unsorted`, `duplicate`, `conflict`, `gap`, `blank`, `composition`, `stale`, `alias`
 * and, for wall-clock times of a zone that changes its clocks, `label` and `invalid`.
 * @throws {RangeError} naming file, line, column and text, for a cell that is no number or no time, a line with another
 *   number of cells, a column that is not there (naming those that are) or is there twice, rows of one time and name that
 *   differ in what they are of, or an unknown zone; and for options that cannot be (`checkTableOptions`)
 */
export function readCsv(source: Uint8Array | string, options: CsvOptions): CsvData {
  checkTableOptions(options, "readCsv");
  return inOneLine(() => tablePanel(csvTable(source, options), options));
}
