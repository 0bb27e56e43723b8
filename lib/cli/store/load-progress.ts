import type { LoadProgress } from "../../sources/progress.js";
import { type ProgressStream, plainLine } from "../progress.js";

const clearLine = "\r\x1b[2K";

/** Shows how far a load has come. */
export interface LoadProgressLine {
  readonly show: (progress: LoadProgress) => void;
  /** A sentence of its own, such as that a provider asks to wait. */
  readonly tell: (text: string) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

/** One line that is written over on a terminal; elsewhere a line for each tenth of the way, so that a log stays short. */
export function loadProgressLine(stream: ProgressStream): LoadProgressLine {
  let tenth = 0;
  const show = ({ done, total, what }: LoadProgress): void => {
    const text = plainLine(`[${done}/${total}] ${what}`);
    if (stream.isTTY) {
      stream.write(`${clearLine}${text.slice(0, Math.max(10, (stream.columns || 100) - 1))}`);
      return;
    }
    const reached = Math.floor((10 * done) / Math.max(1, total));
    // The total may grow, and with it the way that is left.
    if (reached === tenth) return;
    tenth = reached;
    stream.write(`${text}\n`);
  };
  return {
    show,
    tell: (text) => stream.write(`${stream.isTTY ? clearLine : ""}${plainLine(text)}\n`),
    end: () => stream.isTTY && stream.write(clearLine),
  };
}
