import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { basename, delimiter, isAbsolute, join } from "node:path";
import { type KernelKind, type KernelSpec, kernelKind, parseKernelSpec } from "./kernel-spec.js";

/** A kernel spec where Jupyter looks for them. */
export interface InstalledSpec {
  /** Name of its folder, by which notebooks ask for it. */
  readonly name: string;
  readonly folder: string;
  readonly kind: KernelKind;
  /** Undefined if `kernel.json` cannot be read. */
  readonly spec?: KernelSpec;
  /** Why it cannot start, as far as its files tell; undefined if they are there. */
  readonly problem?: string;
  /** Another one of the same name comes before it, so that Jupyter does not see this one. */
  readonly hidden: boolean;
}

/** Kernel specs in folders of Jupyter data, in the folders' order and by name; folders that are not there hold none. */
export async function installedSpecs(dataFolders: readonly string[]): Promise<InstalledSpec[]> {
  const found: InstalledSpec[] = [];
  const seen = new Set<string>();
  for (const dataFolder of dataFolders) {
    const kernels = join(dataFolder, "kernels");
    for (const name of await namesIn(kernels)) {
      const folder = join(kernels, name);
      if (!existsSync(join(folder, "kernel.json"))) continue;
      // Jupyter tells names apart without regard to the case of letters.
      found.push({ name, folder, hidden: seen.has(name.toLowerCase()), ...(await readSpec(folder)) });
      seen.add(name.toLowerCase());
    }
  }
  return found;
}

/** The spec in a folder and what is wrong with it. */
export async function readSpec(folder: string): Promise<Pick<InstalledSpec, "kind" | "spec" | "problem">> {
  let spec: KernelSpec;
  try {
    spec = parseKernelSpec(await readFile(join(folder, "kernel.json"), "utf8"));
  } catch (error) {
    const reason = (error as Error).message.replace("parseKernelSpec: ", "");
    return { kind: "other", problem: `kernel.json cannot be read: ${reason}` };
  }
  const missing = missingFile(spec);
  return { kind: kernelKind(spec), spec, ...(missing !== undefined && { problem: `there is no ${missing}` }) };
}

/** The first file among program and arguments that is not there, undefined if none is missing. */
function missingFile({ argv }: KernelSpec): string | undefined {
  const [program] = argv as readonly [string];
  if (basename(program) === program && !isOnPath(program)) return `${program} on PATH`;
  return argv.find((part) => isAbsolute(part) && !part.includes("{") && !existsSync(part));
}

/** Jupyter puts its own Python in the place of a bare `python`. On Windows programs have endings, which it tries. */
function isOnPath(program: string): boolean {
  if (process.platform === "win32" || /^python[\d.]*$/.test(program)) return true;
  return (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch {
    return [];
  }
}
