/** Rule for the number of autocovariances in a long-run variance. */
export type HacLagRule = "sampleSize" | "neweyWest1994";

/** Number of autocovariances: a whole number from 0, or a rule. */
export type HacLag = number | HacLagRule;

/**
 * Number of autocovariances for Bartlett's kernel.
 *
 * - `sampleSize`: floor(4 (n/100)^(2/9)), the same for all data of that length.
 * - `neweyWest1994`: floor(1.1447 ((s1/s0)²)^(1/3) n^(1/3)) with s0 = σ(0) + 2 Σ σ(j), s1 = 2 Σ j σ(j) over
 *   j = 1 … floor(4 (n/100)^(2/9)) and σ(j) the autocovariances of h[t], the scores added up over all coefficients but the
 *   intercept. Longer where they hang together for longer. With several columns it depends on their scales.
 *
 * Source: Newey & West 1994, Review of Economic Studies 61, 631–653, not prewhitened; the first rule is their
 * n for Bartlett's kernel, which is widely used as the lag itself.
 * @param scores x[t] u[t] of each coefficient, 0 in rows left out
 * @param rows complete rows, n
 */
export function hacLag(
  lag: HacLag,
  scores: readonly Float64Array[],
  { rows, hasIntercept }: { readonly rows: number; readonly hasIntercept: boolean },
): number {
  if (typeof lag === "number") return lag;
  const bySize = Math.floor(4 * (rows / 100) ** (2 / 9));
  if (lag === "sampleSize") return bySize;
  const weighted = hasIntercept && scores.length > 1 ? scores.slice(1) : scores;
  return plugIn(weighted, rows, bySize);
}

/**
 * @param what name of the option, for the message
 * @throws {RangeError} naming `owner`, if `lag` is neither a whole number of at least 0 nor a rule
 */
export function checkHacLag(lag: HacLag, what: string, owner: string): void {
  if (typeof lag === "number") {
    if (Number.isInteger(lag) && lag >= 0) return;
    throw new RangeError(`${owner}: ${what} ${lag} is not a number of rows; give a whole number of at least 0`);
  }
  if (lag !== "sampleSize" && lag !== "neweyWest1994") {
    throw new RangeError(`${owner}: unknown ${what} "${lag}"; known: sampleSize, neweyWest1994, or a number of rows`);
  }
}

function plugIn(scores: readonly Float64Array[], rows: number, reach: number): number {
  const sum = new Float64Array(scores[0].length);
  for (const column of scores) for (let t = 0; t < sum.length; t++) sum[t] += column[t];
  let level = 0;
  let slope = 0;
  for (let j = 0; j <= reach; j++) {
    let covariance = 0;
    for (let t = j; t < sum.length; t++) covariance += sum[t] * sum[t - j];
    level += (j === 0 ? 1 : 2) * covariance;
    slope += 2 * j * covariance;
  }
  const width = 1.1447 * Math.cbrt((slope / level) ** 2 * rows);
  // With nothing left to explain there is nothing to weigh.
  return Number.isFinite(width) ? Math.min(Math.floor(width), rows) : 0;
}
