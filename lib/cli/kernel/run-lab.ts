import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { constants, tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { type OwnSpecOptions, ownName, ownSpec } from "../../kernel/install/own-spec.js";
import { writeSpec } from "../../kernel/install/write-spec.js";

/** What JupyterLab is started with. */
export interface LabRun {
  /** Absolute; the server's folder is the one it lies in. Default: none, in the working folder. */
  readonly notebook?: string;
  readonly settings: OwnSpecOptions;
  readonly args: readonly string[];
}

/** Signals that end the command. */
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs JupyterLab until it ends. Our kernel's spec lies in a temporary folder meanwhile, before all others on
 * JUPYTER_PATH; it is gone afterwards.
 * @returns the code with which JupyterLab ended
 */
export async function runLab(python: string, { notebook, settings, args }: LabRun): Promise<number> {
  const isTyped = process.stdin.isTTY;
  const folder = await mkdtemp(join(tmpdir(), "open-interest-lab-"));
  let child: ChildProcess | undefined;
  const pass = (name: NodeJS.Signals): void => {
    // What is typed at a terminal reaches JupyterLab by itself, which asks before it ends; it ends its kernels at SIGTERM.
    if (name !== "SIGINT" || !isTyped) child?.kill("SIGTERM");
  };
  for (const name of signals) process.on(name, pass);
  try {
    await writeSpec(ownSpec(settings), { dataFolder: folder, name: ownName });
    const file = notebook === undefined ? [] : [basename(notebook)];
    child = spawn(python, ["-m", "jupyterlab", ...file, ...args], {
      stdio: "inherit",
      // Without a terminal a SIGINT to the group would break it off, kernels and all, before the SIGTERM ends it in order.
      detached: !isTyped && process.platform !== "win32",
      env: { ...process.env, JUPYTER_PATH: pathWith(folder) },
      ...(notebook !== undefined && { cwd: dirname(notebook) }),
    });
    const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    return code ?? 128 + constants.signals[signal as NodeJS.Signals];
  } finally {
    for (const name of signals) process.off(name, pass);
    await rm(folder, { recursive: true, force: true });
  }
}

function pathWith(folder: string): string {
  const { JUPYTER_PATH } = process.env;
  return JUPYTER_PATH ? `${folder}${delimiter}${JUPYTER_PATH}` : folder;
}
