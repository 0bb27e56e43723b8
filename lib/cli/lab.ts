import { Command } from "commander";
import { findJupyterLab, helpfulPackages } from "../kernel/install/find-jupyterlab.js";
import type { OwnSpecOptions } from "../kernel/install/own-spec.js";
import { addKernelSettings } from "./kernel/kernel-settings.js";
import { notebookToEdit } from "./kernel/notebook-to-edit.js";
import { runLab } from "./kernel/run-lab.js";

interface LabOptions extends OwnSpecOptions {
  readonly port?: string;
  readonly browser: boolean;
  readonly python?: string;
}

/** `open-interest lab`: JupyterLab with our kernel. */
export function labCommand(): Command {
  const command = new Command("lab")
    .description("start JupyterLab with this package's TypeScript kernel, which need not be installed for that")
    .argument(
      "[notebook]",
      "an .ipynb file, opened in its folder, or the name of a notebook that comes with this package, copied here first",
    )
    .argument("[arguments...]", "after --, what JupyterLab is to be given: -- --ip=0.0.0.0")
    .option("--port <number>", "port of the server; the next free one if it is taken (default: 8888)")
    .option("--no-browser", "only tell the address")
    .option("--python <path>", "Python that has JupyterLab (default: of the active environment or on PATH)");
  return addKernelSettings(command).action(lab);
}

async function lab(
  given: string | undefined,
  more: readonly string[],
  { port, browser, python, ...settings }: LabOptions,
): Promise<void> {
  // What comes after -- and no notebook before it is told from a notebook by its dash.
  const isArgument = given?.startsWith("-");
  const args = isArgument ? [given as string, ...more] : more;
  const found = await findJupyterLab(python);
  if (found === undefined) throw new Error(`lab: ${adviceOf(python)}`);
  const notebook = given === undefined || isArgument ? undefined : await notebookToEdit(given);
  for (const name of found.missing) console.error(`For ${helpfulPackages[name]}: ${pip(found.python)} ${name}`);
  process.exitCode = await runLab(found.python, {
    notebook,
    settings,
    args: [...(port === undefined ? [] : [`--port=${port}`]), ...(browser ? [] : ["--no-browser"]), ...args],
  });
}

function adviceOf(python: string | undefined): string {
  const where =
    python === undefined
      ? "no Python of the active environment or on PATH has JupyterLab"
      : `${python} has no JupyterLab`;
  const packages = Object.entries(helpfulPackages).map(([name, use]) => `${name} for ${use}`);
  return `${where}; install it: ${pip(python ?? "python3")} jupyterlab ${Object.keys(helpfulPackages).join(" ")} (${packages.join("; ")})`;
}

const pip = (python: string): string => `${python} -m pip install`;
