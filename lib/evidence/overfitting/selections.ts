import type { HalfMeasures } from "./half-measures.js";

/** What the best of each half did in the other half, C splits. */
export interface Selections {
  /** Column that was best in sample, the first of equals. */
  readonly chosen: Int32Array;
  /** Its measure in sample. */
  readonly inSample: Float64Array;
  /** Its measure out of sample. */
  readonly outOfSample: Float64Array;
  /** ln(ω / (1 − ω)) with ω = its rank out of sample / (N + 1), from 1 for the worst; equals share their mean rank. */
  readonly logits: Float64Array;
  /** Measures put at 0 because nothing varies, of C N taken. */
  readonly flat: number;
}

/**
 * Takes each half with the first block, and its complement, as the sample in which the best column is chosen: splits 2i
 * and 2i + 1 are the i-th mask and its complement.
 * @param masks halves with the first block
 */
export function selections(
  measures: HalfMeasures,
  { masks, blocks, N }: { masks: Int32Array; blocks: number; N: number },
): Selections {
  const splits = 2 * masks.length;
  const result = {
    chosen: new Int32Array(splits),
    inSample: new Float64Array(splits),
    outOfSample: new Float64Array(splits),
    logits: new Float64Array(splits),
  };
  const all = 2 ** blocks - 1;
  const one = new Float64Array(N);
  const other = new Float64Array(N);
  let flat = 0;
  for (let i = 0; i < masks.length; i++) {
    flat += measures.write(masks[i], one);
    flat += measures.write(all - masks[i], other);
    choose(result, { split: 2 * i, unit: measures.unit }, one, other);
    choose(result, { split: 2 * i + 1, unit: measures.unit }, other, one);
  }
  return { ...result, flat };
}

/** What measures near `value` may differ by and be equal but for rounding. */
export function tolerance(value: number, unit: number): number {
  return 1e-12 * (unit + Math.abs(value));
}

function choose(
  { chosen, inSample, outOfSample, logits }: Omit<Selections, "flat">,
  { split, unit }: { readonly split: number; readonly unit: number },
  inside: Float64Array,
  outside: Float64Array,
): void {
  const N = inside.length;
  let highest = inside[0];
  for (let j = 1; j < N; j++) if (inside[j] > highest) highest = inside[j];
  const least = highest - tolerance(highest, unit);
  let best = 0;
  while (inside[best] < least) best++;
  const result = outside[best];
  const from = result - tolerance(result, unit);
  const to = result + tolerance(result, unit);
  let below = 0;
  let atMost = 0;
  for (let j = 0; j < N; j++) {
    // Numbers in the place of branches, half of which would be guessed wrongly.
    below += Number(outside[j] < from);
    atMost += Number(outside[j] <= to);
  }
  const rank = (below + atMost + 1) / 2;
  chosen[split] = best;
  inSample[split] = inside[best];
  outOfSample[split] = result;
  logits[split] = Math.log(rank / (N + 1 - rank));
}
