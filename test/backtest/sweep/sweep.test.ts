import { beforeEach, describe, expect, test } from "vitest";
import { backtest } from "../../../lib/backtest/engine/backtest.js";
import { grid } from "../../../lib/backtest/sweep/grid.js";
import { indicatorOf } from "../../../lib/backtest/sweep/pass/indicators.js";
import { rankRoom, rankRows } from "../../../lib/backtest/sweep/pass/ranks.js";
import { perform } from "../../../lib/backtest/sweep/pass/task.js";
import { builtIn } from "../../../lib/backtest/sweep/strategies/built-in.js";
import type { SweepData } from "../../../lib/backtest/sweep/strategies/fused-strategy.js";
import { sweep } from "../../../lib/backtest/sweep/sweep.js";
import type { SweepOptions } from "../../../lib/backtest/sweep/sweep-options.js";
import { combinatorialValidation } from "../../../lib/backtest/validation/combinatorial-validation.js";
import { walkForward } from "../../../lib/backtest/validation/walk-forward.js";
import { currentLedger, startLedger } from "../../../lib/evidence/ledger/current-ledger.js";
import { table } from "../../../lib/notebook/table.js";
import { Series } from "../../../lib/series/series.js";
import type { ReturnMatrix } from "../../../lib/statistics/return-matrix.js";
import { walkData } from "./random-market.js";

beforeEach(() => void startLedger());

const data = walkData(400, 3);
const parameters = grid({ fast: [2, 5], slow: [10, 30] });
type Options = Partial<SweepOptions<{ fast: number; slow: number }>>;
const run = (
  options: Options = {},
  changes: Partial<SweepData> = {},
): ReturnType<typeof sweep<{ fast: number; slow: number }>> =>
  sweep("movingAverageCross", { ...data, ...changes }, { parameters, ...options });

