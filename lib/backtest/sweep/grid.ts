import { shown } from "../../series/check.js";
import { checkParameters, type Parameters, parametersKey } from "./parameters.js";

/** Values to be combined, by name of the parameter. */
export type Choices = Readonly<Record<string, readonly (number | string | boolean)[]>>;

/** The combinations of some choices. */
export type Combination<C extends Choices> = { readonly [name in keyof C]: Widened<C[name][number]> };

/** `number` for a 5, so that a combination is not tied to the values that were listed. */
type Widened<V> = V extends number ? number : V extends boolean ? boolean : V;

/**
 * Every combination of the given values, the last name running fastest: `grid({ fast: [5, 10], slow: [20, 50] })` is
 * (5, 20), (5, 50), (10, 20), (10, 50). A combination that comes twice is kept once.
 * @param where keeps those for which it is true, such as `({ fast, slow }) => fast < slow`; default all
 * @returns as many records as values multiplied, less those left out; one empty record of no choices
 * @throws {TypeError} at values that are no list, or a value that is no finite number, text or truth value
 */
export function grid<C extends Choices>(
  choices: C,
  where: (combination: Combination<C>) => boolean = () => true,
): Combination<C>[] {
  let combinations: Parameters[] = [{}];
  if (typeof choices !== "object" || choices === null || Array.isArray(choices)) {
    throw new TypeError(`grid: ${shown(choices)} names no parameters; give { window: [10, 20] }`);
  }
  for (const [name, values] of Object.entries(choices)) {
    if (!Array.isArray(values)) {
      throw new TypeError(`grid: ${name} ${shown(values)} is no list of values; give { ${name}: [${one(values)}] }`);
    }
    for (const value of values) checkParameters({ [name]: value }, "grid");
    combinations = combinations.flatMap((one) => values.map((value) => ({ ...one, [name]: value })));
  }
  const seen = new Set<string>();
  return (combinations as Combination<C>[]).filter((one) => {
    const key = parametersKey(one);
    if (seen.has(key)) return false;
    seen.add(key);
    return where(one);
  });
}

/** A value as an element of a list that would be right; of what is no value, none. */
function one(value: unknown): string {
  return ["number", "string", "boolean"].includes(typeof value) ? shown(value) : "…";
}
