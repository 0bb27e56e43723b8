import type { SourceFile } from "../dataset.js";
import { fileBytes } from "../files/file-bytes.js";
import { type CsvData, type CsvOptions, readCsv } from "./csv.js";

/** What a CSV file holds, with its name and hash. */
export interface CsvFile extends CsvData {
  readonly file: SourceFile;
}

/**
 * `readCsv` of a file; one that is gzipped, whatever its name, is unpacked first. Messages call it by its base name.
 * @throws {RangeError} as `readCsv` does, and if the file is not there (naming what its folder holds), cannot be unpacked, or
 *   has more than 1 GiB
 */
export async function readCsvFile(path: string, options: CsvOptions): Promise<CsvFile> {
  const { bytes, file } = await fileBytes(path, "readCsvFile");
  return { ...readCsv(bytes, { name: file.name, ...options }), file };
}
