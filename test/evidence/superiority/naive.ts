import { bootstrapIndices } from "../../../lib/evidence/bootstrap/bootstrap-indices.js";
import { philoxStream } from "../../../lib/evidence/random/philox.js";

/** ω² from its definition, lag by lag: γ(0) + 2 Σ ((1 − i/n) a^i + (i/n) a^(n−i)) γ(i), a = 1 − 1/L. */
export function kernelVariance(values: readonly number[], blockLength: number): number {
  const n = values.length;
  const a = 1 - 1 / blockLength;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const covariance = (lag: number): number =>
    values.slice(lag).reduce((sum, value, t) => sum + (value - mean) * (values[t] - mean), 0) / n;
  let variance = covariance(0);
  for (let i = 1; i < n; i++) {
    variance += 2 * ((1 - i / n) * a ** i + (i / n) * a ** (n - i)) * covariance(i);
  }
  return variance;
}

/** √n (mean of the resample − mean) of every column, for each replication, from rows written down. */
export function resampledMeans(
  columns: readonly (readonly number[])[],
  { blockLength, seed, replications }: { blockLength: number; seed: number; replications: number },
): number[][] {
  const n = columns[0].length;
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / n;
  return Array.from({ length: replications }, (_, replication) => {
    const rows = [...bootstrapIndices(n, { blockLength, seed, replication })];
    return columns.map((column) => Math.sqrt(n) * (mean(rows.map((row) => column[row])) - mean(column)));
  });
}

/** Independent normal returns of so many strategies, 1 % a period. */
export function noise(strategies: number, rows: number, seed: number): number[][] {
  return Array.from({ length: strategies }, (_, j) => {
    const stream = philoxStream(seed, j);
    return Array.from({ length: rows }, () => 0.01 * stream.normal());
  });
}
