import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseNotebook } from "../run/notebook-file.js";
import { metadataKey } from "../stamp/notebook-source.js";

/**
 * Path of a notebook of a name: beside a file, in the folders above it, in the current one, in a folder `notebooks` of one
 * of these, or among those that come with this library. A report in the form of a notebook is not the notebook it was
 * made of. Undefined if there is none.
 * @param name of the notebook without folder and ending
 * @param beside path of the file
 */
export function findNotebook(name: string, beside: string, cwd: string = process.cwd()): string | undefined {
  const folders: string[] = [];
  for (let at = dirname(resolve(beside)); ; at = dirname(at)) {
    folders.push(at);
    if (dirname(at) === at) break;
  }
  const library = fileURLToPath(new URL("../../../", import.meta.url));
  const places = [...folders, cwd, library].flatMap((folder) => [folder, join(folder, "notebooks")]);
  return places.map((folder) => join(folder, `${name}.ipynb`)).find((path) => existsSync(path) && isNotebook(path));
}

function isNotebook(path: string): boolean {
  try {
    const { metadata } = parseNotebook(readFileSync(path, "utf8"), path);
    return metadata[metadataKey] === undefined;
  } catch {
    return false;
  }
}
