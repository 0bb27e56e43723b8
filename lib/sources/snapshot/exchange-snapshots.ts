import { canonicalVenue } from "../../market/venues.js";
import type { Kind } from "../../series/identity.js";
import type { ExchangeClient } from "../exchange/exchange-client.js";
import type { LoadProgress } from "../progress.js";
import type { AskedSource } from "./asked-source.js";
import { askedVenues, snapshotSources, snapshotVenues } from "./snapshot-sources.js";
import type { SnapshotFailure, Snapshots } from "./snapshots.js";

/** What to take snapshots of, and how to ask. */
export interface SnapshotOptions {
  /** Base assets in capitals, as the venues list them: one or several. Default `BTC`, any if `instruments` is given. */
  readonly asset?: string | readonly string[] | undefined;
  /** Only these, by their venue's name for them: `{ binance: ["BTCUSDT"] }`. Default all of the asset. */
  readonly instruments?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Venues by any name they go by. Default those of `instruments`, or all that can be asked (`snapshotVenues`). */
  readonly venues?: readonly string[] | undefined;
  /** Kinds of contracts. Default perpetuals, any if `instruments` is given. */
  readonly kinds?: readonly Kind[] | undefined;
  /**
   * Sizes of contracts that hold whatever others say, `{ gate: { BTC_USDT: 0.0001 } }`: coins if linear, dollars if inverse.
   * Default those of the registry, where the venue's own list does not contradict.
   */
  readonly contractSizes?: Readonly<Record<string, Readonly<Record<string, number>>>> | undefined;
  /** ccxt exchanges to ask through, by their ccxt id, such as ones with a proxy. Default new ones without keys. */
  readonly clients?: Readonly<Record<string, ExchangeClient>> | undefined;
  /** Longest time for all of one part of a venue, milliseconds. Default 20000. */
  readonly timeoutMs?: number | undefined;
  /** Waits before each further try of a call that failed, milliseconds. Default one of 1000. */
  readonly retryDelaysMs?: readonly number[] | undefined;
  /** The present, epoch milliseconds UTC. Default the clock. */
  readonly now?: (() => number) | undefined;
  /** Stops at once. Default: none. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each part of a venue. Default: none. */
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
}

const kindsKnown: readonly Kind[] = ["perpetual", "future", "option"];

/**
 * Open interest of this moment, of all instruments of an asset at many venues, asked all at once and through public calls
 * that need no key. Every number is read by the registry's record of its field, and is given in contracts where the venue
 * counts them, in coins and in dollars by the mark price of the same moment.
 * A venue that fails is told in `failures` and loses no other; what cannot be told of an instrument is NaN.
 * Sides are left as each venue counts them.
 * @throws {RangeError} for an unknown venue, kind or option that is not possible
 */
export async function exchangeSnapshots(options: SnapshotOptions = {}): Promise<Snapshots> {
  return snapshotTaker(options).take();
}

/** Takes the same snapshots again and again, with the clients and lists of markets of the first time. */
export interface SnapshotTaker {
  /** Canonical names of the venues it asks. */
  readonly venues: readonly string[];
  /**
   * Gets the lists of markets that are not there or a day old, so that no snapshot has to wait for them. Nothing is thrown.
   */
  readonly prepare: (changes?: Pick<SnapshotOptions, "signal" | "timeoutMs">) => Promise<void>;
  /** As `exchangeSnapshots`; the signal, limit and progress may differ each time. */
  readonly take: (changes?: Pick<SnapshotOptions, "signal" | "timeoutMs" | "onProgress">) => Promise<Snapshots>;
}

