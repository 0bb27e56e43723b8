/** Address of the built package, which runs as users run it; `vitest.config.ts` keeps the runner from rewriting it. */
export const built: string = new URL("../../dist/index.js", import.meta.url).href;

/** Something to be timed. */
export interface Timed {
  readonly name: string;
  /** What runs elsewhere, as a Python peer does, tells its own times. */
  readonly run: () => void | Promise<void> | Promise<Told>;
}

/** What one run took by its own clock, milliseconds. */
export interface Told {
  readonly ms: number;
  readonly processorMs: number;
}

/** What its rounds took, milliseconds. */
export interface Timing {
  readonly name: string;
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /** Median of the processor time, that of all threads together. */
  readonly processor: number;
}

/**
 * Times all by turns, so that a machine that slows down slows all of them: after a round that is not counted, so many
 * rounds, each in the reverse order of the one before. Garbage is collected before each run, not in it.
 */
export async function timeByTurns(all: readonly Timed[], rounds: number): Promise<Timing[]> {
  const times = all.map((): number[] => []);
  const processorTimes = all.map((): number[] => []);
  for (let round = -1; round < rounds; round++) {
    const order = all.map((_, place) => (round % 2 === 0 ? place : all.length - 1 - place));
    for (const place of order) {
      collectGarbage();
      const [start, before] = [performance.now(), process.cpuUsage()];
      const told = await all[place].run();
      const [time, spent] = [performance.now() - start, process.cpuUsage(before)];
      if (round < 0) continue;
      times[place].push(told?.ms ?? time);
      processorTimes[place].push(told?.processorMs ?? (spent.user + spent.system) / 1000);
    }
  }
  return all.map(({ name }, place) => {
    const sorted = rising(times[place]);
    const processor = rising(processorTimes[place])[rounds >> 1];
    return { name, median: sorted[rounds >> 1], least: sorted[0], most: sorted[rounds - 1], processor };
  });
}

/** Frees what nothing holds; the process must have been started with --expose-gc. */
export function collectGarbage(): void {
  if (globalThis.gc === undefined) throw new Error("collectGarbage: start node with --expose-gc");
  globalThis.gc();
}

/** Timings as a table, against the first of them. */
export function printTimings(title: string, timings: readonly Timing[]): void {
  console.log(`${title}, milliseconds`);
  const rows = timings.map(({ name, median, least, most, processor }) => [
    name,
    {
      median: rounded(median),
      least: rounded(least),
      most: rounded(most),
      processor: rounded(processor),
      "median ÷ first": Number((median / timings[0].median).toFixed(2)),
      "processor ÷ first": Number((processor / timings[0].processor).toFixed(2)),
    },
  ]);
  console.table(Object.fromEntries(rows));
}

function rounded(value: number): number {
  return Number(value.toFixed(1));
}

function rising(values: readonly number[]): number[] {
  return [...values].sort((first, second) => first - second);
}
