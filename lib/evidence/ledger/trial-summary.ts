import { restoredTrial, type Trial } from "./trial.js";
import type { TrialData } from "./trial-data.js";

/** What was tried on a market, as far as the judgement of one result needs it. */
export interface TrialSummary {
  /** Distinct trials that count, the result itself included if it was recorded. */
  readonly trials: number;
  /** Sample variance (n − 1) of their Sharpe ratios per period of `periodsPerYear`; NaN for fewer than two. */
  readonly sharpeVariance: number;
  /** Returns in a year by which Sharpe ratios are told. */
  readonly periodsPerYear: number;
  /** The one with the highest Sharpe ratio for a year; absent if there is none. */
  readonly best?: Trial;
  /** Runs that repeated one of them. */
  readonly repeats: number;
  /** Distinct trials of the same kind whose Sharpe ratio is not defined; they are not among `trials`. */
  readonly undefinedSharpe: number;
  /** Distinct trials on other assets, or on periods that do not overlap; they are not among `trials`. */
  readonly elsewhere: number;
}

/** A group of trials as JSON. */
export interface TrialGroupJson {
  readonly data: TrialData;
  readonly periodsPerYear: number;
  readonly keys: readonly number[];
  readonly counted: number;
  readonly mean: number;
  readonly squares: number;
  readonly repeats: number;
  readonly best?: Trial;
}

/** Trials on the same data at the same bars, as sums. */
export class TrialGroup {
  readonly data: TrialData;
  readonly periodsPerYear: number;
  /** Trials with a Sharpe ratio. */
  counted = 0;
  /** Mean of their Sharpe ratios, per period. */
  mean = 0;
  /** Sum of squared distances from it. */
  squares = 0;
  repeats = 0;
  best: Trial | undefined;
  /** Hashes of the keys of the trials: 53 bits, of which two in a million agree by accident once in twenty thousand. */
  private readonly keys: Set<number>;

  constructor(data: TrialData, periodsPerYear: number, keys: Iterable<number> = []) {
    this.data = data;
    this.periodsPerYear = periodsPerYear;
    this.keys = new Set(keys);
  }

  get distinct(): number {
    return this.keys.size;
  }

  has(key: string): boolean {
    return this.keys.has(hash53(key));
  }

  /** @returns whether the trial is new */
  add(key: string, trial: Trial): boolean {
    const hash = hash53(key);
    if (this.keys.has(hash)) {
      this.repeats++;
      return false;
    }
    this.keys.add(hash);
    const { sharpe } = trial;
    if (Number.isFinite(sharpe)) {
      // Welford's update: the mean moves by 1/n of the distance.
      this.counted++;
      const distance = sharpe - this.mean;
      this.mean += distance / this.counted;
      this.squares += distance * (sharpe - this.mean);
      if (this.best === undefined || sharpe > this.best.sharpe) this.best = trial;
    }
    return true;
  }

  toJSON(): TrialGroupJson {
    const { data, periodsPerYear, keys, counted, mean, squares, repeats, best } = this;
    return { data, periodsPerYear, keys: [...keys], counted, mean, squares, repeats, ...(best && { best }) };
  }

  static fromJSON({ data, keys, best, ...sums }: TrialGroupJson): TrialGroup {
    const group = new TrialGroup(data, sums.periodsPerYear, keys);
    return Object.assign(group, sums, { best: best && restoredTrial(best) });
  }
}

/** The trials that count for a result on `data`, of all groups together. */
export function trialSummary(groups: readonly TrialGroup[], data: TrialData, periodsPerYear: number): TrialSummary {
  let counted = 0;
  let mean = 0;
  let squares = 0;
  let repeats = 0;
  let undefinedSharpe = 0;
  let elsewhere = 0;
  let best: Trial | undefined;
  for (const group of groups) {
    if (!sawTheSame(group.data, data)) {
      elsewhere += group.distinct;
      continue;
    }
    repeats += group.repeats;
    undefinedSharpe += group.distinct - group.counted;
    if (group.counted === 0) continue;
    const scale = Math.sqrt(group.periodsPerYear / periodsPerYear);
    // Chan's union of two samples.
    const all = counted + group.counted;
    const distance = group.mean * scale - mean;
    squares += group.squares * scale * scale + (distance * distance * counted * group.counted) / all;
    mean += (distance * group.counted) / all;
    counted = all;
    if (best === undefined || annualSharpe(group.best) > annualSharpe(best)) best = group.best;
  }
  return {
    trials: counted,
    sharpeVariance: counted < 2 ? Number.NaN : squares / (counted - 1),
    periodsPerYear,
    ...(best && { best }),
    repeats,
    undefinedSharpe,
    elsewhere,
  };
}

function annualSharpe(trial: Trial | undefined): number {
  return trial === undefined ? Number.NaN : trial.sharpe * Math.sqrt(trial.periodsPerYear);
}

/** Returns are of the bars with from < end ≤ to: that of the first bar starts before the data. */
function sawTheSame(one: TrialData, other: TrialData): boolean {
  const overlap = one.id === other.id || (one.from < other.to && other.from < one.to);
  return overlap && one.assets.some((asset) => other.assets.includes(asset));
}

/** 53 bits of a text: two passes of 32-bit FNV-1a from different starts, of which the second gives 21 bits. */
function hash53(text: string): number {
  let high = 0x811c9dc5;
  let low = 0x9747b28c;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low ^ code, 0x85ebca6b);
    low ^= low >>> 13;
  }
  return (low >>> 11) * 2 ** 32 + (high >>> 0);
}
