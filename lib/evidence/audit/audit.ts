import { checkCount } from "../../series/check.js";
import { isoTime } from "../../series/time.js";
import { withLedger } from "../ledger/current-ledger.js";
import { Ledger } from "../ledger/ledger.js";
import { checkSeed } from "../random/check-seed.js";
import { auditCuts } from "./audit-cuts.js";
import { AuditFindings } from "./audit-findings.js";
import { Audit, type AuditFindingKind } from "./audit-result.js";
import { firstDifference } from "./first-difference.js";
import { knownAt } from "./known-at.js";
import { otherFuture } from "./other-future.js";
import { type OutputColumn, type OutputColumns, outputColumns } from "./output-columns.js";

/** What `audit` can be asked for. */
export interface AuditOptions {
  /** Most instants at which the data is cut. Default 8; the strategy runs twice for each, and three times more. */
  readonly cuts?: number;
  /** Instants at which it is cut, epoch milliseconds UTC, from the first of the data to below its last. Default: chosen. */
  readonly at?: readonly number[];
  /** Seed of the cuts chosen and of the futures made up. Default 1. */
  readonly seed?: number;
  /**
   * Two numbers agree within this × the larger of 1 and both sizes. Default 0: the same number. What adds up its sums
   * in another order on shorter data needs some 1e-12.
   */
  readonly tolerance?: number;
  /** Probability that a value of a made-up future is NaN. Default 0.05. */
  readonly missing?: number;
}

/** Streams of random numbers left to each made-up future, one for each group of columns. */
const streamsPerFuture = 2 ** 20;

/**
 * Whether a strategy sees the future: it is computed on all of the data, then on the data as it was known at some
 * instants (what came after is cut off), and on data whose future after these instants is another. What it says of a
 * row known by then must be the same each time. Of each column that differs the first bar is named.
 *
 * - **Known.** A row of the data is known at its time plus its `identity.delayMs`; a row of the output likewise. A
 *   strategy that uses a delayed value at its time and forgets the delay is found out.
 * - **Cuts.** Half of them where a decision changes, half spread at random, by the seed.
 * - **Also found**: a result that differs on the same data, a strategy that writes into its data, and one that has
 *   results after the end of its data, so that it reads them from elsewhere.
 * - **Backtests.** Of a strategy that gives the `Backtest` itself, its decisions are compared too (see `audited`).
 * - **Not found**: a look-ahead of one bar in what gives only equity or returns: what a decision does lies after the
 *   cut, so give the decision or the whole backtest. One that no cut happens to meet (ask for more cuts), one in data
 *   made beforehand, such as a column shifted or prices stamped with the start of their bar, and one in what the
 *   strategy keeps outside its argument. A column that does not depend on the data is named in `independent`.
 *
 * The strategy gets copies, and trials it records are forgotten. What it throws is told as a failure, not thrown.
 * Source: definition. Cost: 2 × cuts + 3 runs of the strategy.
 * @param strategy from the data to a series, a panel, a record or list of these; may be async
 * @param data series, panels, candles, a dataset, or a record or list of these
 * @throws {TypeError} if the data holds what cannot be cut, or the output on all of it nothing with times
 * @throws {RangeError} if an option is out of range, the data has fewer than two instants, or a cut leaves none on one
 *   side
 */
