import { rm } from "node:fs/promises";
import { join } from "node:path";
import { linkNew, makeFolderDurably, syncFolder, temporaryFile, writeDurably } from "./files/durable-file.js";
import { libraryVersion } from "./files/library-version.js";
import { manifestText, storeFormat } from "./files/manifest-text.js";
import { manifestPath } from "./files/store-paths.js";
import { readManifest } from "./manifest.js";
import type { Manifest } from "./store-types.js";

/** What a commit changes of a store. */
export type ManifestChange = Pick<Manifest, "files" | "fetches" | "replaced">;

/** Called between the steps of a commit with the name of the one that was done; what it throws ends the commit there. */
export type OnStep = (step: string) => void | Promise<void>;

/** So many names of commits are kept: more than writers can commit between one's link and one's look. */
const keptNames = 64;

/**
 * Makes a new state the newest one, if the state it is built on is the newest still: its manifest takes the next number,
 * which only one writer can. The number alone does not tell, since old manifests are removed: the newest manifest must
 * hold the name of this commit.
 * @param commit a name that no other commit has
 * @returns the newest state, which holds this commit and is on the disk; undefined if another writer was first
 */
export async function commitManifest(
  store: string,
  base: Manifest,
  { files, fetches, replaced }: ManifestChange,
  commit: string,
  onStep: OnStep,
): Promise<Manifest | undefined> {
  const version = base.version + 1;
  const next: Manifest = {
    format: storeFormat,
    version,
    library: libraryVersion(),
    files,
    fetches,
    replaced,
    recent: [...base.recent, commit].slice(-keptNames),
  };
  const temporary = await temporaryFile(store);
  const path = join(store, manifestPath(version));
  try {
    await writeDurably(temporary, manifestText(next));
    await onStep("manifest written");
    await makeFolderDurably(join(store, "manifest"));
    if (!(await linkNew(temporary, path))) return undefined;
  } finally {
    await rm(temporary, { force: true });
  }
  await onStep("manifest linked");
  const newest = await readManifest(store);
  if (!newest.recent.includes(commit)) {
    await rm(path, { force: true });
    return undefined;
  }
  await syncFolder(join(store, "manifest"));
  await onStep("committed");
  return newest;
}
