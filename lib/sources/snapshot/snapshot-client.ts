import { type ExchangeClient, exchangeClient } from "../exchange/exchange-client.js";
import type { SnapshotSource } from "./snapshot-source.js";

/** What is set at a client of ccxt. */
interface Settable {
  timeout?: number;
  has?: Record<string, unknown>;
  options?: Record<string, unknown>;
}

/**
 * A client for one source: its list of markets is of what is read here, where ccxt lets it be chosen, and no list of
 * currencies is asked for, which ccxt does by itself and which is large and fails for reasons of its own.
 */
export async function snapshotClient(
  { exchange, marketTypes }: SnapshotSource,
  timeoutMs: number,
): Promise<ExchangeClient> {
  const client = await exchangeClient(exchange);
  const settable = client as Settable;
  settable.timeout = timeoutMs;
  if (settable.has !== undefined) settable.has.fetchCurrencies = false;
  if (marketTypes !== undefined && settable.options !== undefined) {
    settable.options.fetchMarkets = { ...(settable.options.fetchMarkets as object | undefined), types: marketTypes };
  }
  return client;
}
