import { createRequire } from "node:module";
import { type Market, window } from "../market.js";
import type { Peer } from "./peer.js";

/**
 * Arithmetic of series, which keeps all digits; that of whole frames keeps seven. There is no rolling function: mean and
 * deviation come from running sums over the values, the shortest way there is.
 */
export function danfojs({ oi, price }: Market): Peer {
  const { Series }: Module = createRequire(import.meta.url)("danfojs-node");
  const columns = oi.columns.map(({ values }) => new Series([...values]));
  const prices = new Series([...price.values]);
  let shares: readonly Column[] = [];
  let ratios: readonly Column[] = [];
  let zScores: readonly Column[] = [];
  let regimes: readonly number[] = [];
  return {
    name: "danfojs",
    run: () => {
      const total = columns.reduce((sum, column) => sum.add(column));
      shares = columns.map((column) => column.div(total));
      ratios = columns.map((column) => column.div(total.sub(column)).apply(Math.log));
      zScores = ratios.map((ratio) => {
        const { mean, deviation } = moments(ratio.values);
        return ratio.sub(new Series(mean)).div(new Series(deviation));
      });
      const change = (column: Column): readonly number[] =>
        column.div(new Series([Number.NaN, ...column.values.slice(0, -1)])).sub(1).values;
      const grown = change(total);
      regimes = change(prices).map((r, t) => regime(r, grown[t]));
    },
    results: () => {
      const arrays = (all: readonly Column[]): Float64Array[] => all.map(({ values }) => Float64Array.from(values));
      return { shares: arrays(shares), logRatios: arrays(ratios), zScores: arrays(zScores), regimes };
    },
  };
}

function moments(values: readonly number[]): { readonly mean: number[]; readonly deviation: number[] } {
  const mean: number[] = [];
  const deviation: number[] = [];
  const origin = values[0];
  let sum = 0;
  let squares = 0;
  for (let t = 0; t < values.length; t++) {
    const entered = values[t] - origin;
    sum += entered;
    squares += entered * entered;
    if (t >= window) {
      const left = values[t - window] - origin;
      sum -= left;
      squares -= left * left;
    }
    const enough = t >= window - 1;
    mean.push(enough ? origin + sum / window : Number.NaN);
    deviation.push(enough ? Math.sqrt((squares - (sum * sum) / window) / (window - 1)) : Number.NaN);
  }
  return { mean, deviation };
}

function regime(r: number, g: number): number {
  if (Number.isNaN(r)) return -1;
  if (Math.abs(r) <= 0.001 || Math.abs(g) <= 0.001) return 0;
  if (g > 0) return r > 0 ? 1 : 2;
  return r > 0 ? 3 : 4;
}

interface Module {
  readonly Series: new (values: readonly number[]) => Column;
}

interface Column {
  readonly values: readonly number[];
  add(other: Column): Column;
  sub(other: Column | number): Column;
  div(other: Column): Column;
  apply(each: (value: number) => number): Column;
}
