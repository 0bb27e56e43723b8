import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

let written = 0;

/**
 * Writes a file that is at its name wholly or not at all, whenever the process may be killed: under another name first,
 * which tells the process, and then renamed over what was there. Folders are made.
 */
export async function writeWholeFile(path: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const part = `${path}.${process.pid}-${written++}.part`;
  try {
    await writeFile(part, bytes);
    await rename(part, path);
  } catch (cause) {
    await rm(part, { force: true });
    throw cause;
  }
}

/** Takes away what processes that are gone were writing into a folder. */
export async function removeLeftParts(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const pid = Number(/\.(\d+)-\d+\.part$/.exec(name)?.[1]);
    if (pid > 0 && isGone(pid)) await rm(join(folder, name), { force: true });
  }
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // Of another user's it is told that it must not be touched, so it is there.
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