/** @throws {RangeError} as `exchangeSnapshots` */
export function snapshotTaker(options: SnapshotOptions, owner: string = "exchangeSnapshots"): SnapshotTaker {
  const { asset, instruments, contractSizes = {}, clients = {}, retryDelaysMs = [1000], now = Date.now } = options;
  const byVenue = instruments === undefined ? undefined : byCanonicalName(instruments);
  const { venues = byVenue === undefined ? snapshotVenues : Object.keys(byVenue) } = options;
  const { kinds = byVenue === undefined ? ["perpetual"] : kindsKnown } = options;
  for (const kind of kinds) {
    if (!kindsKnown.includes(kind)) {
      throw new RangeError(`${owner}: unknown kind "${String(kind)}"; known: ${kindsKnown.join(", ")}`);
    }
  }
  const assets = asset === undefined ? (byVenue === undefined ? ["BTC"] : undefined) : [asset].flat();
  for (const each of assets ?? []) {
    if (each === "" || each !== each.toUpperCase()) {
      throw new RangeError(`${owner}: asset "${each}" is not written in capitals; write "${each.toUpperCase()}"`);
    }
  }
  const names = askedVenues(venues, owner);
  let asked: Promise<readonly AskedSource[]> | undefined;
  const sources = (): Promise<readonly AskedSource[]> => {
    asked ??= snapshotSources(names);
    return asked;
  };
  const asking = {
    assets,
    names: byVenue,
    kinds,
    contractSizes: byCanonicalName(contractSizes),
    clients,
    retryDelaysMs,
    now,
  };
  return {
    venues: names,
    prepare: async ({ signal = options.signal, timeoutMs = 60_000 } = {}) => {
      await Promise.all((await sources()).map(({ prepare }) => prepare({ ...asking, timeoutMs, signal })));
    },
    take: async ({
      signal = options.signal,
      timeoutMs = options.timeoutMs ?? 20_000,
      onProgress = options.onProgress ?? (() => {}),
    } = {}) => {
      if (!(timeoutMs > 0)) throw new RangeError(`${owner}: timeoutMs is ${timeoutMs}; give milliseconds above 0`);
      signal?.throwIfAborted();
      const all = await sources();
      const askedAt = now();
      let done = 0;
      const askOne = async ({ source, ask }: AskedSource) => {
        const answer = await ask({ ...asking, timeoutMs, signal });
        done++;
        onProgress({ done, total: all.length, what: source.title });
        return { ...answer, venue: source.venue };
      };
      const answers = await Promise.all(all.map(askOne));
      return {
        snapshots: answers.flatMap((answer) => answer.snapshots),
        failures: [
          ...answers.flatMap(({ failures }) => failures),
          ...notListed(names, answers, { assets, byVenue, kinds }),
        ],
        issues: answers.flatMap(({ issues }) => issues),
        askedAt,
        answeredAt: now(),
      };
    },
  };
}

/** Venues that answered and list nothing of what was asked, and instruments asked by name that they do not list. */
function notListed(
  venues: readonly string[],
  answers: readonly {
    readonly venue: string;
    readonly listed: number;
    readonly failures: readonly SnapshotFailure[];
    readonly snapshots: Snapshots["snapshots"];
  }[],
  {
    assets,
    byVenue,
    kinds,
  }: {
    readonly assets: readonly string[] | undefined;
    readonly byVenue: Readonly<Record<string, readonly string[]>> | undefined;
    readonly kinds: readonly Kind[];
  },
): readonly SnapshotFailure[] {
  return venues.flatMap((venue) => {
    const own = answers.filter((answer) => answer.venue === venue);
    // A part of the venue that failed may be the one that lists it.
    if (own.some(({ failures, listed }) => listed === 0 && failures.length > 0)) return [];
    if (byVenue !== undefined) {
      const told = [
        ...own.flatMap(({ snapshots }) => snapshots.map(({ instrument }) => `${venue} ${instrument}`)),
        ...own.flatMap(({ failures }) => failures.map(({ what }) => what)),
      ];
      return (byVenue[venue] ?? [])
        .map((name) => `${venue} ${name}`)
        .filter((what) => !told.includes(what))
        .map((what) => ({
          venue,
          what,
          asset: "",
          message: `${what} is not among the contracts that are listed and known; check its name`,
        }));
    }
    if (own.some(({ listed }) => listed > 0)) return [];
    const what = `${kinds.join(" or ")} on ${(assets ?? []).join(" or ")}`;
    return [
      {
        venue,
        what: venue,
        asset: "",
        message: `${venue} lists no ${what} that is known; give the asset as it writes it`,
      },
    ];
  });
}

function byCanonicalName<T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [canonicalVenue(name), value]));
}
