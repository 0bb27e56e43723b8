import { rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { isFolder, makeFolder } from "./make-folder.js";
import { forgetAtExit, partOf, removeAtExit } from "./temporary-files.js";

/** A file to be written. */
export interface FileContent {
  /** Absolute, or from the working folder. */
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** Writes a file whole or not at all: under another name first, then renamed. Makes the folder it lies in. */
export async function writeFileWhole(path: string, content: string | Uint8Array): Promise<void> {
  await writeFilesWhole([{ path, content }]);
}

/**
 * Writes files that belong together: all under other names first, and none takes its place before all are written.
 * Makes the folders they lie in. A process that exits meanwhile takes what is half written with it.
 * @throws {Error} if a folder stands in the place of one of them, or one cannot be written; then none was changed
 */
export async function writeFilesWhole(files: readonly FileContent[]): Promise<void> {
  const written = files.map(({ path, content }) => ({ path, content, temporary: partOf(path) }));
  try {
    for (const { path, content, temporary } of written) {
      makeFolder(dirname(path));
      removeAtExit(temporary);
      await writeFile(temporary, content);
    }
    for (const { path } of written) checkNoFolder(path);
    for (const { path, temporary } of written) await rename(temporary, path);
  } finally {
    // Those that were renamed are not there any more.
    await Promise.all(written.map(({ temporary }) => rm(temporary, { force: true })));
    for (const { temporary } of written) forgetAtExit(temporary);
  }
}

/** What cannot be replaced is told before anything is. */
function checkNoFolder(path: string): void {
  if (isFolder(path)) throw new Error(`writeFilesWhole: ${path} is a folder; give another place`);
}
