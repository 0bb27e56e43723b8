import { mkdir, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Makes sure that files can be written into a folder, before the work whose result goes there. It makes the folder and
 * a file in it, and takes away again what it made.
 * @param folder absolute path
 * @throws {Error} naming the folder, if it is a file or cannot be made or written to
 */
export async function checkReportFolder(folder: string): Promise<void> {
  try {
    const made = await mkdir(folder, { recursive: true });
    try {
      const probe = join(folder, `.${process.pid}.part`);
      await writeFile(probe, "");
      await rm(probe);
    } finally {
      if (made !== undefined) await removeEmpty(folder, made);
    }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(`checkReportFolder: ${folder} cannot be written to (${code}); give another --out`, { cause });
  }
}

/** Removes a folder and those above it up to `top`, until one is not empty. */
async function removeEmpty(folder: string, top: string): Promise<void> {
  try {
    for (let path = folder; path.length >= top.length; path = dirname(path)) await rmdir(path);
  } catch {
    // Another process writes there by now.
  }
}
