import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { grid } from "../../lib/backtest/sweep/grid.js";
import type { SweepData } from "../../lib/backtest/sweep/strategies/fused-strategy.js";
import type * as OpenInterest from "../../lib/index.js";
import { Series } from "../../lib/series/series.js";
import { hourMs } from "../../lib/series/time.js";
import { type PythonAnswer, type PythonPeer, startPython } from "./python.js";
import { built, printTimings, type Timed, timeByTurns } from "./timing.js";

/*
 * 1,035 pairs of moving averages × 100,000 bars: total return, Sharpe ratio and maximum drawdown, long only with all the
 * cash, filled at the close that decides, fees 5 bps and slippage 2 bps, by the built package (threads need it), by
 * vectorbt with either of its engines, 46 columns at a time (all at once take 13 GB), and by a loop written for the
 * purpose in numba, which compiles before it is timed. This library checks its input and counts every trial in its time.
 */
const T = 100_000;
const rounds = 9;
const folder = mkdtempSync(join(tmpdir(), "open-interest-sweep-"));
const file = join(folder, "closes.f64");
const data = randomWalk();
const { sweep }: typeof OpenInterest = await import(built);

beforeAll(async () => {
  writeFileSync(file, data.candles.close.values);
});
afterAll(() => rmSync(folder, { recursive: true }));

const settings = [
  { name: "windows of 10, 15, … 235", windows: Array.from({ length: 46 }, (_, place) => 10 + 5 * place) },
  { name: "windows of 5, 6, … 50", windows: Array.from({ length: 46 }, (_, place) => 5 + place) },
] as const;

describe.each(settings)("1,035 pairs of moving averages × 100,000 bars, $name", ({ name, windows }) => {
  const parameters = grid({ fast: windows, slow: windows, waitForCross: [true] }, ({ fast, slow }) => fast < slow);
  const ours = (workers: number): ReturnType<typeof sweep> =>
    sweep("movingAverageCross", data, { parameters, accounting: "vectorbt", workers });
  let result: Awaited<ReturnType<typeof ours>>;
  let numba: PythonPeer | undefined;
  let vectorbt: PythonPeer | undefined;
  afterAll(() => {
    numba?.close();
    vectorbt?.close();
  });

  test("takes its time", async () => {
    numba = await startPython("sweep.py", ["numpy", "numba"]);
    const peer = numba;
    const runs: Timed[] = [1, 2].flatMap((threads): Timed[] => [
      {
        name: `open-interest, ${threads} threads`,
        run: async () => {
          result = await ours(threads);
        },
      },
      ...(peer === undefined
        ? []
        : [{ name: `numba loop, ${threads} threads`, run: () => peer.ask({ run: "numba", file, windows, threads }) }]),
    ]);
    const timings = await timeByTurns(runs, rounds);
    printTimings(`1,035 pairs, ${name}`, timings);
    const { maxRSS } = process.resourceUsage();
    console.log(`highest resident memory of this process, test runner included: ${(maxRSS / 2 ** 10).toFixed(0)} MiB`);
    expect(maxRSS / 2 ** 20).toBeLessThan(0.5);
    if (peer !== undefined) sameNumbers(await peer.ask({ run: "numba", file, windows, threads: 1 }));
  });

  // The first setting only: it takes most of a minute for each engine.
  test.runIf(windows[0] === 10).each(["numba", "rust"])(
    "gives the numbers of vectorbt by its %s engine, sooner",
    async (engine) => {
      vectorbt ??= await startPython("sweep.py", [
        "numpy",
        "numba",
        "vectorbt",
        ...(engine === "rust" ? ["vectorbt_rust"] : []),
      ]);
      if (vectorbt === undefined) return;
      const answer = await vectorbt.ask({ run: "vectorbt", file, windows, engine, columns: 46 });
      sameNumbers(answer);
      const own = await timeByTurns(
        [1, 2].map((threads) => ({ name: `${threads}`, run: async () => void (await ours(threads)) })),
        rounds,
      );
      const [one, two] = own.map(({ least }) => (answer.ms / least).toFixed(0));
      console.log(
        `vectorbt, ${engine} engine: ${(answer.ms / 1000).toFixed(1)} s, ${(answer.peakBytes / 2 ** 30).toFixed(1)} GiB; ${one} times as long as open-interest on 1 thread, ${two} times on 2`,
      );
    },
  );

  function sameNumbers(answer: PythonAnswer): void {
    for (const measure of ["totalReturn", "sharpe", "maxDrawdown"] as const) {
      const theirs = answer[measure] as number[];
      const best = theirs.indexOf(Math.max(...theirs));
      expect(result.best(measure), `best by ${measure}`).toBe(result.rows[best]);
      const apart = Math.max(
        ...result.rows.map((row, j) => Math.abs(row[measure] - theirs[j]) / Math.max(1, Math.abs(theirs[j]))),
      );
      console.log(`${measure} is at most ${apart.toExponential(1)} apart`);
      expect(apart).toBeLessThan(1e-9);
    }
  }
});

/** Hours whose close is 0.4 % off the one before at most; a bar opens at the close before. */
function randomWalk(): SweepData {
  let state = 1;
  let price = 50_000;
  const close = Float64Array.from({ length: T }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    price *= 1 + 0.008 * (state / 2 ** 32 - 0.5);
    return price;
  });
  const times = Float64Array.from(close, (_, row) => (row + 1) * hourMs);
  const open = close.map((_, row) => close[row - 1] ?? close[0]);
  const column = (name: string, values: Float64Array): Series => new Series(times, values, name, "price");
  const high = close.map((value, row) => Math.max(value, open[row]));
  const low = close.map((value, row) => Math.min(value, open[row]));
  return {
    candles: {
      times,
      intervalMs: hourMs,
      open: column("open", open),
      high: column("high", high),
      low: column("low", low),
      close: column("close", close),
    },
  };
}
