import { timeGrid } from "../../series/grid.js";
import { dayMs, intervalText, isoTime } from "../../series/time.js";
import { type Period, period } from "../period.js";
import { futureCut } from "../quality/future-cut.js";
import type { QualityIssue } from "../quality/quality.js";
import type { ArchiveContract } from "./archive-contract.js";
import type { ArchiveStore } from "./archive-store.js";
import type { BinanceFiles } from "./binance-files.js";
import { metricsFolder, metricsPart } from "./binance-paths.js";

/** Bounds as ISO text, the length of a bar, and the present in epoch milliseconds UTC. */
export interface AskedBars {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly barMs: number;
  readonly now: number;
}

/** Bars from the start of the first to the end of the last. */
export interface ArchivePeriod extends Period {
  /** What of the period asked for cannot be, because it is after now. */
  readonly issues: readonly QualityIssue[];
}

/**
 * The bars asked for, none of them ending after now. With `from` those that end after it, so that the first may begin before
 * it; without, those that lie wholly in what the archive has.
 * @throws {RangeError} if there is no such bar, or a bound is left out and the archive cannot list its days or has none
 */
export async function archivePeriod(
  store: ArchiveStore,
  contract: ArchiveContract,
  { from, to, barMs, now }: AskedBars,
): Promise<ArchivePeriod> {
  if (!Number.isFinite(now)) throw new RangeError(`loadBinanceArchive: now is ${now}; give epoch milliseconds UTC`);
  const whole = await askedPeriod(store, contract, { from, to });
  const asked = { from: whole.from, to: Math.min(whole.to, now) };
  const after = from === undefined ? asked.from + barMs - 1 : asked.from;
  const grid = after < asked.to ? timeGrid({ from: after, to: asked.to, intervalMs: barMs }) : new Float64Array(0);
  if (grid.length === 0) {
    throw new RangeError(
      `loadBinanceArchive: no bar of ${intervalText(barMs)} ends after ${isoTime(asked.from)} and by ${isoTime(asked.to)}${whole.to > now ? ", which is now" : ""}; widen the period`,
    );
  }
  const last = grid[grid.length - 1] as number;
  return { from: (grid[0] as number) - barMs, to: last, issues: futureCut(whole.to, { now, last, barMs }) };
}

async function askedPeriod(
  store: ArchiveStore,
  contract: ArchiveContract,
  { from, to }: Pick<AskedBars, "from" | "to">,
): Promise<Period> {
  const given = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  if (from !== undefined && to !== undefined) return period(given, { from, to }, "loadBinanceArchive");
  const days = (await namesIn(store, `${metricsFolder(contract.folder)}/${contract.symbol}`))
    .flatMap((name) => /-metrics-(\d{4}-\d{2}-\d{2})\.zip$/.exec(name)?.[1] ?? [])
    .sort();
  if (days.length === 0) {
    throw await nothingFound(store, contract, metricsPart(contract, 0).path.replace("1970-01-01", "*"));
  }
  const data = { from: days[0] as string, to: days[days.length - 1] as string };
  return period(given, data, "loadBinanceArchive");
}

async function namesIn(store: ArchiveStore, folder: string): Promise<readonly string[]> {
  if (store.names === undefined) {
    throw new RangeError("loadBinanceArchive: from and to are needed to load over HTTP; give two dates");
  }
  return store.names(folder).catch((cause: unknown) => {
    if ((cause as Error).name === "AbortError") throw cause;
    throw new RangeError(
      `loadBinanceArchive: from and to are needed, since the archive cannot be listed (${(cause as Error).message})`,
      { cause },
    );
  });
}

/**
 * @throws {RangeError} if there are no metrics, naming what was looked for, or no klines
 */
export async function checkFound(
  { metrics, klines }: BinanceFiles,
  store: ArchiveStore,
  contract: ArchiveContract,
  { from, to }: Period,
): Promise<void> {
  const days = `${isoTime(from)} to ${isoTime(to)}`;
  const { folder, symbol } = contract;
  if (metrics.length === 0) {
    const first = metricsPart(contract, Math.floor(from / dayMs) * dayMs).path;
    throw await nothingFound(store, contract, `${first} and on, ${days}`);
  }
  if (klines.length > 0) return;
  throw new RangeError(
    `loadBinanceArchive: metrics of ${symbol} but no 5m klines in ${store.place} for ${days}; without them nobody knows what the metrics' time labels mean, so add ${folder}/monthly/klines/${symbol}/5m`,
  );
}

async function nothingFound(
  store: ArchiveStore,
  { folder, symbol }: ArchiveContract,
  lookedFor: string,
): Promise<RangeError> {
  const symbols = (await store.names?.(metricsFolder(folder)).catch(() => [])) ?? [];
  const known = symbols.length > 0 && !symbols.includes(symbol) ? `; symbols there: ${symbolList(symbols)}` : "";
  return new RangeError(
    `loadBinanceArchive: no metrics of ${symbol} in ${store.place}; looked for data/${lookedFor}${known}; check asset, period and place`,
  );
}

const listedSymbols = 20;

function symbolList(symbols: readonly string[]): string {
  const more = symbols.length - listedSymbols;
  return `${symbols.slice(0, listedSymbols).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
