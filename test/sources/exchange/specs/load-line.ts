import type { Dataset } from "../../../../lib/sources/dataset.js";
import { type ExchangeOptions, loadExchange } from "../../../../lib/sources/exchange/exchange.js";
import type { QualityIssue } from "../../../../lib/sources/quality/quality.js";
import { type Exchange, type ExchangeServer, serve } from "../exchange-server.js";
import { now } from "../line-market.js";

/** What was loaded of a stand-in, and the stand-in. */
export interface LoadedLine {
  readonly server: ExchangeServer;
  readonly dataset: Dataset;
  readonly issues: readonly QualityIssue[];
}

/** Loads BTC of one stand-in from 2025-07-30 on, unless the options say otherwise. */
export async function loadLine(
  id: string,
  exchange: Exchange,
  options: Partial<ExchangeOptions> = {},
): Promise<LoadedLine> {
  const server = await serve(id, exchange);
  const dataset = await loadExchange({
    asset: "BTC",
    now,
    from: "2025-07-30",
    client: server.client,
    retryDelaysMs: [1, 1],
    ...(options.venues === undefined && { exchange: id }),
    ...options,
  });
  return { server, dataset, issues: dataset.quality.issues };
}

/** The message of the error that loading ends with. */
export const lineFailure = (id: string, exchange: Exchange, options: Partial<ExchangeOptions> = {}): Promise<string> =>
  loadLine(id, exchange, options).then(
    () => "no error",
    (error: Error) => error.message,
  );
