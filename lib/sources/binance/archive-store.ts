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
    names: (folder) => readdir(join(root, folder)).catch(absent([])),
  };
}

/**
 * The file at a path below a folder, compared with its checksum; undefined if there is none.
 * @throws {RangeError} as `packedFile` does
 */
export async function packedFileAt(root: string, path: string): Promise<PackedFile | undefined> {
  const bytes = await readFile(join(root, path)).catch(absent(undefined));
  if (bytes === undefined) return undefined;
  const checksum = await readFile(join(root, `${path}.CHECKSUM`), "utf8").catch(absent(undefined));
  return packedFile(`data/${path}`, bytes, checksum);
}

function absent<T>(value: T): (cause: NodeJS.ErrnoException) => T {
  return (cause) => {
    if (cause.code === "ENOENT") return value;
    throw cause;
  };
}
