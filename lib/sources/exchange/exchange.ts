import type { Identity, Unit } from "../../series/identity.js";
import { Panel } from "../../series/panel.js";
import { Series } from "../../series/series.js";
import { intervalMs, isoTime } from "../../series/time.js";
import type { Dataset } from "../dataset.js";
import type { LoadProgress } from "../progress.js";
import { rowsOnGrid } from "../rows-on-grid.js";
import { type AskOptions, ask, type ExchangeClient, exchangeClient } from "./exchange-client.js";
import { exchangeHistory } from "./exchange-history.js";
import { exchangeLabel } from "./exchange-label.js";
import { exchangePeriod } from "./exchange-period.js";
import { type ExchangeSpec, exchangeSpec } from "./exchange-specs.js";

/** What to load from an exchange. */
export interface ExchangeOptions {
  /** ccxt's name of the exchange. Default `binanceusdm`, the only one so far. */
  readonly exchange?: string | undefined;
  /** Base asset as the exchange lists it, such as `BTC` or `1000PEPE`. */
  readonly asset: string;
  /** Distance between rows. Default `1h`. */
  readonly interval?: string | undefined;
  /** ISO time; rows after it. Default: as far back as the exchange keeps open interest. */
  readonly from?: string | undefined;
  /** ISO time; rows up to it, a date without time up to its end. Default: now. */
  readonly to?: string | undefined;
  /** The present, epoch milliseconds UTC: the exchange counts its reach back from it, and no bar ends after it. */
  readonly now: number;
  /** Stops between two calls. Default: none. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each page. Default: none. */
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
  /** A ccxt exchange to ask through, such as one with a proxy. Default: a new one without keys. */
  readonly client?: ExchangeClient | undefined;
  /** Waits before each further try of a call that failed, milliseconds. Default 1, 5 and 20 seconds. */
  readonly retryDelaysMs?: readonly number[] | undefined;
}

/**
 * Recent open interest of a perpetual with its price bars and funding, straight from an exchange's public interface
 * through ccxt; no key is needed. Open interest is in coins and, as the exchange values it, in dollars.
 * What lies before the exchange's reach cannot be had: the part it keeps is returned and the cut reported as a `gap`.
 * A row that is not served is NaN and reported; nothing is filled.
 * @throws {RangeError} for an unknown exchange, interval, time or asset, or a period of which nothing is kept
 * @throws {Error} if ccxt is not installed, or the exchange refuses, cannot be reached or answers with something else
 */
export async function loadExchange({
  exchange = "binanceusdm",
  asset,
  interval = "1h",
  from,
  to,
  now,
  signal,
  onProgress = () => {},
  client: given,
  retryDelaysMs = [1000, 5000, 20_000],
}: ExchangeOptions): Promise<Dataset> {
  const spec = exchangeSpec(exchange);
  if (!spec.intervals.includes(interval)) {
    const known = spec.intervals.join(", ");
    throw new RangeError(`loadExchange: ${spec.title} has no open interest every "${interval}"; known: ${known}`);
  }
  const stepMs = intervalMs(interval);
  const { times, issues } = exchangePeriod({ title: spec.title, reachMs: spec.reachMs, stepMs, from, to, now });
  const client = given ?? (await exchangeClient(exchange));
  const symbol = `${asset}/${spec.quote}:${spec.quote}`;
  const instrument = await listedName(client, spec, symbol, { retryDelaysMs, signal });
  const since = (times[0] as number) - stepMs;
  const until = times[times.length - 1] as number;
  const query = { client, spec, symbol, interval, stepMs, since, until, onProgress, retryDelaysMs, signal };
  const history = await exchangeHistory(query);

  const grid = { times, stepMs };
  // A candle is labelled by its start, and stamped with its end.
  const bars = rowsOnGrid(history.candles, stepMs, grid, "candles");
  const [open, high, low, close, volume] = bars.columns as [Column, Column, Column, Column, Column];
  const { times: labels, columns: published } = history.openInterest;
  const [coins, value] = published as [Column, Column];
  const label = exchangeLabel({ labels, openInterest: coins, value, barEnds: times, open, close, barMs: stepMs });
  const snapshots = rowsOnGrid(history.openInterest, label.shiftMs, grid, "open interest");
  const [oiBase, oiUsd] = snapshots.columns as [Column, Column];

  const identity: Identity = { asset, instrument, ...spec.identity };
  const { sides: _sides, delayMs: _delayMs, ...ofPrice } = identity;
  const bar = (name: string, values: Column, unit: Unit): Series => new Series(times, values, name, unit, ofPrice);
  const openInterest = (values: Column, unit: Unit): Panel =>
    new Panel(times, [{ name: spec.venue, values, identity }], unit);
  const rates = history.funding.columns[0] as Column;
  const funding = new Series(history.funding.times, rates, spec.venue, "fraction", ofPrice).slice(since, until);

  return {
    asset,
    intervalMs: stepMs,
    candles: {
      times,
      intervalMs: stepMs,
      open: bar("open", open, "price"),
      high: bar("high", high, "price"),
      low: bar("low", low, "price"),
      close: bar("close", close, "price"),
      volume: bar("volume", volume, "base"),
    },
    openInterest: openInterest(oiBase, "base"),
    openInterestUsd: openInterest(oiUsd, "usd"),
    funding: funding.length === 0 ? [] : [funding],
    quality: {
      rowsRead: history.rowsRead,
      issues: [
        ...issues,
        label.issue,
        ...history.openInterest.issues,
        ...snapshots.issues,
        ...history.candles.issues,
        ...bars.issues,
        ...history.funding.issues,
      ],
    },
    provenance: {
      source: "exchange",
      simulated: false,
      description: `${spec.title} ${instrument} through ccxt, as served at ${isoTime(now)}: ${spec.description}.`,
      files: [],
    },
  };
}

type Column = Float64Array;

/**
 * The name an exchange gives a market that ccxt calls `symbol`.
 * @throws {RangeError} if it lists none, naming those of a similar name
 */
async function listedName(client: ExchangeClient, spec: ExchangeSpec, symbol: string, options: AskOptions) {
  // Asked to reload because ccxt keeps a failed first load, and would repeat its error at every further try.
  if (client.markets === undefined) await ask(client, spec, () => client.loadMarkets(true), options);
  const { markets = {} } = client;
  const name = markets[symbol]?.id;
  if (name !== undefined) return name;
  const symbols = Object.keys(markets);
  if (symbols.length === 0) {
    throw new Error(`loadExchange: the list of markets is not ${spec.title}'s; is a proxy or a block page in between?`);
  }
  const asset = (symbol.split("/")[0] as string).toUpperCase();
  const near = symbols.filter((other) => other.includes(asset) && other.endsWith(`:${spec.quote}`)).slice(0, 5);
  const hint = near.length === 0 ? "give the base asset as the exchange writes it" : `perhaps ${near.join(", ")}`;
  throw new RangeError(`loadExchange: ${spec.title} lists no ${symbol}; ${hint}`);
}
