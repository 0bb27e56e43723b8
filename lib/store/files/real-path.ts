import { readlink, realpath } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";

/** Where a path really leads, with every link in it followed, whether something is there or not. */
export async function realPath(path: string, links = 0): Promise<string> {
  const whole = resolve(path);
  const found = await realpath(whole).catch(() => undefined);
  if (found !== undefined) return found;
  const above = dirname(whole);
  if (above === whole) return whole;
  const folder = await realPath(above, links);
  // A link to what is not there yet: a file written through it comes to lie there.
  const target = await readlink(join(folder, basename(whole))).catch(() => undefined);
  if (target === undefined || links >= 40) return join(folder, basename(whole));
  return realPath(resolve(folder, target), links + 1);
}

/** Whether a path is a folder's own or leads to what lies in it; both as `realPath` gives them. */
export function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && resolve(folder, way) === path;
}
