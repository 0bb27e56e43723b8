import { Panel } from "../../lib/series/panel.js";
import { Series } from "../../lib/series/series.js";

/** Length of the rolling window: a day of five-minute rows. */
export const window = 288;

/** Ten venues and a price, as random walks of the given number of five-minute rows. */
export interface Market {
  readonly oi: Panel;
  readonly price: Series;
}

/** The same numbers at each call; a shorter market is the beginning of a longer one. */
export function randomMarket(rows: number): Market {
  const times = Float64Array.from({ length: rows }, (_, t) => (t + 1) * 300_000);
  const columns = Array.from({ length: 10 }, (_, j) => ({
    name: `v${j}`,
    values: randomWalk(rows, j + 1),
    identity: {},
  }));
  return {
    oi: new Panel(times, columns, "base"),
    price: new Series(times, randomWalk(rows, 99), "price", "price"),
  };
}

/** The market with each value of open interest missing at a chance of one in a thousand. */
export function withGaps({ oi, price }: Market): Market {
  const draw = seededDraws(7);
  return { oi: oi.map(({ values }) => values.map((value) => (draw() < 0.001 ? Number.NaN : value))), price };
}

/** Values that change by half a percent at most from row to row, the same at each call. */
export function randomWalk(rows: number, seed: number): Float64Array {
  const draw = seededDraws(seed);
  const values = new Float64Array(rows);
  let level = 1e5;
  for (let t = 0; t < rows; t++) {
    level *= 1 + (draw() - 0.5) * 0.01;
    values[t] = level;
  }
  return values;
}

/** Values about 1e9 that are pulled back by a thousandth of their distance in each row, so that they stay there. */
export function pulledWalk(rows: number, seed: number): Float64Array {
  const draw = seededDraws(seed);
  const values = new Float64Array(rows);
  let distance = 0;
  for (let t = 0; t < rows; t++) {
    distance += (draw() - 0.5) * 1e7 - distance / 1000;
    values[t] = 1e9 + distance;
  }
  return values;
}

/** Numbers in [0, 1): a linear congruential generator. */
function seededDraws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
