import { mean, median, medianAbsoluteDeviation, sampleStandardDeviation } from "simple-statistics";
import { bench, describe } from "vitest";
import { rollingMedian } from "../../lib/series/rolling/rolling-median.js";
import { rollingRank } from "../../lib/series/rolling/rolling-rank.js";
import { madScale, rollingRobustZScore } from "../../lib/series/rolling/rolling-robust-z-score.js";
import { rollingZScore } from "../../lib/series/rolling/rolling-z-score.js";
import { type Series, series } from "../../lib/series/series.js";
import { seededNoise } from "../series/seeded-noise.js";

/** One day of five-minute rows. */
const window = 288;
const rows = 20_000;

const noise = seededNoise(1);
const walk = new Float64Array(rows);
for (let row = 0, value = 5e9; row < rows; row++) {
  value += noise() * 1e6;
  walk[row] = value;
}
const data: Series = series({
  name: "walk",
  unit: "usd",
  times: Float64Array.from(walk, (_, row) => row * 300_000),
  values: walk,
});

/** The plain form: the statistic of each window anew. */
function eachWindow(statistic: (values: number[]) => number): Float64Array {
  const result = new Float64Array(rows).fill(Number.NaN);
  for (let row = window - 1; row < rows; row++) {
    result[row] = statistic(Array.from(walk.subarray(row - window + 1, row + 1)));
  }
  return result;
}

const options = { time: 500, iterations: 2, warmupTime: 0, warmupIterations: 1 };

describe("z-score over 288 of 20,000 rows", () => {
  bench("rollingZScore", () => void rollingZScore(data, window), options);
  bench(
    "simple-statistics on each window",
    () =>
      void eachWindow((values) => ((values[window - 1] as number) - mean(values)) / sampleStandardDeviation(values)),
    options,
  );
});

describe("median over 288 of 20,000 rows", () => {
  bench("rollingMedian", () => void rollingMedian(data, window), options);
  bench("simple-statistics on each window", () => void eachWindow(median), options);
});

describe("robust z-score over 288 of 20,000 rows", () => {
  bench("rollingRobustZScore", () => void rollingRobustZScore(data, window), options);
  bench("rollingZScore", () => void rollingZScore(data, window), options);
  bench(
    "simple-statistics on each window",
    () =>
      void eachWindow(
        (values) => ((values[window - 1] as number) - median(values)) / (madScale * medianAbsoluteDeviation(values)),
      ),
    options,
  );
});

describe("rank over 288 of 20,000 rows", () => {
  bench("rollingRank", () => void rollingRank(data, window), options);
  bench(
    "counting in each window",
    () =>
      void eachWindow((values) => values.filter((value) => value <= (values[window - 1] as number)).length / window),
    options,
  );
});
