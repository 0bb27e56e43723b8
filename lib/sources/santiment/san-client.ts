import { createHash } from "node:crypto";
import { isoTime, secondMs } from "../../series/time.js";
import type { SourceFile } from "../dataset.js";
import { apiKey } from "../http/api-key.js";
import { askedWaitMs } from "../http/asked-wait.js";
import type { HttpAnswer } from "../http/http-answer.js";
import { httpClient } from "../http/http-client.js";
import { HttpFailure } from "../http/http-failure.js";
import type { HttpWait } from "../http/http-wait.js";
import type { ProviderOptions } from "../provider-options.js";
import { errorText, toldText, toldWaitMs } from "./san-errors.js";
import { kindOfFailure, SanFailure } from "./san-failure.js";

/** Where and how to ask. */
export interface SanClientOptions
  extends Pick<ProviderOptions, "key" | "url" | "signal" | "timeoutMs" | "retries" | "backoffMs" | "longestWaitMs"> {
  /** Calls that may begin within a minute. */
  readonly callsPerMinute: number;
  /** Called when a pause begins. */
  readonly onWait?: ((wait: HttpWait) => void) | undefined;
  /** Called after each answer. */
  readonly onAnswer?: ((what: string) => void) | undefined;
}

/** The answer to one document. */
export interface SanAnswer {
  /** `data` of the answer, its fields null where there is nothing; an empty object if it is null itself. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The call in a few words. */
  readonly what: string;
}

/** Asks Santiment, one GraphQL document after the other. */
export interface SanClient {
  /**
   * @param what the call in a few words, for messages and the provenance
   * @throws {SanFailure} for a refusal and for any error beside data, because what came with one may be a part
   * @throws {HttpFailure} if there is no answer
   * @throws {Error} for an answer that is not GraphQL's
   */
  ask(what: string, document: string): Promise<SanAnswer>;
  /** Every answer with data so far, in order. */
  readonly files: readonly SourceFile[];
}

/**
 * A client with a key: that given, else SANTIMENT_API_KEY, else SANPY_APIKEY, which the official client reads. Without any
 * it asks as somebody unknown, who may read what is free.
 */
export function sanClient(options: SanClientOptions): SanClient {
  const { url = "https://api.santiment.net/graphql", callsPerMinute, key: given, onAnswer, ...patience } = options;
  const key = apiKey("SANTIMENT_API_KEY", given) ?? apiKey("SANPY_APIKEY", undefined);
  // An address without a path ends with its host, whose slashes part no path.
  const at = /^https?:\/\/[^/]*$/i.test(url) ? url.length : url.lastIndexOf("/") + 1;
  const http = httpClient({
    ...patience,
    title: "loadSantiment: Santiment",
    url: url.slice(0, at),
    headers: key === undefined ? {} : { authorization: `Apikey ${key}` },
    rate: { limit: callsPerMinute, intervalMs: 60 * secondMs },
    bodyWaitMs: waitInBody,
  });
  const path = url.slice(at);
  const files: SourceFile[] = [];
  const ask = async (what: string, document: string): Promise<SanAnswer> => {
    const answer = await http.send({ path, json: { query: document } }).catch((cause: unknown) => {
      throw cause instanceof HttpFailure && cause.answer?.status === 429 ? limitFailure(what, cause.answer) : cause;
    });
    const text = new TextDecoder().decode(answer.bytes);
    if (answer.status !== 200) throw statusFailure(what, answer.status, text, key);
    const { data, errors } = envelope(what, text, key);
    const told = errorText(errors);
    if (told !== undefined) throw failure(what, toldText(told, key));
    const sha256 = createHash("sha256").update(answer.bytes).digest("hex");
    files.push({ name: `graphql ${what}`, sha256 });
    onAnswer?.(what);
    return { data, what };
  };
  return { ask, files };
}

interface Envelope {
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors: unknown;
}

function envelope(what: string, text: string, key: string | undefined): Envelope {
  const answer = parsed(text);
  const { data, errors } = isObject(answer) ? answer : {};
  if (errors !== undefined) return { data: {}, errors };
  if (isObject(data)) return { data, errors };
  if (isObject(answer) && data === null) return { data: {}, errors };
  const start = toldText(text, key, 80);
  throw new Error(
    `loadSantiment: the answer to ${what} is not Santiment's: "${start}"; is a proxy or a block page in between?`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a body that is not an answer says: its errors, else its beginning. */
function wordsOf(text: string): string {
  const body = parsed(text);
  return (isObject(body) ? errorText(body.errors) : undefined) ?? text;
}

function failure(what: string, told: string): SanFailure {
  const kind = kindOfFailure(told);
  const advice = {
    "too-large": "ask for less: a shorter period or a longer interval",
    "unknown-field": "this server is of another version",
    "no-access": "give the key of a plan that has it",
    outside: "ask within that period, or give the key of a larger plan",
    key: "check SANTIMENT_API_KEY or the key given",
    allowance: "come back later, or take a larger plan",
    other: "check asset, period and interval, or try again later",
  }[kind];
  return new SanFailure(kind, `loadSantiment: Santiment refuses ${what}: ${told}; ${advice}`);
}

function statusFailure(what: string, status: number, text: string, key: string | undefined): Error {
  const told = toldText(wordsOf(text), key);
  const kind = kindOfFailure(told);
  if (status === 401 || status === 403 || kind === "key") {
    return new SanFailure(
      "key",
      `loadSantiment: Santiment does not accept the key (HTTP ${status}: ${told}); check SANTIMENT_API_KEY or the key given`,
    );
  }
  return new SanFailure(kind, `loadSantiment: ${what}: Santiment answers HTTP ${status}: ${told}; check the query`);
}

function waitInBody(body: Uint8Array): number {
  return toldWaitMs(wordsOf(new TextDecoder().decode(body)));
}

/**
 * A 429 at which it was not worth waiting any longer. Santiment limits calls by minute, hour and month, and for some plans
 * the megabytes of a month, of which asking for less at once gives no more.
 */
function limitFailure(what: string, { headers, bytes }: HttpAnswer): SanFailure {
  const text = wordsOf(new TextDecoder().decode(bytes));
  const waitMs = askedWaitMs(429, headers, 0) || toldWaitMs(text);
  const period = ["month", "hour", "minute"].find((each) => headers.get(`x-ratelimit-remaining-${each}`) === "0");
  const ofCalls = `of calls${period === undefined ? "" : ` of this ${period}`}`;
  const whose = /response size/i.test(text) ? "of megabytes of this month" : ofCalls;
  const served = Date.parse(headers.get("date") ?? "");
  const until = Math.ceil((served + waitMs) / secondMs) * secondMs;
  const when = Number.isNaN(until) ? `in ${Math.ceil(waitMs / secondMs)} s` : `at ${isoTime(until)}`;
  const renewed = waitMs === 0 ? "" : `, and renewed ${when}`;
  return new SanFailure(
    "allowance",
    `loadSantiment: ${what}: Santiment's allowance ${whose} is used up${renewed}; come back then, ask for less, or take a larger plan (all keys of an account share it)`,
  );
}
