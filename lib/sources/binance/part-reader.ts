import type { SourceFile } from "../dataset.js";
import type { LoadProgress } from "../progress.js";
import { type ArchiveFile, archiveFile } from "./archive-file.js";
import type { PartRead } from "./archive-issues.js";
import type { ArchiveStore } from "./archive-store.js";
import type { ArchivePart } from "./binance-paths.js";
import { parallel } from "./parallel.js";

/** How files are read. */
export interface PartReaderOptions {
  /** Files read at once. Default 8. */
  readonly parallelism?: number | undefined;
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
}

/** A file that was looked for, and what was read from it; undefined if it is not there. */
export interface ParsedPart<R> extends PartRead {
  readonly parsed: R | undefined;
}

/** Reads files of an archive and remembers which. */
export interface PartReader {
  /** Looks for the parts, unpacks and parses those that are there, and tells the progress of each. Same order. */
  readonly read: <R>(
    parts: readonly ArchivePart[],
    parse: (file: ArchiveFile) => R,
  ) => Promise<readonly ParsedPart<R>[]>;
  /** Raises the total of the progress by files that are going to be looked for. */
  readonly expect: (count: number) => void;
  /** The files read so far, in order of their names. */
  readonly files: () => readonly SourceFile[];
}

/** A reader of an archive's files. */
export function partReader(store: ArchiveStore, { parallelism = 8, onProgress }: PartReaderOptions = {}): PartReader {
  const files: SourceFile[] = [];
  let done = 0;
  let bytes = 0;
  let total = 0;
  return {
    read: (parts, parse) =>
      parallel(parts, parallelism, async (part) => {
        const file = await archiveFile(store, part.path);
        const parsed = file === undefined ? undefined : parse(file);
        if (file !== undefined) files.push({ name: file.name, sha256: file.sha256 });
        done++;
        bytes += file?.packedBytes ?? 0;
        total = Math.max(total, done);
        onProgress?.({ done, total, what: `data/${part.path}`, bytes });
        return {
          ...part,
          found: file !== undefined,
          verified: file?.verified ?? false,
          isListed: store.isListed?.(part.path) ?? false,
          isRevised: file?.isRevised ?? false,
          parsed,
        };
      }),
    expect: (count) => {
      total += count;
    },
    files: () => [...files].sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
