import { readdir, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { bundledNotebooks } from "./bundled-notebooks.js";

/** Most names that a message lists. */
const maxListed = 12;

/**
 * The path of the notebook that is meant: the file of that path, with or without its ending, or for a bare name the
 * notebook of that name that comes with this package.
 * @throws {RangeError} if there is none, naming the notebooks near
 */
export async function findNotebook(given: string): Promise<string> {
  if (await isFile(given)) return given;
  if (await isFile(`${given}.ipynb`)) return `${given}.ipynb`;
  const bundled = await bundledNotebooks();
  const isBare = basename(given) === given;
  const found = isBare ? bundled.find(({ name }) => name === given.replace(/\.ipynb$/, "")) : undefined;
  if (found !== undefined) return found.path;
  const near = await notebooksNear(given);
  const comes = bundled.map(({ name }) => name);
  throw new RangeError(
    `report: there is no notebook ${given}; ${near}${comes.length > 0 ? `; with this package come: ${comes.join(", ")}` : ""}`,
  );
}

async function notebooksNear(given: string): Promise<string> {
  const folders = [...new Set([given, dirname(given), ".", "notebooks"])];
  for (const folder of folders) {
    const names = await notebooksIn(folder);
    if (names.length === 0) continue;
    const shown = names.slice(0, maxListed).join(", ");
    return `in ${folder === "." ? "this folder" : folder} there are: ${shown}${names.length > maxListed ? ", …" : ""}`;
  }
  return "there is none in this folder either";
}

async function notebooksIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith(".ipynb")).sort();
  } catch {
    return [];
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
