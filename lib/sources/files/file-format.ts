import { basename } from "node:path";
import type { QualityIssue } from "../quality/quality.js";
import type { FileFormat } from "./file-table.js";
import { wideEncoding } from "./text-bytes.js";

/** What the names of files of each format end in, without `.gz`. */
const endings: Readonly<Record<string, FileFormat>> = {
  csv: "csv",
  tsv: "csv",
  txt: "csv",
  parquet: "parquet",
  pq: "parquet",
  arrow: "arrow",
  arrows: "arrow",
  ipc: "arrow",
  feather: "arrow",
  json: "json",
  jsonl: "json",
  ndjson: "json",
};

/** Formats that are known and not read, by their first bytes. */
const refused: readonly (readonly [magic: string, what: string])[] = [
  ["FEA1", "Feather version 1; write it as version 2, which is Arrow"],
  ["PARE", "an encrypted Parquet file; write it without a key"],
  ["PK\u0003\u0004", "a ZIP archive or an Excel workbook; unpack it, or save the sheet as CSV"],
  ["SQLite format 3", "a SQLite database; write the table as Parquet or CSV"],
  ["ORC", "an ORC file; write it as Parquet"],
  ["\u00d0\u00cf\u0011\u00e0", "an old Excel workbook; save the sheet as CSV"],
  ["(\u00b5/\u00fd", "packed with Zstandard; unpack it"],
  ["BZh", "packed with bzip2; unpack it"],
  ["\u00fd7zXZ", "packed with xz; unpack it"],
  ["\u0089HDF", "an HDF5 file; write the table as Parquet or CSV"],
];

/** Letters of which every other byte is zero. */
const unmarkedWide = /^(?:[^\0]\0){8}|^(?:\0[^\0]){8}/;

/**
 * What a file is by its first bytes; a text is JSON if it begins as a list or record, and else CSV.
 * @param start its first bytes, unpacked, a thousand or more where it has them
 * @param owner function that messages name
 * @throws {RangeError} if it is nothing that is read here, saying what it is where that is known
 */
export function fileFormat(start: Uint8Array, name: string, owner: string): FileFormat {
  const wide = wideEncoding(start);
  const text =
    wide === undefined ? String.fromCharCode(...start.subarray(0, 1024)) : new TextDecoder(wide).decode(start);
  const known = refused.find(([magic]) => text.startsWith(magic));
  if (known !== undefined) throw new RangeError(`${owner}: ${name} is ${known[1]}`);
  if (unmarkedWide.test(text)) {
    throw new RangeError(`${owner}: ${name} is a text in UTF-16 without a byte-order mark; save it as UTF-8`);
  }
  if (text.startsWith("PAR1")) return "parquet";
  if (text.startsWith("ARROW1") || (wide === undefined && isStream(start))) return "arrow";
  if (text.includes("\u0000")) {
    throw new RangeError(
      `${owner}: ${name} is no text, Parquet or Arrow; give CSV, Parquet, Arrow, Feather or JSON, texts in UTF-8`,
    );
  }
  const [first] = text.replace(/^\u00ef\u00bb\u00bf/, "").trimStart();
  return first === "{" || first === "[" ? "json" : "csv";
}

/** Tells a file whose name says another format than its bytes; its bytes are right. */
export function endingIssues(path: string, format: FileFormat): readonly QualityIssue[] {
  const ending = /\.([^.]+?)(?:\.gz)?$/.exec(basename(path).toLowerCase())?.[1] ?? "";
  const said = Object.hasOwn(endings, ending) ? endings[ending] : undefined;
  if (said === undefined || said === format) return [];
  const detail = `its name ends as ${said} and its bytes are ${format}; read as ${format}`;
  return [{ kind: "invalid", where: basename(path), count: 1, detail }];
}

/** A stream begins with the length of its first message, since 2019 after four bytes of ones. */
function isStream(start: Uint8Array): boolean {
  if (start.length < 16) return false;
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  const length = view.getInt32(0, true) === -1 ? view.getInt32(4, true) : view.getInt32(0, true);
  // Four letters of text are a larger number.
  return length > 0 && length < 2 ** 24;
}
