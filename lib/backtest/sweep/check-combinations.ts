import type { Series } from "../../series/series.js";
import { checkParameters, type Parameters, parametersKey, parametersText } from "./parameters.js";
import { measureNames } from "./pass/pass-measures.js";
import { combinationError } from "./pass/task.js";
import { type BuiltInStrategy, builtIn } from "./strategies/built-in.js";

/**
 * Checks all combinations before the first is run.
 * @throws {TypeError} at a parameter that is no finite number, text or truth value
 * @throws {RangeError} at a combination that comes twice or reads like another, a parameter called as a measure of the
 *   rows, and a combination that a built-in strategy cannot take
 */
export function checkCombinations(strategy: unknown, combinations: readonly Parameters[], input: Series): void {
  if (typeof strategy !== "function" && typeof strategy !== "string") {
    throw new TypeError(`sweep: strategy ${String(strategy)} is no strategy; give a name or a function`);
  }
  const seen = new Set<string>();
  const texts = new Set<string>();
  const measures: readonly string[] = measureNames;
  for (const one of combinations) {
    checkParameters(one, "sweep");
    const taken = Object.keys(one).find((name) => measures.includes(name));
    if (taken !== undefined) {
      throw new RangeError(
        `sweep: parameter "${taken}" is called as a measure that rows have; rename it, known measures: ${measures.join(", ")}`,
      );
    }
    const key = parametersKey(one);
    if (seen.has(key)) throw new RangeError(`sweep: combination ${parametersText(one)} comes twice; give it once`);
    seen.add(key);
    const text = parametersText(one);
    if (texts.has(text)) {
      throw new RangeError(
        `sweep: two combinations read ${text}, one with a number and one with text; give values that read differently`,
      );
    }
    texts.add(text);
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
