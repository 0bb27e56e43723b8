import type { Candles } from "../series/candles.js";
import type { HttpWait } from "./http/http-wait.js";
import type { LoadProgress } from "./progress.js";

/** What every loader that asks a provider over the network takes. */
export interface ProviderOptions {
  /** Base asset in capitals. Default `BTC`. */
  readonly asset?: string | undefined;
  /** Length of a bar. */
  readonly interval?: string | undefined;
  /** ISO time, left out of the period: rows have from < bar end ≤ to. */
  readonly from?: string | undefined;
  /** ISO time; a date alone includes that whole day. Default: now. */
  readonly to?: string | undefined;
  /** Venues by any name they go by. Default: all that the provider tells of. */
  readonly venues?: readonly string[] | undefined;
  /** Price bars by which dollars become coins, of the same bars or shorter ones. Default: none, and coins are missing. */
  readonly prices?: Candles | undefined;
  /** Key of the provider. Default: its variable of the environment, or of `.env` in the working folder. */
  readonly key?: string | undefined;
  /** Address of the interface. Default the provider's public one. */
  readonly url?: string | undefined;
  /** The present, epoch milliseconds UTC: no bar ends after it. Default the clock's. */
  readonly now?: number | undefined;
  /** Called after each request. */
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
  /** Called when a pause begins: what the provider asks for, the backoff before a retry, or its rate. */
  readonly onWait?: ((wait: HttpWait) => void) | undefined;
  /** Stops everything at once. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for one attempt. Default 30000. */
  readonly timeoutMs?: number | undefined;
  /** Attempts after the first. Default 4. */
  readonly retries?: number | undefined;
  /** Longest pause before the first retry, milliseconds; each later one is up to twice as long. Default 500. */
  readonly backoffMs?: number | undefined;
  /** Longest wait that the provider may ask for, milliseconds. Default 120000. */
  readonly longestWaitMs?: number | undefined;
}
