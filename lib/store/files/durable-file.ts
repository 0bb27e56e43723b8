import { randomBytes } from "node:crypto";
import { link, mkdir, open, rm, stat, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * A path for a file that is being written, in the store's folder for such, which is made where it is missing: programs that
 * copy a store may leave out what is empty. The process and chance make it one's own.
 */
export async function temporaryFile(store: string): Promise<string> {
  await mkdir(join(store, "temporary"), { recursive: true });
  return join(store, "temporary", `${process.pid}-${randomBytes(8).toString("hex")}.part`);
}

/** Writes a new file and waits until it is on the disk. */
export async function writeDurably(path: string, content: string): Promise<void> {
  const handle = await open(path, "wx");
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Waits until the content of a file that others wrote is on the disk. */
export async function syncFile(path: string): Promise<void> {
  const handle = await open(path, "r+");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Waits until the names in a folder are on the disk. Windows cannot, and does so by itself. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Makes a folder and those above it, and waits until all that were made are on the disk. Node's own way says of a folder
 * that cannot be made that the one above it is missing.
 */
export async function makeFolderDurably(path: string): Promise<void> {
  if (await isFolder(path)) return;
  if (dirname(path) !== path) await makeFolderDurably(dirname(path));
  try {
    await mkdir(path);
  } catch (cause) {
    // Another program may have made it meanwhile.
    if (!(await isFolder(path))) throw cause;
  }
  await syncFolder(dirname(path));
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

/**
 * Gives a file that is whole its final name, if no other file has it, and takes its temporary name away.
 * @returns false if the name is taken; the file then keeps its temporary name
 * @throws {Error} where the file system knows no hard links
 */
export async function linkNew(temporary: string, path: string): Promise<boolean> {
  try {
    await link(temporary, path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    if (code !== undefined && ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"].includes(code)) {
      throw new Error(
        `linkNew: the file system of ${dirname(path)} cannot give a file a second name (${code}); put the store on one that knows hard links, such as ext4, APFS or NTFS`,
        { cause },
      );
    }
    throw cause;
  }
  await rm(temporary, { force: true });
  return true;
}

/** Makes files as young as now, so that nobody takes them for ones that a killed writer has left. */
export async function touchFiles(paths: readonly string[]): Promise<void> {
  const now = new Date();
  for (const path of paths) await utimes(path, now, now);
}
