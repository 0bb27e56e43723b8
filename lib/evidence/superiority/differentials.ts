import { mean } from "../../statistics/mean.js";
import { type CompleteColumns, completeColumns, type ReturnColumns } from "../../statistics/return-columns.js";
import { automaticBlockLength } from "../bootstrap/automatic-block-length.js";
import { checkBlocks } from "../bootstrap/blocks.js";
import { checkReplications } from "../bootstrap/check-replications.js";
import { stationaryVariance } from "./stationary-variance.js";

/** What tests of superiority are asked for. */
export interface SuperiorityOptions {
  /**
   * What is to be beaten, per period: a number, or a series as long as the columns (a benchmark's returns), which is
   * taken off row by row. Default 0.
   */
  readonly benchmark?: number | ArrayLike<number>;
  /** Resamples. The smallest p-value that can be told from 0 is 1 / replications. Default 2000. */
  readonly replications?: number;
  /**
   * Mean length of a block in rows, from 1. Default `automatic`: the mean of Politis & White's over the columns, of 32
   * spread evenly if there are more.
   */
  readonly blockLength?: number | "automatic";
  /** Whole number from 0 to 2⁵³ − 1. Default 1. */
  readonly seed?: number;
}

/** How a test of superiority was taken. */
export interface SuperiorityConventions {
  /** Rows that were used. */
  readonly n: number;
  /** Rows left out because a strategy or the benchmark lacks them; those beside one are taken as neighbours. */
  readonly skipped: number;
  /** Strategies, N. */
  readonly strategies: number;
  /** Those that do not differ from the benchmark by anything but a constant, and are no part of the test. */
  readonly flat: number;
  readonly bootstrap: "stationary";
  readonly blockLength: number;
  readonly replications: number;
  readonly seed: number;
}

/** The strategy whose statistic is the largest. */
export interface Best {
  /** Its place among the columns, from 0; −1 if there is none. */
  readonly index: number;
  readonly name: string;
  /** Mean of what it is above the benchmark, per period. */
  readonly mean: number;
  /** √n × mean / ω, ω² being n times the variance of the mean by the stationary bootstrap. */
  readonly t: number;
}

/** Strategies less the benchmark, in the rows that all have. */
export interface Differentials {
  readonly names: readonly string[];
  /** d[j][t] less their mean, N columns of n. */
  readonly deviations: readonly Float64Array[];
  /** Means of d, length N. */
  readonly means: Float64Array;
  /** ω, the root of n times the variance of the mean, length N; NaN for a column that does not vary. */
  readonly errors: Float64Array;
  readonly conventions: SuperiorityConventions;
}

/**
 * Differentials d[j][t] = result of strategy j − benchmark, with the error of their means.
 * @param owner function that asks, for the messages
 * @throws {RangeError} if a column or the benchmark differs in length or is infinite, or at an option out of range
 */
export function differentials(
  of: ReturnColumns,
  { benchmark = 0, replications = 2000, blockLength = "automatic", seed = 1 }: SuperiorityOptions,
  owner: string,
): Differentials {
  checkReplications(replications, owner);
  checkBlocks("stationary", blockLength === "automatic" ? 1 : blockLength, seed, owner);
  const { names, columns, skipped } = lessBenchmark(of, benchmark, owner);
  const n = columns[0].length;
  const means = Float64Array.from(columns, mean);
  const deviations = columns.map((column, j) => column.map((value) => value - means[j]));
  const length = blockLength === "automatic" ? automaticLength(columns) : blockLength;
  const errors = Float64Array.from(deviations, (column, j) => {
    const variance = varies(column, means[j]) ? stationaryVariance(column, length) : 0;
    return variance > 0 ? Math.sqrt(variance) : Number.NaN;
  });
  const flat = errors.filter((error) => error !== error).length;
  const conventions: SuperiorityConventions = {
    n,
    skipped,
    strategies: columns.length,
    flat,
    bootstrap: "stationary",
    blockLength: length,
    replications,
    seed,
  };
  return { names, deviations, means, errors, conventions };
}

/** The best by mean, or by t; columns that do not vary are passed over. */
export function bestOf(of: Differentials, { studentised }: { readonly studentised: boolean }): Best {
  const { names, means, errors, conventions } = of;
  let index = -1;
  let largest = Number.NEGATIVE_INFINITY;
  for (let j = 0; j < means.length; j++) {
    const value = studentised ? means[j] / errors[j] : means[j];
    if (!(errors[j] > 0 && value > largest)) continue;
    largest = value;
    index = j;
  }
  if (index < 0) return { index, name: "", mean: Number.NaN, t: Number.NaN };
  const t = (Math.sqrt(conventions.n) * means[index]) / errors[index];
  return { index, name: names[index], mean: means[index], t };
}

function lessBenchmark(of: ReturnColumns, benchmark: number | ArrayLike<number>, owner: string): CompleteColumns {
  if (typeof benchmark === "number") {
    if (!Number.isFinite(benchmark)) throw new RangeError(`${owner}: benchmark ${benchmark} is not a return`);
    const { columns, ...rest } = completeColumns(of, owner);
    return { ...rest, columns: columns.map((column) => column.map((value) => value - benchmark)) };
  }
  const { columns, benchmark: level = new Float64Array(), ...rest } = completeColumns(of, owner, benchmark);
  return { ...rest, columns: columns.map((column) => column.map((value, t) => value - level[t])) };
}

/** Deviations of a constant are the rounding of its mean. */
function varies(deviations: Float64Array, mean: number): boolean {
  const rounding = 1e-13 * Math.abs(mean);
  return deviations.some((value) => Math.abs(value) > rounding);
}

function automaticLength(columns: readonly Float64Array[]): number {
  const most = 32;
  const chosen =
    columns.length <= most
      ? columns
      : Array.from({ length: most }, (_, i) => columns[Math.floor((i * columns.length) / most)]);
  let sum = 0;
  let count = 0;
  for (const column of chosen) {
    const { stationary } = automaticBlockLength(column);
    if (stationary !== stationary) continue;
    sum += Math.max(1, stationary);
    count++;
  }
  return count > 0 ? sum / count : 1;
}
