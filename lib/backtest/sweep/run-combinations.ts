import { inputOf, nextOpenAccount, plainReason, sameCloseAccount } from "./accounts.js";
import { fusedSweep } from "./fused-sweep.js";
import type { Parameters } from "./parameters.js";
import type { Account, KeptReturns, PassContext } from "./pass/combination-runner.js";
import { sharedCopy } from "./pass/shared.js";
import { type BacktestRules, type Decision, plainSweep } from "./plain-sweep.js";
import { sameCloseSweep } from "./same-close-sweep.js";
import { type BuiltInStrategy, builtIn } from "./strategies/built-in.js";
import type { SweepData } from "./strategies/fused-strategy.js";

/**
 * A strategy of your own: the position, or the signals, that data and parameters make; causal, as any decision. A promise
 * of one is awaited.
 */
export type StrategyFunction<D extends SweepData, P extends Parameters> = (
  data: D,
  parameters: P,
) => Decision | Promise<Decision>;

/** What is to be run. */
export interface SweepRequest<D extends SweepData, P extends Parameters> {
  readonly strategy: BuiltInStrategy | StrategyFunction<D, P>;
  readonly data: D;
  readonly combinations: readonly P[];
  readonly accounting: "backtest" | "vectorbt";
  readonly rules: BacktestRules;
  readonly workers: number | undefined;
  readonly signal: AbortSignal | undefined;
  readonly onDone: (combinations: number) => void;
}

/** Where results go. */
export interface SweepRoom {
  readonly results: Float64Array;
  readonly kept: KeptReturns | undefined;
  readonly periodsPerYear: number;
}

/**
 * Runs all combinations, fused if that can be.
 * @returns why it could not, undefined if it was
 */
export async function runCombinations<D extends SweepData, P extends Parameters>(
  { strategy, data, combinations, accounting, rules, workers, signal, onDone }: SweepRequest<D, P>,
  { results, kept, periodsPerYear }: SweepRoom,
): Promise<string | undefined> {
  const input = inputOf(data);
  const contextOf = (account: Account): PassContext => ({ account, periodsPerYear, results, ...(kept && { kept }) });
  const isFunction = typeof strategy === "function";

  if (accounting === "vectorbt") {
    const context = contextOf(sameCloseAccount(data, input, rules));
    if (isFunction) {
      await sameCloseSweep(strategy, data, combinations, context, signal, onDone);
      return "the position is made by a function";
    }
    await fusedSweep(context, strategy, combinations, sharedCopy(input.values), { workers, signal, onDone });
    return undefined;
  }

  const reason = isFunction ? "the position is made by a function" : plainReason(data, input, rules);
  if (isFunction || reason !== undefined) {
    const decide = isFunction ? strategy : (_: D, one: P): Decision => builtIn(strategy).position(input, one);
    await plainSweep(decide, data, combinations, rules, { results, kept }, signal, onDone);
    return reason;
  }
  const context = contextOf(nextOpenAccount(data, input, rules));
  const { close } = context.account.market;
  const levels = input.values === data.candles.close.values ? close : sharedCopy(input.values);
  await fusedSweep(context, strategy, combinations, levels, { workers, signal, onDone });
  return undefined;
}
