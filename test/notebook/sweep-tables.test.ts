import { inspect } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { grid } from "../../lib/backtest/sweep/grid.js";
import { sweep } from "../../lib/backtest/sweep/sweep.js";
import { SweepResult } from "../../lib/backtest/sweep/sweep-result.js";
import { currentLedger, startLedger } from "../../lib/evidence/ledger/current-ledger.js";
import { mimeBundle } from "../../lib/notebook/mime-bundle.js";
import { sweepEvidenceTable, sweepTable } from "../../lib/notebook/sweep-tables.js";
import { tableMime } from "../../lib/notebook/table.js";
import { candlesOf } from "../backtest/candles-of.js";
import { seededNoise } from "../series/seeded-noise.js";

const noise = seededNoise(3);
let price = 100;
const candles = candlesOf(
  Array.from({ length: 300 }, () => {
    const open = price;
    price *= Math.exp(0.02 * noise());
    return [open, Math.max(open, price), Math.min(open, price), price] as const;
  }),
);
const parameters = grid({ fast: [3, 5, 8, 9], slow: [10, 15, 20] });
const before = currentLedger();
let result: Awaited<ReturnType<typeof run>>;
const run = () => sweep("movingAverageCross", { candles }, { parameters, keepReturns: true, workers: 1 });

beforeAll(async () => {
  startLedger();
  result = await run();
});
afterAll(() => {
  startLedger(before);
});

test("a sweep prints its size and its best, as Node inspects it too", () => {
  const { fast, slow, sharpe } = result.best();
  expect(String(result)).toBe(
    `Sweep: 12 combinations × 300 bars\nhighest Sharpe ratio ${sharpe.toFixed(2)} for a year: fast=${fast}, slow=${slow}`,
  );
  expect(inspect(result)).toBe(String(result));
});

test("a notebook shows the ten best of a sweep, by Sharpe ratio, and says how many there are", () => {
  expect(Object.keys(mimeBundle(result))).toEqual([tableMime, "text/html", "text/plain"]);
  const made = sweepTable(result);
  expect(made.caption).toBe("Sweep: 12 combinations × 300 bars");
  expect(made.columns.slice(0, 3).map(({ name }) => name)).toEqual(["fast", "slow", "Sharpe (year)"]);
  const sorted = result.rows.map(({ sharpe }) => sharpe).sort((one, other) => other - one);
  expect(made.rows.map(([, , sharpe]) => sharpe)).toEqual(sorted.slice(0, 10).map((sharpe) => sharpe.toFixed(2)));
  expect(made.note).toContain("best 10 of 12 by Sharpe ratio; the best of many tries is lucky");
  expect(sweepTable(result, { maxRows: 20 }).rows).toHaveLength(12);
  expect(sweepTable(result, { maxRows: 20 }).note).not.toContain("best 12");
});

test("a combination without a ratio comes last, and one alone is a table too", () => {
  const none = { ...result.rows[0], sharpe: Number.NaN };
  const one = new SweepResult({ ...result, returns: undefined, rows: [none, ...result.rows.slice(1)] });
  expect(sweepTable(one, { maxRows: 12 }).rows.at(-1)?.[2]).toBe("–");
  const alone = new SweepResult({ ...result, returns: undefined, rows: [none] });
  expect(sweepTable(alone).rows).toHaveLength(1);
  expect(String(alone)).toBe("Sweep: 12 combinations × 300 bars");
});

test("the evidence of a sweep is a table of that of its best and of the way it was chosen", () => {
  const found = result.evidence({ replications: 200, blocks: 8 });
  expect(Object.keys(mimeBundle(found))).toEqual([tableMime, "text/html", "text/plain"]);
  const made = sweepEvidenceTable(found);
  const cells = Object.fromEntries(made.rows.map(([part, value]) => [part, value]));
  expect(made.caption).toBe(found.verdict);
  expect(made.rows[0]).toEqual(["Best", "", "", `fast=${found.best.fast}, slow=${found.best.slow}`]);
  expect(cells).toMatchObject({
    Combinations: "12",
    "Deflated Sharpe ratio": found.evidence.deflatedSharpe.toFixed(3),
    "Probability of overfitting": found.overfittingProbability.toFixed(3),
    "p of superiority": found.superiorityP.toFixed(3),
  });
  const lines = String(found).split("\n");
  expect(lines[0]).toBe(found.verdict);
  expect(lines[1]).toBe(`best of 12 combinations: fast=${found.best.fast}, slow=${found.best.slow}`);
  expect(lines).toHaveLength(3);
  expect(inspect(found)).toBe(String(found));
});
