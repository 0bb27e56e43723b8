import { dayMs } from "../../series/time.js";
import type { SourceFile } from "../dataset.js";
import type { Period } from "../period.js";
import type { QualityIssue } from "../quality/quality.js";
import type { ArchiveContract } from "./archive-contract.js";
import type { ArchiveFile } from "./archive-file.js";
import { gatheredIssues, partIssues } from "./archive-issues.js";
import type { ArchiveStore } from "./archive-store.js";
import { type BinanceFunding, binanceFunding } from "./binance-funding.js";
import { type BinanceKlines, binanceKlines } from "./binance-klines.js";
import { type BinanceMetrics, binanceMetrics, metricsColumns, metricsStepMs } from "./binance-metrics.js";
import {
  type ArchivePart,
  dailyKlinesPart,
  daysBetween,
  fundingPart,
  metricsPart,
  monthlyKlinesPart,
  monthOf,
  monthsBetween,
} from "./binance-paths.js";
import type { MetricsFile } from "./joined-metrics.js";
import { type ParsedPart, type PartReader, type PartReaderOptions, partReader } from "./part-reader.js";

/** Everything read from the archive for one contract and period. */
export interface BinanceFiles {
  /** In order of their days. */
  readonly metrics: readonly MetricsFile[];
  /** In order of time. */
  readonly klines: readonly BinanceKlines[];
  /** In order of time. */
  readonly funding: readonly BinanceFunding[];
  /** Every file that was read, in order of its name. */
  readonly files: readonly SourceFile[];
  readonly rowsRead: number;
  readonly issues: readonly QualityIssue[];
}

/**
 * Reads the metrics, klines and funding files of a contract that hold instants of `from` < t ≤ `to`. A month of klines that
 * is not there is looked for day by day, on the days that have metrics. A dated contract has no funding.
 *
 * The snapshot at midnight at the end of the period may stand in the file of the day that begins there. That file is
 * read as well if it and its klines are there, and is not missed if it is not. So is the funding paid at the first instant
 * of a month, which stands in that month's file.
 */
export async function binanceFiles(
  store: ArchiveStore,
  contract: ArchiveContract,
  { from, to }: Period,
  options: PartReaderOptions = {},
): Promise<BinanceFiles> {
  const reader = partReader(store, options);
  const plan = planOf(reader, contract);
  const days = daysBetween(from, to);
  const months = monthsBetween(from, to);
  const fundingMonths = contract.instrument.kind === "perpetual" ? months : [];
  const hasEdge = to % dayMs === 0;
  const fundingEdge = fundingMonths.length > 0 && monthOf(to) === to ? [to] : [];
  reader.expect(days.length + months.length + fundingMonths.length + fundingEdge.length + (hasEdge ? 1 : 0));

  const metrics = await plan.readMetrics(days);
  const klines = await readKlines(plan, months, metrics);
  const readFunding = (starts: readonly number[]) =>
    reader.read(
      starts.map((month) => fundingPart(contract, month)),
      ({ bytes, name }) => binanceFunding(bytes, name),
    );
  const funding = [
    ...(await readFunding(fundingMonths)),
    ...(await readFunding(fundingEdge)).filter(({ found }) => found),
  ];
  const edge = hasEdge ? await readEdge(plan, to, klines) : { metrics: [], klines: [] };

  const allMetrics = [...metrics, ...edge.metrics];
  const allKlines = [...klines, ...edge.klines];
  const parsedKlines = parsed(allKlines);
  const parsedFunding = parsed(funding);
  return {
    metrics: allMetrics.flatMap(({ path, start, parsed: rows }) =>
      rows === undefined ? [] : [{ name: `data/${path}`, day: start, rows }],
    ),
    klines: parsedKlines,
    funding: parsedFunding,
    files: reader.files(),
    rowsRead: [...parsed(allMetrics), ...parsedKlines, ...parsedFunding].reduce((sum, { count }) => sum + count, 0),
    issues: [
      ...partIssues(allMetrics, "metrics"),
      ...partIssues(allKlines, "klines"),
      ...partIssues(funding, "funding"),
      ...gatheredIssues(
        parsedKlines.flatMap(({ issues }) => issues),
        "klines",
      ),
      ...gatheredIssues(
        parsedFunding.flatMap(({ issues }) => issues),
        "funding",
      ),
    ],
  };
}

/** How the files of one contract are read. */
interface Plan {
  readonly reader: PartReader;
  readonly contract: ArchiveContract;
  readonly readMetrics: (days: readonly number[]) => Promise<readonly ParsedPart<BinanceMetrics>[]>;
  readonly readBars: (parts: readonly ArchivePart[]) => Promise<readonly ParsedPart<BinanceKlines>[]>;
}

function planOf(reader: PartReader, contract: ArchiveContract): Plan {
  const { symbol, instrument } = contract;
  const columns = metricsColumns(contract);
  const contractSize = instrument.margin === "inverse" ? instrument.contractSize : undefined;
  return {
    reader,
    contract,
    readMetrics: (days) =>
      reader.read(
        days.map((day) => metricsPart(contract, day)),
        ({ bytes, name }: ArchiveFile) => binanceMetrics(bytes, symbol, columns, name),
      ),
    readBars: (parts) =>
      reader.read(parts, ({ bytes, name }) => binanceKlines(bytes, { intervalMs: metricsStepMs, contractSize }, name)),
  };
}

/** Snapshots and klines of the day that begins where the period ends; nothing unless both are there. */
async function readEdge(
  { contract, readMetrics, readBars }: Plan,
  day: number,
  klines: readonly ParsedPart<BinanceKlines>[],
): Promise<{ metrics: readonly ParsedPart<BinanceMetrics>[]; klines: readonly ParsedPart<BinanceKlines>[] }> {
  const metrics = (await readMetrics([day])).filter(({ found }) => found);
  const isRead = klines.some(({ found, start, end }) => found && start <= day && day < end);
  if (metrics.length === 0 || isRead) return { metrics, klines: [] };
  for (const part of [dailyKlinesPart(contract, day), monthlyKlinesPart(contract, monthOf(day))]) {
    const [bars] = await readBars([part]);
    if (bars?.found === true) return { metrics, klines: [bars] };
  }
  return { metrics: [], klines: [] };
}

/**
 * Klines month by month, in order of time. In place of a month that is not there stand its days, if at least one of them
 * is; they are asked for only on days with metrics, so that a long hole is not asked for day by day.
 */
async function readKlines(
  { reader, contract, readBars }: Plan,
  months: readonly number[],
  metrics: readonly ParsedPart<BinanceMetrics>[],
): Promise<readonly ParsedPart<BinanceKlines>[]> {
  const monthly = await readBars(months.map((month) => monthlyKlinesPart(contract, month)));
  const klines: ParsedPart<BinanceKlines>[] = [];
  for (const month of monthly) {
    const days = metrics.filter(({ start, found }) => found && !month.found && monthOf(start) === month.start);
    reader.expect(days.length);
    const daily = await readBars(days.map(({ start }) => dailyKlinesPart(contract, start)));
    klines.push(...(daily.some(({ found }) => found) ? daily : [month]));
  }
  return klines;
}

function parsed<R>(parts: readonly ParsedPart<R>[]): readonly R[] {
  return parts.flatMap((part) => (part.parsed === undefined ? [] : [part.parsed]));
}
