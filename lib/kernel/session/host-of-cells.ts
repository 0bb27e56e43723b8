import type { DisplayHost, DisplayOptions } from "../../notebook/display-host.js";
import type { MimeBundle } from "../../notebook/mime-bundle.js";
import { bundleSnapshot } from "./bundle-snapshot.js";
import { type CellContext, currentCell, outputCell, runOutside } from "./cell-context.js";

/** The display host of all sessions: what it is asked goes to the cell that asks. */
export const hostOfCells: DisplayHost = {
  display,
  progress,
  clear: ({ wait = false } = {}) => cellFor("clear").emit({ type: "clear_output", wait }),
  prompt: (text, { password = false } = {}) => {
    const { prompt } = cellFor("prompt");
    if (prompt === undefined) {
      throw new Error("prompt: this front end takes no input; give the value in the notebook, as a parameter");
    }
    return prompt(text, { password });
  },
  get comms() {
    return outputCell()?.comms;
  },
  get cellRun() {
    const cell = outputCell();
    return cell?.comms && cell.key;
  },
  get cellId() {
    return outputCell()?.cellId;
  },
  get signal() {
    return currentCell()?.abort.signal;
  },
};

function cellFor(what: string): CellContext {
  const cell = outputCell();
  if (cell === undefined) throw new Error(`${what}: no cell is running here; show things from code that a cell calls`);
  return cell;
}

function display(bundle: MimeBundle, { displayId, metadata }: DisplayOptions = {}): void {
  const cell = cellFor("display");
  const data = bundleSnapshot(bundle);
  const kept = metadata === undefined ? {} : { metadata: jsonSnapshot(metadata) };
  if (displayId === undefined) {
    cell.emit({ type: "display_data", data, ...kept });
    return;
  }
  const type = cell.displayIds.has(displayId) ? "update_display_data" : "display_data";
  cell.displayIds.add(displayId);
  cell.emit({ type, data, displayId, ...kept });
}

/** Tells it outside of the cell, or what a listener writes to the terminal would become output of the cell. */
function progress(text: string): void {
  const cell = outputCell();
  runOutside(() => cell?.progress(text));
}

function jsonSnapshot(value: object): MimeBundle {
  return bundleSnapshot({ json: value }).json as MimeBundle;
}