describe("sweep", () => {
  test("gives flat rows of parameters and measures, ready for a table", async () => {
    const { rows } = await run();
    expect(rows.map(({ fast, slow }) => [fast, slow])).toEqual([
      [2, 10],
      [2, 30],
      [5, 10],
      [5, 30],
    ]);
    expect(
      table(rows)
        .columns.map(({ name }) => name)
        .slice(0, 3),
    ).toEqual(["fast", "slow", "totalReturn"]);
    expect(Object.values(rows[0]).every((value) => typeof value === "number")).toBe(true);
  });

  test("picks the best row by a measure, of which it knows the names", async () => {
    const result = await run();
    const highest = Math.max(...result.rows.map(({ totalReturn }) => totalReturn));
    expect(result.best("totalReturn").totalReturn).toBe(highest);
    expect(() => result.best("luck" as "sharpe")).toThrow('best: unknown measure "luck"; known: totalReturn, cagr');
    const flat = await run({ parameters: [{ fast: 2, slow: 500 }] });
    expect(() => flat.best()).toThrow("best: sharpe is not defined in any of 1 rows; choose another measure");
  });

  test("runs a function by backtest, and gives what the fused pass gives", async () => {
    const fused = await run();
    const called = await sweep(
      ({ candles }, one: { fast: number; slow: number }) => builtIn("movingAverageCross").position(candles.close, one),
      data,
      { parameters },
    );
    expect(called.counts).toMatchObject({ fused: 0, plain: 4, bars: 400 });
    called.rows.forEach((row, place) => {
      expect(row.sharpe).toBeCloseTo(fused.rows[place].sharpe, 9);
      expect(row.finalEquity).toBeCloseTo(fused.rows[place].finalEquity, 7);
    });
  });

  test.each([
    ["stops", { stops: { stopLoss: 0.02 } }],
    ["rebalance", { rebalance: "always" }],
    ["missingPosition", { missingPosition: "hold" }],
  ])("leaves the rule %s, which the fused pass does not know, to backtest", async (name, rules) => {
    const result = await run(rules as Options);
    expect(result.counts).toMatchObject({ fused: 0, plain: 4 });
    expect(result.assumptions.join(" ")).toContain(`because of the option ${name}`);
    const position = builtIn("movingAverageCross").position(data.candles.close, parameters[1]);
    const plain = backtest(position, data.candles, { ...(rules as object), ...{ trial: false } });
    expect(result.rows[1].sharpe).toBe(plain.measures.sharpe);
  });

  test("leaves missing bars, gaps of an input and inverse contracts to backtest", async () => {
    const { candles } = data;
    const close = candles.close.with(candles.close.values.map((price, row) => (row === 50 ? Number.NaN : price)));
    const gap = await run({}, { candles: { ...candles, close } });
    expect(gap.counts).toMatchObject({ plain: 4, missingBars: 1 });
    const input = new Series(candles.times, close.values, "open interest", "base");
    expect((await run({}, { input })).assumptions.join(" ")).toContain("because open interest has gaps");
  });

  test("fills a delayed input as late as backtest does", async () => {
    const input = new Series(data.candles.times, data.candles.close.values, "late", "price", { delayMs: 5_400_000 });
    const { rows, counts } = await run({}, { input });
    expect(counts.fused).toBe(4);
    const plain = backtest(builtIn("movingAverageCross").position(input, parameters[0]), data.candles);
    expect(rows[0].sharpe).toBeCloseTo(plain.measures.sharpe, 10);
    expect(rows[0].sharpe).not.toBeCloseTo((await run()).rows[0].sharpe, 3);
  });

  test("does not see the future: returns of the first bars do not depend on those after", async () => {
    const whole = await run({ keepReturns: true });
    const first = {
      candles: Object.fromEntries(
        Object.entries(data.candles).map(([key, value]) => [
          key,
          value instanceof Series ? value.rows(0, 250) : key === "times" ? data.candles.times.subarray(0, 250) : value,
        ]),
      ),
    } as unknown as SweepData;
    const part = await run({ keepReturns: true }, first);
    part.returns?.columns.forEach((column, j) => {
      expect([...column]).toEqual([...(whole.returns?.columns[j].subarray(0, 250) ?? [])]);
    });
  });

  test("compounds kept returns to days in full precision", async () => {
    const bars = await run({ keepReturns: true });
    const days = await run({ returnIntervalMs: 86_400_000 });
    // 400 hours from midnight are 16 whole days.
    expect(days.returns?.times).toHaveLength(16);
    expect(days.returns?.names[1]).toBe("fast=2, slow=30");
    expect(days.returns?.intervalMs).toBe(86_400_000);
    const wealth = (values: ArrayLike<number>): number =>
      Array.from(values).reduce((product, value) => product * (1 + (Number.isNaN(value) ? 0 : value)), 1);
    const column = days.returns?.columns[1] as Float64Array;
    expect(column).toBeInstanceOf(Float64Array);
    expect(wealth(column)).toBeCloseTo(wealth(bars.returns?.columns[1].subarray(0, 384) as Float32Array), 5);
    const position = builtIn("movingAverageCross").position(data.candles.close, parameters[1]);
    const { equity } = backtest(position, data.candles);
    expect(wealth(column)).toBeCloseTo(equity.values[383] / 10_000, 12);
    expect(bars.returns?.columns[0]).toBeInstanceOf(Float32Array);
    expect((await run()).returns).toBeUndefined();
  });

  test("counts each combination as the trial that backtest would have counted", async () => {
    await run({ trial: "crosses" });
    expect(currentLedger().trials.map(({ name }) => name)).toContain("crosses, fast=5, slow=30");
    expect(currentLedger().size).toBe(4);
    backtest(builtIn("movingAverageCross").position(data.candles.close, parameters[2]), data.candles);
    await run({ trial: false, feeBps: 50 });
    expect(currentLedger().size).toBe(4);
  });

  test("tells progress, and stops when cancelled", async () => {
    const seen: number[] = [];
    await run({ onProgress: ({ done, total }) => void seen.push(done, total) });
    expect(seen.slice(-2)).toEqual([4, 4]);
    const controller = new AbortController();
    const cancelled = sweep(({ candles }) => builtIn("momentum").position(candles.close, {}), data, {
      parameters: grid({ run: [1, 2, 3, 4, 5, 6] }),
      signal: controller.signal,
      onProgress: ({ done }) => done === 2 && controller.abort(new Error("enough")),
    });
    await expect(cancelled).rejects.toThrow("enough");
    await expect(run({ signal: AbortSignal.abort(new Error("too late")) })).rejects.toThrow("too late");
    const late = new AbortController();
    const fused = run({ signal: late.signal, onProgress: () => late.abort(new Error("stop")) });
    await expect(fused).rejects.toThrow("stop");
  });

  test("of no combinations or no bars has nothing to say", async () => {
    expect((await run({ parameters: [] })).rows).toEqual([]);
    const none = walkData(0);
    const [row] = (await run({ parameters: [parameters[0]] }, none)).rows;
    expect(row.sharpe).toBeNaN();
    expect(row.totalReturn).toBeNaN();
    const [one] = (await run({ parameters: [parameters[0]], keepReturns: true }, walkData(1))).rows;
    expect(one.trades).toBe(0);
  });

  test("names the combination or the choice that is wrong", async () => {
    await expect(run({ parameters: [{ fast: 10, slow: 5 }] })).rejects.toThrow(
      "sweep: combination fast=10, slow=5 failed: movingAverageCross: fast 10 is not below slow 5; give fewer rows to the fast mean",
    );
    const twice = [parameters[0], { ...parameters[0] }];
    await expect(run({ parameters: twice })).rejects.toThrow(
      "sweep: combination fast=2, slow=10 comes twice; give it once",
    );
    await expect(sweep("movingAverageCross", data, { parameters: [{ quick: 1 }] })).rejects.toThrow(
      'sweep: unknown parameter "quick" of movingAverageCross; known: fast, slow, short, waitForCross',
    );
    await expect(sweep("luck" as "momentum", data, { parameters: [{}] })).rejects.toThrow(
      'sweep: unknown strategy "luck"; known: movingAverageCross, zScoreReversion, breakout, momentum',
    );
    await expect(run({ accounting: "cash" as "backtest" })).rejects.toThrow(
      'sweep: unknown accounting "cash"; known: backtest, vectorbt',
    );
    await expect(run({ workers: 2 })).rejects.toThrow(
      "sweep: workers 2 need the built package, and this is run from its sources; give 1, or import the package",
    );
    await expect(run({ feeBps: -1 })).rejects.toThrow("feeBps -1");
    const funding = new Series(
      Float64Array.of(3_600_000 * 8, 3_600_000 * 16, 3_600_000 * 32),
      new Float64Array(3),
      "f",
      "fraction",
    );
    await expect(run({}, { funding })).rejects.toThrow(/combination fast=2, slow=10 failed: .*no funding rate/);
    const input = data.candles.close.rows(0, 10);
    await expect(run({}, { input })).rejects.toThrow('sweep: input "close" is not on the bar ends of the candles');
  });
});

