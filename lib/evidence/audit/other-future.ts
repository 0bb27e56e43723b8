import { firstAfter } from "../../series/search.js";
import { philoxStream } from "../random/philox.js";
import { timedCopy, type Values } from "./timed-copy.js";

/** How a future is made up. */
export interface OtherFutureOptions {
  readonly seed: number;
  /** First stream of random numbers; each group of columns takes one. */
  readonly stream: number;
  /** Probability that a value is made NaN, 0 to 1. */
  readonly missing: number;
}

/**
 * The data with another future: a value not yet known at the cut (time + `identity.delayMs` > cut) is multiplied by a
 * random factor between 1/2 and 2, or made NaN. The prices of one set of candles get one factor for each bar, so that a
 * high stays above its low. A code, as of an array of whole numbers, is replaced by that of another row of the future.
 */
export function otherFuture<D>(data: D, cut: number, { seed, stream, missing }: OtherFutureOptions): D {
  const factors = new Map<string, Float64Array>();
  const factorsOf = (group: string, rows: number): Float64Array => {
    let found = factors.get(group);
    if (found?.length === rows) return found;
    const random = philoxStream(seed, stream + factors.size);
    const draw = (): number => (random.uniform() < missing ? Number.NaN : 2 ** (2 * random.uniform() - 1));
    found = Float64Array.from({ length: rows }, draw);
    factors.set(group, found);
    return found;
  };
  return timedCopy(data, {
    rows: (times) => times.length,
    values: (values, { times, delayMs, group }) => {
      const changed = values.slice() as typeof values;
      const first = firstAfter(times, cut - delayMs);
      if (isFloating(changed)) {
        const factor = factorsOf(group, times.length);
        for (let row = first; row < changed.length; row++) changed[row] *= factor[row];
      } else {
        const random = philoxStream(seed, stream + factors.size);
        for (let row = first; row < changed.length; row++) {
          changed[row] = values[first + random.integer(values.length - first)];
        }
      }
      return changed;
    },
    keeps: () => true,
  });
}

function isFloating(values: Values): values is Float64Array | Float32Array {
  return values instanceof Float64Array || values instanceof Float32Array;
}
