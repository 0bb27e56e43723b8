import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";

/**
 * Puts a file aside, under a name that tells where it was.
 * @param path below the store, with `/`
 * @returns whether it was there
 */
export async function quarantine(store: string, path: string): Promise<boolean> {
  await mkdir(join(store, "quarantine"), { recursive: true });
  try {
    await rename(join(store, path), join(store, "quarantine", path.replaceAll("/", "~")));
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw cause;
  }
}
