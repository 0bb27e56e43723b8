import { timeGrid } from "../series/grid.js";
import { dayMs, intervalMs, isoTime } from "../series/time.js";
import { type ArchiveContract, archiveContract } from "./binance/archive-contract.js";
import { type ArchiveSource, archiveStore, loadBinanceArchive } from "./binance/binance-archive.js";
import { newestArchiveDay } from "./binance/newest-archive-day.js";
import type { PartReaderOptions } from "./binance/part-reader.js";
import type { Dataset } from "./dataset.js";
import { type ExchangeOptions, loadExchange } from "./exchange/exchange.js";
import type { OpenInterestCall } from "./exchange/exchange-spec.js";
import { binanceCoinM, binanceUsdM } from "./exchange/specs/binance.js";
import { joinedDatasets } from "./joined-datasets.js";
import { periodEnd, periodStart } from "./period.js";
import type { LoadProgress } from "./progress.js";
import { issueAt } from "./quality/issue-at.js";
import type { QualityIssue } from "./quality/quality.js";

/** Which perpetual of Binance, and when. */
export interface BinanceHistoryOptions {
  /** Base asset. Default `BTC`. */
  readonly asset?: string | undefined;
  /** USD-M (`linear`) or COIN-M (`inverse`). Default `linear`. */
  readonly margin?: "linear" | "inverse" | undefined;
  /** Length of a bar, one that the exchange has: 5m to 1d. Default `1h`. */
  readonly interval?: string | undefined;
  /** ISO time, left out of the period. Default the first day of the archive, if it can be listed. */
  readonly from?: string | undefined;
  /** ISO time; a date alone includes that day. Default now. */
  readonly to?: string | undefined;
  /** The present, epoch milliseconds UTC. Default the clock's. */
  readonly now?: number | undefined;
  /** Stops everything at once. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each file and each page. */
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
  /** Where the archive is and how its files are fetched. Default the public one. */
  readonly archive?: Omit<ArchiveSource & PartReaderOptions, "now" | "signal" | "onProgress"> | undefined;
  /** What the exchange is asked through. */
  readonly exchange?: Pick<ExchangeOptions, "client" | "retryDelaysMs"> | undefined;
}

/** The archive lags a day or two; a gap of more than this in its newest days is told and not looked behind. */
const searchedMs = 60 * dayMs;
/** Bars before the archive's end that the exchange is asked for too, so that the two are compared. */
const overlapBars = 12;

/**
 * A perpetual of Binance from the archive up to the newest day that it has, and from the exchange's own interface for the
 * rest, joined as `joinedDatasets` does: where both have a value the archive's holds, and differences are told. Funding of
 * months that the archive does not have yet is the exchange's. What neither has is told as `cut`.
 * @throws {RangeError} for an asset, margin, interval or time that cannot be, or if neither has anything of the period
 * @throws {Error} if the archive or, where it is needed, the exchange cannot be reached or refuses
 */
export async function loadBinance(options: BinanceHistoryOptions = {}): Promise<Dataset> {
  const { interval = "1h", from, to, now = Date.now(), signal, archive = {} } = options;
  const contract = archiveContract(options);
  const calls = (contract.instrument.margin === "inverse" ? binanceCoinM : binanceUsdM)
    .openInterest as OpenInterestCall;
  if (!calls.intervals.includes(interval)) {
    throw new RangeError(
      `loadBinance: interval "${interval}" is not one of the exchange; known: ${calls.intervals.join(", ")}`,
    );
  }
  const stepMs = intervalMs(interval);
  const end = Math.min(to === undefined ? now : periodEnd(to), now);
  const start = from === undefined ? undefined : periodStart(from);
  if (start !== undefined && start >= end) {
    throw new RangeError(`loadBinance: from ${isoTime(start)} is not before ${isoTime(end)}; give an earlier one`);
  }
  const plan = { options, contract, interval, stepMs, start, end, now };
  const search = { from: Math.max(start ?? Number.NEGATIVE_INFINITY, end - searchedMs), to: end };
  const newest = await newestArchiveDay(archiveStore({ ...archive, now, signal }), contract, search);
  const reach = Math.ceil((now - calls.reachMs(stepMs)) / stepMs) * stepMs;
  // Nothing in all of a shorter period; of a longer one what lies before is still to be looked for.
  if (newest === undefined && start !== undefined && start >= end - searchedMs)
    return exchangeAlone(plan, reach, start);
  const archiveEnd = Math.min(newest ?? end - searchedMs, end);
  const older = await fromArchive(plan, archiveEnd);
  const last = older.openInterest.times[older.openInterest.length - 1] as number;
  const lastAsked = Math.floor(end / stepMs) * stepMs;
  if (last >= lastAsked) return older;
  if (reach >= lastAsked) return withIssues(older, cutIssues(last, lastAsked, stepMs));
  const first = (older.openInterest.times[0] as number) - stepMs;
  const since = Math.max(reach, first, Math.min(last - overlapBars * stepMs, unfundedFrom(older, last)));
  const newer = await fromExchange(plan, since, older);
  return joinedAtEnd(older, newer, since);
}

