import { setTimeout as wait } from "node:timers/promises";
import type { ExchangeSpec } from "./exchange-specs.js";

/** The part of a ccxt exchange that is used here; an instance of ccxt's own class is one. */
export interface ExchangeClient {
  readonly id: string;
  /** Absent until loaded. */
  readonly markets?: Readonly<Record<string, { readonly id?: string }>> | undefined;
  readonly last_http_response?: unknown;
  readonly last_response_headers?: unknown;
  loadMarkets(reload?: boolean): Promise<unknown>;
  fetchOpenInterestHistory(symbol: string, ...page: CcxtTimedPage): Promise<readonly unknown[]>;
  fetchOHLCV(symbol: string, ...page: CcxtTimedPage): Promise<readonly unknown[]>;
  fetchFundingRateHistory(symbol: string, ...page: CcxtPage): Promise<readonly unknown[]>;
}

/** ccxt's `since`, `limit` and `params`, times in epoch milliseconds. */
export type CcxtPage = [since: number, limit: number, params: { readonly until: number }];

/** The same after a timeframe such as `1h`. */
export type CcxtTimedPage = [timeframe: string, since: number, limit: number, params: { readonly until: number }];

/**
 * A client of the named exchange without keys. ccxt is loaded here, at first use.
 * @throws {Error} if ccxt is not installed
 */
export async function exchangeClient(exchange: string): Promise<ExchangeClient> {
  const ccxt = await import("ccxt").catch((cause: unknown) => {
    throw new Error("loadExchange: ccxt cannot be loaded; install it beside open-interest: npm install ccxt", {
      cause,
    });
  });
  const classes = ccxt.default as unknown as Readonly<Record<string, new () => ExchangeClient>>;
  const Exchange = classes[exchange];
  if (Exchange !== undefined) return new Exchange();
  throw new Error(
    `loadExchange: the installed ccxt has no "${exchange}"; install a newer one: npm install ccxt@latest`,
  );
}

/** How to go on asking. */
export interface AskOptions {
  /** Waits before each further try, milliseconds; longer where the exchange asks for it. */
  readonly retryDelaysMs: readonly number[];
  readonly signal?: AbortSignal | undefined;
}

/**
 * The result of a call to an exchange, tried again where the failure may pass: a rate limit, a fault of the server, a
 * network that fails. A refusal (region, ban, bad request) is final at once.
 * @throws {Error} saying what happened and what to do, with ccxt's error as its cause; or the signal's reason
 */
export async function ask<T>(
  client: ExchangeClient,
  spec: ExchangeSpec,
  call: () => Promise<T>,
  { retryDelaysMs, signal }: AskOptions,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    signal?.throwIfAborted();
    try {
      return await call();
    } catch (error) {
      const delayMs = retryDelaysMs[tries - 1];
      if (delayMs === undefined || !mayPass(error)) {
        throw new Error(`loadExchange: ${spec.title} ${explanation(error, tries)}`, { cause: error });
      }
      await wait(Math.max(delayMs, askedDelayMs(client)), undefined, { signal }).catch(() => signal?.throwIfAborted());
    }
  }
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
  return error instanceof Error && passing.includes(error.name) && !refusals.includes(httpStatus(error));
}

/** ccxt keeps the status only in its text: `id 429 …` or `id GET url 451 …`; NaN where it tells none. */
function httpStatus(error: Error): number {
  return Number(/^\S+ (?:[A-Z]+ \S+ )?(\d{3})(?: |$)/.exec(error.message)?.[1] ?? Number.NaN);
}

function askedDelayMs({ last_response_headers: headers }: ExchangeClient): number {
  const seconds = Number((headers as Readonly<Record<string, string>> | undefined)?.["Retry-After"] ?? 0);
  return seconds > 0 ? Math.min(seconds * 1000, longestDelayMs) : 0;
}

function explanation(error: unknown, tries: number): string {
  if (!(error instanceof Error)) return `failed: ${String(error)}`;
  const status = httpStatus(error);
  const text = error.message
    .replace(/https?:\/\/\S+/g, "…")
    .replace(/\s+/g, " ")
    .slice(0, 200);
  if (status === 451 || status === 403) {
    return `does not serve this network (HTTP ${status}): it blocks some countries and cloud hosts; run elsewhere, pass a client that goes through a permitted proxy, or read the archive, which is not blocked`;
  }
  if (status === 418) return "has banned this address for too many requests (HTTP 418); wait some minutes up to days";
  if (status === 429 || error.name === "DDoSProtection" || error.name === "RateLimitExceeded") {
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
