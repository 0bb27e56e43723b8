import { readFile, writeFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { ownName } from "../../kernel/install/own-spec.js";
import { bundledNotebooks } from "../bundled-notebooks.js";
import { findNotebook } from "../find-notebook.js";

/**
 * The notebook that is meant, where it may be edited: one that was named by its path where it is, one that comes with
 * this package as a copy in the working folder, since the package's own folder goes with its next version.
 * @throws {RangeError} if there is none
 */
export async function notebookToEdit(given: string): Promise<string> {
  const found = resolve(await findNotebook(given));
  const isNamed = [given, `${given}.ipynb`].some((path) => resolve(path) === found);
  const isBundled = (await bundledNotebooks()).some(({ path }) => path === found);
  return isNamed || !isBundled ? found : copyHere(found);
}

/** A file of that name in the working folder would have been found before the package's. */
async function copyHere(path: string): Promise<string> {
  const copy = resolve(basename(path));
  const notebook = JSON.parse(await readFile(path, "utf8")) as { metadata: Record<string, unknown> };
  // It may name another kernel that is not there, and JupyterLab would ask.
  notebook.metadata.kernelspec = { name: ownName, display_name: "TypeScript (open-interest)", language: "typescript" };
  await writeFile(copy, `${JSON.stringify(notebook, null, 1)}\n`, { flag: "wx" });
  console.error(`Copied to ${copy}, to be edited there`);
  return copy;
}
