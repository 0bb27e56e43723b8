import type { QualityIssue } from "../../sources/quality/quality.js";
import { appendAnswer } from "../append-answer.js";
import { initStore } from "../init-store.js";
import { fetchDetails, readManifest } from "../manifest.js";
import type { FetchRecord } from "../store-types.js";
import type { RecordedSession, RecordStore } from "./record-types.js";
import { recordedSource } from "./recorded-source.js";

/**
 * Recordings in a store, which is made if there is none.
 * @throws as `initStore` and `readManifest` do
 */
export async function storeRecordings(path: string): Promise<RecordStore> {
  await initStore(path);
  return {
    append: (answer, { continues }) => appendAnswer(path, answer, { continues, differing: "keep" }),
    sessions: async (asset, intervalMs) => {
      const { fetches } = await readManifest(path);
      const last = new Map<string, FetchRecord>();
      for (const record of fetches) {
        if (record.source !== recordedSource || record.asset !== asset || record.intervalMs !== intervalMs) continue;
        for (const venue of venuesOf(record)) {
          const known = last.get(venue);
          if (known === undefined || record.to > known.to) last.set(venue, record);
        }
      }
      return Promise.all([...new Set(last.values())].map((record) => sessionOf(path, record)));
    },
  };
}

/** One recording as the store knows it. */
export async function sessionOf(path: string, record: FetchRecord): Promise<RecordedSession> {
  const { issues } = await fetchDetails(path, record);
  const { from, to } = record;
  return { from, to, venues: venuesOf(record), issues: issues as readonly QualityIssue[] };
}

function venuesOf({ query }: FetchRecord): readonly string[] {
  const { venues } = query;
  return Array.isArray(venues) ? venues : [];
}
