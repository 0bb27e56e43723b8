import { type Regimes, regimeNames } from "./regimes.js";

/** How often each regime followed each. Outer index the earlier row's regime, inner the later's, in the order of `regimeNames`. */
export interface RegimeTransitions {
  /** Pairs of neighbouring rows that both have a regime. */
  readonly pairs: number;
  readonly counts: readonly (readonly number[])[];
  /** counts / sum of their row, a fraction; NaN in the row of a regime that nothing followed. */
  readonly probabilities: readonly (readonly number[])[];
}

/**
 * Transition matrix from each row to the next, staying included. A missing row breaks the chain: what is before it and what
 * is after it are not neighbours. Over a horizon of several rows the changes overlap, and a regime follows itself by
 * construction. `regimeTable` makes either matrix readable. It describes a whole sample.
 * Source: definition (the maximum-likelihood estimate of a Markov chain: T. W. Anderson and L. A. Goodman, Statistical Inference
 * about Markov Chains, 1957).
 * @param found codes of T rows
 */
export function regimeTransitions({ codes }: Pick<Regimes, "codes">): RegimeTransitions {
  const states = regimeNames.length;
  const counted = new Float64Array(states * states);
  let pairs = 0;
  for (let t = 1; t < codes.length; t++) {
    const before = codes[t - 1];
    const code = codes[t];
    if (before < 0 || code < 0) continue;
    counted[before * states + code] = counted[before * states + code] + 1;
    pairs++;
  }
  const counts = regimeNames.map((_, from) => Array.from(counted.subarray(from * states, (from + 1) * states)));
  const probabilities = counts.map((row) => {
    const sum = row.reduce((added, each) => added + each, 0);
    return row.map((each) => each / sum);
  });
  return { pairs, counts, probabilities };
}
