import { expect, test } from "vitest";
import { stationaryVariance } from "../../../lib/evidence/superiority/stationary-variance.js";
import { fourStrategies } from "../sharpe/returns.js";
import { kernelVariance } from "./naive.js";

const deviations = (values: readonly number[]): Float64Array => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Float64Array.from(values, (value) => value - mean);
};

// arch 8.0.0: SPA(zeros(40), −columns, block_size=4, studentize=True)._loss_diff_var after compute, its root.
test("its root is that of arch", () => {
  const omegas = [0.007406102859443571, 0.01328511967115139, 0.01166959864291458, 0.009223576873201548];
  fourStrategies.forEach((column, j) => {
    expect(Math.sqrt(stationaryVariance(deviations(column), 4)) / omegas[j]).toBeCloseTo(1, 12);
  });
});

test("one pass is as lag by lag, for short blocks and for blocks longer than the data", () => {
  for (const column of fourStrategies) {
    for (const blockLength of [1, 1.5, 4, 20, 40, 1000]) {
      for (const rows of [1, 2, 3, 7, 40]) {
        const part = column.slice(0, rows);
        const expected = kernelVariance(part, blockLength);
        expect(Math.abs(stationaryVariance(deviations(part), blockLength) - expected)).toBeLessThan(1e-16);
      }
    }
  }
});

// By hand: blocks of one row leave γ(0) = (1 + 1 + 4) / 3.
test("without blocks it is the variance", () => {
  expect(stationaryVariance(Float64Array.of(-1, -1, 2), 1)).toBe(2);
});

test("a long column neither drifts nor overflows", () => {
  const values = Float64Array.from({ length: 200_000 }, (_, t) => Math.sin(t * t));
  const reversed = values.slice().reverse();
  expect(stationaryVariance(values, 50) / stationaryVariance(reversed, 50)).toBeCloseTo(1, 9);
});
