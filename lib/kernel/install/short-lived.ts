import { tmpdir } from "node:os";
import { sep } from "node:path";

/**
 * Why a file will not stay where it is: it lies among what `npx` and its like keep for a run, or in the folder of
 * temporary files; undefined if nothing says so.
 */
export function shortLived(path: string, temporary: string = tmpdir()): string | undefined {
  const parts = path.split(/[\\/]/);
  if (parts.includes("_npx") || parts.some((part) => /^dlx-/.test(part))) return "a cache that npx empties";
  if (path.startsWith(temporary.endsWith(sep) ? temporary : `${temporary}${sep}`))
    return "the folder of temporary files";
  return undefined;
}
