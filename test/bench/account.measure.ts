import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { VectorbtMeasures } from "../../lib/backtest/vectorbt/result.js";
import type * as OpenInterest from "../../lib/index.js";
import { Series } from "../../lib/series/series.js";
import { hourMs } from "../../lib/series/time.js";
import { randomWalk } from "./market.js";
import { byGrademark } from "./peers/grademark.js";
import { type PythonAnswer, type PythonPeer, startPython } from "./python.js";
import { built, collectGarbage } from "./timing.js";

/*
 * One strategy over a million bars: long while the average of 20 bars is above that of 100, the signals known beforehand.
 * Our account keeps all it is asked for by default (orders, trades with their excursions, costs, measures); vectorbt gives
 * three measures, and its own accounts by our mode give the same three to 1e-9. Those that call a function for each bar
 * run a tenth of it.
 */
const { backtest, movingAverageCross, rollingMean, vectorbtFromSignals }: typeof OpenInterest = await import(built);
const T = 1_000_000;
const few = T / 10;
const rounds = 5;
const walk = randomWalk(T, 1);
const times = Float64Array.from(walk, (_, row) => (row + 1) * hourMs);
const column = (name: string, values: Float64Array): Series => new Series(times, values, name, "price");
const open = walk.map((_, row) => walk[Math.max(0, row - 1)]);
const candles = {
  times,
  intervalMs: hourMs,
  open: column("open", open),
  high: column(
    "high",
    walk.map((value, row) => Math.max(value, open[row])),
  ),
  low: column(
    "low",
    walk.map((value, row) => Math.min(value, open[row])),
  ),
  close: column("close", walk),
};
const averages = movingAverageCross(candles.close, { fast: 20, slow: 100 });
const position = averages.with(averages.values.map((value) => (value > 0 ? 1 : 0)));
const entries = Array.from(position.values, (value, row) => value > (position.values[row - 1] ?? 0));
const exits = Array.from(position.values, (value, row) => value < (position.values[row - 1] ?? 0));

const folder = mkdtempSync(join(tmpdir(), "open-interest-account-"));
const file = join(folder, "bars.f64");
const { high, low } = candles;
writeFileSync(file, Buffer.concat([open, high.values, low.values, walk, position.values].map((each) => bytes(each))));
afterAll(() => rmSync(folder, { recursive: true }));

describe("one strategy", () => {
  test("takes its time over a million bars beside vectorbt and a loop in numba", async () => {
    const peer = await startPython("account.py", ["numpy", "numba", "vectorbt", "vectorbt_rust"]);
    const costs = { feeBps: 5, slippageBps: 2, trial: false } as const;
    const least = new Map<string, number>();
    let ours: VectorbtMeasures | undefined;
    for (let round = 0; round < rounds; round++) {
      note(
        least,
        "open-interest, account at the next open",
        time(() => void backtest(position, candles, costs)),
      );
      const vectorbt = { initCash: 10_000, fees: 0.0005, slippage: 0.0002 };
      note(
        least,
        "open-interest, vectorbt's account",
        time(() => {
          ours = vectorbtFromSignals(candles.close, { entries, exits }, vectorbt).measures;
        }),
      );
      if (peer === undefined) continue;
      for (const engine of ["numba", "rust"]) {
        const answer = await ask(peer, { run: "vectorbt", engine, rows: T });
        note(least, `vectorbt, ${engine} engine`, answer.ms);
        for (const measure of ["totalReturn", "sharpe", "maxDrawdown"] as const) {
          const apart = Math.abs((answer[measure] as number) - (ours as VectorbtMeasures)[measure]);
          expect(apart, measure).toBeLessThan(1e-9);
        }
      }
      note(least, "fused loop in numba, next open", (await ask(peer, { run: "numba", rows: T })).ms);
    }
    peer?.close();
    print("a million bars", least);
  });

  test("takes its time over a hundred thousand bars beside those that call a function for each bar", async () => {
    const peer = await startPython("account.py", ["numpy", "pandas", "backtesting"]);
    const least = new Map<string, number>();
    const part = { ...candles, ...Object.fromEntries(bars(few)), times: times.subarray(0, few) };
    const free = { feeBps: 0, slippageBps: 0, trial: false } as const;
    for (let round = 0; round < rounds; round++) {
      let trades = 0;
      let growth = 0;
      note(
        least,
        "open-interest, averages included",
        time(() => {
          const [fast, slow] = [20, 100].map((window) => rollingMean(part.close, window).values);
          const sides = fast.map((value, row) => (value > slow[row] ? 1 : 0));
          const result = backtest(part.close.with(sides, { unit: "fraction" }), part, free);
          const all = [...result.trades, ...result.openTrades];
          trades = all.length;
          growth = all.reduce((product, { entryPrice, exitPrice }) => (product * exitPrice) / entryPrice, 1);
        }),
      );
      const grademark = byGrademark(part, { fast: 20, slow: 100 });
      note(
        least,
        "grademark",
        time(() => void grademark.run()),
      );
      const theirs = grademark.run();
      // It asks for no entry in the bar of an exit, so a signal that is gone for one bar costs it that trade.
      expect(theirs.trades / trades).toBeGreaterThan(0.99);
      expect(Math.abs(theirs.growth / growth - 1)).toBeLessThan(0.02);
      if (peer !== undefined && round < 2) {
        const answer = await ask(peer, { run: "backtesting", rows: few });
        note(least, "backtesting.py, signals known", answer.ms);
        expect(answer.trades).toBe(trades);
      }
    }
    peer?.close();
    print("a hundred thousand bars", least);
  });
});

function bars(rows: number): [string, Series][] {
  return (["open", "high", "low", "close"] as const).map((name) => [name, candles[name].rows(0, rows)]);
}

function bytes(values: Float64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function ask(peer: PythonPeer, question: object): Promise<PythonAnswer> {
  return peer.ask({ ...question, file, of: T });
}

function time(run: () => void): number {
  collectGarbage();
  const start = performance.now();
  run();
  return performance.now() - start;
}

function note(least: Map<string, number>, name: string, ms: number): void {
  least.set(name, Math.min(ms, least.get(name) ?? Number.POSITIVE_INFINITY));
}

function print(title: string, least: Map<string, number>): void {
  console.log(`${title}, least of ${rounds}, milliseconds`);
  const first = least.values().next().value as number;
  console.table(
    Object.fromEntries(
      [...least].map(([name, ms]) => [name, { ms: Number(ms.toFixed(1)), "÷ first": Number((ms / first).toFixed(2)) }]),
    ),
  );
}
