import { setTimeout as wait } from "node:timers/promises";
import { ForeignAnswer } from "./foreign-answer.js";

/** What is used of a market that ccxt lists. */
export interface CcxtMarket {
  /** The venue's own name of it. */
  readonly id?: string | undefined;
  readonly baseName?: string | undefined;
  readonly contractSize?: number | undefined;
}

/** The part of a ccxt exchange that is used here; an instance of ccxt's own class is one. */
export interface ExchangeClient {
  readonly id: string;
  /** Absent until loaded. */
  readonly markets?: Readonly<Record<string, CcxtMarket>> | undefined;
  readonly last_http_response?: unknown;
  readonly last_response_headers?: unknown;
  loadMarkets(reload?: boolean): Promise<unknown>;
  fetchOpenInterestHistory(symbol: string, ...page: CcxtTimedPage): Promise<readonly unknown[]>;
  fetchOHLCV(symbol: string, ...page: CcxtTimedPage): Promise<readonly unknown[]>;
  fetchFundingRateHistory(symbol: string, ...page: CcxtPage): Promise<readonly unknown[]>;
}

/** ccxt's `since`, `limit` and `params`, times in epoch milliseconds. */
export type CcxtPage = [
  since: number | undefined,
  limit: number | undefined,
  params: Readonly<Record<string, number | string>>,
];

/** The same after a timeframe such as `1h`. */
export type CcxtTimedPage = [timeframe: string, ...page: CcxtPage];

/**
 * A client of the named exchange without keys. ccxt is loaded here, at first use. Its own throttle holds the exchange's
 * limit of requests.
 * @param settings what ccxt's class is created with
 * @throws {Error} if ccxt is not installed or does not have the exchange
 */
export async function exchangeClient(
  exchange: string,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<ExchangeClient> {
  const ccxt = await import("ccxt").catch((cause: unknown) => {
    throw new Error("loadExchange: ccxt cannot be loaded; install it beside open-interest: npm install ccxt", {
      cause,
    });
  });
  const classes = ccxt.default as unknown as Readonly<Record<string, new (settings: object) => ExchangeClient>>;
  const Exchange = classes[exchange];
  if (Exchange !== undefined) return new Exchange(settings);
  throw new Error(
    `loadExchange: the installed ccxt has no "${exchange}"; install a newer one: npm install ccxt@latest`,
  );
}

/** Who is asked, as messages say it. */
export interface Asked {
  readonly title: string;
  /** Whether it also has an archive, which is not blocked where its interface is. */
  readonly archive?: boolean | undefined;
  /** How it says that it is asked too often, where ccxt does not know. */
  readonly limitText?: RegExp | undefined;
  /** The function that asks. Default `loadExchange`. */
  readonly owner?: string | undefined;
}

/** How to go on asking. */
export interface AskOptions {
  /** Waits before each further try, milliseconds; longer where the exchange asks for it. */
  readonly retryDelaysMs: readonly number[];
  readonly signal?: AbortSignal | undefined;
}

/**
 * The result of a call to an exchange, tried again where the failure may pass: a rate limit, a fault of the server, a
 * network that fails, an answer that is cut off. A refusal (region, ban, bad request) is final at once. When the signal
 * is aborted nothing more is waited for.
 * @throws {Error} saying what happened and what to do, with ccxt's error as its cause; or the signal's reason
 */
export async function ask<T>(
  client: ExchangeClient,
  asked: Asked,
  call: () => Promise<T>,
  { retryDelaysMs, signal }: AskOptions,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    signal?.throwIfAborted();
    try {
      return await unlessAborted(call(), signal);
    } catch (error) {
      signal?.throwIfAborted();
      const delayMs = retryDelaysMs[tries - 1];
      if (delayMs === undefined || !(mayPass(error) || isLimit(error, asked))) {
        if (error instanceof ForeignAnswer) throw error;
        const owner = asked.owner ?? "loadExchange";
        throw new Error(`${owner}: ${asked.title} ${explanation(error, tries, asked)}`, { cause: error });
      }
      await wait(Math.max(delayMs, askedDelayMs(client)), undefined, { signal }).catch(() => signal?.throwIfAborted());
    }
  }
}

/** ccxt cannot be told to stop, so its call is left to end by itself. */
function unlessAborted<T>(call: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return call;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    call.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

const passing = [
  "OperationFailed",
  "NetworkError",
  "RequestTimeout",
  "DDoSProtection",
  "RateLimitExceeded",
  "ExchangeNotAvailable",
  "OnMaintenance",
];

const refusals = [401, 403, 404, 418, 451];

const longestDelayMs = 60_000;

function mayPass(error: unknown): boolean {
  if (error instanceof ForeignAnswer) return error.isCut;
  return error instanceof Error && passing.includes(error.name) && !refusals.includes(httpStatus(error));
}

function isLimit(error: unknown, { limitText }: Asked): boolean {
  if (!(error instanceof Error) || refusals.includes(httpStatus(error))) return false;
  return (
    httpStatus(error) === 429 ||
    error.name === "DDoSProtection" ||
    error.name === "RateLimitExceeded" ||
    limitText?.test(error.message) === true
  );
}

/** ccxt keeps the status only in its text: `id 429 …` or `id GET url 451 …`; NaN where it tells none. */
function httpStatus(error: Error): number {
  return Number(/^\S+ (?:[A-Z]+ \S+ )?(\d{3})(?: |$)/.exec(error.message)?.[1] ?? Number.NaN);
}

function askedDelayMs({ last_response_headers: headers }: ExchangeClient): number {
  const seconds = Number((headers as Readonly<Record<string, string>> | undefined)?.["Retry-After"] ?? 0);
  return seconds > 0 ? Math.min(seconds * 1000, longestDelayMs) : 0;
}

function explanation(error: unknown, tries: number, asked: Asked): string {
  if (!(error instanceof Error)) return `failed: ${String(error)}`;
  const status = httpStatus(error);
  const text = error.message
    .replace(/https?:\/\/\S+/g, "…")
    .replace(/\s+/g, " ")
    .slice(0, 200);
  if (status === 451 || status === 403) {
    const instead =
      asked.archive === true
        ? "run elsewhere, pass a client that goes through a permitted proxy, or read the archive, which is not blocked"
        : "run elsewhere, or pass a client that goes through a permitted proxy";
    return `does not serve this network (HTTP ${status}): it blocks some countries and cloud hosts; ${instead}`;
  }
  if (status === 418) return "has banned this address for too many requests (HTTP 418); wait some minutes up to days";
  if (isLimit(error, asked)) {
    return `limits the rate, ${tries} tries in a row; wait some minutes, or ask for fewer rows: a shorter period, a longer interval`;
  }
  if (error.name === "BadRequest" && text.includes("-1130")) {
    return `rejects the start of the period; is the clock behind \`now\` right? (${text})`;
  }
  if (error.name === "RequestTimeout" || error.name === "NetworkError") {
    return `cannot be reached, ${tries} tries; check the network and its proxy (${text})`;
  }
  if (passing.includes(error.name)) return `failed, ${tries} tries; try again later (${text})`;
  return `answered ${error.name}: ${text}`;
}
