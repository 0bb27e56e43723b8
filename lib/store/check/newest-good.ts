import { hasVersions } from "../files/remove-unused.js";
import { manifestPath } from "../files/store-paths.js";
import { manifestVersions, readManifestVersion } from "../manifest.js";
import type { Manifest } from "../store-types.js";

/** The newest state of a store that can be read, and what is newer and cannot. */
export interface NewestGood {
  /** Undefined if none can be read. */
  readonly manifest: Manifest | undefined;
  /** Highest number that a manifest has, damaged ones too; 0 if there is none. */
  readonly highest: number;
  /** Damaged manifests after it, the newest first, and what is wrong with each. */
  readonly damaged: readonly { readonly path: string; readonly detail: string }[];
}

/**
 * The newest good manifest of a store; none of one that has lost all of them, and holds what they named.
 * @throws {RangeError} if there is no store, or a newer version of this library wrote it
 */
export async function newestGood(store: string): Promise<NewestGood> {
  const versions = await manifestVersions(store);
  const highest = versions[versions.length - 1];
  if (highest === undefined) {
    if (await hasVersions(store)) return { manifest: undefined, highest: 0, damaged: [] };
    throw new RangeError(
      `checkStore: no store in ${store}: it holds no manifest; make one with store(path) or \`open-interest fetch\``,
    );
  }
  const damaged: { path: string; detail: string }[] = [];
  for (const version of [...versions].reverse()) {
    try {
      return { manifest: await readManifestVersion(store, version), highest, damaged };
    } catch (cause) {
      if (cause instanceof RangeError) throw cause;
      const { code } = cause as NodeJS.ErrnoException;
      // Writers that are ahead have removed it.
      if (code === "ENOENT") continue;
      const detail = code === undefined ? "it does not have its hash" : `it cannot be read (${code})`;
      damaged.push({ path: manifestPath(version), detail });
    }
  }
  return { manifest: undefined, highest, damaged };
}
