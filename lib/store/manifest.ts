import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parsedManifest } from "./files/manifest-text.js";
import { detailsPath, manifestPath, manifestVersion } from "./files/store-paths.js";
import type { FetchDetails, FetchRecord, Manifest } from "./store-types.js";

/**
 * The newest state of a store, checked by its hash.
 * @param path folder of the store
 * @throws {RangeError} if there is no store, or a newer version of this library wrote it
 * @throws {Error} if the newest manifest is damaged, naming it; `checkStore` tells how to go on
 */
export async function readManifest(path: string): Promise<Manifest> {
  for (let attempt = 0; ; attempt++) {
    const versions = await manifestVersions(path);
    const newest = versions[versions.length - 1];
    if (newest === undefined) {
      throw new RangeError(
        `readManifest: no store in ${path}: it holds no manifest; make one with store(path) or \`open-interest fetch\``,
      );
    }
    try {
      return await readManifestVersion(path, newest);
    } catch (cause) {
      // Between the two looks, writers may have been so far ahead that it was removed.
      if ((cause as NodeJS.ErrnoException).code !== "ENOENT" || attempt >= 10) throw cause;
    }
  }
}

/** One version of the state of a store; @throws as `readManifest` does, and ENOENT if there is none. */
export async function readManifestVersion(path: string, version: number): Promise<Manifest> {
  const file = join(path, manifestPath(version));
  return parsedManifest(await readFile(file, "utf8"), file);
}

/** Versions whose manifests are there, rising; none where there is no store. */
export async function manifestVersions(path: string): Promise<readonly number[]> {
  const names = await readdir(join(path, "manifest")).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT" || cause.code === "ENOTDIR") return [];
    throw cause;
  });
  return names.flatMap((name) => manifestVersion(name) ?? []).sort((a, b) => a - b);
}

/**
 * What is told of a fetch beside its record.
 * @throws {Error} if its file is missing or damaged
 */
export async function fetchDetails(path: string, { id, sha256 }: FetchRecord): Promise<FetchDetails> {
  const file = join(path, detailsPath(sha256));
  const text = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw new Error(
      `fetchDetails: the details of fetch ${id} cannot be read (${cause.code}): ${file}; run checkStore`,
      {
        cause,
      },
    );
  });
  if (createHash("sha256").update(text).digest("hex") !== sha256) {
    throw new Error(`fetchDetails: ${file} is damaged: it does not have the hash of fetch ${id}; run checkStore`);
  }
  return JSON.parse(text) as FetchDetails;
}
