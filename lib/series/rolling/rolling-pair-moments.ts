/** What two columns say of each other over trailing windows; every array has length T. */
export interface PairMoments {
  /** Rows of the window in which both are present. */
  readonly count: Int32Array;
  /** Means over those rows. */
  readonly xMean: Float64Array;
  readonly yMean: Float64Array;
  /** The row's own values less the means; NaN where either of the two is missing. */
  readonly xAway: Float64Array;
  readonly yAway: Float64Array;
  /** Sums of (x − mean of x)², of (y − mean of y)², and of the product of the two. */
  readonly xx: Float64Array;
  readonly yy: Float64Array;
  readonly xy: Float64Array;
}

/**
 * Moments of two columns over trailing windows in one pass, over the rows in which both are present; NaN where there
 * are fewer than `minCount`, except the count.
 *
 * As in `rollingMoments`, a window is a suffix of one block and a prefix of the next, each gathered by Welford's update
 * from an origin that all of its windows hold, and merged by Chan's formula. So nothing builds up, a window that does not
 * vary has squares of exactly 0, and an extreme value leaves nothing behind. The columns are treated alike: exchanged,
 * they give the same numbers exchanged, to the last bit.
 * The plain form: for each row, means and products over its window again, at a cost of T × window.
 * Sources: Welford 1962; Chan, Golub, LeVeque 1983, eq. 2.1, and the same for the product.
 */
export function rollingPairMoments(x: Float64Array, y: Float64Array, window: number, minCount: number): PairMoments {
  const length = x.length;
  const result = emptyMoments(length);
  const size = Math.min(window, length);
  // Entry p is of rows p and later in the block before; the last is of none.
  const suffixCount = new Int32Array(size + 1);
  const suffixX = new Float64Array(size + 1);
  const suffixY = new Float64Array(size + 1);
  const suffixXx = new Float64Array(size + 1);
  const suffixYy = new Float64Array(size + 1);
  const suffixXy = new Float64Array(size + 1);
  let suffixXOrigin = 0;
  let suffixYOrigin = 0;

  for (let start = 0; start < length; start += window) {
    const end = Math.min(start + window, length);
    let xOrigin = suffixXOrigin;
    let yOrigin = suffixYOrigin;
    let count = 0;
    let xMean = 0;
    let yMean = 0;
    let xx = 0;
    let yy = 0;
    let xy = 0;
    for (let row = start; row < end; row++) {
      const bothPresent = x[row] === x[row] && y[row] === y[row];
      if (bothPresent) {
        if (count === 0) {
          xOrigin = x[row];
          yOrigin = y[row];
        }
        const xStep = x[row] - xOrigin - xMean;
        const yStep = y[row] - yOrigin - yMean;
        const weight = count / (count + 1);
        count++;
        xMean += xStep / count;
        yMean += yStep / count;
        xx += xStep * xStep * weight;
        yy += yStep * yStep * weight;
        xy += xStep * yStep * weight;
      }
      const p = row - start + 1;
      const before = suffixCount[p];
      const total = before + count;
      result.count[row] = total;
      if (total < minCount) continue;
      const part = before / total;
      const weight = part * count;
      const xApart = xOrigin - suffixXOrigin + (xMean - suffixX[p]);
      const yApart = yOrigin - suffixYOrigin + (yMean - suffixY[p]);
      const xOffset = xMean - xApart * part;
      const yOffset = yMean - yApart * part;
      result.xMean[row] = xOrigin + xOffset;
      result.yMean[row] = yOrigin + yOffset;
      result.xx[row] = xx + suffixXx[p] + xApart * xApart * weight;
      result.yy[row] = yy + suffixYy[p] + yApart * yApart * weight;
      result.xy[row] = xy + suffixXy[p] + xApart * yApart * weight;
      if (bothPresent) {
        result.xAway[row] = x[row] - xOrigin - xOffset;
        result.yAway[row] = y[row] - yOrigin - yOffset;
      }
    }

    if (end === length) break;
    count = 0;
    xMean = 0;
    yMean = 0;
    xx = 0;
    yy = 0;
    xy = 0;
    suffixXOrigin = xOrigin;
    suffixYOrigin = yOrigin;
    for (let row = end - 1; row >= start; row--) {
      if (x[row] === x[row] && y[row] === y[row]) {
        if (count === 0) {
          suffixXOrigin = x[row];
          suffixYOrigin = y[row];
        }
        const xStep = x[row] - suffixXOrigin - xMean;
        const yStep = y[row] - suffixYOrigin - yMean;
        const weight = count / (count + 1);
        count++;
        xMean += xStep / count;
        yMean += yStep / count;
        xx += xStep * xStep * weight;
        yy += yStep * yStep * weight;
        xy += xStep * yStep * weight;
      }
      const p = row - start;
      suffixCount[p] = count;
      suffixX[p] = xMean;
      suffixY[p] = yMean;
      suffixXx[p] = xx;
      suffixYy[p] = yy;
      suffixXy[p] = xy;
    }
  }
  return result;
}

function emptyMoments(length: number): PairMoments {
  const gaps = (): Float64Array => new Float64Array(length).fill(Number.NaN);
  return {
    count: new Int32Array(length),
    xMean: gaps(),
    yMean: gaps(),
    xAway: gaps(),
    yAway: gaps(),
    xx: gaps(),
    yy: gaps(),
    xy: gaps(),
  };
}