interface Plan {
  readonly options: BinanceHistoryOptions;
  readonly contract: ArchiveContract;
  readonly interval: string;
  readonly stepMs: number;
  /** Undefined for the first day of the archive. */
  readonly start: number | undefined;
  readonly end: number;
  readonly now: number;
}

function fromArchive({ options, contract, interval, now }: Plan, end: number): Promise<Dataset> {
  const { archive, from, signal, onProgress } = options;
  const { symbol } = contract;
  return loadBinanceArchive({ ...archive, symbol, interval, from, to: instant(end), now, signal, onProgress });
}

function fromExchange({ options, contract, interval, now }: Plan, since: number, older?: Dataset): Promise<Dataset> {
  const { margin, asset } = contract.instrument;
  const { exchange = {}, to, signal, onProgress = () => {} } = options;
  const files = older?.provenance.files.length ?? 0;
  return loadExchange({
    ...exchange,
    venues: ["binance"],
    margin: margin as "linear" | "inverse",
    ...{ asset, interval, now, signal },
    from: instant(since),
    to,
    onProgress: ({ done, total, what }) => onProgress({ done: files + done, total: files + total, what }),
  });
}

async function exchangeAlone(plan: Plan, reach: number, start: number): Promise<Dataset> {
  const { stepMs, end, contract } = plan;
  if (reach >= Math.floor(end / stepMs) * stepMs) {
    throw new RangeError(
      `loadBinance: the archive has no day of ${contract.symbol} from ${isoTime(start)} to ${isoTime(end)}, and the exchange keeps open interest from ${isoTime(reach)}; take another period`,
    );
  }
  const data = await fromExchange(plan, Math.max(reach, start));
  return withIssues(data, cutIssues(start, Math.min(reach, end), stepMs));
}

/** Where the months at the end begin of which the archive has no funding. */
function unfundedFrom({ quality }: Dataset, end: number): number {
  const missing = quality.issues.filter(isMissingFunding);
  return Math.min(end, ...missing.filter(({ to = 0 }) => to >= end).map(({ from = end }) => from));
}

function isMissingFunding({ kind, where }: QualityIssue): boolean {
  return kind === "missing-file" && where === "funding";
}

/** The two joined; the hole between them is cut off, and funding that the exchange has is not missing. */
function joinedAtEnd(older: Dataset, newer: Dataset, since: number): Dataset {
  const joined = joinedDatasets(older, newer);
  const first = (older.openInterest.times[0] as number) - older.intervalMs;
  const issues = joined.quality.issues.flatMap((issue): readonly QualityIssue[] => {
    if (issue.kind === "gap" && issue.where === "joined") {
      return [{ ...issue, kind: "cut", where: "period", detail: nobodyHas }];
    }
    const { from = first, to = since } = issue;
    if (!isMissingFunding(issue) || newer.funding.length === 0 || to <= since) return [issue];
    if (Math.max(from, first) >= since) return [];
    return [{ ...issue, to: since, detail: `${issue.detail}; from ${isoTime(since)} on the exchange's` }];
  });
  return { ...joined, quality: { ...joined.quality, issues } };
}

const nobodyHas = "neither in the archive nor kept by the exchange any more; left empty, not bridged";

/** Bars asked for that end after `from` and by `to`, as cut. */
function cutIssues(from: number, to: number, stepMs: number): readonly QualityIssue[] {
  if (to <= from) return [];
  return issueAt("cut", "period", timeGrid({ from, to, intervalMs: stepMs }), nobodyHas);
}

function withIssues(data: Dataset, issues: readonly QualityIssue[]): Dataset {
  return { ...data, quality: { ...data.quality, issues: [...data.quality.issues, ...issues] } };
}

/** ISO text of an instant, with its time: a date alone would be the whole day. */
function instant(time: number): string {
  return new Date(time).toISOString();
}
