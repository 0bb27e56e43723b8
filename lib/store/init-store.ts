import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { linkNew, makeFolderDurably, syncFolder, temporaryFile, writeDurably } from "./files/durable-file.js";
import { libraryVersion } from "./files/library-version.js";
import { manifestText, storeFormat } from "./files/manifest-text.js";
import { hasVersions } from "./files/remove-unused.js";
import { manifestPath } from "./files/store-paths.js";
import { storeReadme } from "./files/store-readme.js";
import { manifestVersions, readManifest } from "./manifest.js";
import type { Manifest } from "./store-types.js";

/** Folders of a store that are there from the start. */
const folders = ["data", "fetches", "manifest", "revisions", "temporary", "versions"];

/**
 * Makes a folder a store: one that is not there or empty gets its first manifest and a README for people; one that is a
 * store already stays as it is. Two programs may do so at once.
 * @param path folder; those above it are made, too
 * @returns the newest state of the store
 * @throws {RangeError} if the path is a file, or a folder that holds something else, naming it
 * @throws {Error} if the folder cannot be made or written to, or the store in it cannot be read (`readManifest`)
 */
export async function initStore(path: string): Promise<Manifest> {
  if (await isStore(path)) return readManifest(path);
  await checkFree(path);
  try {
    await makeFolderDurably(path);
    for (const folder of folders) await mkdir(join(path, folder), { recursive: true });
    await writeFile(join(path, "README.md"), storeReadme);
    const temporary = await temporaryFile(path);
    await writeDurably(temporary, manifestText(emptyManifest()));
    await linkNew(temporary, join(path, manifestPath(1)));
    await syncFolder(join(path, "manifest"));
    await syncFolder(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    throw new Error(`initStore: ${path} cannot be made a store (${code}); give a folder that can be written to`, {
      cause,
    });
  }
  return readManifest(path);
}

async function isStore(path: string): Promise<boolean> {
  return (await manifestVersions(path)).length > 0;
}

/** What a program that makes the same store at this moment has made is no hindrance. */
async function checkFree(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return;
  if (!found.isDirectory()) throw new RangeError(`initStore: ${path} is a file; give a folder`);
  const readme = await readFile(join(path, "README.md"), "utf8").catch(() => storeReadme);
  const ours = readme === storeReadme || readme === "" ? [...folders, "README.md"] : folders;
  const names = [await readdir(path), ...(await Promise.all(["data", "versions"].map((name) => namesIn(path, name))))];
  const others = names.flat().filter((name) => !ours.includes(name));
  if (others.length === 0 || (await isStore(path))) return;
  if (await hasVersions(path)) {
    throw new RangeError(
      `initStore: ${path} holds files of a store that has lost its manifests; run check with repair (\`open-interest check --repair\`) to make one from them`,
    );
  }
  throw new RangeError(
    `initStore: ${path} holds ${others[0]} and no manifest, so it is no store; give an empty folder or one that is not there`,
  );
}

async function namesIn(path: string, folder: string): Promise<readonly string[]> {
  const names = await readdir(join(path, folder)).catch(() => []);
  return names.map((name) => `${folder}/${name}`);
}

/** The state of a store with nothing in it. */
export function emptyManifest(): Manifest {
  return {
    format: storeFormat,
    version: 1,
    library: libraryVersion(),
    files: [],
    fetches: [],
    replaced: [],
    recent: [],
  };
}
