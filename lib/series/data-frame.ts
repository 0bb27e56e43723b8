import { createRequire } from "node:module";
import { isoTime } from "./time.js";

// danfojs-node is an optional peer: where it is not installed, its type must not be an error in the user's program.
// biome-ignore lint/suspicious/noTsIgnore: the package may be absent, and then nothing is expected
/** @ts-ignore A danfojs-node DataFrame. */
export type DataFrame = import("danfojs-node").DataFrame;

interface Danfo {
  readonly DataFrame: new (columns: Record<string, readonly (string | number)[]>) => DataFrame;
}

/**
 * A danfojs DataFrame of a `time` column (ISO 8601, UTC) and the given columns, NaN where missing.
 * The package takes over a second to load and is loaded here, at first use.
 * @throws {Error} if danfojs-node is not installed
 */
export function toDataFrame(
  times: Float64Array,
  columns: readonly { readonly name: string; readonly values: Float64Array }[],
): DataFrame {
  const { DataFrame } = loadDanfo();
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
