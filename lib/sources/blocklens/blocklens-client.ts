import { createHash } from "node:crypto";
import { hourMs } from "../../series/time.js";
import type { SourceFile } from "../dataset.js";
import { type HttpClient, httpClient } from "../http/http-client.js";
import type { ProviderOptions } from "../provider-options.js";
import { foreignText } from "./foreign-text.js";

/** Venues that Blocklens documents a page for; there may be others. */
export const documentedVenues: readonly string[] = ["binance", "bybit", "okx", "hyperliquid"];

/** A request in days: both ends are included. */
export interface BlocklensQuery {
  /** `futures/oi` or `oi/exchange`. */
  readonly path: string;
  /** Undefined for the total of all. */
  readonly venue: string | undefined;
  /** `YYYY-MM-DD`. */
  readonly startDate: string;
  /** `YYYY-MM-DD`. */
  readonly endDate: string;
  readonly limit: number;
}

/** Asks Blocklens and keeps what was asked. */
export interface BlocklensClient {
  /**
   * The body of a success.
   * @throws {Error} for a refusal, saying what it means
   * @throws {HttpFailure} where there is no answer
   */
  ask(query: BlocklensQuery): Promise<Uint8Array>;
  /** One entry for each answer so far, without a key. */
  readonly files: readonly SourceFile[];
}

/** What the client needs beside the options of every provider. */
export interface BlocklensClientOptions extends ProviderOptions {
  readonly requestsPerHour: number;
}

/** A client with the key in the header `Authorization: Bearer`, as Blocklens documents it; without a key it sends none. */
export function blocklensClient({
  url = "https://api.blocklens.co/v1",
  key,
  requestsPerHour,
  timeoutMs,
  retries,
  backoffMs,
  longestWaitMs,
  onWait,
  signal,
}: BlocklensClientOptions): BlocklensClient {
  const client: HttpClient = httpClient({
    title: "Blocklens",
    url,
    headers: { accept: "application/json", ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
    rate: { limit: requestsPerHour, intervalMs: hourMs },
    timeoutMs,
    retries,
    backoffMs,
    longestWaitMs,
    onWait,
    signal,
  });
  const files: SourceFile[] = [];
  const ask = async ({ path, venue, startDate, endDate, limit }: BlocklensQuery): Promise<Uint8Array> => {
    const query = {
      ...(venue === undefined ? {} : { exchange: venue }),
      start_date: startDate,
      end_date: endDate,
      limit,
    };
    const { status, bytes } = await client.send({ path, query });
    if (status < 200 || status > 299) throw refusal(status, bytes, { path, venue, key });
    const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
    files.push({ name: `${path}?${search}`, sha256: createHash("sha256").update(bytes).digest("hex") });
    return bytes;
  };
  return { ask, files };
}

interface Refused {
  readonly path: string;
  readonly venue: string | undefined;
  readonly key: string | undefined;
}

function refusal(status: number, bytes: Uint8Array, { path, venue, key }: Refused): Error {
  const said = foreignText(messageIn(bytes), key);
  const reason = said === "" ? "" : `: ${said}`;
  const of = venue === undefined ? path : `${path} of ${venue}`;
  return new Error(`loadBlocklens: ${of}: ${meaning(status, reason, venue, key)}`);
}

function meaning(status: number, reason: string, venue: string | undefined, key: string | undefined): string {
  const http = `(HTTP ${status})${reason}`;
  if (status === 401 || status === 403) {
    if (key === undefined) {
      const alone = venue === undefined ? "" : ", or ask with venues: [] for the total alone";
      return `Blocklens gives this to a key only ${http}; set BLOCKLENS_API_KEY or give key${alone}`;
    }
    if (status === 401)
      return `Blocklens does not accept the key ${http}; check it, or make a new one in its dashboard`;
    const plan =
      venue === undefined ? "a plan with access to its interface" : "the plan Pro for open interest by exchange";
    return `Blocklens does not give this to the key ${http}; it needs ${plan}`;
  }
  if (status === 400 || status === 404 || status === 422) {
    return venue === undefined
      ? `Blocklens refuses the request ${http}; check the period and the limit`
      : `Blocklens refuses the venue "${venue}" or the request ${http}; documented venues: ${documentedVenues.join(", ")}`;
  }
  return `Blocklens answers with a status that is not expected ${http}; check the address`;
}

/** What an error body says, in the forms that are usual; the body itself where it is plain text, empty for a page. */
function messageIn(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes.subarray(0, 10_000));
  try {
    const body = JSON.parse(text) as Readonly<Record<string, unknown>> | null;
    const said = body?.message ?? body?.detail ?? body?.error ?? "";
    return typeof said === "string" ? said : JSON.stringify(said);
  } catch {
    return text.trimStart().startsWith("<") ? "" : text;
  }
}
