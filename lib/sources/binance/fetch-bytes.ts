import { setTimeout as wait } from "node:timers/promises";

/** How patiently bytes are fetched. */
export interface FetchOptions {
  /** Milliseconds for one attempt, body included. Default 30000. */
  readonly timeoutMs?: number;
  /** Attempts after the first, on 429, on 5xx, on a broken connection and on a timeout. Default 4. */
  readonly retries?: number;
  /** Milliseconds before the first retry; each later one waits twice as long. Default 500. */
  readonly backoffMs?: number;
  /** Stops everything at once. */
  readonly signal?: AbortSignal;
}

/**
 * The body at an address; undefined for 404.
 * Waits as long as `Retry-After` says if that is longer than its own pause, but no longer than a minute.
 * @throws {Error} naming the address and the last status or failure, when the attempts are used up or the status is
 *   another one that is no success
 */
export async function fetchBytes(
  address: string,
  { timeoutMs = 30_000, retries = 4, backoffMs = 500, signal }: FetchOptions = {},
): Promise<Uint8Array | undefined> {
  let failure = "";
  for (let attempt = 0; attempt <= retries; attempt++) {
    signal?.throwIfAborted();
    let pauseMs = backoffMs * 2 ** attempt;
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetch(address, {
        signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      });
      if (response.ok) return new Uint8Array(await response.arrayBuffer());
      await response.body?.cancel();
      if (response.status === 404) return undefined;
      failure = `HTTP ${response.status}`;
      if (response.status !== 429 && response.status < 500) break;
      const retryAfter = Number(response.headers.get("retry-after")) * 1000;
      if (retryAfter > pauseMs) pauseMs = Math.min(retryAfter, 60_000);
    } catch (cause) {
      signal?.throwIfAborted();
      failure = timeout.aborted ? `no answer in ${timeoutMs} ms` : connectionFailure(cause);
    }
    if (attempt < retries) await wait(pauseMs, undefined, { signal });
  }
  throw new Error(`fetchBytes: ${address}: ${failure}; ${advice(failure)}`);
}

function connectionFailure(cause: unknown): string {
  const { message, cause: reason } = cause as Error;
  return reason instanceof Error ? `${message} (${reason.message})` : message;
}

function advice(failure: string): string {
  return /HTTP (403|451)/.test(failure)
    ? "the server refuses this place or client; use another network or a local copy"
    : "try again later, or use a local copy";
}
