import { median } from "simple-statistics";
import { formatValue } from "../../series/format.js";
import type { Panel } from "../../series/panel.js";
import { rollingMad } from "../../series/rolling/rolling-mad.js";
import { checkWindow } from "../../series/rolling/rolling-options.js";
import { madScale } from "../../series/rolling/rolling-robust-z-score.js";
import { Series } from "../../series/series.js";
import { isoTime } from "../../series/time.js";
import { issueAt } from "../../sources/quality/issue-at.js";
import type { QualityIssue } from "../../sources/quality/quality.js";
import { checkAddable } from "../columns/addable.js";
import { checkNotNegative } from "../columns/check-not-negative.js";
import { percent } from "./percent.js";

/** What `jumpIssues` can be asked for. */
export interface JumpOptions {
  /** Smallest jump, a fraction: 0.25 is up by a quarter or down by a fifth, which takes it back. Default 0.25. */
  readonly minChange?: number;
  /** Robust deviations beyond which a change is unusual: the column's must be, that of the others must not. Default 5. */
  readonly multiple?: number;
  /** Rows before the one judged that say what is usual. Default 200. */
  readonly window?: number;
  /** Fewest changes in the window; with fewer the row is not judged. Default 20. */
  readonly minCount?: number;
}

/**
 * Columns that jump without their peers, as issues of kind `jump`, the column with most of them first. With
 * c[t] = ln(oi[t] / oi[t−1]) of a column and d[t] the same for the sum of all others that are present at both rows
 * (leave-one-out), row t is a jump where |c[t]| ≥ ln(1 + minChange), c[t] is beyond `multiple` deviations and d[t] is not:
 * in a cascade everybody moves. A deviation is 1.4826 × MAD over the `window` changes before row t. That of c[t] is the
 * lesser of the column's own and the median of those of the other columns, lest a feed that always jumps excuses itself.
 *
 * What counts as a jump at t depends on no later row; the issue describes the whole sample. Rows with too few changes in
 * their window, before which the others stood still, or at which none of them reports, are not judged; gaps and zeros are
 * skipped. Sides are left as
 * counted. A jump can be true: one large trader, or a listing.
 * Cost: T × N × (N + log window + a block move within the window).
 * Source: definition; MAD as in F. R. Hampel, The Influence Curve and Its Role in Robust Estimation, 1974.
 * @param oi open interest, N columns × T rows; of fewer than two columns nothing can be said
 * @throws {RangeError} if the columns cannot be added, at the first negative value, or if an option is out of range
 */
export function jumpIssues(
  oi: Panel,
  { minChange = 0.25, multiple = 5, window = 200, minCount = 20 }: JumpOptions = {},
): readonly QualityIssue[] {
  for (const [name, value] of Object.entries({ minChange, multiple })) {
    if (!(value > 0 && value < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`jumpIssues: ${name} ${value} is not above 0; give a number that is`);
    }
  }
  checkWindow(window, minCount, "jumpIssues");
  if (oi.columns.length < 2) return [];
  checkAddable(oi.columns, oi.unit, { mixedSides: "allow" }, "jumpIssues");
  checkNotNegative(oi.times, oi.columns, "jumpIssues");
  const columns = oi.columns.map((column) => column.values);
  const deviations = (changes: Float64Array): Float64Array =>
    rollingMad(new Series(oi.times, changes, "change", "number"), window, { minCount }).values;
  const own = columns.map((values) => logChanges([values]));
  const usual = own.map(deviations);
  const found = oi.columns.flatMap(({ name }, j) => {
    const others = logChanges(columns.filter((_, k) => k !== j));
    const othersUsual = deviations(others);
    const jumps: number[] = [];
    let judged = 0;
    for (let t = 1; t < oi.length; t++) {
      const change = Math.abs(own[j][t]);
      const limit = multiple * madScale * othersUsual[t - 1];
      const othersChange = Math.abs(others[t]);
      if (!(limit > 0 && usual[j][t - 1] >= 0 && change >= 0 && othersChange >= 0)) continue;
      judged++;
      if (change < Math.log1p(minChange) || othersChange > limit) continue;
      if (change > multiple * madScale * peerDeviation(usual, j, t - 1)) jumps.push(t);
    }
    if (jumps.length === 0) return [];
    const worst = jumps.reduce((a, b) => (Math.abs(own[j][b]) > Math.abs(own[j][a]) ? b : a));
    const factor = Number(Math.exp(own[j][worst]).toPrecision(3));
    const detail = `in ${percent(jumps.length / judged)} of ${judged} rows by a factor of ${formatValue(1 + minChange)} or more, up or down, while all others together move as usual; the worst is ${factor} at ${isoTime(oi.times[worst])}; kept: leave the column out of sums and shares, or repair it`;
    return issueAt(
      "jump",
      name,
      jumps.map((t) => oi.times[t]),
      detail,
    );
  });
  return found.sort((a, b) => b.count - a.count);
}

/** The lesser of a column's own deviation and the median of those the others have. */
function peerDeviation(usual: readonly Float64Array[], j: number, row: number): number {
  const others = usual.filter((_, k) => k !== j).map((deviations) => deviations[row]);
  const present = others.filter((deviation) => deviation === deviation);
  return present.length === 0 ? usual[j][row] : Math.min(usual[j][row], median(present));
}

/** ln of the growth, row by row, of the sum of the columns that are above zero in the row and the one before. */
function logChanges(columns: readonly Float64Array[]): Float64Array {
  const changes = new Float64Array(columns[0].length).fill(Number.NaN);
  for (let t = 1; t < changes.length; t++) {
    let before = 0;
    let after = 0;
    for (let k = 0; k < columns.length; k++) {
      const old = columns[k][t - 1];
      const now = columns[k][t];
      if (old > 0 && now > 0) {
        before += old;
        after += now;
      }
    }
    if (before > 0) changes[t] = Math.log(after / before);
  }
  return changes;
}
