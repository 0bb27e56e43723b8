/** Kendall's tau of two arrays and how far chance would take it. */
export interface Kendall {
  /** Tau-b, in [−1, 1]; NaN for fewer than two values and where one of the two does not vary. */
  readonly tau: number;
  /** (concordant − discordant pairs) / its deviation for unrelated values, ties counted; NaN for fewer than 3. */
  readonly z: number;
}

/**
 * Kendall's tau-b: (concordant − discordant) / √((pairs − tied in x) (pairs − tied in y)).
 * Source: Kendall & Gibbons, Rank Correlation Methods, ch. 3 and 4; counted by sorting as in Knight 1966, Journal of
 * the American Statistical Association 61, 436–439. Cost n log n.
 * @param x without gaps
 * @param y as long, without gaps
 */
export function kendall(x: Float64Array, y: Float64Array): Kendall {
  const n = x.length;
  const order = Array.from(x, (_, i) => i).sort((i, j) => x[i] - x[j] || y[i] - y[j]);
  const first = Float64Array.from(order, (i) => x[i]);
  const second = Float64Array.from(order, (i) => y[i]);
  const tiedX = ties(first, (i) => first[i] === first[i - 1]);
  const tiedBoth = ties(first, (i) => first[i] === first[i - 1] && second[i] === second[i - 1]);
  const discordant = inversions(second, 0, n, new Float64Array(n));
  // The count of inversions has sorted them.
  const tiedY = ties(second, (i) => second[i] === second[i - 1]);

  const pairs = (n * (n - 1)) / 2;
  const difference = pairs - tiedX.pairs - tiedY.pairs + tiedBoth.pairs - 2 * discordant;
  const tau = difference / (Math.sqrt(pairs - tiedX.pairs) * Math.sqrt(pairs - tiedY.pairs));
  const variance =
    (2 * pairs * (2 * n + 5) - tiedX.fives - tiedY.fives) / 18 +
    (tiedX.pairs * tiedY.pairs) / pairs +
    (tiedX.triples * tiedY.triples) / (18 * pairs * (n - 2));
  return {
    tau: Number.isFinite(tau) ? tau : Number.NaN,
    z: n > 2 && variance > 0 ? difference / Math.sqrt(variance) : Number.NaN,
  };
}

/** Over groups of c equal values: Σ c(c−1)/2, Σ c(c−1)(c−2), Σ c(c−1)(2c+5). */
function ties(
  sorted: Float64Array,
  isTied: (index: number) => boolean,
): { pairs: number; triples: number; fives: number } {
  let pairs = 0;
  let triples = 0;
  let fives = 0;
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && isTied(end)) end++;
    const c = end - start;
    pairs += (c * (c - 1)) / 2;
    triples += c * (c - 1) * (c - 2);
    fives += c * (c - 1) * (2 * c + 5);
    start = end;
  }
  return { pairs, triples, fives };
}

/** Pairs with the larger value first, from `start` to before `end`, which are sorted on the way (merge sort). */
function inversions(values: Float64Array, start: number, end: number, room: Float64Array): number {
  if (end - start < 2) return 0;
  const middle = (start + end) >>> 1;
  let count = inversions(values, start, middle, room) + inversions(values, middle, end, room);
  let left = start;
  let right = middle;
  for (let place = start; place < end; place++) {
    if (right < end && (left === middle || values[right] < values[left])) {
      count += middle - left;
      room[place] = values[right++];
    } else room[place] = values[left++];
  }
  values.set(room.subarray(start, end), start);
  return count;
}
