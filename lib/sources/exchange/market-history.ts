import { intervalMs, isoTime } from "../../series/time.js";
import type { Dataset } from "../dataset.js";
import type { LoadProgress } from "../progress.js";
import { issueAt } from "../quality/issue-at.js";
import type { QualityIssue } from "../quality/quality.js";
import { type AskOptions, ask, type CcxtMarket, type ExchangeClient } from "./exchange-client.js";
import { exchangeHistory } from "./exchange-history.js";
import { exchangePeriod } from "./exchange-period.js";
import type { PlannedMarket } from "./exchange-plan.js";
import type { ExchangeSpec, RowsCall } from "./exchange-spec.js";
import { marketDataset } from "./market-dataset.js";

/** One market and what is wanted of it. */
export interface MarketQuery extends PlannedMarket, AskOptions {
  /** The client to ask through, made when it is needed. */
  readonly client: () => Promise<ExchangeClient>;
  readonly asset: string;
  readonly interval: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly now: number;
  readonly onProgress: (progress: LoadProgress) => void;
}

/**
 * The dataset of one market over the part of the period that it keeps.
 * @throws as `loadExchange`
 */
export async function marketHistory(query: MarketQuery): Promise<Dataset> {
  const { spec, openInterest, names, asset, interval, from, to, now, onProgress, retryDelaysMs, signal } = query;
  const { title } = spec;
  const main = openInterest ?? spec.openInterest ?? spec.candles;
  const what = main === spec.candles ? "bars" : "open interest";
  const { intervals } = openInterest ?? spec.openInterest ?? spec.candles;
  if (!intervals.includes(interval)) {
    throw new RangeError(`loadExchange: ${title} has no ${what} every "${interval}"; known: ${intervals.join(", ")}`);
  }
  const stepMs = intervalMs(interval);
  const older = (openInterest ?? spec.openInterest)?.older ?? "nobody is known to have the rest";
  const { times, issues } = exchangePeriod({
    title,
    what,
    reachMs: main.reachMs(stepMs),
    older,
    stepMs,
    from,
    to,
    now,
  });
  const client = await query.client();
  const symbol = spec.symbol(asset);
  const listed = await listedMarket(client, spec, symbol, { retryDelaysMs, signal });
  const name = (spec.nameOf ?? (({ id }: CcxtMarket) => id))(listed) ?? symbol;
  const since = (times[0] as number) - stepMs;
  const until = times[times.length - 1] as number;
  const history = await exchangeHistory({
    ...{ client, spec, openInterest, symbol, interval, stepMs, since, until, onProgress, retryDelaysMs, signal },
  });
  const shorter = [
    ...cutIssues("candles", spec.candles, title, times, stepMs, now),
    ...cutIssues("funding", spec.funding, title, times, stepMs, now),
    ...(spec.openInterest === undefined ? noColumn(spec, times) : []),
  ];
  return marketDataset({
    ...{ spec, openInterest, asset, listed, symbol: name, history, names, now },
    grid: { times, stepMs },
    issues: [...issues, ...shorter],
  });
}

/** Bars or funding that are kept for a shorter time than the open interest. */
function cutIssues(
  what: string,
  { reachMs }: RowsCall,
  title: string,
  times: Float64Array,
  stepMs: number,
  now: number,
): readonly QualityIssue[] {
  const earliest = now - reachMs(stepMs);
  const lost = times.filter((time) => time - stepMs < earliest);
  return issueAt("cut", what, lost, `${title} keeps ${what} only from ${isoTime(earliest)}; missing before`);
}

function noColumn({ title, noHistory }: ExchangeSpec, times: Float64Array): readonly QualityIssue[] {
  return issueAt("cut", "open interest", times, `${title} has no history of it: ${noHistory}`);
}

/** A market that its exchange does not list. */
export class NotListed extends RangeError {}

/**
 * The market that ccxt calls `symbol`.
 * @throws {NotListed} if the exchange lists none, naming those of a similar name
 */
async function listedMarket(
  client: ExchangeClient,
  spec: ExchangeSpec,
  symbol: string,
  options: AskOptions,
): Promise<CcxtMarket> {
  // Asked to reload because ccxt keeps a failed first load, and would repeat its error at every further try.
  if (client.markets === undefined) await ask(client, spec, () => client.loadMarkets(true), options);
  const { markets = {} } = client;
  const found = markets[symbol];
  if (found?.id !== undefined) return found;
  const symbols = Object.keys(markets);
  if (symbols.length === 0) {
    throw new Error(`loadExchange: the list of markets is not ${spec.title}'s; is a proxy or a block page in between?`);
  }
  const asset = (symbol.split("/")[0] as string).toUpperCase();
  const settle = (symbol.split(":")[1] as string).toUpperCase();
  const near = symbols
    .filter((other) => other.includes(asset) && (other.endsWith(`:${settle}`) || spec.margin === "inverse"))
    .slice(0, 5);
  const hint = near.length === 0 ? "give the base asset as the exchange writes it" : `perhaps ${near.join(", ")}`;
  throw new NotListed(`loadExchange: ${spec.title} lists no ${symbol}; ${hint}`);
}
