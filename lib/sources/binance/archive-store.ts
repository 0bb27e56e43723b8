import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type FetchOptions, fetchBytes } from "./fetch-bytes.js";

/** Where the files of an archive lie. */
export interface ArchiveStore {
  /** Folder or address, for messages. */
  readonly place: string;
  /** Bytes of the file at a path below `data/`; undefined if there is none. */
  readonly bytes: (path: string) => Promise<Uint8Array | undefined>;
  /** Names in a folder below `data/`; absent where the store cannot list. */
  readonly names?: (folder: string) => Promise<readonly string[]>;
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
    bytes: (file) => readFile(join(root, file)).catch(absent(undefined)),
    names: (folder) => readdir(join(root, folder)).catch(absent([])),
  };
}

/** An archive behind an address below which `data/` lies. */
export function httpStore(url: string, options: FetchOptions = {}): ArchiveStore {
  const root = url.replace(/\/+$/, "");
  return { place: root, bytes: (file) => fetchBytes(`${root}/data/${file}`, options) };
}

function absent<T>(value: T): (cause: NodeJS.ErrnoException) => T {
  return (cause) => {
    if (cause.code === "ENOENT") return value;
    throw cause;
  };
}
