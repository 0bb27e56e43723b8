import { createHash, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { linkNew, makeFolderDurably, syncFile, syncFolder } from "./durable-file.js";

/** A file that has its final name. */
export interface KeptFile {
  /** Below the store's folder, with `/`. */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Gives a file that was written its final name, the first 16 digits of its hash, and waits until all is on the disk. A name that
 * is taken is not used again, since the file that has it may be about to be removed: four bytes of chance are added.
 * @param folder below the store, with `/`
 */
export async function keepVersion(store: string, folder: string, temporary: string): Promise<KeptFile> {
  await syncFile(temporary);
  const content = await readFile(temporary);
  const sha256 = createHash("sha256").update(content).digest("hex");
  await makeFolderDurably(join(store, folder));
  for (let name = sha256.slice(0, 16); ; name = `${sha256.slice(0, 16)}-${randomBytes(4).toString("hex")}`) {
    const path = posix.join(folder, `${name}.parquet`);
    if (!(await linkNew(temporary, join(store, path)))) continue;
    await syncFolder(join(store, folder));
    return { path, sha256, bytes: content.length };
  }
}
