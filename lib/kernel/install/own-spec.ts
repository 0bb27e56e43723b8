import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type KernelSpec, ownMark } from "./kernel-spec.js";

/** How the kernel is started. */
export interface OwnSpecOptions {
  /** What becomes of type problems: the cell fails, warns, or types are not checked. Default: as the kernel does, error. */
  readonly types?: "error" | "warn" | "off";
  /** Whether the library is there as `oi`. Default true. */
  readonly oi?: boolean;
  readonly displayName?: string;
}

/** Name under which our kernel is installed by default. */
export const ownName = "open-interest";

const main = fileURLToPath(new URL("../main.js", import.meta.url));
const { version } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as {
  readonly version: string;
};

/**
 * The spec of our kernel: this Node and this copy of the package, by absolute paths, so that it starts from any folder.
 * @throws {Error} if the package is not built
 */
export function ownSpec({
  types,
  oi = true,
  displayName = "TypeScript (open-interest)",
}: OwnSpecOptions = {}): KernelSpec {
  if (!existsSync(main)) throw new Error(`ownSpec: there is no ${main}; build the package first: npm run build`);
  const settings = [...(types === undefined ? [] : ["--types", types]), ...(oi ? [] : ["--no-oi"])];
  return {
    argv: [process.execPath, main, "{connection_file}", ...settings],
    display_name: displayName,
    language: "typescript",
    interrupt_mode: "message",
    env: {},
    metadata: { debugger: false, [ownMark]: version },
  };
}
