import type { CsvOptions } from "./csv.js";

const labels: readonly CsvOptions["label"][] = ["instant", "start", "end"];

/**
 * Checks what the file has no part in: the label, the scale, the length of a bar and the names columns get.
 * @throws {RangeError} if the label is none of those known, or `start` without `intervalMs`; the scale is 0 or not finite;
 *   `intervalMs` is not finite or not above 0; or several columns get one name
 */
export function checkCsvOptions({ label, scale = 1, intervalMs, columns = [] }: CsvOptions): void {
  if (!labels.includes(label)) {
    throw new RangeError(`readCsv: unknown label "${label}"; known: ${labels.join(", ")}`);
  }
  if (!Number.isFinite(scale) || scale === 0) {
    throw new RangeError(`readCsv: scale is ${scale}; give a finite number other than 0`);
  }
  if (intervalMs !== undefined && !(Number.isFinite(intervalMs) && intervalMs > 0)) {
    throw new RangeError(`readCsv: intervalMs is ${intervalMs}; give milliseconds above 0`);
  }
  if (label === "start" && intervalMs === undefined) {
    throw new RangeError(`readCsv: label "start" needs intervalMs to find each bar's end; give the bar's length`);
  }
  const names: readonly string[] = Array.isArray(columns) ? columns : Object.values(columns);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) {
    throw new RangeError(`readCsv: more than one column is to be "${repeated}"; give each its own name`);
  }
}
