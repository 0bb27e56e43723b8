import { rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isFolder, makeFolder, removeEmptyFolders } from "./make-folder.js";
import { partOf, removeOldParts } from "./temporary-files.js";
import type { ReportFormat } from "./write-report.js";

/** What is going to be written into a folder. */
export interface ReportFolderOptions {
  /** Names of reports, without ending. Default none. */
  readonly names?: readonly string[];
  /** What each is written as. Default none. */
  readonly formats?: readonly ReportFormat[];
  /** Names of other files. Default none. */
  readonly files?: readonly string[];
}

/**
 * Makes sure that files can be written into a folder, before the work whose result goes there. It makes the folder and
 * a file in it, and takes away again what it made, and what a process that was killed left half written there.
 * @param folder absolute path
 * @throws {Error} naming the folder, if it is a file or cannot be made or written to; naming the file, if a folder stands
 *   in its place, or a file in that of its folder of pictures
 */
export function checkReportFolder(
  folder: string,
  { names = [], formats = [], files = [] }: ReportFolderOptions = {},
): void {
  try {
    const made = makeFolder(folder);
    try {
      const probe = partOf(join(folder, ".probe"));
      writeFileSync(probe, "");
      rmSync(probe);
    } finally {
      if (made !== undefined) removeEmptyFolders(folder, made);
    }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(`checkReportFolder: ${folder} cannot be written to (${code}); give another --out`, { cause });
  }
  for (const name of [...files, ...names.flatMap((one) => formats.map((format) => `${one}.${format}`))]) {
    const path = join(folder, name);
    if (isFolder(path)) {
      throw new Error(`checkReportFolder: ${path} is a folder, in the place of a file; give another --out`);
    }
  }
  for (const name of formats.includes("md") ? names : []) {
    const pictures = join(folder, `${name}_files`);
    if (statSync(pictures, { throwIfNoEntry: false })?.isDirectory() === false) {
      throw new Error(`checkReportFolder: ${pictures} is a file, in the place of a folder; give another --out`);
    }
    removeOldParts(pictures);
  }
  removeOldParts(folder);
}
