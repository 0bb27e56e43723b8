import { philoxStream, type RandomStream } from "../../evidence/random/philox.js";
import { checkCount } from "../../series/check.js";
import { checkParameters, type Parameters, parametersKey } from "./parameters.js";

/** A range to draw from, each number in it equally likely. */
export interface ParameterRange {
  readonly from: number;
  /** Included for whole numbers. */
  readonly to: number;
  /** Draw whole numbers only. Default false. */
  readonly integer?: boolean;
}

/** What each parameter is drawn from: a range, or a list of values, each equally likely. */
export type SearchSpace = Readonly<Record<string, ParameterRange | readonly (number | string | boolean)[]>>;

/** A combination drawn from a space. */
export type Drawn<S extends SearchSpace> = {
  readonly [name in keyof S]: S[name] extends readonly (infer V)[]
    ? V extends number
      ? number
      : V extends boolean
        ? boolean
        : V
    : number;
};

/** Draws without a new combination after which a space is taken to have no more. */
const patience = 1000;

/**
 * `count` different combinations drawn at random, in the order of drawing. Draw r uses stream r of the seed, and the
 * parameters in the order of their names in `space`: the first combinations of a longer search are those of a shorter
 * one.
 * @param count number of combinations
 * @param seed whole number from 0 to 2⁵³ − 1; equal seeds draw equal combinations
 * @param where draws again where it is false; default never
 * @throws {RangeError} for a range that is not from a lower to a higher number, an empty list, or if a thousand draws
 *   in a row bring nothing new
 */
export function randomSearch<S extends SearchSpace>(
  space: S,
  count: number,
  seed: number,
  where: (combination: Drawn<S>) => boolean = () => true,
): Drawn<S>[] {
  checkCount(count, "count", "randomSearch");
  const names = Object.keys(space);
  for (const name of names) checkSpace(name, space[name]);
  const found = new Map<string, Parameters>();
  let stream = 0;
  for (let idle = 0; found.size < count; idle++) {
    if (idle === patience) {
      throw new RangeError(
        `randomSearch: ${patience} draws after ${found.size} combinations brought no other; ask for fewer than ${count}, or widen the space`,
      );
    }
    const random = philoxStream(seed, stream++);
    const one = Object.fromEntries(names.map((name) => [name, draw(space[name], random)]));
    const key = parametersKey(one);
    if (found.has(key) || !where(one as Drawn<S>)) continue;
    found.set(key, one);
    idle = -1;
  }
  return [...found.values()] as Drawn<S>[];
}

function isList(of: SearchSpace[string]): of is readonly (number | string | boolean)[] {
  return Array.isArray(of);
}

function draw(of: SearchSpace[string], random: RandomStream): number | string | boolean {
  if (isList(of)) return of[random.integer(of.length)];
  const { from, to, integer = false } = of;
  return integer ? from + random.integer(to - from + 1) : from + (to - from) * random.uniform();
}

function checkSpace(name: string, of: SearchSpace[string]): void {
  if (isList(of)) {
    if (of.length === 0) throw new RangeError(`randomSearch: ${name} has no values; list at least one`);
    for (const value of of) checkParameters({ [name]: value }, "randomSearch");
    return;
  }
  const { from, to, integer = false } = of;
  const isWhole = !integer || (Number.isInteger(from) && Number.isInteger(to) && to - from < 2 ** 32);
  if (!(from <= to && Number.isFinite(to - from) && isWhole)) {
    const wanted = integer ? "two whole numbers less than 2^32 apart" : "two finite numbers";
    throw new RangeError(
      `randomSearch: ${name} from ${from} to ${to} is no range; give ${wanted}, the lower one first`,
    );
  }
}
