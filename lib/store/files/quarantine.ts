import { createHash } from "node:crypto";
import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";

/**
 * Puts a file aside, under a name that tells where it was, or by its hash and the end of it where that is too long for a name.
 * @param path below the store, with `/`
 * @returns whether it was there
 */
export async function quarantine(store: string, path: string): Promise<boolean> {
  await mkdir(join(store, "quarantine"), { recursive: true });
  try {
    await rename(join(store, path), join(store, "quarantine", nameOf(path)));
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw cause;
  }
}

function nameOf(path: string): string {
  const name = path.replaceAll("/", "~");
  if (name.length <= 250) return name;
  return `${createHash("sha256").update(path).digest("hex").slice(0, 16)}~${name.slice(-200)}`;
}
