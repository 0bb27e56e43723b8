import { z } from "zod";
import type { Kind } from "../../series/identity.js";
import { dayMs, secondMs } from "../../series/time.js";
import { ask, type ExchangeClient } from "../exchange/exchange-client.js";
import type { QualityIssue } from "../quality/quality.js";
import { type ListedInstrument, type ListedMarket, listedInstruments } from "./listed-instruments.js";
import { snapshotClient } from "./snapshot-client.js";
import { snapshotOf } from "./snapshot-of.js";
import { endpoint, type Reading, type SnapshotSource } from "./snapshot-source.js";
import type { Snapshot, SnapshotFailure } from "./snapshots.js";
import { timeLimit } from "./time-limit.js";

/** How to ask. */
export interface AskedOptions {
  /** Assets in capitals; undefined for any. */
  readonly assets: readonly string[] | undefined;
  /** Names of instruments by venue; undefined for all. */
  readonly names: Readonly<Record<string, readonly string[]>> | undefined;
  readonly kinds: readonly Kind[];
  readonly contractSizes: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** ccxt exchanges to ask through, by their id. */
  readonly clients: Readonly<Record<string, ExchangeClient>>;
  readonly timeoutMs: number;
  readonly retryDelaysMs: readonly number[];
  readonly now: () => number;
  readonly signal?: AbortSignal | undefined;
}

/** What one source gave. */
export interface SourceAnswer {
  readonly snapshots: readonly Snapshot[];
  readonly failures: readonly SnapshotFailure[];
  readonly issues: readonly QualityIssue[];
  /** Instruments that are listed and wanted. */
  readonly listed: number;
}

/** A source with the client that asks it, kept for as long as snapshots are taken. */
export interface AskedSource {
  readonly source: SnapshotSource;
  readonly ask: (options: AskedOptions) => Promise<SourceAnswer>;
  /** Gets the list of markets, so that the first asking is as quick as the others; a failure is left to it. */
  readonly prepare: (options: AskedOptions) => Promise<void>;
}

const largestSkewMs = 5 * secondMs;

/** A source to be asked once or many times: its client and list of markets are kept, the list for a day. */
export function askedSource(source: SnapshotSource): AskedSource {
  let client: ExchangeClient | undefined;
  let listedAt = Number.NEGATIVE_INFINITY;

  const listed = async (options: AskedOptions, signal: AbortSignal): Promise<ExchangeClient> => {
    client ??= options.clients[source.exchange] ?? (await snapshotClient(source, options.timeoutMs));
    const asked = client;
    const isNew = asked.markets === undefined;
    const time = options.now();
    if (!isNew && listedAt === Number.NEGATIVE_INFINITY) listedAt = time;
    if (isNew || time - listedAt > dayMs) {
      const { retryDelaysMs } = options;
      try {
        await ask(asked, asker(source), () => asked.loadMarkets(true), { retryDelaysMs, signal });
        listedAt = time;
      } catch (error) {
        // Yesterday's list is better than none; the next asking tries again.
        if (isNew) throw error;
      }
    }
    return asked;
  };

  return {
    source,
    prepare: async (options) => {
      await timeLimit(options.timeoutMs, options.signal, (signal) => listed(options, signal)).catch(() => {});
    },
    ask: async (options) => {
      const failures: SnapshotFailure[] = [];
      const { venue, title } = source;
      const fail = (what: string, error: unknown) => failures.push({ venue, what, message: sentence(error, title) });
      const nothing = { snapshots: [], issues: [], failures, listed: 0 };
      try {
        return await timeLimit(options.timeoutMs, options.signal, async (signal) => {
          const asked = await listed(options, signal);
          const markets = Object.values(asked.markets ?? {}) as readonly ListedMarket[];
          if (markets.length === 0) {
            throw new Error("gave a list of markets that is empty; is a proxy or a block page in between?");
          }
          const wanted = listedInstruments(source, markets, {
            assets: options.assets,
            names: options.names === undefined ? undefined : (options.names[venue] ?? []),
            kinds: options.kinds,
            contractSizes: options.contractSizes[venue] ?? {},
          });
          if (wanted.length === 0) return nothing;
          const { readings, askedAt } = await readAll(source, asked, wanted, options, signal, fail);
          return {
            ...snapshots(source, asked, wanted, readings, askedAt, options.now(), failures),
            listed: wanted.length,
          };
        });
      } catch (error) {
        options.signal?.throwIfAborted();
        fail(title, error);
        return nothing;
      }
    },
  };
}

