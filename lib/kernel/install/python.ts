import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Longest time that a Python has to answer; one that a shim installs first is none that Jupyter uses. */
const timeoutMs = 20_000;

/**
 * Pythons that may be meant, the likeliest first: those of an active virtual or conda environment, then those that lie
 * beside a program of Jupyter on PATH, then those on PATH. A file that is there may still be none that runs.
 */
export function likelyPythons(env: Readonly<Record<string, string | undefined>> = process.env): string[] {
  const active = [env.VIRTUAL_ENV, env.CONDA_PREFIX].filter((prefix) => prefix !== undefined && prefix !== "");
  const inActive = active.flatMap((prefix) => ["bin", "Scripts", ""].map((folder) => join(prefix as string, folder)));
  const path = (env.PATH ?? env.Path ?? "").split(delimiter).filter((folder) => folder !== "");
  const withJupyter = path.filter((folder) => existsSync(join(folder, program("jupyter-lab"))));
  const found = [...inActive, ...withJupyter, ...path].flatMap((folder) =>
    ["python3", "python"].map((name) => join(folder, program(name))),
  );
  return [...new Set(found)].filter((file) => existsSync(file));
}

/**
 * What a Python prints for a line of code, undefined if it cannot be started or fails.
 * @param python path, or name on PATH
 */
export async function askPython(python: string, code: string): Promise<string | undefined> {
  try {
    // -I would hide packages of the user, in which Jupyter may be.
    const { stdout } = await execute(python, ["-c", code], { timeout: timeoutMs, windowsHide: true });
    return stdout.trim();
  } catch {
    return undefined;
  }
}

/**
 * Prefix of a Python's environment.
 * @param python path, or name on PATH; by default the likeliest that answers
 * @throws {Error} if there is none
 */
export async function pythonPrefix(python?: string): Promise<string> {
  const tried = python === undefined ? likelyPythons() : [python];
  for (const one of tried) {
    const prefix = await askPython(one, "import sys; print(sys.prefix)");
    if (prefix) return prefix;
  }
  throw new Error(
    python === undefined
      ? "pythonPrefix: there is no python on PATH, and no active environment; give one: --sys-prefix <python>"
      : `pythonPrefix: ${python} does not run; give the path of a Python, such as .venv/bin/python`,
  );
}

/** Prefixes of the environments in which Jupyter may be run: the active ones, else that of the likeliest Python. */
export async function likelyPrefixes(): Promise<string[]> {
  const { VIRTUAL_ENV, CONDA_PREFIX } = process.env;
  const active = [VIRTUAL_ENV, CONDA_PREFIX].filter((prefix) => prefix !== undefined && prefix !== "");
  if (active.length > 0) return active as string[];
  return pythonPrefix().then(
    (prefix) => [prefix],
    () => [],
  );
}

function program(name: string): string {
  return process.platform === "win32" ? `${name}.exe` : name;
}
