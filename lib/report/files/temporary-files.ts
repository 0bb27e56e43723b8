import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isProcessGone } from "../../sources/is-process-gone.js";

/** Files and folders that this process has made and is going to take away. */
const own = new Set<string>();
let isWatching = false;

/** Has a file or folder taken away when this process exits, unless it is forgotten before. */
export function removeAtExit(path: string): void {
  own.add(path);
  if (isWatching) return;
  isWatching = true;
  process.on("exit", () => {
    for (const one of own) {
      try {
        rmSync(one, { recursive: true, force: true });
      } catch {
        // What cannot be taken away stays.
      }
    }
  });
}

/** Of what is not there any more, or is to stay. */
export function forgetAtExit(path: string): void {
  own.delete(path);
}

/** Name of a file that is being written: the process that writes it is known by it. */
export function partOf(path: string): string {
  return `${path}.${process.pid}.part`;
}

/** Takes away the files of a folder that were being written when the process that wrote them was killed. */
export function removeOldParts(folder: string): void {
  for (const name of namesIn(folder)) {
    const pid = Number(/\.(?:html|ipynb|md|pdf|json|svg|png|jpeg|gif|webp|probe)\.(\d+)\.part$/.exec(name)?.[1]);
    if (pid > 0 && isProcessGone(pid)) rmSync(join(folder, name), { force: true });
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
