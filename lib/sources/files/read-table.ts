import { basename } from "node:path";
import { csvTable } from "../csv/csv-table.js";
import type { QualityIssue } from "../quality/quality.js";
import { arrowTable } from "./arrow-table.js";
import { fileBytes, firstBytes, hashedFile, isFolder } from "./file-bytes.js";
import { endingIssues, fileFormat } from "./file-format.js";
import type { FileTable } from "./file-table.js";
import { jsonDocument, jsonTable } from "./json-table.js";
import { parquetTable } from "./parquet-table.js";
import type { TableSource } from "./table-dataset.js";
import { textBytes } from "./text-bytes.js";

/** How a file is read. */
export interface ReadTableOptions {
  /** What separates the cells of a CSV. Default as `csvTable` finds it. */
  readonly delimiter?: string | undefined;
  /** Makes a table of a JSON document whose shape it knows; undefined leaves it to `jsonTable`. */
  readonly shaped?: ((document: unknown, name: string) => FileTable | undefined) | undefined;
  /** Function that messages name. */
  readonly owner: string;
}

/**
 * The table in a file of any format that is known, told by its first bytes; a name that says another is told as `invalid`.
 * CSV, JSON and Arrow may be gzipped. Texts are in UTF-8, or in UTF-16 with a byte-order mark.
 * @throws {RangeError} if there is no such file (naming what its folder holds), or it is of no known format, damaged or
 *   too large
 */
export async function readTable(path: string, options: ReadTableOptions): Promise<TableSource> {
  const { owner } = options;
  if (await isFolder(path, owner)) throw new RangeError(`${owner}: ${JSON.stringify(path)} is a folder; give a file`);
  const name = basename(path);
  const start = await firstBytes(path, 1024);
  if (start.length > 0 && startFormat(start, name, owner) === "parquet") {
    const table = await parquetTable(path, name, owner);
    return { table: told(table, endingIssues(path, "parquet")), file: await hashedFile(path) };
  }
  const { bytes, file } = await fileBytes(path, owner);
  const format = fileFormat(bytes.subarray(0, 1024), name, owner);
  const issues = endingIssues(path, format);
  if (format === "parquet")
    throw new RangeError(`${owner}: ${name} is gzipped Parquet, which is packed within; unpack it`);
  if (format === "arrow") return { table: told(await arrowTable(bytes, name, owner), issues), file };
  const text = textBytes(bytes, name, owner);
  if (format === "csv") return { table: told(csvTable(text, { name, delimiter: options.delimiter }), issues), file };
  const document = jsonDocument(text, name, owner);
  return { table: told(options.shaped?.(document, name) ?? jsonTable(document, name, owner), issues), file };
}

/** A gzipped file is looked at again when it is unpacked. */
function startFormat(start: Uint8Array, name: string, owner: string) {
  return start[0] === 0x1f && start[1] === 0x8b ? undefined : fileFormat(start, name, owner);
}

function told(table: FileTable, issues: readonly QualityIssue[]): FileTable {
  return issues.length === 0 ? table : { ...table, issues: [...issues, ...table.issues] };
}
