import { randomBytes } from "node:crypto";

import { commitManifest, type ManifestChange } from "../commit-manifest.js";
import { publish, restored, unpublished } from "../files/publish.js";
import { quarantine } from "../files/quarantine.js";
import { foreignFiles, removeUnused } from "../files/remove-unused.js";
import { detailsPath, publishedPath } from "../files/store-paths.js";
import { emptyManifest } from "../init-store.js";
import type { Manifest, StoreProblem } from "../store-types.js";
import { writerConnection } from "../writer-connection.js";
import { cutRecords } from "./cut-records.js";
import type { NewestGood } from "./newest-good.js";
import { salvaged } from "./salvage.js";

/**
 * Brings a store back to a state in which everything that it names is there and good. The new state is committed before what
 * is damaged is put aside, so that a program killed meanwhile leaves it to be done again.
 * @returns what was done, in sentences
 * @throws {Error} if other programs write meanwhile; then the store is as it was
 */
export async function repairStore(
  store: string,
  { manifest, highest, damaged }: NewestGood,
  problems: readonly StoreProblem[],
  now: number,
): Promise<readonly string[]> {
  const base: Manifest = { ...(manifest ?? emptyManifest()), version: highest };
  const bad = new Set(problems.filter(({ kind }) => kind === "damaged" || kind === "details").map(({ path }) => path));
  const gone = new Set([...bad, ...problems.filter(({ kind }) => kind === "missing").map(({ path }) => path)]);
  const done: string[] = [];
  for (const file of base.files.filter(({ path }) => gone.has(path))) {
    if (!(await restored(store, file))) continue;
    gone.delete(file.path);
    bad.delete(file.path);
    done.push(`restored ${file.path} from ${publishedPath(file)}`);
  }
  const { change: without, done: dropped } = withoutLost(base, gone);
  done.push(...dropped);
  let change = without;
  if (problems.some(({ kind }) => kind === "manifest")) {
    const found = await salvagedState(store, without, bad);
    change = found.change;
    done.push(...found.done);
  }
  let newest = base;
  if (dropped.length > 0 || change !== without) {
    const committed = await commitManifest(store, base, change, randomBytes(8).toString("hex"), () => {});
    if (committed === undefined) {
      throw new Error(`checkStore: another program wrote to ${store} meanwhile; check again`);
    }
    newest = committed;
  }
  const foreign = await foreignFiles(store, newest);
  for (const path of [...damaged.map((one) => one.path), ...bad, ...foreign]) {
    if (await quarantine(store, path)) done.push(`put ${path} into quarantine`);
  }
  const stale = await unpublished(store, newest.files);
  await publish(store, stale, newest);
  if (stale.length > 0) done.push(`linked ${stale.length} current files where other programs look`);
  await removeUnused(store, newest, now);
  return done;
}

interface Repaired {
  readonly change: ManifestChange;
  readonly done: readonly string[];
}

/** A state without the files that are lost; what they held counts as never fetched. */
function withoutLost({ files, fetches, replaced }: Manifest, lost: ReadonlySet<string>): Repaired {
  const done: string[] = [];
  let records = fetches.filter((record) => {
    const isLost = lost.has(detailsPath(record.sha256));
    if (isLost) done.push(`dropped fetch ${record.id}, whose details are lost; its values stay`);
    return !isLost;
  });
  for (const file of files.filter(({ path }) => lost.has(path))) {
    done.push(`dropped ${file.path}`);
    if (file.kind === "data") records = [...cutRecords(records, file)];
  }
  return { change: { files: files.filter(({ path }) => !lost.has(path)), fetches: records, replaced }, done };
}

async function salvagedState(store: string, state: ManifestChange, bad: ReadonlySet<string>): Promise<Repaired> {
  const connection = await writerConnection();
  try {
    return await salvaged({ store, connection }, state, bad);
  } finally {
    connection.closeSync();
  }
}
