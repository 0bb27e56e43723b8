import { intervalText } from "../series/time.js";
import type { Dataset } from "../sources/dataset.js";
import { datasetOf } from "../sources/dataset-series.js";
import type { Period } from "../sources/period.js";
import { issueAt } from "../sources/quality/issue-at.js";
import { leastBars } from "./reading/fetch-missing.js";
import { gatheredIssues } from "./reading/gathered-issues.js";
import { mergedKeys } from "./reading/merged-keys.js";
import { coveredRanges, periodText } from "./reading/missing-ranges.js";
import type { StoreReader } from "./reading/store-reader.js";
import { newestFetches, type StoredAsk, sameFetches } from "./reading/stored-fetches.js";
import { holeIssues, storedIssues } from "./reading/stored-issues.js";
import { storedProvenance } from "./reading/stored-provenance.js";
import { storedRevisions } from "./reading/stored-revisions.js";
import { storedSeries } from "./reading/stored-series.js";
import { wholeOutages } from "./record/outage-book.js";
import type { Manifest, StoredFile } from "./store-types.js";

/** Which part of a store is read. */
export interface StoreDatasetPlan extends StoredAsk, Period {
  /** Bounds that the grid has whatever was told, on bar ends. Default the first and last instant told of. */
  readonly grid?: Partial<Period>;
  /** Stops the query. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * What a store holds of one source, asked one way, within a period, as one dataset: on the regular grid of bar ends from the
 * first to the last instant of the period that some fetch told of, NaN where there is no value. A column is there if a fetch
 * of the period told of it. The quality is what those fetches told of the period, with the values that were revised and the
 * holes that are left. Only the files of the period are opened, each held to its hash.
 * @param manifest the state that is read
 * @throws {RangeError} if no fetch told of the period, naming those there are
 * @throws {Error} for a file that is damaged or missing, naming it
 */
export async function datasetFromStore(
  reader: StoreReader,
  plan: StoreDatasetPlan,
  manifest: Manifest,
): Promise<Dataset> {
  const { source, asset, intervalMs, signal } = plan;
  const fetches = sameFetches(manifest, plan);
  const newest = await Promise.all(
    newestFetches(fetches, plan).map(async (fetch) => ({ ...fetch, details: await reader.details(fetch.record) })),
  );
  // A fetch without series only says that there is nothing.
  const telling = newest.filter(({ details }) => details.series.length > 0).flatMap(({ ranges }) => ranges);
  if (telling.length === 0) throw nothingStored(manifest, plan);
  const { from = Math.min(...telling.map((range) => range.from)), to = Math.max(...telling.map((range) => range.to)) } =
    plan.grid ?? {};
  // Series in the order of the period, which is not that of the fetches.
  const lists = [...newest].sort((a, b) => (a.ranges[0] as Period).from - (b.ranges[0] as Period).from);
  const keys = mergedKeys(lists.map(({ details }) => details.series));
  const venues = new Set(keys.map(({ key }) => key.identity.venue ?? ""));
  const isOf = (file: StoredFile) =>
    file.source === source && file.asset === asset && venues.has(file.venue) && file.to > from && file.from <= to;
  const ofKind = (kind: StoredFile["kind"]) => manifest.files.filter((file) => file.kind === kind && isOf(file));
  const [files, revised] = [ofKind("data"), ofKind("revisions")];
  await reader.verify([...files, ...revised]);
  const read = { path: reader.path, keys, intervalMs, from, to };
  const { times, series, beside, present, revisions } = await reader.query(
    async (connection) => ({
      ...(await storedSeries(connection, { ...read, files })),
      revisions: await storedRevisions(connection, { ...read, files: revised }, source),
    }),
    signal,
  );
  const toldBy = newest.map(({ record, ranges, details: { issues } }) => ({
    issues,
    ranges,
    from: record.from,
    to: record.to,
  }));
  const told = storedIssues(wholeOutages(toldBy, { everyMs: intervalMs }), {
    intervalMs,
    marginMs: leastBars * intervalMs,
  });
  const off = `rows off the grid of ${intervalText(intervalMs)}; left out`;
  return datasetOf(series, {
    asset,
    intervalMs,
    times,
    quality: {
      rowsRead: newest.reduce((sum, { details }) => sum + details.rowsRead, 0),
      issues: gatheredIssues([
        ...told,
        ...revisions,
        ...holeIssues({ times, present, intervalMs }, coveredRanges({ from, to }, fetches), told),
        ...issueAt("invalid", source, beside, off),
      ]),
    },
    provenance: storedProvenance(newest),
  });
}

function nothingStored({ fetches }: Manifest, plan: StoreDatasetPlan): RangeError {
  const { source, asset, intervalMs, from, to } = plan;
  const same = fetches.filter((fetch) => fetch.source === source && fetch.asset === asset);
  const texts = same.map((fetch) => `${intervalText(fetch.intervalMs)} ${periodText(fetch)}`);
  const others = [...new Set(fetches.map((fetch) => `${fetch.source} ${fetch.asset}`))];
  const bars = Number.isNaN(intervalMs) ? "" : ` in bars of ${intervalText(intervalMs)}`;
  const within = from < to ? `, ${periodText(plan)}` : "";
  const has =
    same.length > 0
      ? `of it there are ${[...new Set(texts)].slice(0, 5).join(", ")}, some perhaps asked otherwise`
      : others.length === 0
        ? "it is empty"
        : `it has ${others.slice(0, 10).join(", ")}`;
  return new RangeError(`store.load: nothing of ${source} ${asset}${bars}${within} in the store; ${has}`);
}
