import { setTimeout as wait } from "node:timers/promises";
import ky, { HTTPError, type KyInstance, TimeoutError } from "ky";
import pThrottle from "p-throttle";
import { type Dispatcher, EnvHttpProxyAgent } from "undici";
import { countText } from "../../series/count-text.js";
import { askedWaitMs } from "./asked-wait.js";
import { connectionFailure } from "./connection-failure.js";
import type { HttpAnswer } from "./http-answer.js";
import type { HttpClient, HttpOptions, HttpRequest } from "./http-client.js";
import { HttpFailure } from "./http-failure.js";
import { waitText } from "./http-wait.js";
import { FinalFailure, oneAttempt } from "./one-attempt.js";
import { leavingPacked } from "./packed-body.js";

const passing = [408, 429, 500, 502, 503, 504];

/**
 * What `httpClient` sends through, for options that are checked.
 * @throws {RangeError} for a proxy of the environment that is no address
 */
export function patientClient(options: HttpOptions): HttpClient {
  const { title, url, signal, timeoutMs = 30_000, retries = 4, longestWaitMs = 120_000 } = options;
  // ky passes responses through; what came with them stands here.
  const answers = new WeakMap<Response, HttpAnswer>();
  const instance = kyOf(options, answers);
  const answerOf = (response: Response): HttpAnswer => answers.get(response) as HttpAnswer;
  const send = async ({ path, query = {}, json }: HttpRequest): Promise<HttpAnswer> => {
    signal?.throwIfAborted();
    const searchParams = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    );
    const failure = (what: string, answer?: HttpAnswer): HttpFailure =>
      new HttpFailure([title, path, what].filter(Boolean).join(": "), answer?.status, answer);
    try {
      return answerOf(
        await instance(joined(url, path), {
          method: json === undefined ? "get" : "post",
          ...(json === undefined ? {} : { json }),
          ...(searchParams.length === 0 ? {} : { searchParams }),
        }),
      );
    } catch (cause) {
      signal?.throwIfAborted();
      if (cause instanceof HTTPError) {
        const answer = answerOf(cause.response);
        const { status } = answer;
        if (!passing.includes(status)) return answer;
        const waitMs = waitOf(cause.response);
        const what = status === 429 ? "limits the rate (HTTP 429)" : `failed with HTTP ${status}`;
        throw waitMs > longestWaitMs
          ? failure(`${what}; it asks to wait ${waitText(waitMs)}; come back then, or ask for less`, answer)
          : failure(`${what} in ${attempts(retries)}; try again later`, answer);
      }
      if (cause instanceof FinalFailure) throw failure(cause.message);
      const what = cause instanceof TimeoutError ? `no answer in ${waitText(timeoutMs)}` : connectionFailure(cause);
      throw failure(`${what}, ${attempts(retries)}; check the network and its proxy, or try again later`);
    }
  };
  return { title, send };
}

function kyOf(options: HttpOptions, answers: WeakMap<Response, HttpAnswer>): KyInstance {
  const { title, headers = {}, timeoutMs = 30_000, retries = 4, backoffMs = 500, maxBytes = 2 ** 29 } = options;
  const { longestWaitMs = 120_000, bodyWaitMs = () => 0, onWait = () => {}, rate, signal } = options;
  const dispatcher = proxyAgent();
  // One answer of 429 holds back every request.
  let quietUntil = 0;
  const quiet = async (): Promise<void> => {
    while (Date.now() < quietUntil) await wait(quietUntil - Date.now(), undefined, { ...(signal && { signal }) });
  };
  const turn =
    rate &&
    pThrottle({
      limit: rate.limit,
      interval: rate.intervalMs,
      strict: true,
      ...(signal && { signal }),
      onDelay: () => onWait({ what: rateText(title, rate), waitMs: undefined }),
    })(async () => {});
  return ky.create({
    headers,
    timeout: timeoutMs,
    ...(signal && { signal }),
    // Before each attempt and outside its timeout.
    hooks: { beforeRequest: [quiet, ...(turn === undefined ? [] : [() => turn()])] },
    retry: {
      limit: retries,
      methods: ["get", "post"],
      statusCodes: passing,
      afterStatusCodes: passing,
      retryOnTimeout: true,
      delay: (attempt) => backoffMs * 2 ** (attempt - 1),
      jitter: (longestMs) => {
        const waitMs = Math.random() * longestMs;
        onWait({ what: `${title} failed; trying again in ${waitText(waitMs)}`, waitMs });
        return waitMs;
      },
      shouldRetry: ({ error }) => {
        if (signal?.aborted || error instanceof FinalFailure) return false;
        if (!(error instanceof HTTPError)) return undefined;
        const waitMs = waitOf(error.response);
        if (waitMs > longestWaitMs) return false;
        const why = error.response.status === 429 ? "limits the rate" : "is not available";
        if (waitMs > 0) onWait({ what: `${title} ${why}; waiting ${waitText(waitMs)}`, waitMs });
        return undefined;
      },
    },
    // The body is read within the attempt, so that one that is cut off is tried again like any broken connection.
    fetch: async (input) => {
      const answer = await oneAttempt(input as Request, { dispatcher, maxBytes });
      const { status } = answer;
      const inHeaders = passing.includes(status) ? askedWaitMs(status, answer.headers, Date.now()) : 0;
      const waitMs = inHeaders || (status === 429 ? bodyWaitMs(answer.bytes) : 0);
      if (status === 429) {
        const quietMs = Math.min(Math.max(waitMs, backoffMs), longestWaitMs);
        quietUntil = Math.max(quietUntil, Date.now() + quietMs);
      }
      // The wait in whichever form the server told it stands as seconds, the one form that ky and we read alike.
      const response = new Response(null, { status, headers: waitMs > 0 ? { [waitHeader]: `${waitMs / 1000}` } : {} });
      answers.set(response, answer);
      return response;
    },
  });
}

function proxyAgent(): Dispatcher {
  try {
    return leavingPacked(new EnvHttpProxyAgent());
  } catch {
    // Its message may quote the address, which may hold a password.
    throw new RangeError("httpClient: the proxy of the environment is no address; check HTTP_PROXY and HTTPS_PROXY");
  }
}

const waitHeader = "retry-after";

function waitOf({ headers }: Response): number {
  return Number(headers.get(waitHeader) ?? 0) * 1000;
}

function attempts(retries: number): string {
  return countText(retries + 1, "attempt");
}

function rateText(
  title: string,
  { limit, intervalMs }: { readonly limit: number; readonly intervalMs: number },
): string {
  return `${title} allows ${countText(limit, "request")} in ${waitText(intervalMs)}; waiting for the next`;
}

function joined(url: string, path: string): string {
  return path === "" ? url : `${url.replace(/\/+$/, "")}/${path.replace(/^\/+/, "")}`;
}
