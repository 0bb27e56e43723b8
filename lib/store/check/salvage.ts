import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { countText } from "../../series/count-text.js";
import type { ManifestChange } from "../commit-manifest.js";
import { filesBelow } from "../files/remove-unused.js";
import { detailsPath, partitionOf, publishedPath } from "../files/store-paths.js";
import { type Writer, writePartition, writeRevisionsFile } from "../merge-partition.js";
import { mergeRows } from "../rows/merge-rows.js";
import { noRows, readRevisions, readRows } from "../rows/row-file.js";
import type { FetchDetails, FetchRecord, StoredFile } from "../store-types.js";

/**
 * Takes into a state what lies on the disk and its manifest does not know, because a newer manifest is damaged or lost: values of all
 * versions of a partition, the youngest last, the youngest revisions, and fetches. A version that a killed writer did not
 * get to commit is taken too: its values were given by the source all the same.
 * @param bad paths that are damaged
 */
export async function salvaged(
  writer: Writer,
  state: ManifestChange,
  bad: ReadonlySet<string>,
): Promise<{ readonly change: ManifestChange; readonly done: readonly string[] }> {
  const { store } = writer;
  const known = new Set([...state.files, ...state.replaced].map(({ path }) => path));
  const found = (await filesBelow(store, "versions")).filter((path) => !known.has(path) && !bad.has(path));
  const places = new Map<string, string[]>();
  for (const path of await goodFiles(store, found)) {
    const partition = partitionOf(path);
    if (partition === undefined) continue;
    const place = publishedPath(partition);
    places.set(place, [...(places.get(place) ?? []), path]);
  }
  const files = new Map(state.files.map((file) => [publishedPath(file), file]));
  for (const [place, paths] of places) {
    const file = await joinedVersions(writer, files.get(place), paths);
    if (file !== undefined) files.set(place, file);
  }
  const fetches = await foundRecords(store, state.fetches, bad);
  const records = fetches.length - state.fetches.length;
  return {
    change: { files: [...files.values()], fetches, replaced: state.replaced },
    done: [
      `took ${countText(places.size, "partition")} and ${countText(records, "fetch", "fetches")} from files that no good manifest names`,
    ],
  };
}

/** The file of a partition as it is with all versions of it. */
async function joinedVersions(
  writer: Writer,
  present: StoredFile | undefined,
  paths: readonly string[],
): Promise<StoredFile | undefined> {
  const { store, connection } = writer;
  const partition = partitionOf(paths[0] as string);
  if (partition === undefined) return present;
  const all = present === undefined ? paths : await byAge(store, [...paths, present.path]);
  if (partition.kind === "revisions") {
    const youngest = join(store, all[all.length - 1] as string);
    return writeRevisionsFile(writer, partition, [await readRevisions(connection, youngest)]);
  }
  let rows = noRows;
  for (const path of all) rows = mergeRows(rows, await readRows(connection, join(store, path))).rows;
  return writePartition(writer, partition, rows);
}

/** Files whose names are the start of their hash, the oldest first. */
async function goodFiles(store: string, paths: readonly string[]): Promise<readonly string[]> {
  const good: string[] = [];
  for (const path of paths) {
    const name = path.slice(path.lastIndexOf("/") + 1);
    if (hashOf(await readFile(join(store, path))).startsWith(name.slice(0, 16))) good.push(path);
  }
  return byAge(store, good);
}

async function byAge(store: string, paths: readonly string[]): Promise<readonly string[]> {
  const aged = await Promise.all(paths.map(async (path) => ({ path, at: (await stat(join(store, path))).mtimeMs })));
  return aged.sort((a, b) => a.at - b.at || (a.path < b.path ? -1 : 1)).map(({ path }) => path);
}

/** Records of a state and those of details that it does not know, the youngest of each fetch. */
async function foundRecords(
  store: string,
  records: readonly FetchRecord[],
  bad: ReadonlySet<string>,
): Promise<readonly FetchRecord[]> {
  const found = new Map(records.map((record) => [record.id, record]));
  const known = new Set(records.map(({ sha256 }) => detailsPath(sha256)));
  const paths = (await filesBelow(store, "fetches")).filter((path) => !known.has(path) && !bad.has(path));
  for (const path of await goodFiles(store, paths)) {
    const text = await readFile(join(store, path), "utf8");
    const { record } = JSON.parse(text) as FetchDetails;
    // What a state knows of a fetch that went on later is older.
    if (record !== undefined && record.to >= (found.get(record.id)?.to ?? record.to)) {
      found.set(record.id, { ...record, sha256: hashOf(text) });
    }
  }
  return [...found.values()];
}

function hashOf(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
