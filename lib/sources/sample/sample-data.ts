import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Instrument } from "../../market/instrument.js";
import type { Unit } from "../../series/identity.js";
import { hourMs } from "../../series/time.js";
import { type CsvFile, readCsvFile } from "../csv/csv-file.js";
import type { SourceFile } from "../dataset.js";
import type { LoadProgress } from "../progress.js";
import { sampleInstruments } from "./sample-instruments.js";
import { reportedUnits } from "./sample-layout.js";

/** The files of one asset of the sample, read. */
export interface SampleData {
  /** Every file that was read, by its path below the folder. */
  readonly files: readonly SourceFile[];
  readonly instruments: readonly Instrument[];
  /** Open interest as reported, in the order of `reportedUnits`. */
  readonly reported: readonly CsvFile[];
  /** Every contract, unit `price`. */
  readonly mark: CsvFile;
  /** Prices and volumes of the reference contract, which is the first instrument; as numbers, being of two units. */
  readonly candles: CsvFile;
  /** Every perpetual, unit `fraction`, a row for each time at which one settles. */
  readonly funding: CsvFile;
}

/**
 * Reads the files of one asset below a folder that `writeSample` wrote.
 * @throws {RangeError} if a file cannot be read as what it should be
 * @throws {Error} if a file cannot be opened
 */
export async function readSample(
  folder: string,
  asset: string,
  { onProgress }: { readonly onProgress?: (progress: LoadProgress) => void },
): Promise<SampleData> {
  const bytes = await readFile(join(folder, "instruments.json"));
  const instruments = sampleInstruments(bytes.toString("utf8")).filter((instrument) => instrument.asset === asset);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const total = reportedUnits.length + 3;
  let done = 0;
  const read = async (name: string, unit: Unit): Promise<CsvFile> => {
    return readCsvFile(join(folder, asset, `${name}.csv.gz`), {
      timeColumn: "time",
      unit,
      label: "end",
      intervalMs: hourMs,
    });
  };
  const told = <T>(what: string, result: T): T => {
    done++;
    onProgress?.({ done, total, what: `${asset}/${what}.csv.gz` });
    return result;
  };
  const reported: CsvFile[] = [];
  for (const unit of reportedUnits) {
    const name = `open-interest-${unit}`;
    reported.push(told(name, await read(name, unit)));
  }
  const mark = told("mark-price", await read("mark-price", "price"));
  const candles = told("candles", await read("candles", "number"));
  const funding = told("funding", await read("funding", "fraction"));
  const files = [...reported, mark, candles, funding].map(({ file }) => ({ ...file, name: `${asset}/${file.name}` }));
  return { files: [...files, { name: "instruments.json", sha256 }], instruments, reported, mark, candles, funding };
}
