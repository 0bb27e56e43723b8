import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

/** What a Python peer answers: fields of its own, and what it took. */
export interface PythonAnswer {
  /** Milliseconds by the process's own clock, without what it read and wrote. */
  readonly ms: number;
  /** Milliseconds of processor time, that of all its threads together. */
  readonly processorMs: number;
  /** Highest resident memory of the process so far, bytes. */
  readonly peakBytes: number;
  readonly [field: string]: unknown;
}

/** A Python process that does what it is asked, one thing after the other, and times itself. */
export interface PythonPeer {
  /** @throws {Error} with what the process wrote, if it fails */
  ask(question: object): Promise<PythonAnswer>;
  close(): void;
}

/** The Python that the environment names, undefined if none; then `why` says how to give one. */
export const python: string | undefined = process.env.OPEN_INTEREST_PYTHON;

/** One that has Jupyter's client and ipykernel, undefined if none. */
export const jupyterPython: string | undefined = process.env.OPEN_INTEREST_PYTHON_JUPYTER;

/** Told where a benchmark is skipped. */
export const whyNoPython = "set OPEN_INTEREST_PYTHON to a Python with test/bench/requirements.txt installed";

/**
 * Starts a script of `peers-python`, which answers a line of JSON to each line of JSON: see `answering.py`.
 * @param packages that it needs
 * @returns undefined, with a message, if there is no Python or it lacks a package
 */
export async function startPython(
  script: string,
  packages: readonly string[],
  executable: string | undefined = python,
): Promise<PythonPeer | undefined> {
  if (executable === undefined) {
    console.log(`${script} is skipped: ${whyNoPython}`);
    return undefined;
  }
  const folder = new URL("./peers-python/", pathToFileURL(import.meta.filename));
  const missing = packages.length === 0 ? "" : await missingPackages(executable, packages);
  if (missing !== "") {
    console.log(`${script} is skipped: ${executable} has no ${missing}; ${whyNoPython}`);
    return undefined;
  }
  const child = spawn(executable, [new URL(script, folder).pathname], { stdio: ["pipe", "pipe", "inherit"] });
  return peerOf(child, script);
}

function peerOf(child: ChildProcess, script: string): PythonPeer {
  const waiting: { resolve: (answer: PythonAnswer) => void; reject: (error: Error) => void }[] = [];
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error(`startPython: ${script} has no pipes`);
  createInterface(stdout).on("line", (line) => {
    const next = waiting.shift();
    const answer = JSON.parse(line);
    if (answer.error === undefined) next?.resolve(answer);
    else next?.reject(new Error(`${script}: ${answer.error}`));
  });
  child.on("exit", (code) => {
    for (const { reject } of waiting.splice(0)) reject(new Error(`${script}: ended with code ${code}`));
  });
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        stdin.write(`${JSON.stringify(question)}\n`);
      }),
    close: () => void stdin.end(),
  };
}

/** Names of the packages that this Python cannot find. */
function missingPackages(executable: string, packages: readonly string[]): Promise<string> {
  const program = `import importlib.util as u, sys; print(", ".join(p for p in sys.argv[1:] if u.find_spec(p) is None))`;
  return new Promise((resolve) => {
    const child = spawn(executable, ["-c", program, ...packages], { stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.on("data", (data) => {
      text += data;
    });
    child.on("error", () => resolve(packages.join(", ")));
    child.on("close", () => resolve(text.trim()));
  });
}
