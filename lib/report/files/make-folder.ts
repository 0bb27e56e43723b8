import { mkdirSync, rmdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder, and those above it that are not there. Node's own way to do so never ends in a folder such as `/proc`,
 * which says of what cannot be made there that the folder above it is missing.
 * @returns the first that was made, undefined if all were there
 * @throws {Error} as `mkdirSync` does
 */
export function makeFolder(path: string): string | undefined {
  if (isFolder(path)) return undefined;
  const first = dirname(path) === path ? undefined : makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!isFolder(path)) throw error;
  }
  return first ?? path;
}

/** Removes a folder and those above it up to `top`, until one is not empty. */
export function removeEmptyFolders(folder: string, top: string): void {
  try {
    for (let path = folder; path.length >= top.length; path = dirname(path)) rmdirSync(path);
  } catch {
    // Another process writes there by now.
  }
}

/** True for a folder, also one that a link leads to. */
export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
