import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type AbsentFiles, absentFiles } from "./absent-files.js";
import { type ArchiveStore, packedFileAt } from "./archive-store.js";
import type { HttpArchive } from "./http-archive.js";
import { checksumHash, type PackedFile } from "./packed-file.js";
import { entryName, unzip } from "./unzip.js";
import { makeFolders, removeLeftParts, writeWholeFile } from "./whole-file.js";

/** How files are kept. */
export interface KeptArchiveOptions {
  /** Whether the checksum of each kept file is compared with that of the archive. */
  readonly refresh: boolean;
  /** Epoch milliseconds UTC. */
  readonly now: number;
}

/**
 * An archive whose files are kept below a folder, in its own layout with `data/` on top, and fetched only where the folder
 * has none, or one that is damaged. A file stands at its name once it is whole and its checksum stands beside it, so that
 * whatever was fetched before a kill is there at the next load. Files that are absent are remembered for a day.
 * With `refresh` the archive's checksum decides: a file that was published anew is fetched, kept and told as revised.
 */
export function keptArchive(remote: HttpArchive, folder: string, { refresh, now }: KeptArchiveOptions): ArchiveStore {
  const root = join(folder, "data");
  const cleaned = new Map<string, Promise<void>>();
  let absent: Promise<AbsentFiles> | undefined;
  const openAbsent = (): Promise<AbsentFiles> => {
    absent ??= absentFiles(join(folder, "absent.jsonl"), remote.place, now);
    return absent;
  };
  const keep = async (path: string, { bytes, checksum }: PackedFile): Promise<void> => {
    const target = join(root, path);
    const place = dirname(target);
    if (!cleaned.has(place)) cleaned.set(place, removeLeftParts(place));
    await cleaned.get(place);
    // A checksum without its file is nothing, a file without its checksum is one that has none.
    if (checksum !== undefined) await writeWholeFile(`${target}.CHECKSUM`, checksum);
    await writeWholeFile(target, bytes);
  };
  let opened: Promise<void> | undefined;
  const file = async (path: string): Promise<PackedFile | undefined> => {
    opened ??= openFolder(root, folder);
    await opened;
    const kept = await sound(root, path);
    // What was kept before may be whole and not sound, where a kill left a newer checksum beside it.
    const held = kept?.sha256 ?? (await wholeHash(root, path));
    if (kept !== undefined && !(refresh && (await isChanged(remote, path, kept)))) return kept;
    const known = await openAbsent();
    if (kept === undefined && !refresh && known.has(path)) return undefined;
    const fetched = await remote.file(path);
    if (fetched === undefined) {
      if (kept === undefined && remote.isListed?.(path) !== true) await known.add(path);
      return kept;
    }
    await keep(path, fetched);
    return { ...fetched, isRevised: held !== undefined && held !== fetched.sha256 };
  };
  return { ...remote, file };
}

/** Finds out before anything is fetched whether the folder can be there. */
async function openFolder(root: string, folder: string): Promise<void> {
  try {
    await makeFolders(root);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new RangeError(
      `loadBinanceArchive: keep "${folder}" is no folder and cannot be made one (${code}); give another`,
    );
  }
}

/** The kept file, undefined if there is none or it is damaged. */
async function sound(root: string, path: string): Promise<PackedFile | undefined> {
  try {
    const kept = await packedFileAt(root, path);
    // What has no checksum is known to be whole by the one within.
    if (kept !== undefined && kept.checksum === undefined) unzip(kept.bytes, path);
    return kept;
  } catch (cause) {
    if (cause instanceof RangeError) return undefined;
    throw cause;
  }
}

/** The hash of a file that is kept and is whole and of its name, whatever the checksum beside it says. */
async function wholeHash(root: string, path: string): Promise<string | undefined> {
  const bytes = await readFile(join(root, path)).catch(() => undefined);
  if (bytes === undefined || entryName(bytes) !== basename(path).replace(/\.zip$/, ".csv")) return undefined;
  try {
    unzip(bytes, path);
    return createHash("sha256").update(bytes).digest("hex");
  } catch {
    return undefined;
  }
}

/** Whether the archive now has another file; one without a checksum any more counts as the same. */
async function isChanged(remote: HttpArchive, path: string, { sha256 }: PackedFile): Promise<boolean> {
  const checksum = await remote.checksum(path);
  return checksum !== undefined && checksumHash(`data/${path}`, checksum) !== sha256;
}
