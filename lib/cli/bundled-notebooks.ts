import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Notebook, parseNotebook } from "../report/run/notebook-file.js";
import { notebookParameters, type Parameter } from "../report/run/parameters.js";

/** A notebook that comes with this package. */
export interface BundledNotebook {
  /** Name of its file without ending, by which the command knows it. */
  readonly name: string;
  readonly path: string;
}

const folder = fileURLToPath(new URL("../../notebooks/", import.meta.url));

/** The notebooks that come with this package, in order of their names. */
export async function bundledNotebooks(): Promise<readonly BundledNotebook[]> {
  let files: string[];
  try {
    files = await readdir(folder);
  } catch {
    return [];
  }
  return files
    .filter((name) => name.endsWith(".ipynb"))
    .sort()
    .map((name) => ({ name: name.slice(0, -".ipynb".length), path: join(folder, name) }));
}

/** What a reader needs to choose one of them: name, title, and each parameter with the value that it has by itself. */
export async function notebookList(notebooks: readonly BundledNotebook[]): Promise<string> {
  const entries = notebooks.map(async ({ name, path }) => {
    const notebook = parseNotebook(await readFile(path, "utf8"), name);
    const parameters = notebookParameters(notebook).map(parameterText);
    const told = parameters.length === 0 ? "no parameters" : `-p ${parameters.join(" -p ")}`;
    return `${name}\n    ${titleOf(notebook) ?? "(no title)"}\n    ${told}`;
  });
  return (await Promise.all(entries)).join("\n");
}

function titleOf({ cells }: Notebook): string | undefined {
  for (const { cell_type, source } of cells) {
    const title = cell_type === "markdown" ? /^# +(.+?)[ #]*$/m.exec(source)?.[1] : undefined;
    if (title !== undefined) return title.replace(/[`*_]/g, "");
  }
  return undefined;
}

function parameterText({ name, default: value }: Parameter): string {
  const text = value === undefined ? "" : String(value);
  return `${name}=${/^[\w.:/+-]*$/.test(text) ? text : JSON.stringify(text)}`;
}
