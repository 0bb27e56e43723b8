import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { sha256 } from "./sha256.js";

/** The file in which a package manager wrote down the versions of everything that is installed. */
export interface Lockfile {
  readonly name: string;
  /** SHA-256 of its text, with line ends as `\n`, in lower-case hex. */
  readonly sha256: string;
}

const names = ["package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock"] as const;

/** The folder nearest to the given one, upward and itself included, that holds a lockfile, and its path. */
export function findLockfile(folder: string): { readonly folder: string; readonly path: string } | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const name = names.find((one) => existsSync(join(at, one)));
    if (name !== undefined) return { folder: at, path: join(at, name) };
    if (dirname(at) === at) return undefined;
  }
}

/** The lockfile at a path. Line ends do not count: a checkout may change them. */
export function readLockfile(path: string): Lockfile {
  const text = readFileSync(path, "utf8").replace(/\r\n/g, "\n");
  const name = names.find((one) => path.endsWith(one)) ?? path;
  return { name, sha256: sha256(text) };
}
