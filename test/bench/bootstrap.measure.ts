import { afterAll, expect, test } from "vitest";
import type * as OpenInterest from "../../lib/index.js";
import { type PythonAnswer, startPython } from "./python.js";
import { returnsFile } from "./returns-file.js";
import { built, printTimings, timeByTurns } from "./timing.js";

// Sharpe ratios of 1,000 resamples of 1,000 returns by the stationary bootstrap, by this library and by arch. Draws differ,
// so that only their spread can be compared: to a tenth, which is three times its error.

const { bootstrapDistribution }: typeof OpenInterest = await import(built);
const replications = 1000;
const blockLength = 10;
const file = returnsFile(1, 1000);
afterAll(file.remove);

test("resamples spread as those of arch do, and take their time", async () => {
  let found: OpenInterest.BootstrapDistribution | undefined;
  const run = (): void => {
    found = bootstrapDistribution(file.columns[0], "sharpe", { replications, blockLength });
  };
  const timings = await timeByTurns([{ name: "open-interest", run }], 9);
  const peer = await startPython("bootstrap.py", ["numpy", "arch"]);
  if (peer === undefined || found === undefined) return printTimings("stationary bootstrap", timings);
  const answers: PythonAnswer[] = [];
  for (let turn = 0; turn < 9; turn++) {
    answers.push(await peer.ask({ run: "arch", file: file.path, blockLength, replications }));
  }
  peer.close();
  expect(Math.abs(found.standardError / (answers[0].standardError as number) - 1)).toBeLessThan(0.1);
  const sorted = answers.map(({ ms }) => ms).sort((first, second) => first - second);
  const [median, least, most] = [sorted[4], sorted[0], sorted[8]];
  printTimings("stationary bootstrap", [...timings, { name: "arch", median, least, most, processor: median }]);
});
