import type { Kind } from "../../series/identity.js";
import { dayMs } from "../../series/time.js";
import { ask, type ExchangeClient } from "../exchange/exchange-client.js";
import { failureSentence } from "./failure-sentence.js";
import { type ListedInstrument, type ListedMarket, listedInstruments } from "./listed-instruments.js";
import { snapshotClient } from "./snapshot-client.js";
import { endpoint, type Reading, type SnapshotSource, type SourceCalls } from "./snapshot-source.js";
import type { SnapshotFailure } from "./snapshots.js";
import { type TakenSnapshots, takenSnapshots } from "./taken-snapshots.js";
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

/** What one source gave, and how many instruments it lists of those that are wanted. */
export interface SourceAnswer extends TakenSnapshots {
  readonly listed: number;
}

/** A source with the client that asks it, kept for as long as snapshots are taken. */
export interface AskedSource {
  readonly source: SnapshotSource;
  readonly ask: (options: AskedOptions) => Promise<SourceAnswer>;
  /**
   * Gets the list of markets if there is none or it is a day old, so that no asking has to. Yesterday's list is better than
   * none: a failure is left to the next time.
   */
  readonly prepare: (options: AskedOptions) => Promise<void>;
}

/** A source to be asked once or many times: its client and list of markets are kept. */
export function askedSource(source: SnapshotSource): AskedSource {
  const asker = { title: source.title, owner: "exchangeSnapshots" };
  let client: ExchangeClient | undefined;
  let listedAt = Number.NaN;

  const listing = async (
    { clients, timeoutMs, retryDelaysMs, now }: AskedOptions,
    signal: AbortSignal,
    oldest: number,
  ): Promise<ExchangeClient> => {
    client ??= clients[source.exchange] ?? (await snapshotClient(source, timeoutMs));
    const asked = client;
    const time = now();
    if (asked.markets !== undefined && Number.isNaN(listedAt)) listedAt = time;
    if (asked.markets === undefined || time - listedAt > oldest) {
      await ask(asked, asker, () => asked.loadMarkets(true), { retryDelaysMs, signal });
      listedAt = time;
    }
    return asked;
  };

  const taken = async (options: AskedOptions, signal: AbortSignal, failures: SnapshotFailure[]) => {
    const started = performance.now();
    const asked = await listing(options, signal, Number.POSITIVE_INFINITY);
    const wanted = wantedOf(source, asked, options);
    if (wanted.length === 0) return { snapshots: [], issues: [], failures, listed: 0 };
    // A call that hangs is given up shortly before the whole, so that what others brought is not lost with it.
    const { retryDelaysMs, timeoutMs, now } = options;
    const call: SourceCalls["call"] = (method, query = {}) => {
      const request = endpoint(asked, method);
      const leftMs = Math.max(1, Math.round(0.9 * timeoutMs - (performance.now() - started)));
      return timeLimit(leftMs, signal, (inner) =>
        ask(asked, asker, () => request(query), { retryDelaysMs, signal: inner }),
      );
    };
    const each: SourceCalls["each"] = async (instruments, task) => {
      const read = async (listed: ListedInstrument): Promise<readonly Reading[]> => {
        try {
          return await task(listed);
        } catch (error) {
          signal.throwIfAborted();
          const { symbol, asset } = listed.instrument;
          const message = failureSentence(error, source.title);
          failures.push({ venue: source.venue, what: `${source.venue} ${symbol}`, asset, message });
          return [];
        }
      };
      return (await Promise.all(instruments.map(read))).flat();
    };
    const askedAt = now();
    const readings = await source.read(wanted, { call, each });
    const answered = { readings, askedAt, answeredAt: now(), failures };
    return { ...takenSnapshots(source, asked, wanted, answered), listed: wanted.length };
  };

  return {
    source,
    prepare: async (options) => {
      const { timeoutMs, signal } = options;
      await timeLimit(timeoutMs, signal, (inner) => listing(options, inner, dayMs)).catch(() => {});
    },
    ask: async (options) => {
      const { venue, title } = source;
      const failures: SnapshotFailure[] = [];
      try {
        return await timeLimit(options.timeoutMs, options.signal, (inner) => taken(options, inner, failures));
      } catch (error) {
        options.signal?.throwIfAborted();
        const whole = { venue, what: title, asset: "", message: failureSentence(error, title) };
        return { snapshots: [], issues: [], failures: [...failures, whole], listed: 0 };
      }
    },
  };
}

/** @throws {Error} if the exchange lists nothing at all */
function wantedOf(
  source: SnapshotSource,
  { markets = {} }: ExchangeClient,
  { assets, names, kinds, contractSizes }: AskedOptions,
): readonly ListedInstrument[] {
  const all = Object.values(markets) as readonly ListedMarket[];
  if (all.length === 0) throw new Error("lists no market at all; is a proxy or a block page in between?");
  const { venue } = source;
  return listedInstruments(source, all, {
    assets,
    names: names === undefined ? undefined : (names[venue] ?? []),
    kinds,
    contractSizes: contractSizes[venue] ?? {},
  });
}
