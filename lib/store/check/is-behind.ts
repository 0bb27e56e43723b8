import { readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { filesBelow } from "../files/remove-unused.js";
import { partitionOf, publishedPath } from "../files/store-paths.js";
import { manifestVersions } from "../manifest.js";
import type { Manifest } from "../store-types.js";

/**
 * Whether a manifest is not the last that a store had: other programs are shown a file that it does not know, which writers
 * do only after their commit. So the manifest of that commit is lost.
 */
export async function isBehind(store: string, { version, files, replaced }: Manifest): Promise<boolean> {
  const current = new Map(files.map((file) => [publishedPath(file), file]));
  const known = new Set([...files, ...replaced].map(({ path }) => path));
  for (const path of await filesBelow(store, "versions")) {
    const partition = known.has(path) ? undefined : partitionOf(path);
    if (partition === undefined) continue;
    const place = publishedPath(partition);
    // A copy of what is current, as a repair leaves.
    const own = current.get(place)?.sha256.slice(0, 16);
    if (own !== undefined && basename(path).startsWith(own)) continue;
    if (!(await isSameFile(join(store, path), join(store, place)))) continue;
    // Or another writer has committed since this one was read.
    return Math.max(...(await manifestVersions(store))) <= version;
  }
  return false;
}

async function isSameFile(path: string, other: string): Promise<boolean> {
  const [one, two] = await Promise.all([path, other].map((file) => stat(file).catch(() => undefined)));
  if (one === undefined || two === undefined || one.size !== two.size) return false;
  if (one.ino === two.ino && one.dev === two.dev) return true;
  const contents = await Promise.all([path, other].map((file) => readFile(file).catch(() => undefined)));
  return contents[0] !== undefined && contents[1] !== undefined && contents[0].equals(contents[1]);
}
