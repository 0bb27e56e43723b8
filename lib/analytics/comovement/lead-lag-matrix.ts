import type { Panel } from "../../series/panel.js";
import { holm } from "../../statistics/holm.js";
import { checkSeveral } from "../columns/check-several.js";
import { comparableChanges, type LeadLagOptions } from "./comparable-changes.js";
import { type LaggedCorrelation, laggedCorrelation, unknownCorrelation } from "./lagged-correlation.js";
import { leadAsymmetry } from "./lead-asymmetry.js";
import { peakOf, testCount } from "./lead-lag.js";

/** The strongest lead of one column over another. */
export interface LeadLagPair extends LaggedCorrelation {
  readonly leader: string;
  readonly follower: string;
  /** Rows by which the leader is earlier, from 1; that with the largest |correlation|, NaN where none has one. */
  readonly lag: number;
  /** `p` adjusted for every lag of every pair (Holm). */
  readonly holmP: number;
  /** Correlation in the same row. A lead stronger than this may be a shift of labels. */
  readonly concurrent: number;
  /** Correlations with the leader leading less those with it following, over all lags; below 0 too for a lead upside down. */
  readonly asymmetry: number;
  /** Asymmetry / its Newey–West error. A slow common move looks like a lead both ways, and this is then near 0. */
  readonly asymmetryT: number;
  /** Of no asymmetry, adjusted for every pair (Holm). */
  readonly asymmetryHolmP: number;
  /** Lags of pairs tested: N (N − 1) maxLag less those without a p. */
  readonly tests: number;
  readonly leaderDelayMs: number;
  readonly followerDelayMs: number;
}

/**
 * For every ordered pair of columns the lag from 1 to `maxLag` at which the first goes most with the second, as in
 * `leadLag`, with p-values adjusted for all that was looked at. Same-row correlations are not among the tests.
 * It describes the whole sample at once: no row of it is a signal.
 * Source: as `leadLag`; Holm 1979. Cost N² T × maxLag × HAC lag.
 * @param changes T × N, any unit, such as `logReturns` of open interest in coins
 * @returns N (N − 1) records, the largest |t| first
 * @throws {RangeError} for fewer than two columns, and as `leadLag` does
 */
export function leadLagMatrix(changes: Panel, options: LeadLagOptions): LeadLagPair[] {
  const { columns, times } = changes;
  checkSeveral(columns, "leadLagMatrix");
  const { maxLag, hacLag = "sampleSize" } = options;
  const values = comparableChanges(times, columns, options, "leadLagMatrix");
  const pairs = unorderedPairs(columns.length);
  const asymmetries = pairs.map(([i, j]) => leadAsymmetry(values[i], values[j], { maxLag, hacLag }));
  const asymmetryP = holm(asymmetries.map(({ p }) => p));
  const concurrent = pairs.map(([i, j]) => laggedCorrelation(values[i], values[j], { lag: 0, hacLag: 0 }).correlation);
  const both = pairs.flatMap(([i, j], pair) => [
    { pair, leader: i, follower: j, sign: 1 },
    { pair, leader: j, follower: i, sign: -1 },
  ]);
  const found = both.map(({ leader, follower }) =>
    Array.from({ length: maxLag }, (_, index) => {
      const lag = index + 1;
      return { lag, ...laggedCorrelation(values[leader], values[follower], { lag, hacLag }) };
    }),
  );
  const adjusted = holm(found.flatMap((lags) => lags.map(({ p }) => p)));
  const tests = testCount(found.flat());
  const records = both.map(({ pair, leader, follower, sign }, index) => {
    const lags = found[index].map((row, k) => ({ ...row, holmP: adjusted[index * maxLag + k] }));
    const peak = peakOf(lags) ?? { lag: Number.NaN, ...unknownCorrelation, holmP: Number.NaN };
    const asymmetry = asymmetries[pair];
    return {
      leader: columns[leader].name,
      follower: columns[follower].name,
      ...peak,
      concurrent: concurrent[pair],
      asymmetry: sign * asymmetry.value,
      asymmetryT: sign * asymmetry.t,
      asymmetryHolmP: asymmetryP[pair],
      tests,
      leaderDelayMs: columns[leader].identity.delayMs ?? 0,
      followerDelayMs: columns[follower].identity.delayMs ?? 0,
    };
  });
  return records.sort(byStrength);
}

function unorderedPairs(count: number): [number, number][] {
  const pairs: [number, number][] = [];
  for (let i = 0; i < count; i++) for (let j = i + 1; j < count; j++) pairs.push([i, j]);
  return pairs;
}

/** Those without a t last; equal ones by name. */
function byStrength(one: LeadLagPair, other: LeadLagPair): number {
  const size = (pair: LeadLagPair): number => (Number.isNaN(pair.t) ? -1 : Math.abs(pair.t));
  if (size(one) !== size(other)) return size(other) - size(one);
  return compare(one.leader, other.leader) || compare(one.follower, other.follower);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
