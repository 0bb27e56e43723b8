import { createRequire } from "node:module";
import { isoTime } from "./time.js";

// danfojs-node is an optional peer: where it is not installed, its type must not be an error in the user's program.
// biome-ignore lint/suspicious/noTsIgnore: the package may be absent, and then nothing is expected
/** @ts-ignore A danfojs-node DataFrame. */
export type DataFrame = import("danfojs-node").DataFrame;

interface Danfo {
  readonly DataFrame: new (
    data: Record<string, readonly (string | number)[]> | readonly [],
    options?: { readonly columns: readonly string[] },
  ) => DataFrame;
}

/**
 * A danfojs DataFrame of a `time` column (ISO 8601, UTC) and the given columns, NaN where missing.
 * The package takes over a second to load and is loaded here, at first use.
 *
 * Its frames do arithmetic in 32-bit floats: `add`, `sub`, `mul`, `div`, `diff` and `pctChange` of a whole frame keep about
 * seven digits, so that 1e9 + 1 becomes 1e9 and a small change of a large open interest becomes 0. Its cells, its sums and
 * means, and arithmetic on one column (`frame.column("x").add(1)`) keep all digits. Compute first and convert last.
 * @throws {RangeError} if a column is called `time`
 * @throws {Error} if danfojs-node is not installed
 */
export function toDataFrame(
  times: Float64Array,
  columns: readonly { readonly name: string; readonly values: Float64Array }[],
): DataFrame {
  if (columns.some(({ name }) => name === "time")) {
    throw new RangeError('toDataFrame: a column is called "time", as is the column of instants; rename it');
  }
  const { DataFrame } = loadDanfo();
  // Columns without rows are refused, rows of no columns are not.
  if (times.length === 0) return new DataFrame([], { columns: ["time", ...columns.map(({ name }) => name)] });
  const data: Record<string, readonly (string | number)[]> = { time: Array.from(times, isoTime) };
  for (const { name, values } of columns) data[name] = Array.from(values);
  return new DataFrame(data);
}

function loadDanfo(): Danfo {
  try {
    return createRequire(import.meta.url)("danfojs-node") as Danfo;
  } catch (cause) {
    throw new Error(
      "toDataFrame: danfojs-node cannot be loaded; install it beside open-interest (README, DataFrames)",
      {
        cause,
      },
    );
  }
}
