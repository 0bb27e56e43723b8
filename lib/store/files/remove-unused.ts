import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { manifestVersions } from "../manifest.js";
import type { Manifest } from "../store-types.js";
import { detailsPath, manifestPath, partitionOf, publishedPath } from "./store-paths.js";

/** Nothing younger is removed: somebody may be writing or reading it. */
export const graceMs: number = 10 * 60_000;

/** So many of the last manifests stay. */
export const keptManifests = 16;

/**
 * Removes what a store no longer needs and nobody has touched for ten minutes: files that no manifest names, such as a
 * writer leaves who was killed, and manifests but the last 16.
 * @param now epoch milliseconds
 */
export async function removeUnused(store: string, manifest: Manifest, now: number): Promise<void> {
  for (const path of await unnamedFiles(store, manifest)) await removeOld(join(store, path), now);
  const versions = await manifestVersions(store);
  for (const version of versions.slice(0, -keptManifests)) await removeOld(join(store, manifestPath(version)), now);
}

/** Files below `versions`, `fetches` and `temporary` that a manifest does not name, with `/`. */
export async function unnamedFiles(store: string, manifest: Manifest): Promise<readonly string[]> {
  const named = new Set([
    ...manifest.files.map(({ path }) => path),
    ...manifest.fetches.map(({ sha256 }) => detailsPath(sha256)),
    ...manifest.replaced.map(({ path }) => path),
  ]);
  const found = await Promise.all(["versions", "fetches", "temporary"].map((folder) => filesBelow(store, folder)));
  return found.flat().filter((path) => !named.has(path));
}

/** Whether a folder holds files of a store, as one does that has lost its manifests. */
export async function hasVersions(store: string): Promise<boolean> {
  return (await filesBelow(store, "versions")).some((path) => partitionOf(path) !== undefined);
}

/** Files below a folder of the store, with `/`; none if it is not there. */
export async function filesBelow(store: string, folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(store, folder), { recursive: true, withFileTypes: true }).catch(
    (cause: NodeJS.ErrnoException) => {
      if (cause.code === "ENOENT" || cause.code === "ENOTDIR") return [];
      throw cause;
    },
  );
  const top = join(store, ".").length + 1;
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(top).replaceAll("\\", "/"))
    .sort();
}

/** Files below `data` and `revisions` that belong to no partition of a manifest, and that other programs read all the same. */
export async function foreignFiles(store: string, manifest: Manifest): Promise<readonly string[]> {
  return (await besideFiles(store, manifest)).filter((path) => !isPassedOver(path));
}

/** Files there that no program reads, such as a desktop leaves in folders it shows. */
export async function passedOverFiles(store: string, manifest: Manifest): Promise<readonly string[]> {
  return (await besideFiles(store, manifest)).filter(isPassedOver);
}

/** What is hidden and no Parquet file: programs read `*.parquet`, or whatever is not hidden. */
function isPassedOver(path: string): boolean {
  return /\/[._][^/]*$/.test(path) && !/\.parquet$/i.test(path);
}

async function besideFiles(store: string, manifest: Manifest): Promise<readonly string[]> {
  const known = new Set(manifest.files.map(publishedPath));
  const found = await Promise.all(["data", "revisions"].map((folder) => filesBelow(store, folder)));
  return found.flat().filter((path) => !known.has(path));
}

/** Removes a file that nobody has written or linked for ten minutes. */
async function removeOld(file: string, now: number): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found !== undefined && now - Math.max(found.mtimeMs, found.ctimeMs) > graceMs) await rm(file, { force: true });
}
