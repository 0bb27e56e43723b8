import { isoTime } from "../../series/time.js";
import type { Provenance, SourceFile } from "../../sources/dataset.js";
import type { FetchDetails, FetchRecord } from "../store-types.js";

/**
 * Where data of a store came from: their source in its own words, the files of all fetches that tell of the period, each
 * once and by name, and when the source was asked.
 * @param fetches the newest first, at least one
 */
export function storedProvenance(
  fetches: readonly { readonly record: FetchRecord; readonly details: FetchDetails }[],
): Provenance {
  const newest = (fetches[0] as { readonly details: FetchDetails }).details.provenance;
  const asked = fetches.map(({ record }) => record.retrievedAt);
  const [first, last] = [Math.min(...asked), Math.max(...asked)];
  const when = first === last ? isoTime(first) : `${isoTime(first)} to ${isoTime(last)}`;
  const files = new Map<string, SourceFile>();
  for (const { details } of fetches) {
    for (const file of details.provenance.files) files.set(`${file.name} ${file.sha256}`, file);
  }
  return {
    ...newest,
    simulated: fetches.some(({ details }) => details.provenance.simulated),
    description: `${newest.description.replace(/\.$/, "")}; kept in a store, retrieved ${when}`,
    files: [...files.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file),
  };
}
