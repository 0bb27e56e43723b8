import type { FileTable } from "../files/file-table.js";
import { textBytes } from "../files/text-bytes.js";
import type { QualityIssue } from "../quality/quality.js";
import { csvLine, csvRows } from "./csv-rows.js";

/** How a CSV is cut into cells. */
export interface CsvTableOptions {
  /** What messages and issues call the file. Default `csv`. */
  readonly name?: string | undefined;
  /**
   * What separates cells. Default `,`, or where the header line has none of those outside quotes, the one it has most of
   * among `;`, tab and `|`.
   */
  readonly delimiter?: string | undefined;
}

/**
 * A table of texts from the text or bytes of a CSV with a header. Columns without a header and without a cell, which
 * spreadsheets leave at the end of lines, are dropped and told as `blank`.
 * @throws {RangeError} as `csvRows` and `textBytes` do, and if there is no line at all
 */
export function csvTable(given: Uint8Array | string, { name = "csv", delimiter }: CsvTableOptions = {}): FileTable {
  const source = typeof given === "string" ? given : textBytes(given, name, "readCsv");
  const form = { name, delimiter: delimiter ?? usualDelimiter(source) };
  const [first, ...rows] = csvRows(source, form);
  if (first === undefined) throw new RangeError(`readCsv: ${name} is empty; give a file with a header line`);
  const places = first.flatMap((header, place) => (header === "" && isBlank(rows, place) ? [] : [place]));
  const dropped = first.length - places.length;
  return {
    name,
    format: "csv",
    header: places.map((place) => first[place]),
    rows: rows.length,
    column: (index) => ({ kind: "text", values: rows.map((row) => row[places[index]]) }),
    place: (row) => `line ${csvLine(source, row + 1, form)}`,
    issues: dropped === 0 ? [] : [blankColumns(name, dropped)],
  };
}

function isBlank(rows: readonly string[][], place: number): boolean {
  return rows.every((row) => row[place] === "");
}

function blankColumns(where: string, count: number): QualityIssue {
  return { kind: "blank", where, count, detail: "columns without a header and without a cell; left out" };
}

/** By the first line with something in it; text in quotes does not count. */
function usualDelimiter(source: Uint8Array | string): string {
  const start = typeof source === "string" ? source : new TextDecoder().decode(source.subarray(0, 65_536));
  const line = (/[^\r\n]*\S[^\r\n]*/.exec(start.slice(0, 65_536)) ?? [""])[0].replace(/"[^"]*"/g, "");
  if (line.includes(",")) return ",";
  const counts = [";", "\t", "|"].map((each) => [each, line.split(each).length - 1] as const);
  const [most, count] = counts.reduce((best, each) => (each[1] > best[1] ? each : best));
  return count === 0 ? "," : most;
}
