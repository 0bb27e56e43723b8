import { afterAll, describe, expect, test } from "vitest";
import type * as OpenInterest from "../../lib/index.js";
import { type PythonAnswer, startPython } from "./python.js";
import { returnsFile } from "./returns-file.js";
import { built, printTimings, type Timing, timeByTurns } from "./timing.js";

// Probability of backtest overfitting of 100 strategies over 1,000 rows, by this library and by pypbo, which is no package:
// OPEN_INTEREST_PYPBO names a clone of github.com/esvhd/pypbo. In a process of its own pypbo takes its turn after ours. It
// keeps both halves of every split, some 10 GB for sixteen blocks, and is run there once.

const { overfittingProbability }: typeof OpenInterest = await import(built);
const folder = process.env.OPEN_INTEREST_PYPBO;
const file = returnsFile(100, 1000);
afterAll(file.remove);

describe.each([
  { blocks: 10, rounds: 9, theirs: 5 },
  { blocks: 16, rounds: 9, theirs: 1 },
])("$blocks blocks", ({ blocks, rounds, theirs }) => {
  test("computes what pypbo does, and takes its time", async () => {
    let found: OpenInterest.Overfitting | undefined;
    const run = (): void => {
      found = overfittingProbability(file.columns, { blocks });
    };
    const timings = await timeByTurns([{ name: "open-interest", run }], rounds);
    const peer = folder === undefined ? undefined : await startPython("overfitting.py", ["numpy", "scipy", "seaborn"]);
    if (folder === undefined)
      console.log("pypbo is skipped: set OPEN_INTEREST_PYPBO to a clone of github.com/esvhd/pypbo");
    if (peer === undefined || found === undefined) return printTimings(`PBO, ${blocks} blocks`, timings);
    const answers: PythonAnswer[] = [];
    for (let turn = 0; turn < theirs; turn++) {
      const question = { run: "pypbo", folder, file: file.path, strategies: file.columns.length, blocks };
      answers.push(await peer.ask(question));
    }
    peer.close();
    expectEqual(found, answers[0]);
    printTimings(`PBO, ${blocks} blocks`, [...timings, timingOf("pypbo", answers)]);
    console.log(`pypbo held at most ${(answers[0].peakBytes / 1e9).toFixed(1)} GB`);
  });
});

function expectEqual(ours: OpenInterest.Overfitting, theirs: PythonAnswer): void {
  expect(ours.probability).toBeCloseTo(theirs.probability as number, 12);
  expect(ours.probabilityOfLoss).toBeCloseTo(theirs.probabilityOfLoss as number, 12);
  expect(ours.degradation.slope).toBeCloseTo(theirs.slope as number, 8);
  expect(ours.degradation.intercept).toBeCloseTo(theirs.intercept as number, 8);
  const logits = theirs.logits as number[];
  const sorted = ours.logits.slice().sort();
  expect(sorted.length).toBe(logits.length);
  const furthest = logits.reduce((most, logit, split) => Math.max(most, Math.abs(logit - sorted[split])), 0);
  expect(furthest).toBeLessThan(1e-12);
}

function timingOf(name: string, answers: readonly PythonAnswer[]): Timing {
  const sorted = answers.map(({ ms }) => ms).sort((first, second) => first - second);
  const median = sorted[sorted.length >> 1];
  // One thread, so that its processor time is what it took.
  return { name, median, least: sorted[0], most: sorted[sorted.length - 1], processor: median };
}
