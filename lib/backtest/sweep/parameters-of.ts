import type { Parameters } from "./parameters.js";
import { measureNames, type SweepMeasures } from "./pass/pass-measures.js";

/** The combination of a row of a sweep: the row without its measures. */
export function parametersOf(row: Parameters & SweepMeasures): Parameters {
  const measures: readonly string[] = measureNames;
  return Object.fromEntries(Object.entries(row).filter(([name]) => !measures.includes(name)));
}
