import type { Dataset } from "../sources/dataset.js";
import { datasetSeries } from "../sources/dataset-series.js";
import type { Period } from "../sources/period.js";
import type { Answer, StoredQuery } from "./store-types.js";

/** What a dataset was an answer to. */
export interface AnswerFrame extends Partial<Period> {
  readonly query: StoredQuery;
  /** When it was answered, epoch milliseconds UTC. */
  readonly retrievedAt: number;
  /** Name of the source. Default that of the provenance. */
  readonly source?: string;
}

/**
 * A dataset as the answer of its source, to be appended to a store.
 * @param frame `from` and `to` default to the start of the first bar and the end of the last
 * @throws {RangeError} for a dataset without a bar whose period is not given
 */
export function datasetAnswer(dataset: Dataset, { query, retrievedAt, source, from, to }: AnswerFrame): Answer {
  const { asset, intervalMs, quality, provenance, openInterest } = dataset;
  const { times } = openInterest;
  if (times.length === 0 && (from === undefined || to === undefined)) {
    throw new RangeError("datasetAnswer: the dataset has no bar, so that it tells no period; give from and to");
  }
  return {
    source: source ?? provenance.source,
    asset,
    intervalMs,
    query,
    from: from ?? (times[0] as number) - intervalMs,
    to: to ?? (times[times.length - 1] as number),
    retrievedAt,
    series: datasetSeries(dataset),
    issues: quality.issues,
    rowsRead: quality.rowsRead,
    provenance,
  };
}
