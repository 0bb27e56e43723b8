import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isProcessGone } from "../is-process-gone.js";

let written = 0;

/**
 * Writes a file that is at its name wholly or not at all, whenever the process may be killed: under another name first,
 * which tells the process, and then renamed over what was there. Folders are made.
 */
export async function writeWholeFile(path: string, bytes: Uint8Array | string): Promise<void> {
  await makeFolders(dirname(path));
  const part = `${path}.${process.pid}-${written++}.part`;
  try {
    await writeFile(part, bytes);
    await rename(part, path);
  } catch (cause) {
    await rm(part, { force: true });
    throw cause;
  }
}

/**
 * Makes a folder and those above it. One by one, since Node's own way to make all of them does not come back from places
 * where none can be made, such as `/proc`.
 * @throws {Error} of the file system, if one cannot be made or is no folder
 */
export async function makeFolders(path: string): Promise<void> {
  const made = await mkdir(path).then(
    () => true,
    (cause: NodeJS.ErrnoException) => {
      if (cause.code === "EEXIST" || cause.code === "ENOENT") return false;
      throw cause;
    },
  );
  if (made || (await isFolder(path))) return;
  if (dirname(path) !== path) await makeFolders(dirname(path));
  await mkdir(path).catch(async (cause: unknown) => {
    // Another process may have made it meanwhile.
    if (!(await isFolder(path))) throw cause;
  });
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Takes away what processes that are gone were writing into a folder. */
export async function removeLeftParts(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const pid = Number(/\.(\d+)-\d+\.part$/.exec(name)?.[1]);
    if (pid > 0 && isProcessGone(pid)) await rm(join(folder, name), { force: true });
  }
}
