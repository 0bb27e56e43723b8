import { automaticBlockLength } from "./automatic-block-length.js";
import { type BlockMethod, checkBlocks, drawBlocks, emptyBlocks } from "./blocks.js";
import { type BootstrapMeasure, measureFunction } from "./bootstrap-measure.js";
import { checkReplications } from "./check-replications.js";
import { presentValues } from "./present-values.js";
import { resampleMeasures } from "./resample-measures.js";

/** Options of `bootstrapDistribution`. */
export interface BootstrapOptions {
  /** Resamples. Default 2000. */
  readonly replications?: number;
  /** Number of the first resample, so that work can be shared out: resample r is the same wherever drawn. Default 0. */
  readonly firstReplication?: number;
  /** Whole number from 0 to 2⁵³ − 1. Default 1. */
  readonly seed?: number;
  /** How blocks are drawn. Default `stationary`. */
  readonly method?: BlockMethod;
  /** Rows: the mean length for `stationary`, a whole number for `circular`. Default `automatic`: Politis & White. */
  readonly blockLength?: number | "automatic";
  /** Returns in a year, for measures that are given for a year. Default 1: per period. */
  readonly periodsPerYear?: number;
}

/** How resamples were drawn: enough to draw them again. */
export interface BootstrapConventions {
  /** Returns that were resampled. */
  readonly n: number;
  /** Rows that are NaN and were left out; the rows beside one are taken as neighbours. */
  readonly leftOut: number;
  readonly replications: number;
  readonly firstReplication: number;
  /** Resamples of which the measure is not defined; they are NaN in `draws` and no part of what is taken from them. */
  readonly undefinedReplications: number;
  /** Rows; 1 where the data varies too little, or is too short, to tell. */
  readonly blockLength: number;
  readonly blockLengthFrom: "given" | "Politis-White 2004, corrected 2009";
  readonly seed: number;
  readonly method: BlockMethod;
  /** Name of the measure, `function` for one without a name. */
  readonly measure: string;
  readonly periodsPerYear: number;
  /** Simple returns, not logarithms. */
  readonly returns: "simple";
}

/** A measure of the data and of its resamples. */
export interface BootstrapDistribution {
  /** Measure of the data itself; NaN where undefined. */
  readonly estimate: number;
  /** Measure of each resample, in order of replication, NaN where undefined. */
  readonly draws: Float64Array;
  /** Sample standard deviation (n − 1) of the draws, in the measure's unit: the bootstrap's standard error. */
  readonly standardError: number;
  /** Mean of the draws − estimate. */
  readonly bias: number;
  readonly conventions: BootstrapConventions;
}

/**
 * The distribution of a measure over samples that might as well have been: returns resampled in blocks, so that what
 * ties neighbours together is kept within a block. A ratio is per period unless `periodsPerYear` is given.
 * It assumes that the returns are stationary and that what lies further apart than a block is unrelated.
 * Resample r takes random stream r of the seed (`xoshiroStream`). Sources: Politis & Romano 1992, 1994. Cost replications × T.
 * @param returns simple returns as fractions, length T, NaN for a row that is not counted
 * @param measure name of a measure, or a function of the returns of a resample
 * @throws {RangeError} at an infinite return or an option out of range
 */
export function bootstrapDistribution(
  returns: ArrayLike<number>,
  measure: BootstrapMeasure,
  options: BootstrapOptions = {},
): BootstrapDistribution {
  return bootstrapDistributions(returns, [measure], options)[0];
}

/**
 * The distributions of several measures over the same resamples: each is that of `bootstrapDistribution`, and they are
 * drawn once. Draw r of one and draw r of another are of one resample.
 * @param returns as there
 * @returns in the order of the measures
 * @throws {RangeError} at an infinite return or an option out of range
 */
export function bootstrapDistributions(
  returns: ArrayLike<number>,
  measures: readonly BootstrapMeasure[],
  {
    replications = 2000,
    firstReplication = 0,
    seed = 1,
    method = "stationary",
    blockLength = "automatic",
    periodsPerYear = 1,
  }: BootstrapOptions = {},
): BootstrapDistribution[] {
  const owner = "bootstrapDistribution";
  checkReplications(replications, owner);
  if (!Number.isSafeInteger(firstReplication) || firstReplication < 0) {
    throw new RangeError(`${owner}: firstReplication ${firstReplication} is no number of a resample; give 0 or above`);
  }
  const kept = presentValues(returns, "return", owner);
  const resampled = resampleMeasures(kept, measures, { periodsPerYear, owner });
  const length = blockLength === "automatic" ? fittingLength(kept, method) : blockLength;
  checkBlocks(method, length, seed, owner);

  const draws = measures.map(() => new Float64Array(replications).fill(Number.NaN));
  const blocks = emptyBlocks(kept.length);
  for (let r = 0; r < replications && kept.length > 0; r++) {
    drawBlocks(blocks, kept.length, { method, blockLength: length, seed, replication: firstReplication + r });
    const found = resampled(blocks);
    for (let place = 0; place < draws.length; place++) draws[place][r] = finite(found[place]);
  }
  return measures.map((measure, place) => {
    const evaluate = measureFunction(measure, periodsPerYear, owner);
    const estimate = kept.length > 0 ? finite(evaluate(kept.slice())) : Number.NaN;
    const { mean, deviation, undefinedReplications } = spread(draws[place]);
    return {
      estimate,
      draws: draws[place],
      standardError: deviation,
      bias: mean - estimate,
      conventions: {
        n: kept.length,
        leftOut: returns.length - kept.length,
        replications,
        firstReplication,
        undefinedReplications,
        blockLength: length,
        blockLengthFrom: blockLength === "automatic" ? "Politis-White 2004, corrected 2009" : "given",
        seed,
        method,
        measure: typeof measure === "string" ? measure : measure.name || "function",
        periodsPerYear,
        returns: "simple",
      },
    };
  });
}

/** The automatic length as the method can take it. */
function fittingLength(values: Float64Array, method: BlockMethod): number {
  const { stationary, circular } = automaticBlockLength(values);
  const length = method === "circular" ? Math.ceil(circular) : stationary;
  return length > 1 ? length : 1;
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN;
}

function spread(draws: Float64Array): { mean: number; deviation: number; undefinedReplications: number } {
  let count = 0;
  let sum = 0;
  for (const draw of draws) {
    if (draw !== draw) continue;
    count++;
    sum += draw;
  }
  const mean = sum / count;
  let squares = 0;
  for (const draw of draws) if (draw === draw) squares += (draw - mean) ** 2;
  const deviation = count < 2 ? Number.NaN : Math.sqrt(squares / (count - 1));
  return { mean, deviation, undefinedReplications: draws.length - count };
}