export async function audit<D>(
  strategy: (data: D) => unknown,
  data: D,
  { cuts = 8, at, seed = 1, tolerance = 0, missing = 0.05 }: AuditOptions = {},
): Promise<Audit> {
  checkCount(cuts, "cuts", "audit");
  checkSeed(seed, "audit");
  checkPart(missing, "missing");
  checkPart(tolerance, "tolerance");
  const stray = at?.find((cut) => !Number.isFinite(cut));
  if (stray !== undefined) throw new RangeError(`audit: cut ${stray} is no instant; give epoch milliseconds UTC`);
  const inputs = outputColumns(data).columns;
  const rows = Math.max(0, ...inputs.map(({ times }) => times.length));
  if (rows < 2) {
    throw new RangeError(`audit: the data has ${rows} rows; give at least 2, so that there is a future`);
  }
  checkCuts(at, inputs);
  const run = async (input: D): Promise<OutputColumns> => {
    return outputColumns(await withLedger(new Ledger(), () => strategy(input)));
  };

  const given = knownAt(data, Number.POSITIVE_INFINITY);
  const whole = await run(given);
  if (whole.columns.length === 0) {
    throw new TypeError(
      "audit: the strategy gave nothing with times; let it give a series, a panel, or a record of these",
    );
  }
  const book = new AuditFindings(whole.columns, tolerance);
  book.compareInput(inputs, outputColumns(given).columns);
  const again = await run(knownAt(data, Number.POSITIVE_INFINITY));
  const isSame = book.compare(again.columns, Number.POSITIVE_INFINITY, "not deterministic");

  const chosen =
    at === undefined ? auditCuts(inputs, whole.columns, { count: cuts, seed }) : Float64Array.from(at).sort();
  const attempt = async (cut: number, kind: AuditFindingKind, inputsOf: readonly (() => D)[]): Promise<void> => {
    let thrown: unknown;
    for (const input of inputsOf) {
      try {
        const { columns } = await run(input());
        book.compare(columns, cut, kind);
        if (kind === "truncation") book.compareEnd(columns, cut);
        return;
      } catch (error) {
        thrown = error;
      }
    }
    book.failures.push({ cut, kind, message: thrown instanceof Error ? thrown.message : String(thrown) });
  };
  // Where the same data gives another result, a difference says nothing about the future.
  for (const [index, cut] of (isSame ? chosen : []).entries()) {
    await attempt(cut, "truncation", [() => knownAt(data, cut)]);
    const stream = (index + 1) * streamsPerFuture;
    // A strategy may refuse gaps, which is its right.
    const futures = [missing, 0].map((part) => () => otherFuture(data, cut, { seed, stream, missing: part }));
    await attempt(cut, "perturbation", futures);
  }
  const independent = await columnsWithoutData(run, data, whole.columns, seed);
  return new Audit({
    findings: book.sorted(),
    failures: book.failures,
    checks: book.checks,
    cuts: chosen,
    columns: whole.columns.map(({ name }) => name),
    unchecked: whole.unchecked,
    independent,
  });
}

/** @throws {RangeError} at the first cut that has no data on one side: nothing could be found there */
function checkCuts(at: readonly number[] | undefined, inputs: readonly OutputColumn[]): void {
  const first = Math.min(...inputs.flatMap(({ times }) => (times.length > 0 ? [times[0]] : [])));
  const last = Math.max(...inputs.flatMap(({ times }) => (times.length > 0 ? [times[times.length - 1]] : [])));
  const outside = at?.find((cut) => cut < first || cut >= last);
  if (outside === undefined) return;
  throw new RangeError(
    `audit: cut ${outside} has no data on one of its sides; give epoch milliseconds UTC from ${first} (${isoTime(first)}) to below ${last} (${isoTime(last)})`,
  );
}

/** Columns that vary, and stay what they are when all of the data is another. */
async function columnsWithoutData<D>(
  run: (input: D) => Promise<OutputColumns>,
  data: D,
  whole: readonly OutputColumn[],
  seed: number,
): Promise<readonly string[]> {
  try {
    const cut = Number.NEGATIVE_INFINITY;
    const { columns } = await run(otherFuture(data, cut, { seed, stream: 1, missing: 0 }));
    const byName = new Map(columns.map((column) => [column.name, column]));
    return whole
      .filter((column) => varies(column.values))
      .filter(
        (column) =>
          firstDifference(column, byName.get(column.name), { cut: Number.POSITIVE_INFINITY, tolerance: 0 }) ===
          undefined,
      )
      .map(({ name }) => name);
  } catch {
    return [];
  }
}

function varies(values: ArrayLike<number>): boolean {
  let first = Number.NaN;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value !== value) continue;
    if (first !== first) first = value;
    else if (value !== first) return true;
  }
  return false;
}

function checkPart(value: number, what: string): void {
  if (value >= 0 && value <= 1) return;
  throw new RangeError(`audit: ${what} ${value} is no fraction; give 0 to 1`);
}
