import { timeGrid } from "../../series/grid.js";
import type { Dataset } from "../../sources/dataset.js";
import type { Period } from "../../sources/period.js";
import type { QualityIssue } from "../../sources/quality/quality.js";
import type { SourceOptions } from "../../sources/source-options.js";
import { appendAnswer } from "../append-answer.js";
import { datasetAnswer } from "../dataset-answer.js";
import type { StoreRequest } from "../store-request.js";
import type { FetchRecord } from "../store-types.js";
import { chunkProgress } from "./chunk-progress.js";
import { monthRanges, periodText } from "./missing-ranges.js";
import { nothingBefore } from "./nothing-before.js";
import type { StoreReader } from "./store-reader.js";
import { sameFetches } from "./stored-fetches.js";
import { unsettledRanges } from "./unsettled-ranges.js";

/** How what is missing is fetched. */
export interface FetchPlan {
  /** What the user asked for; handed on with other periods. */
  readonly options: SourceOptions;
  readonly fetch: (options: SourceOptions) => Promise<Dataset>;
  /** Milliseconds before the end of the period that are fetched though they are there. */
  readonly refreshMs: number;
  /** The present, epoch milliseconds UTC. */
  readonly clock: () => number;
}

/** What came of fetching what is missing. */
export interface FetchedMissing {
  /** What could not be had, where other parts could. */
  readonly issues: readonly QualityIssue[];
  /** From when to when the source goes by itself, where it was asked without a bound. */
  readonly whole?: Period;
}

/**
 * So many bars are asked for at least, where the period has them: what the labels of an exchange mean is found out by comparing
 * rows, of which one or two are too few.
 */
export const leastBars = 48;

/**
 * Fetches of what is asked for what the store lacks, and appends it: month by month, the newest first, so that a load that is
 * given up half way has its months, and nothing is asked for beyond the point from which the source has none.
 * @returns what could not be had, where other parts could, and what there is where a bound is left out
 * @throws {RangeError} as the source does, if it has nothing of what is missing and the store has nothing of the rest
 * @throws {Error} as the source does; what was appended before stays
 */
export async function fetchMissing(
  reader: StoreReader,
  request: StoreRequest,
  plan: FetchPlan,
): Promise<FetchedMissing> {
  const { from, to, isLocal, isMonthly, storedMs } = request;
  const { source, asset, query } = request;
  const fetches = sameFetches(await reader.manifest(), { source, asset, query, intervalMs: storedMs });
  if (isLocal && (from === undefined || to === undefined)) {
    return { issues: [], whole: await fetchWhole(reader, request, plan, fetches) };
  }
  const { refreshMs, clock } = plan;
  const missing = await unsettledRanges(reader, request, { fetches, refreshMs, now: clock() });
  if (isMonthly && storedMs !== undefined) {
    return { issues: await fetchMonths(reader, { ...request, storedMs }, plan, missing, fetches) };
  }
  if (missing.length > 0) await fetchWhole(reader, request, plan, fetches);
  return { issues: [] };
}

/**
 * Loads all that is asked for at once, of the archive from the start of the first bar. What has the files and the period of an
 * earlier fetch is no new one.
 * @returns what there is
 */
async function fetchWhole(
  reader: StoreReader,
  { source, asset, storedInterval, query, isMade, barMs, from }: StoreRequest,
  { options, fetch, clock }: FetchPlan,
  fetches: readonly FetchRecord[],
): Promise<Period> {
  const retrievedAt = clock();
  const [end] =
    isMade && barMs !== undefined && from !== undefined
      ? timeGrid({ from, to: from + barMs, intervalMs: barMs })
      : [undefined];
  const dataset = await fetch({
    ...options,
    asset,
    ...(storedInterval && { interval: storedInterval }),
    ...(end !== undefined && barMs !== undefined && { from: new Date(end - barMs).toISOString() }),
  });
  const answer = datasetAnswer(dataset, { source, query: query ?? {}, retrievedAt });
  const whole = { from: answer.from, to: answer.to };
  const { files } = dataset.provenance;
  for (const record of fetches) {
    if (record.from !== answer.from || record.to !== answer.to || record.intervalMs !== answer.intervalMs) continue;
    const earlier = await reader.details(record);
    if (files.length > 0 && JSON.stringify(earlier.provenance.files) === JSON.stringify(files)) return whole;
  }
  await appendAnswer(reader.path, answer);
  return whole;
}

async function fetchMonths(
  reader: StoreReader,
  request: StoreRequest & { readonly storedMs: number },
  { options, fetch, clock }: FetchPlan,
  missing: readonly Period[],
  fetches: readonly FetchRecord[],
): Promise<readonly QualityIssue[]> {
  const { source, asset, storedMs, storedInterval, query, isMade, isLocal, ...period } = request;
  const oldest = Math.min(...fetches.map((record) => record.from));
  const start = Math.min(missing[0]?.from ?? Number.POSITIVE_INFINITY, period.from ?? oldest);
  const chunks = missing
    .filter((range) => timeGrid({ ...range, intervalMs: storedMs }).length > 0)
    .flatMap(monthRanges)
    .filter((range) => timeGrid({ ...range, intervalMs: storedMs }).length > 0)
    .reverse();
  const progress = chunkProgress(chunks.length, options.onProgress);
  const ask = async (part: Period, place: number) => {
    const retrievedAt = clock();
    const dataset = await fetch({
      ...options,
      asset,
      ...(storedInterval && { interval: storedInterval }),
      from: new Date(part.from).toISOString(),
      to: new Date(part.to).toISOString(),
      onProgress: progress(place),
    });
    const answer = datasetAnswer(dataset, { source, query: query ?? {}, retrievedAt });
    await appendAnswer(reader.path, answer);
    return { dataset, answer };
  };
  const failures: { readonly chunk: Period; readonly error: RangeError }[] = [];
  for (const [place, chunk] of chunks.entries()) {
    options.signal?.throwIfAborted();
    // With the bar before: what stands on the border of two months may be in the files of the second.
    const from = Math.max(start, Math.min(chunk.from - storedMs, chunk.to - leastBars * storedMs));
    try {
      const { dataset, answer } = await ask({ from, to: chunk.to }, place);
      const end = nothingBefore(dataset, { from, to: chunk.to });
      if (end === undefined) continue;
      // What lies before is written down as asked for and not had, so that it is not asked for each time.
      const issues = [{ ...end, from: Math.min(end.from, start + storedMs) }];
      const to = Math.max(start, answer.from);
      if (to > start) await appendAnswer(reader.path, { ...answer, from: start, to, series: [], issues, rowsRead: 0 });
      break;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      // The same words for another period are about the options, and will be said of every month.
      if (failures[failures.length - 1]?.error.message === error.message) throw error;
      failures.push({ chunk, error });
    }
  }
  const [first] = failures;
  if (first === undefined) return [];
  if (isMade && isLocal && (await isHad(() => ask({ from: start, to: (chunks[0] as Period).to }, chunks.length - 1)))) {
    return [];
  }
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = period;
  const isSomeStored = fetches.some((record) => record.to > from && record.from < to);
  if (failures.length === chunks.length && !isSomeStored) throw first.error;
  return failures.map(({ chunk, error }) => ({
    kind: "cut",
    where: source,
    count: timeGrid({ ...chunk, intervalMs: storedMs }).length,
    from: chunk.from + storedMs,
    to: chunk.to,
    detail: `${periodText(chunk)} could not be had: ${error.message}`,
  }));
}

/**
 * Whether the whole can be had where a part cannot: a folder may have bars of prices where it has no open interest, which the
 * archive gives beside some open interest only.
 */
async function isHad(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
