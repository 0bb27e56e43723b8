import type { NotebookRun } from "../run/run-notebook.js";
import { isOutside } from "../stamp/ended-cell.js";
import type { Stamp } from "../stamp/stamp.js";

/** What to say of a run in which a cell fails that ran to its end in a report; undefined if none does. */
export function failsHere(stamp: Stamp, { failure, done, total, parameters }: NotebookRun): string | undefined {
  const expected = total - (stamp.total - stamp.done);
  if (failure === undefined || done >= expected) return undefined;
  const { number, heading, error } = failure;
  const where = `cell ${number}${heading === "" ? "" : ` (${heading})`}`;
  const places = parameters.filter(({ type }) => type === "string").map(({ name }) => name);
  const advice = isOutside(error) ? "" : `; ${adviceFor(error.message, places)}`;
  return `${where} ran to its end in the report and fails here with ${error.name}: ${error.message}${advice}`;
}

function adviceFor(message: string, names: readonly string[]): string {
  if (/Cannot find (module|package)|does not provide an export/.test(message)) {
    return "give the notebook with --notebook, so that imports are looked up from its folder";
  }
  const name = names.find((one) => /path|folder|file|data/i.test(one));
  const place = name === undefined ? "" : `, or say where the data is with -p ${name}=…`;
  return `run from the project's folder, give the notebook with --notebook${place}`;
}
