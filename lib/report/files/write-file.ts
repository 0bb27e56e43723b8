import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

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
 * Makes the folders they lie in.
 * @throws {Error} if a folder stands in the place of one of them, or one cannot be written; then none was changed
 */
export async function writeFilesWhole(files: readonly FileContent[]): Promise<void> {
  const written = files.map(({ path, content }) => ({ path, content, temporary: `${path}.${process.pid}.part` }));
  try {
    for (const { path, content, temporary } of written) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(temporary, content);
    }
    for (const { path } of written) await checkNoFolder(path);
    for (const { path, temporary } of written) await rename(temporary, path);
  } finally {
    // Those that were renamed are not there any more.
    await Promise.all(written.map(({ temporary }) => rm(temporary, { force: true })));
  }
}

/** What cannot be replaced is told before anything is. */
async function checkNoFolder(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) throw new Error(`writeFilesWhole: ${path} is a folder; give another place`);
}
