import type { Parameters } from "../parameters.js";
import { compound } from "../period-returns.js";
import { type BuiltInStrategy, builtIn } from "../strategies/built-in.js";
import type { Changes, IndicatorKey } from "../strategies/fused-strategy.js";
import { NextOpenPass, type NextOpenRules } from "./next-open-pass.js";
import type { PassMarket } from "./pass-market.js";
import { measureNames, passMeasures } from "./pass-measures.js";
import type { PassTotals } from "./pass-totals.js";
import { type CloseMarket, SameClosePass, type SameCloseRules } from "./same-close-pass.js";

/** The market and the rules of one of the two accounts. */
export type Account =
  | { readonly fill: "next open"; readonly market: PassMarket; readonly rules: NextOpenRules }
  | { readonly fill: "same close"; readonly market: CloseMarket; readonly rules: SameCloseRules };

/** Everything that running combinations needs, in memory that threads share; a thread gets it as a message. */
export interface PassContext {
  readonly account: Account;
  /** Bars in a year. */
  readonly periodsPerYear: number;
  /** `resultWidth` numbers for each combination, by its place in the sweep. */
  readonly results: Float64Array;
  /** Where returns go, if they are kept: those of combination j from j × width on. */
  readonly kept?: KeptReturns;
}

/** Room for the returns of all combinations. */
export interface KeptReturns {
  /** Single precision for bars as they are, double for longer periods. */
  readonly values: Float32Array | Float64Array;
  /** Returns of one combination. */
  readonly width: number;
  /** Rows of each period, if bars are compounded: first of each and the one after the last. */
  readonly starts?: Int32Array;
}

/** Indicators by key, and their ranks among each other where those are enough. */
export interface Indicators {
  readonly arrays: ReadonlyMap<IndicatorKey, Float64Array>;
  /** Four rows to a word. */
  readonly ranks?: ReadonlyMap<IndicatorKey, Int32Array>;
}

/** Numbers of a combination: its measures, returns counted, settlements without a rate, and 1 if it was liquidated. */
export const resultWidth: number = measureNames.length + 3;

/** Runs combinations one after the other with room that is used again. */
export class CombinationRunner {
  private readonly context: PassContext;
  private readonly changes: Changes;
  private readonly pass: NextOpenPass | SameClosePass;
  private readonly rows: number;
  /** Room for the returns of bars, made when first needed. */
  private scratch: Float64Array | undefined;

  constructor(context: PassContext) {
    this.context = context;
    const { account } = context;
    const T = account.market.close.length;
    this.rows = T;
    this.changes = { rows: new Int32Array(T), targets: new Int8Array(T) };
    this.pass =
      account.fill === "next open"
        ? new NextOpenPass(account.market, account.rules)
        : new SameClosePass(account.market, account.rules);
  }

  /**
   * Runs a combination of a built-in strategy and writes its results at `place`.
   * @param input what the strategy looks at, length T
   */
  run(
    place: number,
    strategy: BuiltInStrategy,
    parameters: Parameters,
    input: Float64Array,
    { arrays, ranks }: Indicators,
  ): void {
    const fused = builtIn(strategy);
    const { changes, rows } = this;
    const keys = fused.indicators(parameters);
    const count =
      ranks === undefined || fused.changesOfRanks === undefined
        ? fused.changes(
            input,
            keys.map((key) => arrays.get(key) as Float64Array),
            parameters,
            changes,
          )
        : fused.changesOfRanks(
            rows,
            keys.map((key) => ranks.get(key) as Int32Array),
            parameters,
            changes,
          );
    this.runChanges(place, changes, count);
  }

  /** Runs the account over changes of target and writes its results at `place`. */
  runChanges(place: number, changes: Changes, count: number): void {
    const { account, periodsPerYear, results, kept } = this.context;
    const totals = this.pass.run(changes, count, kept === undefined ? undefined : this.room());
    if (kept !== undefined) this.keep(kept, place);
    const deviation = totals.deviation(() => {
      const returns = this.room();
      this.pass.run(changes, count, returns);
      return returns;
    });
    this.write(results, place, totals, deviation, account.rules.initialEquity, periodsPerYear);
  }

  private write(
    results: Float64Array,
    place: number,
    totals: PassTotals,
    deviation: number,
    initialEquity: number,
    periodsPerYear: number,
  ): void {
    const measures = passMeasures(totals, deviation, initialEquity, periodsPerYear);
    let at = place * resultWidth;
    for (const name of measureNames) results[at++] = measures[name];
    results[at++] = totals.n;
    results[at++] = totals.missingSettlements;
    results[at] = totals.ruinedAt < 0 ? 0 : 1;
  }

  private keep({ values, width, starts }: KeptReturns, place: number): void {
    const into = values.subarray(place * width, (place + 1) * width);
    if (starts === undefined) into.set(this.room());
    else compound(this.room(), starts, into);
  }

  private room(): Float64Array {
    this.scratch ??= new Float64Array(this.rows);
    return this.scratch;
  }
}
