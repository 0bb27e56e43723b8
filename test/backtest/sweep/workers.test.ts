import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { grid } from "../../../lib/backtest/sweep/grid.js";
import { inThreads } from "../../../lib/backtest/sweep/pass/executors.js";
import type { CombinationTask, SweepTask } from "../../../lib/backtest/sweep/pass/task.js";
import type * as Sweeping from "../../../lib/backtest/sweep/sweep.js";
import { walkData } from "./random-market.js";

// Threads load JavaScript: these tests run the built package, which `npm test` builds first.
const built: string = new URL("../../../dist/index.js", import.meta.url).href;
let sweep: typeof Sweeping.sweep;
beforeAll(async () => {
  ({ sweep } = await import(built));
});

const data = walkData(5000, 11);
const parameters = grid({ fast: [2, 3, 5, 8], slow: [13, 21, 34, 55] });

describe("a sweep in threads", () => {
  test.each(["backtest", "vectorbt"] as const)(
    "gives the same as one thread to the bit, by the rules of %s",
    async (accounting) => {
      const run = (workers: number): ReturnType<typeof sweep> =>
        sweep("movingAverageCross", data, { parameters, accounting, workers, keepReturns: true, trial: false });
      const [one, two, three] = [await run(1), await run(2), await run(3)];
      expect(two.rows).toEqual(one.rows);
      expect(three.rows).toEqual(one.rows);
      expect(two.returns?.columns).toEqual(one.returns?.columns);
      expect(two.counts).toEqual(one.counts);
    },
  );

  test("names the combination that failed", async () => {
    const run = sweep("movingAverageCross", data, {
      parameters: [
        { fast: 2, slow: 5 },
        { fast: 2, slow: 6, short: true },
      ],
      accounting: "vectorbt",
      workers: 2,
      trial: false,
    });
    await expect(run).rejects.toThrow("sweep: combination fast=2, slow=6, short=true failed: a position below 0");
  });

  test("tells progress and stops when cancelled", async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const run = sweep("zScoreReversion", walkData(100_000), {
      parameters: grid({ window: Array.from({ length: 300 }, (_, place) => 10 + place) }),
      workers: 2,
      trial: false,
      signal: controller.signal,
      onProgress: ({ done }) => {
        seen.push(done);
        controller.abort(new Error("enough"));
      },
    });
    await expect(run).rejects.toThrow("enough");
    expect(seen.length).toBeGreaterThan(0);
    expect(Math.max(...seen)).toBeLessThan(300);
  });
});

describe("a thread that dies", () => {
  const folder = mkdtempSync(join(tmpdir(), "open-interest-worker-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("is an error with the parameters it was at", async () => {
    const file = join(folder, "worker.mjs");
    writeFileSync(file, "export function work(task) { Atomics.store(task.control, task.slot, 1); process.exit(3); }\n");
    const executor = await inThreads(1, file);
    const task = {
      kind: "combinations",
      combinations: [
        { place: 0, parameters: { fast: 1 } },
        { place: 1, parameters: { fast: 2 } },
      ],
      control: new Int32Array(new SharedArrayBuffer(8)),
      slot: 1,
    } as unknown as CombinationTask;
    await expect(executor.run([task as SweepTask], () => {})).rejects.toThrow(/^sweep: combination fast=2 failed: /);
    expect(task.control[0]).toBe(1);
    await executor.close();
  });
});
