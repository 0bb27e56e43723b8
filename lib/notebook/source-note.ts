import { dataHash, type HashedData } from "../sources/data-hash.js";
import type { Dataset } from "../sources/dataset.js";

/** Digits of the hash that a figure shows: enough to tell two loads apart. */
const shownDigits = 12;

/**
 * The line below a figure that says where its data comes from, that it is not real where it is not, and the first digits
 * of the data's hash (`dataHash`), by which a reader knows the same data again.
 */
export function sourceNote(data: Pick<Dataset, "provenance"> & HashedData): string {
  const { asset, provenance } = data;
  const origin = provenance.simulated ? "simulated market: not real data" : `source: ${provenance.source}`;
  return `${asset}, ${origin}, data ${dataHash(data).slice(0, shownDigits)}`;
}
