import { askPython, likelyPythons } from "./python.js";

/** A JupyterLab that can be started. */
export interface JupyterLab {
  /** Python that has it; started with `-m jupyterlab`. */
  readonly python: string;
  readonly version: string;
  /** What draws figures that can be zoomed, and sliders: packages of Python that are not there. */
  readonly missing: readonly string[];
}

/** Packages of Python that put into JupyterLab what this library shows, beside pictures and tables; with what they do. */
export const helpfulPackages: Readonly<Record<string, string>> = {
  plotly: "figures that can be zoomed; without it they are pictures",
  jupyterlab_widgets: "sliders and drop-downs",
};

const question = [
  "import importlib.metadata as m, importlib.util as u, json",
  `print(json.dumps([m.version("jupyterlab")] + [n for n in ${JSON.stringify(Object.keys(helpfulPackages))} if u.find_spec(n) is None]))`,
].join("\n");

/**
 * The JupyterLab of the likeliest Python that has one, undefined if none has.
 * @param python path of the Python that is meant
 */
export async function findJupyterLab(python?: string): Promise<JupyterLab | undefined> {
  for (const one of python === undefined ? likelyPythons() : [python]) {
    const answer = await askPython(one, question);
    if (answer === undefined) continue;
    const [version, ...missing] = JSON.parse(answer) as [string, ...string[]];
    return { python: one, version, missing };
  }
  return undefined;
}
