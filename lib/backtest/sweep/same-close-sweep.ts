import { checkDecision } from "./check-request.js";
import type { Parameters } from "./parameters.js";
import { CombinationRunner, type PassContext } from "./pass/combination-runner.js";
import { pause } from "./pass/executors.js";
import { combinationError } from "./pass/task.js";
import type { Decision } from "./plain-sweep.js";
import { longOnlyChanges } from "./position-changes.js";
import type { SweepData } from "./strategies/fused-strategy.js";

/**
 * Fills positions of 0 and 1 at the close that decided them, one combination after the other in this thread.
 * @param decide the position of a combination
 * @throws {Error} naming the combination that failed
 */
export async function sameCloseSweep<D extends SweepData, P extends Parameters>(
  decide: (data: D, parameters: P) => Decision | Promise<Decision>,
  data: D,
  combinations: readonly P[],
  context: PassContext,
  signal: AbortSignal | undefined,
  onDone: (combinations: number) => void,
): Promise<void> {
  const { times } = data.candles;
  const runner = new CombinationRunner(context);
  const changes = { rows: new Int32Array(times.length), targets: new Int8Array(times.length) };
  for (let place = 0; place < combinations.length; place++) {
    signal?.throwIfAborted();
    try {
      const position = await decide(data, combinations[place]);
      checkDecision(position);
      runner.runChanges(place, changes, longOnlyChanges(position, times, changes));
    } catch (cause) {
      throw combinationError(combinations[place], cause);
    }
    onDone(1);
    await pause();
  }
}
