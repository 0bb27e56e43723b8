import ky, { HTTPError, type KyInstance, TimeoutError } from "ky";
import pThrottle from "p-throttle";
import { EnvHttpProxyAgent, fetch as undiciFetch } from "undici";
import { askedWaitMs, resetHeaders } from "./asked-wait.js";
import { connectionFailure } from "./connection-failure.js";
import { HttpFailure } from "./http-failure.js";

/** Where requests go, and how patiently. */
export interface HttpOptions {
  /** What messages call the provider, such as `Blocklens`. */
  readonly title: string;
  /** Address below which its paths lie. */
  readonly url: string;
  /** Sent with each request; the place for keys, since no message shows a header. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds for one attempt, its body included. Default 30000. */
  readonly timeoutMs?: number | undefined;
  /** Attempts after the first, on 408, 429, 5xx, a broken connection, a body that is cut and a timeout. Default 4. */
  readonly retries?: number | undefined;
  /** Longest pause before the first retry, milliseconds; each later one is up to twice as long. Default 500. */
  readonly backoffMs?: number | undefined;
  /** Longest wait that a server may ask for; a longer one is told as a failure. Default 120000. */
  readonly longestWaitMs?: number | undefined;
  /** Most requests that begin within `intervalMs`. Default no limit. */
  readonly rate?: { readonly limit: number; readonly intervalMs: number } | undefined;
  /** Stops everything at once. */
  readonly signal?: AbortSignal | undefined;
}

/** One request. */
export interface HttpRequest {
  /** Below the client's address. */
  readonly path: string;
  /** Undefined values are left out. */
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** Body of a POST; without it the request is a GET. */
  readonly json?: unknown;
}

/** An answer, whatever its status: what to make of a refusal is the provider's own protocol. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

/** Sends requests to one provider. */
export interface HttpClient {
  readonly title: string;
  /**
   * The answer to a request once it has one that is final: a success, or a status for which no attempt is made again.
   * @throws {HttpFailure} when the attempts are used up or the server asks for too long a wait, naming title and path,
   *   never query or headers
   * @throws the signal's reason when it is aborted
   */
  send(request: HttpRequest): Promise<HttpAnswer>;
}

const passing = [408, 429, 500, 502, 503, 504];

/**
 * A client that waits and retries as the provider asks: exponential backoff with full jitter, or what `Retry-After` or a
 * reset header says; at most `rate` requests; through the proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name.
 */
export function httpClient(options: HttpOptions): HttpClient {
  const { title, url, rate, signal } = options;
  const instance = kyOf(options);
  const send = async ({ path, query = {}, json }: HttpRequest): Promise<HttpAnswer> => {
    signal?.throwIfAborted();
    const searchParams = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    );
    try {
      const response = await instance(joined(url, path), {
        method: json === undefined ? "get" : "post",
        ...(json === undefined ? {} : { json }),
        ...(searchParams.length === 0 ? {} : { searchParams }),
      });
      return await answerOf(response);
    } catch (cause) {
      signal?.throwIfAborted();
      if (cause instanceof HTTPError) {
        if (!passing.includes(cause.response.status)) return await answerOf(cause.response);
        throw HttpFailure.ofStatus(options, path, cause.response);
      }
      const what = cause instanceof TimeoutError ? "no answer in time" : connectionFailure(cause);
      throw new HttpFailure(`${title}: ${path}: ${what}; check the network and its proxy, or try again later`);
    }
  };
  if (rate === undefined) return { title, send };
  const throttle = pThrottle({ limit: rate.limit, interval: rate.intervalMs, ...(signal && { signal }) });
  return { title, send: throttle(send) };
}

function kyOf({ headers = {}, timeoutMs = 30_000, retries = 4, backoffMs = 500, ...options }: HttpOptions): KyInstance {
  const { longestWaitMs = 120_000, signal } = options;
  const dispatcher = new EnvHttpProxyAgent();
  return ky.create({
    headers,
    timeout: timeoutMs,
    ...(signal && { signal }),
    retry: {
      limit: retries,
      methods: ["get", "post"],
      statusCodes: passing,
      afterStatusCodes: [429, 503],
      retryOnTimeout: true,
      jitter: true,
      delay: (attempt) => backoffMs * 2 ** (attempt - 1),
      shouldRetry: ({ error }) =>
        error instanceof HTTPError && askedWaitMs(error.response.headers) > longestWaitMs ? false : undefined,
    },
    // The body is read within the attempt, so that one that is cut off is tried again like any broken connection.
    fetch: async (input) => {
      const request = input as Request;
      const body = request.method === "POST" ? new Uint8Array(await request.arrayBuffer()) : null;
      const { method, signal: aborted } = request;
      const response = await undiciFetch(request.url, {
        method,
        headers: [...request.headers],
        body,
        signal: aborted,
        dispatcher,
      });
      const answer = [101, 204, 205, 304].includes(response.status) ? null : await response.arrayBuffer();
      const answered = new Headers([...response.headers]);
      return new Response(answer, { status: response.status, headers: withRetryAfter(response.status, answered) });
    },
  });
}

/**
 * Headers in which a wait that the server asks for, in whichever form, stands as seconds of `Retry-After`. Every answer may
 * tell when the present allowance ends; only where that is why it was refused does it say when to come back.
 */
function withRetryAfter(status: number, headers: Headers): Headers {
  const asked = new Headers(headers);
  if (status !== 429) for (const name of resetHeaders) asked.delete(name);
  const waitMs = askedWaitMs(asked);
  if (waitMs > 0) asked.set("Retry-After", String(waitMs / 1000));
  return asked;
}

async function answerOf(response: Response): Promise<HttpAnswer> {
  return {
    status: response.status,
    headers: response.headers,
    bytes: new Uint8Array(await response.arrayBuffer()),
  };
}

function joined(url: string, path: string): string {
  return path === "" ? url : `${url.replace(/\/+$/, "")}/${path.replace(/^\/+/, "")}`;
}
