import { type Parameters, parametersText } from "../parameters.js";
import type { BuiltInStrategy } from "../strategies/built-in.js";
import type { IndicatorKey } from "../strategies/fused-strategy.js";
import { CombinationRunner, type Indicators, type PassContext } from "./combination-runner.js";
import { indicatorOf } from "./indicators.js";
import { rankRows } from "./ranks.js";

/** Indicators to be computed into shared memory. */
export interface IndicatorTask {
  readonly kind: "indicators";
  readonly input: Float64Array;
  readonly wanted: readonly { readonly key: IndicatorKey; readonly into: Float64Array }[];
  /** First: 1 once the sweep is to stop. */
  readonly control: Int32Array;
}

/** Rows in which indicators are to be ranked, into shared memory. */
export interface RankTask {
  readonly kind: "ranks";
  readonly arrays: readonly Float64Array[];
  readonly into: readonly Uint8Array[];
  readonly from: number;
  readonly to: number;
  /** First: 1 once the sweep is to stop. */
  readonly control: Int32Array;
}

/** Combinations to be run. */
export interface CombinationTask {
  readonly kind: "combinations";
  readonly context: PassContext;
  readonly strategy: BuiltInStrategy;
  readonly input: Float64Array;
  readonly indicators: Indicators;
  readonly combinations: readonly { readonly place: number; readonly parameters: Parameters }[];
  /** First: 1 once the sweep is to stop. At `slot`: the combination of this task that is being run. */
  readonly control: Int32Array;
  readonly slot: number;
}

/** Values that are ranked in one piece. */
const valuesBetweenYields = 1_000_000;

export type SweepTask = IndicatorTask | RankTask | CombinationTask;

/** Does a task, piece by piece: each `next` is an indicator, some ranks or a combination. Stops early once the sweep is to stop. */
export function* perform(task: SweepTask): Generator<void, void, void> {
  if (task.kind === "indicators") {
    for (const { key, into } of task.wanted) {
      if (Atomics.load(task.control, 0) !== 0) return;
      into.set(indicatorOf(task.input, key));
      yield;
    }
    return;
  }
  if (task.kind === "ranks") {
    const rows = Math.max(1, Math.floor(valuesBetweenYields / task.arrays.length));
    for (let start = task.from; start < task.to; start += rows) {
      if (Atomics.load(task.control, 0) !== 0) return;
      rankRows(task.arrays, start, Math.min(task.to, start + rows), task.into);
      yield;
    }
    return;
  }
  const { context, strategy, input, indicators, combinations, control, slot } = task;
  const runner = new CombinationRunner(context);
  for (let index = 0; index < combinations.length; index++) {
    if (Atomics.load(control, 0) !== 0) return;
    Atomics.store(control, slot, index);
    const { place, parameters } = combinations[index];
    runner.run(place, strategy, parameters, input, indicators);
    yield;
  }
}

/** The error of a combination that failed, which names its parameters. */
export function combinationError(parameters: Parameters, cause: unknown): Error {
  const message = `sweep: combination ${parametersText(parameters)} failed: ${cause instanceof Error ? cause.message : String(cause)}`;
  const Kind = cause instanceof RangeError ? RangeError : cause instanceof TypeError ? TypeError : Error;
  return new Kind(message, { cause });
}
