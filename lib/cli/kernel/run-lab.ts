import { spawn } from "node:child_process";
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

/** Signals that end the command; a terminal sends the first to JupyterLab as well, the others are passed on. */
const [typed, ...requests] = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs JupyterLab until it ends. Our kernel's spec lies in a temporary folder meanwhile, before all others on
 * JUPYTER_PATH; it is gone afterwards.
 * @returns the code with which JupyterLab ended
 */
export async function runLab(python: string, { notebook, settings, args }: LabRun): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "open-interest-lab-"));
  const ignore = (): void => {};
  process.on(typed, ignore);
  try {
    await writeSpec(ownSpec(settings), { dataFolder: folder, name: ownName });
    const path = [folder, ...(process.env.JUPYTER_PATH ? [process.env.JUPYTER_PATH] : [])].join(delimiter);
    const child = spawn(
      python,
      ["-m", "jupyterlab", ...(notebook === undefined ? [] : [basename(notebook)]), ...args],
      {
        stdio: "inherit",
        env: { ...process.env, JUPYTER_PATH: path },
        ...(notebook !== undefined && { cwd: dirname(notebook) }),
      },
    );
    for (const name of requests) process.on(name, () => child.kill(name));
    const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    return code ?? 128 + constants.signals[signal as NodeJS.Signals];
  } finally {
    process.off(typed, ignore);
    for (const name of requests) process.removeAllListeners(name);
    await rm(folder, { recursive: true, force: true });
  }
}
