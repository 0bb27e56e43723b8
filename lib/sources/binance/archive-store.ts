import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type PackedFile, packedFile } from "./packed-file.js";

/** Where the files of an archive lie. */
export interface ArchiveStore {
  /** Folder or address, for messages. */
  readonly place: string;
  /**
   * The file at a path below `data/`, compared with its checksum; undefined if there is none.
   * @throws {RangeError} as `packedFile` does
   */
  readonly file: (path: string) => Promise<PackedFile | undefined>;
  /** Names in a folder below `data/`; absent where the store cannot list. */
  readonly names?: (folder: string) => Promise<readonly string[]>;
  /** Whether a folder that has been listed names the file at a path below `data/`. */
  readonly isListed?: (path: string) => boolean;
}

/**
 * An archive in a local folder: the one that holds `data/`, or `data/` itself.
 * @throws {RangeError} if neither is there
 */
export function folderStore(path: string): ArchiveStore {
  const root = [join(path, "data"), path].find((folder) => existsSync(join(folder, "futures")));
  if (root === undefined) {
    throw new RangeError(
      `folderStore: neither ${join(path, "data", "futures")} nor ${join(path, "futures")} is there; give the folder that holds data/futures`,
    );
  }
  return {
    place: path,
    file: (file) => packedFileAt(root, file),
    names: (folder) => readdir(join(root, folder)).catch(absent([], join(root, folder))),
  };
}

/**
 * The file at a path below a folder, compared with its checksum; undefined if there is none.
 * @throws {RangeError} as `packedFile` does
 * @throws {Error} if something is there that cannot be read
 */
export async function packedFileAt(root: string, path: string): Promise<PackedFile | undefined> {
  const target = join(root, path);
  const bytes = await readFile(target).catch(absent(undefined, target));
  if (bytes === undefined) return undefined;
  const beside = `${target}.CHECKSUM`;
  const checksum = await readFile(beside, "utf8").catch(absent(undefined, beside));
  return packedFile(`data/${path}`, bytes, checksum);
}

function absent<T>(value: T, path: string): (cause: NodeJS.ErrnoException) => T {
  return ({ code }) => {
    if (code === "ENOENT") return value;
    const advice = code === "EISDIR" ? "it is a folder, so take it away" : "make it readable, or take it away";
    throw new Error(`loadBinanceArchive: ${path} cannot be read (${code}); ${advice}`);
  };
}
