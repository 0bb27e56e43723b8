/** A cloud of points, each of a class. */
export interface Cloud {
  /** Length T, NaN for a point that is not drawn. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Class of each point, a small whole number from 0; below 0 for a point that is not drawn. */
  readonly classes: ArrayLike<number>;
  /** Half-width and half-height of what is looked at, above 0; points beyond count as at the edge. */
  readonly xLimit: number;
  readonly yLimit: number;
}

/** Cells along a side of the finest grid. */
const finest = 48;
/** Halvings of the exponent's range, finer than one point. */
const halvings = 30;

/**
 * Points of a cloud that keep its outline and where it is dense when most are left out: of the n points of a class in a
 * cell of a square grid n^a stay, rounded down, evenly over their order, with the largest a ≤ 1 that leaves at most
 * `points`. So a lone point stays, and a crowd stays the denser one but loses most. How many there are must be said in
 * numbers.
 * @param points most points that are kept, at least as many as there are classes
 * @returns rising row numbers of the points that are drawn; all of them if they are no more than `points`
 */
export function thinPoints(cloud: Cloud, points: number): Int32Array {
  const all = cellsOf(cloud, 1)
    .flat()
    .sort((a, b) => a - b);
  if (all.length <= points) return Int32Array.from(all);
  let side = finest;
  let cells = cellsOf(cloud, side);
  while (cells.length > points) {
    side = Math.ceil(side / 2);
    cells = cellsOf(cloud, side);
  }
  let [exponent, tooMuch] = [0, 1];
  for (let step = 0; step < halvings; step++) {
    const middle = (exponent + tooMuch) / 2;
    if (cells.reduce((sum, rows) => sum + kept(rows.length, middle), 0) <= points) exponent = middle;
    else tooMuch = middle;
  }
  const rows = cells.flatMap((rows) => {
    const count = kept(rows.length, exponent);
    return Array.from({ length: count }, (_, place) => rows[Math.floor(((place + 0.5) * rows.length) / count)]);
  });
  return Int32Array.from(rows).sort();
}

function kept(count: number, exponent: number): number {
  return Math.floor(count ** exponent);
}

/** Rows by class and cell, rising in each; the order of the cells is that of their first rows. */
function cellsOf({ x, y, classes, xLimit, yLimit }: Cloud, side: number): number[][] {
  const place = (value: number, limit: number): number =>
    Math.min(side - 1, Math.max(0, Math.floor(((value / limit + 1) / 2) * side)));
  const cells = new Map<number, number[]>();
  for (let row = 0; row < classes.length; row++) {
    if (classes[row] < 0 || Number.isNaN(x[row] + y[row])) continue;
    const key = (classes[row] * side + place(x[row], xLimit)) * side + place(y[row], yLimit);
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [row]);
    else cell.push(row);
  }
  return [...cells.values()];
}
