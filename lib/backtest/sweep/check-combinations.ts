import type { Series } from "../../series/series.js";
import { checkParameters, type Parameters, parametersKey, parametersText } from "./parameters.js";
import { combinationError } from "./pass/task.js";
import { type BuiltInStrategy, builtIn } from "./strategies/built-in.js";

/**
 * Checks all combinations before the first is run.
 * @throws {TypeError} at a parameter that is no finite number, text or truth value
 * @throws {RangeError} at a combination that comes twice, and at one that a built-in strategy cannot take
 */
export function checkCombinations(strategy: unknown, combinations: readonly Parameters[], input: Series): void {
  if (typeof strategy !== "function" && typeof strategy !== "string") {
    throw new TypeError(`sweep: strategy ${String(strategy)} is no strategy; give a name or a function`);
  }
  const seen = new Set<string>();
  for (const one of combinations) {
    checkParameters(one, "sweep");
    const key = parametersKey(one);
    if (seen.has(key)) throw new RangeError(`sweep: combination ${parametersText(one)} comes twice; give it once`);
    seen.add(key);
  }
  if (typeof strategy !== "string") return;
  const { parameters: known, position } = builtIn(strategy as BuiltInStrategy);
  const nothing = input.rows(0, 0);
  for (const one of combinations) {
    for (const name of Object.keys(one)) {
      if (known.includes(name)) continue;
      throw new RangeError(`sweep: unknown parameter "${name}" of ${strategy}; known: ${known.join(", ")}`);
    }
    try {
      position(nothing, one);
    } catch (cause) {
      throw combinationError(one, cause);
    }
  }
}
