import { besideEachOther } from "../beside-each-other.js";
import type { Dataset } from "../dataset.js";
import type { LoadProgress } from "../progress.js";
import { issueAt } from "../quality/issue-at.js";
import type { QualityIssue } from "../quality/quality.js";
import { type ExchangeClient, exchangeClient } from "./exchange-client.js";
import { exchangePlan, type PlannedMarket } from "./exchange-plan.js";
import { marketHistory, NotListed } from "./market-history.js";
import { sharedProgress } from "./shared-progress.js";

/** What to load from exchanges. */
export interface ExchangeOptions {
  /** Venues by any name they go by; the bars are those of the first. Default Binance. */
  readonly venues?: readonly string[] | undefined;
  /** ccxt's name of one exchange, instead of venues. Default `binanceusdm`. */
  readonly exchange?: string | undefined;
  /** Perpetuals settled in a stablecoin, in their own coin, or both that a venue lists. Default `linear`. */
  readonly margin?: "linear" | "inverse" | "all" | undefined;
  /** Base asset as the exchanges list it, such as `BTC` or `1000PEPE`. */
  readonly asset: string;
  /** Distance between rows. Default `1h`. */
  readonly interval?: string | undefined;
  /** ISO time; rows after it. Default: as far back as each exchange keeps open interest, at most 30 days. */
  readonly from?: string | undefined;
  /** ISO time; rows up to it, a date without time up to its end. Default: now. */
  readonly to?: string | undefined;
  /** The present, epoch milliseconds UTC: the exchanges count their reach back from it, and no bar ends after it. */
  readonly now: number;
  /**
   * What to do about a venue that keeps no history of open interest: refuse, or load its bars and funding without a
   * column. Default `required`, which refuses.
   */
  readonly openInterest?: "required" | "if kept" | undefined;
  /** What to do when a venue fails: give up, or keep the others' data and tell it as `outage`. Default `throw`. */
  readonly onFailure?: "throw" | "skip" | undefined;
  /** Stops everything at once. Default: none. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each page. Default: none. */
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
  /** A ccxt exchange to ask through, such as one with a proxy, where one exchange is asked. Default: new ones without keys. */
  readonly client?: ExchangeClient | undefined;
  /** The same for several exchanges, by ccxt's name of each. */
  readonly clients?: Readonly<Record<string, ExchangeClient>> | undefined;
  /** Waits before each further try of a call that failed, milliseconds. Default 1, 5 and 20 seconds. */
  readonly retryDelaysMs?: readonly number[] | undefined;
}

/**
 * Recent open interest of an asset's perpetuals with price bars and funding, straight from the exchanges' public
 * interfaces through ccxt; no key is needed. A column for each market, in coins and in dollars: as published where it is,
 * else converted at the close of the market's own bar (last price), which the column's identity says.
 * What lies before a venue's reach cannot be had: the part it keeps is returned and the rest told as `cut`.
 * A row that is not served is NaN and reported; nothing is filled. Exchanges are asked at the same time, each no faster
 * than it allows.
 * @throws {RangeError} for an unknown venue, exchange, margin, interval, time or asset, a venue without a history, or a
 *   period of which nothing is kept
 * @throws {Error} if ccxt is not installed, or a venue refuses, cannot be reached or answers with something else
 */
export async function loadExchange({
  venues,
  exchange,
  margin = "linear",
  openInterest = "required",
  onFailure = "throw",
  interval = "1h",
  onProgress = () => {},
  signal,
  client,
  clients = {},
  retryDelaysMs = [1000, 5000, 20_000],
  ...asked
}: ExchangeOptions): Promise<Dataset> {
  if (onFailure !== "throw" && onFailure !== "skip") {
    throw new RangeError(`loadExchange: unknown onFailure "${onFailure}"; known: throw, skip`);
  }
  const plan = exchangePlan({ venues, exchange, margin, openInterest });
  const groups = byExchange(plan);
  if (client !== undefined && groups.length > 1) {
    const names = groups.map(([name]) => name).join(", ");
    throw new RangeError(`loadExchange: one client cannot ask ${names}; give clients by these names`);
  }
  const stop = new AbortController();
  const stopped = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  const progressOf = sharedProgress(plan.length, onProgress);
  const loaded = new Map<PlannedMarket, Dataset | Failure>();
  const loadMarket = async (market: PlannedMarket, ask: () => Promise<ExchangeClient>): Promise<void> => {
    const { title } = market.spec;
    const query = { ...asked, ...market, interval, retryDelaysMs, signal: stopped, onProgress: progressOf(title) };
    const found = await marketHistory({ ...query, client: ask }).catch((error: unknown) => {
      signal?.throwIfAborted();
      // Few assets have a perpetual in their own coin everywhere.
      const isAbsent = margin === "all" && error instanceof NotListed;
      if (onFailure === "skip" || isAbsent) return new Failure(market, error);
      stop.abort(error);
      throw error;
    });
    loaded.set(market, found);
  };
  await Promise.all(
    groups.map(async ([name, markets]) => {
      let own: Promise<ExchangeClient> | undefined;
      const ask = () => {
        own ??= Promise.resolve(client ?? clients[name] ?? exchangeClient(name, markets[0]?.spec.settings));
        return own;
      };
      for (const market of markets) await loadMarket(market, ask);
    }),
  );
  return joined(plan, loaded);
}

/** A market that could not be had. */
class Failure {
  readonly market: PlannedMarket;
  readonly error: unknown;

  constructor(market: PlannedMarket, error: unknown) {
    this.market = market;
    this.error = error;
  }
}

function byExchange(plan: readonly PlannedMarket[]): readonly (readonly [string, readonly PlannedMarket[]])[] {
  const names = [...new Set(plan.map(({ spec }) => spec.exchange))];
  return names.map((name) => [name, plan.filter(({ spec }) => spec.exchange === name)] as const);
}

function joined(plan: readonly PlannedMarket[], loaded: ReadonlyMap<PlannedMarket, Dataset | Failure>): Dataset {
  const datasets: Dataset[] = [];
  const labels: string[] = [];
  const failures: Failure[] = [];
  for (const market of plan) {
    const found = loaded.get(market);
    if (found instanceof Failure) failures.push(found);
    else if (found !== undefined) {
      datasets.push(found);
      labels.push(market.spec.title);
    }
  }
  if (datasets.length === 0) throw failures[0]?.error;
  const dataset = besideEachOther(datasets, { labels });
  if (failures.length === 0) return dataset;
  const issues = failures.flatMap((failure) => outage(failure, dataset));
  return { ...dataset, quality: { ...dataset.quality, issues: [...dataset.quality.issues, ...issues] } };
}

function outage({ market, error }: Failure, { candles }: Dataset): readonly QualityIssue[] {
  const why = (error instanceof Error ? error.message : String(error)).replace(/^loadExchange: /, "");
  return error instanceof NotListed
    ? issueAt("cut", market.spec.title, candles.times, `left out: ${why}`)
    : issueAt("outage", market.spec.title, candles.times, `left out, because it failed: ${why}`);
}
