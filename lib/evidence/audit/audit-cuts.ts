import { philoxStream, type RandomStream } from "../random/philox.js";
import type { OutputColumn } from "./output-columns.js";

/**
 * Instants at which the data is cut, in order. Half of them are at random, one in each of as many equal parts of the
 * data. The others are where a look-ahead has something to show: where a column of the output that seldom changes (a
 * decision) changes, where one that changes all the time stands still (as one filled from behind does), and where the
 * data has a gap.
 * @param inputs columns of the data; the last of their instants is no cut, since nothing comes after it
 * @param count most cuts
 */
export function auditCuts(
  inputs: readonly OutputColumn[],
  outputs: readonly OutputColumn[],
  { count, seed }: { readonly count: number; readonly seed: number },
): Float64Array {
  const random = philoxStream(seed, 0);
  const { times } = inputs.reduce((longest, one) => (one.times.length > longest.times.length ? one : longest));
  const end = times[times.length - 1];
  const within = (found: ReadonlySet<number>): Float64Array =>
    Float64Array.from(found)
      .sort()
      .filter((time) => time >= times[0] && time < end);
  const tellingCuts = [within(rareSteps(outputs)), within(gaps(inputs))].filter(({ length }) => length > 0);
  const chosen = new Set<number>();
  for (const cuts of tellingCuts) {
    for (const cut of spread(cuts, Math.floor(count / 2 / tellingCuts.length), random)) chosen.add(cut);
  }
  for (const cut of spread(times.subarray(0, times.length - 1), count - chosen.size, random)) chosen.add(cut);
  return Float64Array.from(chosen).sort();
}

/** When a column does what it seldom does, change or stand still, known with its delay. */
function rareSteps(columns: readonly OutputColumn[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (const { times, values, delayMs } of columns) {
    let changes = 0;
    for (let row = 1; row < times.length; row++) if (isChange(values, row)) changes++;
    const isDecision = changes <= times.length / 2;
    for (let row = 1; row < times.length; row++) {
      // What changes, or else the first of two rows that are alike: the later one may be where the value is from.
      if (isDecision ? isChange(values, row) : values[row] === values[row - 1]) {
        found.add(times[isDecision ? row : row - 1] + delayMs);
      }
    }
  }
  return found;
}

function isChange(values: ArrayLike<number>, row: number): boolean {
  const value = values[row];
  const before = values[row - 1];
  return value !== before && (value === value || before === before);
}

function gaps(columns: readonly OutputColumn[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (const { times, values } of columns) {
    for (let row = 0; row < times.length; row++) if (values[row] !== values[row]) found.add(times[row]);
  }
  return found;
}

/** One at random of each of `count` equal parts; all if there are no more. */
function spread(times: Float64Array, count: number, random: RandomStream): Float64Array {
  if (times.length <= count) return times;
  return Float64Array.from({ length: count }, (_, part) => {
    const start = Math.floor((part * times.length) / count);
    const next = Math.floor(((part + 1) * times.length) / count);
    return times[start + random.integer(next - start)];
  });
}
