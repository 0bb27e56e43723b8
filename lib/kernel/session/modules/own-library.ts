import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { packageFile } from "./package-exports.js";

type Namespace = Record<string, unknown>;

/** This library. */
export function ownLibrary(): Promise<Namespace> {
  return importPart("index");
}

/** True if a folder's `open-interest` is a package other than the one that runs. */
export function hasOtherLibrary(folder: string): boolean {
  const found = packageFile("open-interest", folder);
  return found !== undefined && !found.startsWith(ownPackage);
}

/** Folder of this package, with its built files and its sources. */
const ownPackage = fileURLToPath(new URL("../../../../", import.meta.url));

/**
 * This library in place of `open-interest` or `open-interest/report`, for a notebook from whose folder Node did not find
 * it; undefined for anything else.
 * @param thrown what Node's import threw
 */
export async function importOwnLibrary(specifier: string, thrown: unknown): Promise<Namespace | undefined> {
  const isMissing = (thrown as { readonly code?: unknown } | null)?.code === "ERR_MODULE_NOT_FOUND";
  const names = ["open-interest", "open-interest/report"];
  // A module of the library that is missing is a broken installation and no reason to take another.
  if (!isMissing || !names.includes(specifier) || !String((thrown as Error).message).includes(`'open-interest'`)) {
    return undefined;
  }
  return importPart(specifier === "open-interest" ? "index" : "report/index");
}

function importPart(name: string): Promise<Namespace> {
  const url = new URL(`../../../${name}${extname(import.meta.url)}`, import.meta.url).href;
  return import(/* @vite-ignore */ url) as Promise<Namespace>;
}
