import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readSpec } from "./installed-specs.js";
import { type KernelSpec, kernelKind } from "./kernel-spec.js";
import { logoFiles } from "./logo.js";

/** Where and how a spec is written. */
export interface WriteSpecOptions {
  /** Folder of Jupyter data; made if there is none. */
  readonly dataFolder: string;
  readonly name: string;
  /** Takes the place of a spec of another kernel. Default false. */
  readonly force?: boolean;
}

/** What was written. */
export interface WrittenSpec {
  readonly folder: string;
  /** There was one of the name before. */
  readonly replaced: boolean;
}

/**
 * Writes a kernel spec with its logos to `kernels/<name>`, whole or not at all: first beside the folder of kernels, which
 * Jupyter does not read, then moved. One of the same kernel is replaced.
 * @throws {RangeError} if the name is none that Jupyter takes, or another kernel has it
 * @throws {Error} if it cannot be written
 */
export async function writeSpec(
  spec: KernelSpec,
  { dataFolder, name, force = false }: WriteSpecOptions,
): Promise<WrittenSpec> {
  if (!/^[a-z0-9._-]+$/.test(name) || /^\.+$/.test(name)) {
    throw new RangeError(`writeSpec: "${name}" is no name of a kernel; take small letters, digits, ".", "-" and "_"`);
  }
  const folder = join(dataFolder, "kernels", name);
  const replaced = existsSync(folder);
  if (replaced && !force) await checkSameKernel(folder, name, spec);
  try {
    await writeFolder(spec, dataFolder, folder);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const why =
      code === "EACCES" || code === "EPERM" || code === "EROFS" ? `it must not be written (${code})` : message;
    throw new Error(`writeSpec: ${folder}: ${why}; give another place: --user, --sys-prefix or --folder`, { cause });
  }
  return { folder, replaced };
}

async function checkSameKernel(folder: string, name: string, spec: KernelSpec): Promise<void> {
  const { kind } = await readSpec(folder);
  if (kind === kernelKind(spec)) return;
  throw new RangeError(
    `writeSpec: ${folder} holds another kernel named ${name}; give another --name, or --force to replace it`,
  );
}

async function writeFolder(spec: KernelSpec, dataFolder: string, folder: string): Promise<void> {
  const kernels = join(dataFolder, "kernels");
  await mkdir(kernels, { recursive: true });
  const temporary = await mkdtemp(join(dataFolder, ".open-interest-"));
  try {
    const [fresh, old] = [join(temporary, "new"), join(temporary, "old")];
    // A folder of its own: mkdtemp's can be read by its owner only, and an environment may be shared.
    await mkdir(fresh);
    const files = { "kernel.json": `${JSON.stringify(spec, null, 2)}\n`, ...logoFiles(logoKind(spec)) };
    for (const [file, content] of Object.entries(files)) await writeFile(join(fresh, file), content);
    const hadOne = await moved(folder, old);
    try {
      await rename(fresh, folder);
    } catch (error) {
      if (hadOne) await rename(old, folder);
      throw error;
    }
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function logoKind(spec: KernelSpec): "open-interest" | "tslab" {
  return kernelKind(spec) === "tslab" ? "tslab" : "open-interest";
}

/** Moves a folder away if there is one. */
async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}
