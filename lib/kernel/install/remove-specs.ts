import { rm } from "node:fs/promises";
import { type InstalledSpec, installedSpecs } from "./installed-specs.js";

/**
 * Removes the kernel specs of some names from folders of Jupyter data; those of other kernels only by force. Nothing is
 * removed before all names are known to be right.
 * @returns what was removed
 * @throws {RangeError} if there is none of a name, or it is another kernel's
 */
export async function removeSpecs(
  names: readonly string[],
  dataFolders: readonly string[],
  { force = false }: { readonly force?: boolean } = {},
): Promise<InstalledSpec[]> {
  const installed = await installedSpecs(dataFolders);
  const chosen = [...new Set(names)].flatMap((name) => specsToRemove(name, installed, force));
  for (const { folder } of chosen) await rm(folder, { recursive: true });
  return chosen;
}

function specsToRemove(name: string, installed: readonly InstalledSpec[], force: boolean): InstalledSpec[] {
  const named = installed.filter((one) => one.name.toLowerCase() === name.toLowerCase());
  if (named.length === 0) {
    const known = [...new Set(installed.map((one) => one.name))];
    throw new RangeError(
      `removeSpecs: there is no kernel "${name}"; ${known.length === 0 ? "there is none at all" : `known: ${known.join(", ")}`}`,
    );
  }
  const chosen = force ? named : named.filter(({ kind }) => kind !== "other");
  if (chosen.length === 0) {
    throw new RangeError(`removeSpecs: ${named[0].folder} is not ours; give --force to remove it all the same`);
  }
  return chosen;
}
