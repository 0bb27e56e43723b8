import { expect, test } from "vitest";
import { realityCheck } from "../../../lib/evidence/superiority/reality-check.js";
import { superiorPredictiveAbility } from "../../../lib/evidence/superiority/superior-predictive-ability.js";
import { fourStrategies } from "../sharpe/returns.js";
import { noise, resampledMeans } from "./naive.js";

const five = [...fourStrategies, fourStrategies[2].map((value, t) => value - 0.01 + 0.1 * fourStrategies[0][t])];
const options = { benchmark: 0.002, blockLength: 4, seed: 7, replications: 200 };

// From the definition in numpy 2.4.6, and arch 8.0.0 (SPA without studentize, upper p-value), over the rows that
// bootstrapIndices(40, { blockLength: 4, seed: 7, replication }) gives for 200 replications.
test("statistic and p-value are those of the definition, and of arch", () => {
  const { p, statistic, best, conventions } = realityCheck(five, options);
  expect(p).toBe(0.105);
  expect(statistic).toBeCloseTo(0.01935472041906057, 13);
  expect([best.index, best.name]).toEqual([1, "2"]);
  expect([conventions.n, conventions.strategies]).toEqual([40, 5]);
});

test("any data is as written down from the definition", () => {
  for (let seed = 1; seed <= 5; seed++) {
    const columns = noise(6, 50, seed);
    const asked = { blockLength: 1 + seed, seed, replications: 99 };
    const best = Math.max(...columns.map((column) => column.reduce((sum, value) => sum + value, 0))) / Math.sqrt(50);
    const larger = resampledMeans(columns, asked).filter((draw) => Math.max(...draw) > best).length;
    expect(realityCheck(columns, asked).p).toBe(larger / 99);
  }
});

// Forty that lose 2 % a period of 10 % deviation: their resampled means, centred, cover what the good one earns.
test("bad and volatile strategies hide a good one, where Hansen's test still finds it", () => {
  const good = noise(1, 200, 31).map((column) => column.map((value) => value + 0.0025));
  const bad = noise(40, 200, 32).map((column) => column.map((value) => 10 * value - 0.05));
  expect(realityCheck(good, { replications: 400 }).p).toBeLessThan(0.01);
  expect(realityCheck([...good, ...bad], { replications: 400 }).p).toBeGreaterThan(0.5);
  expect(superiorPredictiveAbility([...good, ...bad], { replications: 400 }).p).toBeLessThan(0.02);
});

test("nothing that varies, nothing to say", () => {
  expect(realityCheck([[0, 0, 0]])).toMatchObject({ p: NaN, statistic: NaN, best: { index: -1, mean: NaN } });
  expect(realityCheck([[]]).p).toBeNaN();
});

test("what cannot be tested is refused", () => {
  expect(() => realityCheck([[0.1, Infinity]])).toThrow(
    'realityCheck: value Infinity of "1" at row 1 is infinite; use NaN for a gap',
  );
});
