import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { onTestFinished } from "vitest";
import {
  type BinanceArchive,
  type BinanceArchiveOptions,
  loadBinanceArchive,
} from "../../../lib/sources/binance/binance-archive.js";
import type { Dataset } from "../../../lib/sources/dataset.js";
import type { QualityIssue } from "../../../lib/sources/quality/quality.js";
import { type ProviderServer, providerServer, type Responder } from "../provider-server.js";

export const minute5 = 300_000;
export const day = 86_400_000;

/** Price at an instant: moves by about 0.1 % in five minutes. */
export const priceAt = (time: number): number => 100_000 * (1 + 0.002 * Math.sin(time / minute5));

/** Coins open at an instant. */
export const openInterestAt = (time: number): number => 50_000 + ((time / minute5) % 10_000);

/** Files by path below the archive's folder, each with its checksum. */
export type Archive = Map<string, Uint8Array>;

export const metricsHeader =
  "create_time,symbol,sum_open_interest,sum_open_interest_value,count_toptrader_long_short_ratio,sum_toptrader_long_short_ratio,count_long_short_ratio,sum_taker_long_short_vol_ratio";
export const klinesHeader =
  "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore";
/** Folder of a contract's market: those of COIN-M are `BTCUSD_…`. */
const market = (symbol: string): string => `data/futures/${/USD_/.test(symbol) ? "cm" : "um"}`;

export const metricsPath = (date: string, symbol = "BTCUSDT"): string =>
  `${market(symbol)}/daily/metrics/${symbol}/${symbol}-metrics-${date}.zip`;
export const klinesPath = (period: string, symbol = "BTCUSDT"): string => {
  const folder = period.length === 7 ? "monthly" : "daily";
  return `${market(symbol)}/${folder}/klines/${symbol}/5m/${symbol}-5m-${period}.zip`;
};
export const fundingPath = (month: string, symbol = "BTCUSDT"): string =>
  `${market(symbol)}/monthly/fundingRate/${symbol}/${symbol}-fundingRate-${month}.zip`;

/** Rows of a day: labelled at the snapshot (`start`) or five minutes before it (`end`). */
export function metricsRows(date: string, label: "start" | "end"): string[] {
  return Array.from({ length: 288 }, (_, row) => {
    const time = Date.parse(date) + row * minute5;
    const snapshot = time + (label === "end" ? minute5 : 0);
    const text = new Date(time).toISOString().slice(0, 19).replace("T", " ");
    const coins = openInterestAt(snapshot);
    return `${text},BTCUSDT,${coins},${coins * priceAt(snapshot)},1,1,1,1`;
  });
}

/** Klines from `start` up to `end`, whose opens and closes follow `priceAt`; one coin traded in each, a quarter bought. */
export function klineRows(start: string, end: string, unit: "ms" | "µs" = "ms"): string[] {
  const rows: string[] = [];
  for (let time = Date.parse(start); time < Date.parse(end); time += minute5) {
    const [open, close] = [priceAt(time), priceAt(time + minute5)];
    const stamp = unit === "ms" ? time : `${time}000`;
    rows.push(`${stamp},${open},${Math.max(open, close)},${Math.min(open, close)},${close},1,0,0,1,0.25,0,0`);
  }
  return rows;
}

/** Puts a zipped CSV and its checksum into the archive. */
export function add(archive: Archive, path: string, lines: readonly string[]): Archive {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return addBytes(archive, path, zipSync({ [name.replace(".zip", ".csv")]: strToU8(`${lines.join("\n")}\n`) }));
}

/** Puts a file and the checksum of its bytes into the archive. */
export function addBytes(archive: Archive, path: string, bytes: Uint8Array): Archive {
  const name = path.slice(path.lastIndexOf("/") + 1);
  archive.set(path, bytes);
  archive.set(`${path}.CHECKSUM`, strToU8(`${createHash("sha256").update(bytes).digest("hex")}  ${name}\n`));
  return archive;
}

/** Days of July 2025 with the given labels, klines of the first six and funding of the first. */
export function july(labels: readonly ("start" | "end")[]): Archive {
  const archive: Archive = new Map();
  labels.forEach((label, index) => {
    const date = `2025-07-${String(index + 1).padStart(2, "0")}`;
    add(archive, metricsPath(date), [metricsHeader, ...metricsRows(date, label)]);
  });
  add(archive, klinesPath("2025-07"), [klinesHeader, ...klineRows("2025-07-01", "2025-07-07")]);
  const start = Date.parse("2025-07-01");
  const funding = [start + 7, start + 8 * 3_600_000 + 2, start + 16 * 3_600_000].map(
    (time, row) => `${time},8,0.000${row + 1}`,
  );
  return add(archive, fundingPath("2025-07"), ["calc_time,funding_interval_hours,last_funding_rate", ...funding]);
}

export async function writeArchive(folder: string, archive: Archive): Promise<void> {
  for (const [path, bytes] of archive) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
}

/** Epoch milliseconds of an ISO time. */
export const at = (iso: string): number => Date.parse(iso);

/** The first two days of July 2025, every five minutes. */
export const twoDays: BinanceArchiveOptions = { interval: "5m", from: "2025-07-01", to: "2025-07-02" };

/** A folder that is removed when the running test is over. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "archive-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** A server of the archive's files; `instead` may answer a request in another way, and its undefined leaves it as it is. */
export async function serveArchive(archive: Archive, instead: Responder = () => undefined): Promise<ProviderServer> {
  const server = await providerServer(async (request) => {
    const other = await instead(request);
    if (other !== undefined) return other;
    const body = archive.get(request.path.slice(1));
    return body === undefined ? undefined : { body };
  });
  onTestFinished(() => server.close());
  return server;
}

/** Writes the archive into a folder of its own and loads it from there. */
export async function load(archive: Archive, options: BinanceArchiveOptions = twoDays): Promise<BinanceArchive> {
  const folder = await emptyFolder();
  await writeArchive(folder, archive);
  return loadBinanceArchive({ path: folder, ...options });
}

/** Instants whose coins are not those that were open then; a gap is one only if `gaps` says so. */
export function wrong({ openInterest }: Dataset, gaps: readonly string[] = []): number[] {
  const [column] = openInterest.columns;
  return [...openInterest.times].filter((time, row) => {
    const value = column?.values[row] as number;
    return gaps.map(at).includes(time) ? !Number.isNaN(value) : value !== openInterestAt(time);
  });
}

/** What the report on quality tells of one kind. */
export const issues = ({ quality }: Dataset, kind: string): QualityIssue[] =>
  quality.issues.filter((issue) => issue.kind === kind);
