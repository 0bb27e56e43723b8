import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { filesBelow } from "../files/remove-unused.js";
import { contentName, partitionOf, publishedPath } from "../files/store-paths.js";
import { manifestVersions } from "../manifest.js";
import type { Manifest } from "../store-types.js";

/**
 * Whether a manifest is not the last that a store had: other programs are shown a file that it does not know, which writers
 * do only after their commit. So the manifest of that commit is lost.
 */
export async function isBehind(store: string, { version, files, replaced }: Manifest): Promise<boolean> {
  // By content: a writer that was killed before its commit leaves a file that the next one writes again under another name.
  const known = new Set([...files, ...replaced].map(({ path }) => contentName(path)));
  for (const path of await filesBelow(store, "versions")) {
    const partition = known.has(contentName(path)) ? undefined : partitionOf(path);
    if (partition === undefined) continue;
    if (!(await isSameFile(join(store, path), join(store, publishedPath(partition))))) continue;
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
