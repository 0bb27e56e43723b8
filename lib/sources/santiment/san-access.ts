import { z } from "zod";
import { intervalMs } from "../../series/time.js";
import type { SanAnswer, SanClient } from "./san-client.js";
import { aboutDocument, plainAboutDocument, restrictionsDocument } from "./san-documents.js";
import { SanFailure } from "./san-failure.js";
import { checked, sanTime } from "./san-rows.js";

/** What of a metric can be had. */
export interface SanAccess {
  /** False if nothing of it is open to the key. */
  readonly isAccessible: boolean;
  /** What is open to the key: from ≤ label < to, epoch milliseconds; infinite where nothing is cut. */
  readonly from: number;
  readonly to: number;
  /** First label of the asset's rows; undefined where the server does not know. */
  readonly since: number | undefined;
  /** Shortest interval, milliseconds; 0 where the server does not know. */
  readonly minIntervalMs: number;
}

const moment = z
  .string()
  .nullish()
  .transform((text) => (text === null || text === undefined ? Number.NaN : sanTime(text)));

const open = z.object({ isAccessible: z.boolean().nullish(), restrictedFrom: moment, restrictedTo: moment });

const about = z.object({
  getMetric: z
    .object({ metadata: open.extend({ minInterval: z.string().nullish() }).nullish(), availableSince: moment })
    .nullish(),
});

const restrictions = z.object({ getAccessRestrictions: z.array(open.extend({ name: z.string() })).nullish() });

type Open = z.output<typeof open>;

/**
 * Asks what of a metric is open to the client's key, once for each metric: from its metadata, or from the list of
 * restrictions where a server's metadata does not tell. (The list knows no bundles of metrics bought one by one, and is of
 * a thousand metrics.)
 */
export function accessReader(client: SanClient, slug: string): (metric: string) => Promise<SanAccess> {
  let listed: Promise<ReadonlyMap<string, Open>> | undefined;
  return async (metric) => {
    const what = `access to ${metric} ${slug}`;
    try {
      return accessOf(await client.ask(what, aboutDocument(metric, slug)));
    } catch (cause) {
      if (!isUnknown(cause)) throw cause;
    }
    const plain = await client.ask(what, plainAboutDocument(metric, slug));
    listed ??= listedAccess(client);
    return accessOf(plain, (await listed).get(metric));
  };
}

/** What is open by metric; nothing where a server does not tell that either. A cut shows in what is given then. */
async function listedAccess(client: SanClient): Promise<ReadonlyMap<string, Open>> {
  try {
    const { data, what } = await client.ask("access restrictions", restrictionsDocument);
    const all = checked(restrictions, data, what).getAccessRestrictions ?? [];
    return new Map(all.map((each) => [each.name, each]));
  } catch (cause) {
    if (isUnknown(cause)) return new Map();
    throw cause;
  }
}

function isUnknown(cause: unknown): boolean {
  return cause instanceof SanFailure && cause.kind === "unknown-field";
}

function accessOf({ data, what }: SanAnswer, listed?: Open): SanAccess {
  const { getMetric } = checked(about, data, what);
  const metadata = getMetric?.metadata;
  const { isAccessible, restrictedFrom = Number.NaN, restrictedTo = Number.NaN } = listed ?? metadata ?? {};
  const since = getMetric?.availableSince ?? Number.NaN;
  const shortest = metadata?.minInterval ?? "";
  return {
    isAccessible: isAccessible ?? true,
    from: Number.isNaN(restrictedFrom) ? Number.NEGATIVE_INFINITY : restrictedFrom,
    to: Number.isNaN(restrictedTo) ? Number.POSITIVE_INFINITY : restrictedTo,
    since: Number.isNaN(since) ? undefined : since,
    minIntervalMs: /^[1-9]\d*[smhdw]$/.test(shortest) ? intervalMs(shortest) : 0,
  };
}
