import { countText } from "../../series/count-text.js";
import { inspect } from "../../series/inspect.js";
import { checkTrial, type RecordedTrial, restoredTrial, type Trial, trialKey } from "./trial.js";
import { checkTrialData, type TrialData } from "./trial-data.js";
import { TrialGroup, type TrialGroupJson, type TrialSummary, trialSummary } from "./trial-summary.js";

/** Trials that are listed one by one; of those after them only the numbers that a summary needs are kept. */
const maxListed = 10_000;

/** A ledger as JSON: what `ledger.toJSON()` gives and `Ledger.fromJSON` reads. */
export interface LedgerJson {
  readonly version: 1;
  readonly listed: readonly (readonly [key: string, trial: RecordedTrial])[];
  readonly groups: readonly TrialGroupJson[];
}

/**
 * Every variant that was tried, in the order of the first run.
 *
 * A run whose numbers agree to 9 digits with one on the same data is the same trial, whatever it is called: running a
 * cell again does not count twice, and renaming a variant does not hide it. Runs on data that grew by a bar are new
 * trials. It holds numbers and names only: the first 10,000 trials one by one, and of all of them what a summary needs,
 * some 50 bytes each.
 */
export class Ledger {
  private readonly listed = new Map<string, RecordedTrial>();
  private readonly groups = new Map<string, TrialGroup>();

  /**
   * Writes down a trial; one that is already there counts as repeated.
   * @throws {TypeError} for what lacks the data or a number of a trial
   */
  record(trial: Trial): void {
    checkTrial(trial, "record");
    const key = trialKey(trial);
    let group = this.groups.get(groupKey(trial));
    if (group === undefined) {
      group = new TrialGroup(trial.data, trial.periodsPerYear);
      this.groups.set(groupKey(trial), group);
    }
    const isNew = group.add(key, trial);
    const known = this.listed.get(key);
    if (known !== undefined) this.listed.set(key, { ...known, repeats: known.repeats + 1 });
    else if (isNew && this.listed.size < maxListed) this.listed.set(key, { ...trial, repeats: 0 });
  }

  /** Distinct trials in order of their first run; the first 10,000 of them. */
  get trials(): readonly RecordedTrial[] {
    return [...this.listed.values()];
  }

  /** Number of distinct trials, those that are not listed included. */
  get size(): number {
    let size = 0;
    for (const { distinct } of this.groups.values()) size += distinct;
    return size;
  }

  /**
   * What a result on `data` must be judged against.
   *
   * Counted is every distinct trial that looked at what the result is from: one that traded at least one of its assets
   * (on whichever venue, which move together) in a period that overlaps with its own, on bars of any length. Each
   * counts in full, though variants of one idea are related and worth fewer. Their variance is that as seen, which near
   * copies make small: who judges must not let it lower the bar (`evidence` does not). A trial whose Sharpe ratio is
   * not defined, as of a variant that never traded, cannot be picked and is told beside. Trials of other assets or
   * other periods are told beside too: they did not see these returns, so that a result on data held out until the end
   * is judged by what was tried on that data. Periods that only touch, the first bar of one being the last of the
   * other, do not overlap: the first bar has no return.
   * What was tried in another session, or looked at without a backtest, no ledger knows.
   * @param periodsPerYear of the returns judged; Sharpe ratios of other bars are converted by the square root of time
   * @param result the trial judged, which counts also if it was not recorded. Default: what was recorded, and no more
   * @throws {TypeError} for data that tells no assets and no period
   * @throws {RangeError} for returns in a year that are not above 0
   */
  summary(data: TrialData, periodsPerYear: number, result?: Trial): TrialSummary {
    checkTrialData(data, "summary");
    if (!(periodsPerYear > 0 && periodsPerYear < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`summary: periodsPerYear ${periodsPerYear} is not above 0; give the returns in a year`);
    }
    const groups = [...this.groups.values()];
    if (result !== undefined && this.groups.get(groupKey(result))?.has(trialKey(result)) !== true) {
      const unrecorded = new TrialGroup(result.data, result.periodsPerYear);
      unrecorded.add(trialKey(result), result);
      groups.push(unrecorded);
    }
    return trialSummary(groups, data, periodsPerYear);
  }

  toJSON(): LedgerJson {
    return {
      version: 1,
      listed: [...this.listed],
      groups: [...this.groups.values()].map((group) => group.toJSON()),
    };
  }

  /**
   * A ledger from what `toJSON` gave, before or after it was text: a number that JSON cannot hold (`null`) is NaN
   * again.
   * @throws {TypeError} if it is of no known version, or has no list of trials or groups
   */
  static fromJSON(json: LedgerJson): Ledger {
    const version: unknown = json?.version;
    if (version !== 1) throw new TypeError(`Ledger.fromJSON: version ${version} is not known; known: 1`);
    if (!Array.isArray(json.listed) || !Array.isArray(json.groups)) {
      throw new TypeError("Ledger.fromJSON: no list of trials or of groups; give what toJSON gave, whole");
    }
    const ledger = new Ledger();
    for (const [key, trial] of json.listed) ledger.listed.set(key, restoredTrial(trial));
    for (const one of json.groups) {
      const group = TrialGroup.fromJSON(one);
      ledger.groups.set(groupKey(group), group);
    }
    return ledger;
  }

  toString(): string {
    const repeats = this.trials.reduce((sum, trial) => sum + trial.repeats, 0);
    return `Ledger: ${countText(this.size, "trial")}, ${countText(repeats, "run")} repeated`;
  }

  [inspect](): string {
    return this.toString();
  }
}

function groupKey({ data, periodsPerYear }: Pick<Trial, "data" | "periodsPerYear">): string {
  return `${data.id} ${periodsPerYear}`;
}
