import { createHash } from "node:crypto";
import type { Stats } from "node:fs";
import { link, mkdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { readManifest } from "../manifest.js";
import type { Manifest, StoredFile } from "../store-types.js";
import { temporaryFile } from "./durable-file.js";
import { quarantine } from "./quarantine.js";
import { publishedPath } from "./store-paths.js";

/**
 * Puts the current version of each of the given partitions where other programs find it, each at one blow. If another
 * writer commits meanwhile, its versions are put there instead, so that the last to end leaves what holds.
 * @returns the newest state
 */
export async function publish(store: string, files: readonly StoredFile[], manifest: Manifest): Promise<Manifest> {
  const places = new Set(files.map(publishedPath));
  let wanted = files;
  let newest = manifest;
  while (wanted.length > 0) {
    const published = new Set<string>();
    for (const file of wanted) {
      await publishOne(store, file);
      published.add(file.path);
    }
    newest = await readManifest(store);
    wanted = newest.files.filter((file) => places.has(publishedPath(file)) && !published.has(file.path));
  }
  return newest;
}

/**
 * Those files of a manifest that other programs do not find where they look. A copy of the same content counts as found:
 * a store may have been copied by a program that knows no hard links.
 */
export async function unpublished(store: string, files: readonly StoredFile[]): Promise<readonly StoredFile[]> {
  const stale: StoredFile[] = [];
  for (const file of files) {
    const place = join(store, publishedPath(file));
    const [version, published] = await Promise.all([join(store, file.path), place].map(found));
    if (version === undefined) continue;
    const isSame = published?.ino === version.ino && published.dev === version.dev;
    if (!isSame && (published?.size !== file.bytes || !(await hasHash(place, file)))) stale.push(file);
  }
  return stale;
}

/**
 * Gives a file that is lost its name back, if what other programs find of it is what was written.
 * @returns whether it was
 */
export async function restored(store: string, file: StoredFile): Promise<boolean> {
  const place = join(store, publishedPath(file));
  if (!(await hasHash(place, file))) return false;
  await quarantine(store, file.path);
  await mkdir(dirname(join(store, file.path)), { recursive: true });
  await link(place, join(store, file.path));
  return true;
}

async function found(path: string): Promise<Stats | undefined> {
  return stat(path).catch(() => undefined);
}

async function hasHash(path: string, { sha256 }: StoredFile): Promise<boolean> {
  const content = await readFile(path).catch(() => "");
  return createHash("sha256").update(content).digest("hex") === sha256;
}

async function publishOne(store: string, file: StoredFile): Promise<void> {
  const temporary = await temporaryFile(store);
  const place = join(store, publishedPath(file));
  try {
    await mkdir(dirname(place), { recursive: true });
    await link(join(store, file.path), temporary);
    await rename(temporary, place);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    // A writer that was faster has replaced and removed it.
    if (code === "ENOENT") return;
    throw new Error(
      `publish: the values are stored, but ${place} cannot be brought up to date (${code}); run checkStore with repair`,
      { cause },
    );
  } finally {
    // Two names of one file cannot be renamed to each other: then both stay.
    await rm(temporary, { force: true });
  }
}
