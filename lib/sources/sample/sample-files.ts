import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "fflate";
import { isoTime } from "../../series/time.js";
import type { LoadProgress } from "../progress.js";
import { simulateMarket } from "../simulated/simulate-market.js";
import type { ContractHistory, SimulatedMarket } from "../simulated/simulated-market.js";
import { reportedUnits, sampleAssets, sampleColumn, sampleOptions } from "./sample-layout.js";
import { sampleReadme } from "./sample-readme.js";

/** A text of the sample by its path below the folder; `.gz` says that it is stored compressed. */
export interface SampleFile {
  readonly path: string;
  readonly text: string;
}

/** What `writeSample` may be told. */
export interface WriteSampleOptions {
  /** Called after each file is written. */
  readonly onProgress?: (progress: LoadProgress) => void;
}

/** A file that was written. */
export interface WrittenFile {
  /** Path below the folder. */
  readonly path: string;
  /** Bytes on disk. */
  readonly bytes: number;
}

/**
 * Makes the bundled sample anew: simulates each asset and writes its files, `instruments.json` and `README.md` into the
 * folder, over those that are there. The same bytes every time.
 */
export async function writeSample(
  folder: string,
  { onProgress }: WriteSampleOptions = {},
): Promise<readonly WrittenFile[]> {
  const files = sampleFiles();
  const written: WrittenFile[] = [];
  for (const { path, text } of files) {
    const plain = new TextEncoder().encode(text);
    const bytes = path.endsWith(".gz") ? gzipSync(plain, { level: 9, mtime: 0 }) : plain;
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, bytes);
    written.push({ path, bytes: bytes.length });
    onProgress?.({ done: written.length, total: files.length, what: path });
  }
  return written;
}

/** Every text of the sample, in the order it is written. */
export function sampleFiles(): readonly SampleFile[] {
  const markets = sampleAssets.map((asset) => simulateMarket({ ...sampleOptions, asset }));
  return [
    ...markets.flatMap(marketFiles),
    { path: "instruments.json", text: instrumentsText(markets) },
    { path: "README.md", text: sampleReadme(markets, sampleOptions) },
  ];
}

function marketFiles({ asset, times, candles, contracts }: SimulatedMarket): readonly SampleFile[] {
  const stamps = Array.from(times, stamp);
  const file = (name: string, columns: readonly CsvColumn[], when?: readonly number[]): SampleFile => ({
    path: `${asset}/${name}.csv.gz`,
    text: csvText(stamps, columns, when),
  });
  const column = (values: (contract: ContractHistory) => Float64Array) => (contract: ContractHistory) => ({
    name: sampleColumn(contract.instrument),
    values: values(contract),
  });
  const { open, high, low, close, volume, takerBuyVolume } = candles;
  const bars = [open, high, low, close, volume, takerBuyVolume].flatMap((series) => series ?? []);
  const rates = contracts.flatMap(({ instrument, funding }) =>
    funding === undefined ? [] : [{ name: sampleColumn(instrument), values: onRows(times, funding) }],
  );
  return [
    file(
      "candles",
      bars.map(({ name, values }) => ({ name, values })),
    ),
    ...reportedUnits.map((unit) => {
      const reporting = contracts.filter(({ instrument }) => instrument.reports === unit);
      return file(`open-interest-${unit}`, reporting.map(column(({ reported }) => reported)));
    }),
    file("mark-price", contracts.map(column(({ markPrice }) => markPrice))),
    file(
      "funding",
      rates,
      Array.from(times.keys()).filter((row) => rates.some(({ values }) => !Number.isNaN(values[row]))),
    ),
  ];
}

interface CsvColumn {
  readonly name: string;
  readonly values: Float64Array;
}

/** A header and a line for each row, or each of those given; a gap is an empty cell. */
function csvText(stamps: readonly string[], columns: readonly CsvColumn[], rows?: readonly number[]): string {
  const lines = [["time", ...columns.map(({ name }) => name)].join(",")];
  const count = rows?.length ?? stamps.length;
  for (let index = 0; index < count; index++) {
    const row = rows?.[index] ?? index;
    let line = stamps[row];
    for (const { values } of columns) line += `,${Number.isNaN(values[row]) ? "" : decimal(values[row])}`;
    lines.push(line);
  }
  return `${lines.join("\n")}\n`;
}

/** The shortest text that reads as the number, without an exponent: a funding rate has eight decimals at most. */
function decimal(value: number): string {
  return Math.abs(value) < 1e-6 && value !== 0 ? value.toFixed(8).replace(/0+$/, "") : String(value);
}

/** An instant to the minute, always with its time of day: `2023-01-01T01:00Z`. */
function stamp(time: number): string {
  const text = isoTime(time);
  return text.length === 10 ? `${text}T00:00Z` : text;
}

/** Values of a series at the given times, NaN where it has none. */
function onRows(times: Float64Array, series: { readonly times: Float64Array; readonly values: Float64Array }) {
  const values = new Float64Array(times.length).fill(Number.NaN);
  let next = 0;
  for (let row = 0; row < times.length; row++) {
    if (series.times[next] === times[row]) values[row] = series.values[next++];
  }
  return values;
}

function instrumentsText(markets: readonly SimulatedMarket[]): string {
  const lines = markets.flatMap(({ contracts }) =>
    contracts.map(({ instrument }) => {
      const { venue, symbol, asset, kind, margin, settle, contractSize, reports, sides, ...rest } = instrument;
      const { fundingIntervalHours, expiry } = rest;
      const terms = { venue, symbol, asset, kind, margin, settle, contractSize, reports, sides, fundingIntervalHours };
      return JSON.stringify(expiry === undefined ? terms : { ...terms, expiry: stamp(expiry) });
    }),
  );
  return `[\n  ${lines.join(",\n  ")}\n]\n`;
}
