import { createRequire } from "node:module";
import { currentHost } from "./display-host.js";
import { type MimeBundle, mimeBundle } from "./mime-bundle.js";

/**
 * Shows values below the cell: figures, tables, series, panels, anything else as text. In a session of ours through the
 * host it offers, under tslab through tslab's own display, and elsewhere as text on standard output.
 * @throws {TypeError} as `mimeBundle` does
 */
export function show(...values: readonly unknown[]): void {
  const display = hostDisplay() ?? tslabDisplay() ?? print;
  for (const value of values) display(mimeBundle(value));
}

type Display = (bundle: MimeBundle) => void;

function hostDisplay(): Display | undefined {
  const host = currentHost();
  return host && ((bundle) => host.display(bundle));
}

/** What tslab's kernel keeps for its own display functions, which send one form of a value only. */
interface TslabKernel {
  readonly lastWriteDisplayData?: ((message: unknown, update: boolean) => void) | null;
}

/**
 * The display of the tslab this code runs in, found among the modules that the process has loaded: a copy of tslab that
 * is installed beside us, but is not the one that runs, has nothing to display to.
 */
function tslabDisplay(): Display | undefined {
  const loaded = createRequire(import.meta.url).cache;
  for (const [path, module] of Object.entries(loaded)) {
    if (!path.replaceAll("\\", "/").endsWith("tslab/dist/jupyter.js")) continue;
    const write = (module?.exports as TslabKernel | undefined)?.lastWriteDisplayData;
    if (write) return (bundle) => write({ data: bundle, metadata: {}, transient: {} }, false);
  }
  return undefined;
}

function print(bundle: MimeBundle): void {
  console.log(bundle["text/plain"] ?? `(${Object.keys(bundle).join(", ")})`);
}
