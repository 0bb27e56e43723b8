import { intervalMs as intervalOf } from "../series/time.js";
import type { Dataset } from "../sources/dataset.js";
import { loadSource } from "../sources/load-source.js";
import type { Period } from "../sources/period.js";
import type { QualityIssue } from "../sources/quality/quality.js";
import { resampledDataset } from "../sources/resampled-dataset.js";
import { type FetchedMissing, fetchMissing } from "./reading/fetch-missing.js";
import { loadAtHand } from "./reading/load-at-hand.js";
import type { StoreReader } from "./reading/store-reader.js";
import { sameFetches } from "./reading/stored-fetches.js";
import { wholeBars } from "./reading/whole-bars.js";
import { datasetFromStore } from "./store-dataset.js";
import type { StoreLoadOptions } from "./store-options.js";
import { type StoreRequest, storeRequest } from "./store-request.js";
import type { Manifest } from "./store-types.js";

/**
 * Loads through a store: what of the period is not there yet, or may still change, is fetched and appended, and the whole is
 * read from disk. A file and the sample are at hand: they are read each time, given as read, and kept for when they are not.
 * @throws {RangeError} for options that cannot be, for a network source of which nothing is stored and no `from` is given, or
 *   if there is nothing of the period
 * @throws {Error} as the source does, or for a damaged file; what was appended before stays
 */
export async function loadThroughStore(reader: StoreReader, options: StoreLoadOptions): Promise<Dataset> {
  const { refresh = false, offline = false, fetch, now, ...asked } = options;
  const refreshMs = refreshOf(refresh);
  const request = storeRequest(asked, fetch !== undefined);
  const plan = { options: asked, fetch: fetch ?? loadSource, refreshMs, clock: () => now ?? Date.now() };
  if (request.isAtHand && !offline) return loadAtHand(reader, request, plan);
  const isAsked = request.isFetched && !offline;
  const { issues, whole }: FetchedMissing = isAsked ? await fetchMissing(reader, request, plan) : { issues: [] };
  const manifest = await reader.manifest();
  const { period, ...ask } = readPlan(manifest, request, whole);
  // The archive gives all bars that are asked for, and none that end after now.
  const isFull = request.isMade && isAsked;
  const grid = {
    ...(isFull && request.from !== undefined && { from: period.from }),
    ...(isFull && request.to !== undefined && { to: period.to }),
  };
  const dataset = await datasetFromStore(reader, { ...ask, ...period, grid, signal: asked.signal }, manifest);
  const { barMs = dataset.intervalMs } = request;
  const bars = resampledDataset(dataset, barMs, { where: "metrics" });
  return issues.length === 0 ? bars : withIssues(bars, issues);
}

/** Milliseconds before the end of the period that are fetched again: 0 for none, Infinity for all. */
function refreshOf(refresh: boolean | string): number {
  if (typeof refresh === "string") return intervalOf(refresh);
  return refresh ? Number.POSITIVE_INFINITY : 0;
}

/**
 * What is read: the period, of the archive and of what is made into longer bars in whole ones. Where a bound is left out, it is
 * as far as the source goes, or else the store.
 */
function readPlan(manifest: Manifest, request: StoreRequest, whole: Period | undefined) {
  const { source, asset, query, storedMs, barMs, isMade } = request;
  const same = sameFetches(manifest, { source, asset, query, intervalMs: storedMs });
  // A file has the step that was found when it was read the last time.
  const intervalMs = storedMs ?? same[0]?.intervalMs ?? Number.NaN;
  const fetches = same.filter((fetch) => fetch.intervalMs === intervalMs);
  const from = request.from ?? whole?.from ?? Math.min(...fetches.map((fetch) => fetch.from));
  const to = request.to ?? whole?.to ?? Math.max(...fetches.map((fetch) => fetch.to));
  const isWhole = barMs !== undefined && (isMade || barMs !== intervalMs);
  return { source, asset, query, intervalMs, period: isWhole ? wholeBars({ from, to }, barMs) : { from, to } };
}

function withIssues(dataset: Dataset, issues: readonly QualityIssue[]): Dataset {
  const { quality } = dataset;
  return { ...dataset, quality: { ...quality, issues: [...quality.issues, ...issues] } };
}