const asker = ({ title }: SnapshotSource) => ({ title, owner: "exchangeSnapshots" });

async function readAll(
  source: SnapshotSource,
  client: ExchangeClient,
  wanted: readonly ListedInstrument[],
  { retryDelaysMs, now }: AskedOptions,
  signal: AbortSignal,
  fail: (what: string, error: unknown) => void,
): Promise<{ readonly readings: readonly Reading[]; readonly askedAt: number }> {
  const askedAt = now();
  const call = (method: string, query: Readonly<Record<string, unknown>> = {}): Promise<unknown> => {
    const request = endpoint(client, method);
    return ask(client, asker(source), () => request(query), { retryDelaysMs, signal });
  };
  const each = async (
    instruments: readonly ListedInstrument[],
    task: (instrument: ListedInstrument) => Promise<readonly Reading[]>,
  ): Promise<readonly Reading[]> => {
    const found = await Promise.all(
      instruments.map((listed) =>
        task(listed).catch((error: unknown) => {
          signal.throwIfAborted();
          fail(`${source.venue} ${listed.instrument.symbol}`, error);
          return [];
        }),
      ),
    );
    return found.flat();
  };
  return { readings: await source.read(wanted, { call, each }), askedAt };
}

function snapshots(
  { venue, title }: SnapshotSource,
  client: ExchangeClient,
  wanted: readonly ListedInstrument[],
  readings: readonly Reading[],
  askedAt: number,
  answeredAt: number,
  failures: SnapshotFailure[],
): Omit<SourceAnswer, "listed"> {
  const skewMs = clockSkew(client, askedAt, answeredAt);
  const found: Snapshot[] = [];
  const issues: QualityIssue[] = [];
  if (Math.abs(skewMs) > largestSkewMs) {
    const seconds = Math.round(Math.abs(skewMs) / secondMs);
    const detail = `this machine's clock is ${seconds} s ${skewMs > 0 ? "behind" : "ahead of"} that of ${title}; set it by a time server`;
    issues.push({ kind: "label", where: venue, count: 1, from: answeredAt, to: answeredAt, detail });
  }
  const byName = new Map(readings.map((reading) => [reading.instrument, reading]));
  for (const listed of wanted) {
    const { symbol } = listed.instrument;
    const what = `${venue} ${symbol}`;
    const reading = byName.get(symbol);
    if (reading === undefined) {
      const known = failures.some((failure) => failure.what === what);
      if (!known) failures.push({ venue, what, message: `the answer of ${title} has no ${symbol}, which it lists` });
      continue;
    }
    try {
      const { snapshot, issues: its } = snapshotOf(listed, reading, { answeredAt, skewMs });
      found.push(snapshot);
      for (const issue of its) issues.push(issue);
    } catch (error) {
      failures.push({ venue, what, message: sentence(error, title) });
    }
  }
  return { snapshots: found, failures, issues };
}

/** The venue's clock less ours, by the date of its last answer, which is of whole seconds; NaN where it has none. */
function clockSkew({ last_response_headers: headers }: ExchangeClient, askedAt: number, answeredAt: number): number {
  const date = Object.entries((headers ?? {}) as Readonly<Record<string, string>>).find(
    ([name]) => name.toLowerCase() === "date",
  )?.[1];
  const time = date === undefined ? Number.NaN : Date.parse(date) + secondMs / 2;
  return time > answeredAt ? time - answeredAt : time < askedAt ? time - askedAt : Number.isNaN(time) ? time : 0;
}

/** One line, without the name of a function that the reader has not called. */
function sentence(error: unknown, title: string): string {
  if (error instanceof z.ZodError) {
    const [first] = error.issues;
    const place = first === undefined || first.path.length === 0 ? "" : ` at ${first.path.join(".")}`;
    return `the answer of ${title} is not as documented${place}: ${first?.message ?? "unreadable"}; is a proxy or a block page in between, or has it changed?`;
  }
  const text = (error instanceof Error ? error.message : String(error)).replace(
    /^(?:loadExchange|exchangeSnapshots): /,
    "",
  );
  return (text.startsWith(title) ? text : `${title}: ${text}`).replace(/\s+/g, " ").slice(0, 400);
}