describe("a sweep that was asked for wrongly", () => {
  const { candles } = data;
  const ask = (given: unknown, options: unknown) => sweep("momentum", given as SweepData, options as never);

  test("says what to give in the place of data and options", async () => {
    await expect(ask(data, undefined)).rejects.toThrow(
      new TypeError("sweep: no parameters; give { parameters: grid({ … }) } as the third argument"),
    );
    await expect(ask(data, { parameters: { run: 2 } })).rejects.toThrow("sweep: parameters { run } are no list; give");
    await expect(ask(candles, { parameters: [] })).rejects.toThrow(
      "sweep: candles by themselves are no data; give { candles }",
    );
    await expect(ask(undefined, { parameters: [] })).rejects.toThrow(
      "sweep: data undefined has no candles; give { candles }",
    );
    await expect(ask({ candles, funding: [candles.close] }, { parameters: [] })).rejects.toThrow(
      "sweep: funding is a list of 1, as a dataset has it; give { candles, funding: referenceFunding(dataset) }",
    );
    await expect(ask({ candles, input: candles.close.values }, { parameters: [] })).rejects.toThrow(
      /^sweep: input .* is no Series; give one, or leave it out$/,
    );
  });

  test("refuses a parameter that its rows would lose to a measure", async () => {
    const held = sweep(({ candles: { close } }) => builtIn("momentum").position(close, {}), data, {
      parameters: grid({ exposure: [0.5, 1] }),
    });
    await expect(held).rejects.toThrow(
      new RangeError(
        'sweep: parameter "exposure" is called as a measure that rows have; rename it, known measures: totalReturn, cagr, volatility, sharpe, maxDrawdown, calmar, trades, exposure, turnover, finalEquity',
      ),
    );
  });

  test("refuses combinations that read the same", async () => {
    await expect(ask(data, { parameters: [{ run: 1 }, { run: "1" }] })).rejects.toThrow(
      "sweep: two combinations read run=1, one with a number and one with text; give values that read differently",
    );
  });

  test.each(["backtest", "vectorbt"] as const)("refuses a strategy that decides nothing, by %s", async (accounting) => {
    for (const [given, text] of [
      [undefined, "undefined"],
      [null, "null"],
      [5, "5"],
    ] as const) {
      const run = sweep((() => given) as never, data, { parameters: [{ a: 1 }], accounting });
      await expect(run).rejects.toThrow(
        new TypeError(
          `sweep: combination a=1 failed: the strategy gave ${text}; return a Series of targets at bar ends, or signals`,
        ),
      );
    }
  });

  test("awaits a strategy that is not done at once", async () => {
    const position = builtIn("momentum").position(candles.close, {});
    const one = await sweep(() => position, data, { parameters: [{}], trial: false });
    const awaited = await sweep(async () => position, data, { parameters: [{}], trial: false });
    expect(awaited.rows).toEqual(one.rows);
    const long = position.with(position.values.map((value) => (value > 0 ? 1 : 0)));
    const filled = sweep(async () => long, data, { parameters: [{}], accounting: "vectorbt", trial: false });
    await expect(filled).resolves.toMatchObject({ sameBarFills: true });
  });
});

