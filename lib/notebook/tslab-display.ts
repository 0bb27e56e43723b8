import { createRequire } from "node:module";
import type { MimeBundle } from "./mime-bundle.js";

/** What tslab's kernel keeps for its own display functions, which send one form of a value only. */
interface TslabKernel {
  readonly lastWriteDisplayData?: ((message: unknown, update: boolean) => void) | null;
}

/** Ids that were shown already: a tslab process runs one notebook. */
const shownIds = new Set<string>();

/**
 * The display of the tslab this code runs in, found among the modules that the process has loaded: a copy of tslab that
 * is installed beside us, but is not the one that runs, has nothing to display to. The same `displayId` again replaces
 * what it showed.
 */
export function tslabDisplay(): ((bundle: MimeBundle, displayId?: string) => void) | undefined {
  const loaded = createRequire(import.meta.url).cache;
  for (const [path, module] of Object.entries(loaded)) {
    if (!path.replaceAll("\\", "/").endsWith("tslab/dist/jupyter.js")) continue;
    const write = (module?.exports as TslabKernel | undefined)?.lastWriteDisplayData;
    if (!write) continue;
    return (bundle, displayId) => {
      const isUpdate = displayId !== undefined && shownIds.has(displayId);
      if (displayId !== undefined) shownIds.add(displayId);
      write(
        { data: bundle, metadata: {}, transient: displayId === undefined ? {} : { display_id: displayId } },
        isUpdate,
      );
    };
  }
  return undefined;
}
