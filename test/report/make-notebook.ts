import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A cell: text of markdown if it starts with `md:`, of the parameters cell if with `parameters:`, else code. */
export function notebookText(cells: readonly string[]): string {
  return JSON.stringify({
    cells: cells.map((source, index) => {
      const id = `cell-${index}`;
      if (source.startsWith("md:")) {
        return { cell_type: "markdown", id, metadata: {}, source: source.slice(3).split(/(?<=\n)/) };
      }
      const isParameters = source.startsWith("parameters:");
      const metadata = isParameters ? { tags: ["parameters"] } : {};
      const text = isParameters ? source.slice("parameters:".length) : source;
      return { cell_type: "code", id, metadata, source: text, execution_count: null, outputs: [] };
    }),
    metadata: { kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" } },
    nbformat: 4,
    nbformat_minor: 5,
  });
}

/** Writes a notebook into a folder of its own and returns its path. */
export async function makeNotebook(cells: readonly string[], name = "study"): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "open-interest-"));
  const path = join(folder, `${name}.ipynb`);
  await writeFile(path, notebookText(cells));
  return path;
}
