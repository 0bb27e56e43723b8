import { availableParallelism } from "node:os";
import type { Parameters } from "./parameters.js";
import type { PassContext } from "./pass/combination-runner.js";
import { type Executor, inProcess, inThreads, workerFile } from "./pass/executors.js";
import { batches } from "./pass/indicators.js";
import { mostRanks, rankRoom } from "./pass/ranks.js";
import { sharedFloats } from "./pass/shared.js";
import type { SweepTask } from "./pass/task.js";
import { type BuiltInStrategy, builtIn } from "./strategies/built-in.js";
import type { IndicatorKey } from "./strategies/fused-strategy.js";

/** How a fused sweep is shared out. */
export interface FusedOptions {
  /** Threads; undefined for as many as there are cores and work. */
  readonly workers: number | undefined;
  readonly signal: AbortSignal | undefined;
  readonly onDone: (combinations: number) => void;
}

/** Bytes that indicators may take at one time; more are computed batch by batch. */
const indicatorBytes = 256 * 2 ** 20;
/** Bars for each thread below which to start it, and to compile its code, takes longer than it saves. */
const rowsWorthThread = 200_000_000;
/** Tasks for each thread, so that none is idle for long at the end, and progress is seen. */
const tasksPerThread = 16;
/** Threads that a sweep starts at most, if there are no more cores: beyond them each only waits for another. */
const mostThreads = 8;

/** Runs all combinations of a built-in strategy; what they give is in the context's results, whoever ran them. */
export async function fusedSweep(
  context: PassContext,
  strategy: BuiltInStrategy,
  combinations: readonly Parameters[],
  input: Float64Array,
  { workers, signal, onDone }: FusedOptions,
): Promise<void> {
  const rows = input.length;
  const threads =
    workers === undefined
      ? usualThreads(rows * combinations.length, combinations.length)
      : Math.max(1, Math.min(workers, combinations.length, Math.max(mostThreads, availableParallelism())));
  const control = new Int32Array(new SharedArrayBuffer(4 * (1 + threads * tasksPerThread)));
  const stop = (): void => void Atomics.store(control, 0, 1);
  signal?.addEventListener("abort", stop, { once: true });
  const executor = await executorOf(threads, rows);
  try {
    const keys = combinations.map((parameters) => builtIn(strategy).indicators(parameters));
    const room = Math.max(4, Math.floor(indicatorBytes / Math.max(8, 8 * rows)));
    const spare: Float64Array[] = [];
    for (const batch of batches(keys, room)) {
      const wanted = [...new Set(batch.flatMap((place) => keys[place]))];
      const indicators = new Map<IndicatorKey, Float64Array>();
      wanted.forEach((key, index) => {
        spare[index] ??= sharedFloats(rows);
        indicators.set(key, spare[index]);
      });
      await executor.run(indicatorTasks(indicators, input, threads, control), () => {});
      signal?.throwIfAborted();
      const ranks = isRankable(strategy, indicators.size, batch.length) ? rankRooms(indicators, rows) : undefined;
      if (ranks !== undefined) await executor.run(rankTasks(indicators, ranks, rows, threads, control), () => {});
      signal?.throwIfAborted();
      const parts = shares(batch, threads * tasksPerThread);
      const tasks = parts.map((places, index): SweepTask => {
        const own = new Set(places.flatMap((place) => keys[place]));
        const arrays = new Map([...indicators].filter(([key]) => own.has(key)));
        return {
          kind: "combinations",
          context,
          strategy,
          input,
          indicators: ranks === undefined ? { arrays } : { arrays: new Map(), ranks: words(ranks, own) },
          combinations: places.map((place) => ({ place, parameters: combinations[place] })),
          control,
          slot: 1 + index,
        };
      });
      await executor.run(tasks, (task) => {
        // A task that was told to stop has not done all of its combinations.
        if (task.kind === "combinations" && Atomics.load(control, 0) === 0) onDone(task.combinations.length);
      });
      signal?.throwIfAborted();
    }
  } finally {
    signal?.removeEventListener("abort", stop);
    await executor.close();
  }
}

function usualThreads(work: number, combinations: number): number {
  if (workerFile() === undefined) return 1;
  return Math.max(1, Math.min(availableParallelism(), combinations, Math.floor(work / rowsWorthThread)));
}

async function executorOf(threads: number, rows: number): Promise<Executor> {
  if (threads === 1) return inProcess(rows);
  const filename = workerFile();
  if (filename === undefined) {
    throw new RangeError(
      `sweep: workers ${threads} need the built package, and this is run from its sources; give 1, or import the package`,
    );
  }
  return inThreads(threads, filename);
}

function indicatorTasks(
  indicators: ReadonlyMap<IndicatorKey, Float64Array>,
  input: Float64Array,
  threads: number,
  control: Int32Array,
): SweepTask[] {
  const wanted = [...indicators].map(([key, into]) => ({ key, into }));
  return shares(wanted, threads).map((part) => ({ kind: "indicators", input, wanted: part, control }));
}

/** Ranking takes about as long as comparing twice as many pairs, and saves three quarters of that. */
function isRankable(strategy: BuiltInStrategy, indicators: number, combinations: number): boolean {
  const { changesOfRanks } = builtIn(strategy);
  return changesOfRanks !== undefined && indicators <= mostRanks && combinations > 3 * indicators;
}

function rankRooms(indicators: ReadonlyMap<IndicatorKey, Float64Array>, rows: number): Map<IndicatorKey, Uint8Array> {
  return new Map([...indicators.keys()].map((key) => [key, rankRoom(rows)]));
}

function rankTasks(
  indicators: ReadonlyMap<IndicatorKey, Float64Array>,
  ranks: ReadonlyMap<IndicatorKey, Uint8Array>,
  rows: number,
  threads: number,
  control: Int32Array,
): SweepTask[] {
  const [arrays, into] = [[...indicators.values()], [...ranks.values()]];
  const bound = (part: number): number => Math.round((part * rows) / threads);
  return Array.from({ length: threads }, (_, part) => ({
    kind: "ranks",
    arrays,
    into,
    from: bound(part),
    to: bound(part + 1),
    control,
  }));
}

function words(
  ranks: ReadonlyMap<IndicatorKey, Uint8Array>,
  own: ReadonlySet<IndicatorKey>,
): Map<IndicatorKey, Int32Array> {
  return new Map([...ranks].filter(([key]) => own.has(key)).map(([key, { buffer }]) => [key, new Int32Array(buffer)]));
}

/** The items in order, in at most `parts` parts of nearly equal size. */
function shares<I>(items: readonly I[], parts: number): I[][] {
  const count = Math.min(parts, items.length);
  return Array.from({ length: count }, (_, part) =>
    items.slice(Math.round((part * items.length) / count), Math.round(((part + 1) * items.length) / count)),
  );
}