test("a sweep tells costs and equity among its assumptions", async () => {
  const sentence = async (options: Options): Promise<string> =>
    (await run({ ...options, parameters: [parameters[0]], trial: false })).assumptions.find((one) =>
      one.startsWith("Each fill"),
    ) as string;
  expect(await sentence({})).toBe(
    "Each fill pays 5 bps of its notional in fees and is 2 bps worse than the price; each account begins with 10,000 dollars.",
  );
  expect(await sentence({ feeBps: 1, slippage: 3, initialEquity: 500 })).toBe(
    "Each fill pays 1 bps of its notional in fees and is 3 bps worse than the price; each account begins with 500 dollars.",
  );
  expect(await sentence({ fees: { takerBps: 4, makerBps: 1 } })).toContain("pays the fees of the schedule given");
  expect(await sentence({ contract: { margin: "inverse", size: 1 } })).toContain("begins with 1 coin.");
});

test("same-bar fills are told by the names of trials, of returns, and of what a walk-forward stitches", async () => {
  const same = await run({ fill: "same close", keepReturns: true });
  expect(currentLedger().trials[0].name).toBe("fast=2, slow=10 (same-bar fills)");
  const matrix = same.returns as ReturnMatrix;
  expect(matrix.names[0]).toBe("fast=2, slow=10 (same-bar fills)");
  expect(walkForward(matrix, { train: 100, test: 100 }).returns.name).toBe("walk-forward returns (same-bar fills)");
  const { paths } = combinatorialValidation(matrix, { folds: 4, testFolds: 2 });
  expect(paths[0].name).toBe("path 0 (same-bar fills)");
  const next = await run({ keepReturns: true });
  expect(next.returns?.names[0]).toBe("fast=2, slow=10");
});

test("one combination needs no threads, however many are asked for", async () => {
  // From the sources more than one thread is refused.
  await expect(run({ workers: 100, parameters: [parameters[0]], trial: false })).resolves.toBeDefined();
});

test("a fused sweep is left soon after it was cancelled, in the middle of its indicators", async () => {
  const controller = new AbortController();
  const control = new Int32Array(new SharedArrayBuffer(8));
  const input = new Float64Array(100);
  const into = new Float64Array(100);
  const wanted = (["mean 2", "mean 3", "mean 4"] as const).map((key) => ({ key, into }));
  const steps = perform({ kind: "indicators", input, wanted, control });
  expect(steps.next().done).toBe(false);
  Atomics.store(control, 0, 1);
  expect(steps.next().done).toBe(true);
  const ranks = perform({ kind: "ranks", arrays: [input], into: [rankRoom(100)], from: 0, to: 100, control });
  expect(ranks.next().done).toBe(true);
  setImmediate(() => controller.abort(new Error("now")));
  await expect(run({ signal: controller.signal })).rejects.toThrow("now");
});

test("ranks taken in pieces are those taken at once", () => {
  const long = walkData(4100, 5).candles.close.values;
  const arrays = [2, 3, 5, 8].map((window) => indicatorOf(long, `mean ${window}`));
  const ranked = (bounds: readonly number[]): Uint8Array[] => {
    const into = arrays.map(() => rankRoom(long.length));
    bounds.slice(1).forEach((to, place) => void rankRows(arrays, bounds[place], to, into));
    return into;
  };
  expect(ranked([0, 37, 1000, 4100])).toEqual(ranked([0, 4100]));
});
