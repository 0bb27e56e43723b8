import { createRequire } from "node:module";
import { type Market, window } from "../market.js";
import type { Peer } from "./peer.js";

/** One lazy query; polars finds what its parts share and spreads it over the cores. */
export function polars({ oi, price }: Market): Peer {
  const pl: Polars = createRequire(import.meta.url)("nodejs-polars");
  const columns = [...oi.columns, { name: "price", values: price.values }];
  const table = pl.DataFrame(columns.map(({ name, values }) => pl.Series(name, values)));
  const { col, lit } = pl;
  const total = pl.sumHorizontal(oi.names.map((name) => col(name)));
  const change = (expression: Expression): Expression => expression.div(expression.shift(1)).sub(lit(1));
  const [r, g] = [change(col("price")), change(col("total"))];
  const regime = pl
    .when(r.isNull())
    .then(lit(-1))
    .when(r.abs().ltEq(0.001).or(g.abs().ltEq(0.001)))
    .then(lit(0))
    .when(g.gt(0).and(r.gt(0)))
    .then(lit(1))
    .when(g.gt(0))
    .then(lit(2))
    .when(r.gt(0))
    .then(lit(3))
    .otherwise(lit(4));
  const query = table
    .lazy()
    .withColumns(total.alias("total"))
    .withColumns(
      ...oi.names.map((name) => col(name).div(col("total")).alias(`share ${name}`)),
      ...oi.names.map((name) =>
        col(name)
          .div(col("total").sub(col(name)))
          .log()
          .alias(`ratio ${name}`),
      ),
      regime.alias("regime"),
    )
    .withColumns(
      ...oi.names.map((name) => {
        const ratio = col(`ratio ${name}`);
        return ratio.sub(ratio.rollingMean(window)).div(ratio.rollingStd(window)).alias(`z ${name}`);
      }),
    )
    .select(...oi.names.flatMap((name) => [`share ${name}`, `ratio ${name}`, `z ${name}`]).map(col), col("regime"));
  let last: Frame;
  const values = (name: string): Float64Array =>
    Float64Array.from(last.getColumn(name).toArray(), (value) => value ?? Number.NaN);
  return {
    name: "nodejs-polars",
    run: () => {
      last = query.collectSync();
    },
    results: () => ({
      shares: oi.names.map((name) => values(`share ${name}`)),
      logRatios: oi.names.map((name) => values(`ratio ${name}`)),
      zScores: oi.names.map((name) => values(`z ${name}`)),
      regimes: values("regime"),
    }),
  };
}

// The part of nodejs-polars used here, so that types check where it is not installed.

interface Polars {
  Series(name: string, values: Float64Array): object;
  DataFrame(columns: readonly object[]): { lazy(): Query };
  col(name: string): Expression;
  lit(value: number): Expression;
  sumHorizontal(expressions: readonly Expression[]): Expression;
  when(condition: Expression): { then(value: Expression): Cases };
}

interface Cases {
  when(condition: Expression): { then(value: Expression): Cases };
  otherwise(value: Expression): Expression;
}

interface Expression {
  abs(): Expression;
  alias(name: string): Expression;
  and(other: Expression): Expression;
  div(other: Expression): Expression;
  gt(value: number): Expression;
  isNull(): Expression;
  log(): Expression;
  ltEq(value: number): Expression;
  or(other: Expression): Expression;
  rollingMean(window: number): Expression;
  rollingStd(window: number): Expression;
  shift(rows: number): Expression;
  sub(other: Expression): Expression;
}

interface Query {
  withColumns(...expressions: readonly Expression[]): Query;
  select(...expressions: readonly Expression[]): Query;
  collectSync(): Frame;
}

interface Frame {
  getColumn(name: string): { toArray(): readonly (number | null)[] };
}
