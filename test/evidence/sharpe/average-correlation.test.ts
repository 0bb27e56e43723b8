import { expect, test } from "vitest";
import { averageCorrelation } from "../../../lib/evidence/sharpe/average-correlation.js";
import { fourStrategies } from "./returns.js";

// numpy 2.4.6: (np.corrcoef(columns).sum() − 4) / 12, and np.corrcoef of the first two.
test("it is the mean over all pairs", () => {
  expect(averageCorrelation(fourStrategies)).toBeCloseTo(0.08494248940265521, 13);
  expect(averageCorrelation(fourStrategies.slice(0, 2))).toBeCloseTo(-0.12576328247180263, 13);
});

test("the same strategy twice is 1, its opposite −1, at any scale and order", () => {
  const [one] = fourStrategies;
  expect(averageCorrelation([one, one.map((value) => 2 * value + 1)])).toBeCloseTo(1, 12);
  expect(averageCorrelation([one, one.map((value) => -value)])).toBeCloseTo(-1, 12);
  expect(averageCorrelation([...fourStrategies].reverse())).toBeCloseTo(averageCorrelation(fourStrategies), 13);
});

test("a row that one column lacks counts for none, and a column that does not vary has no correlation", () => {
  const [one, two] = fourStrategies;
  const gap = two.with(5, NaN);
  const without = [one, two].map((column) => column.toSpliced(5, 1));
  expect(averageCorrelation([one, gap])).toBe(averageCorrelation(without));
  expect(averageCorrelation([one, two, one.map(() => 0)])).toBe(averageCorrelation([one, two]));
});

test("a single strategy has no pair, and none is refused", () => {
  expect(averageCorrelation([fourStrategies[0]])).toBeNaN();
  expect(averageCorrelation([[], []])).toBeNaN();
  expect(() => averageCorrelation([])).toThrow(
    "averageCorrelation: no column; give the results of at least one strategy",
  );
});
