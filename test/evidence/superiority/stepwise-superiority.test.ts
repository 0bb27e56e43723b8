import { expect, test } from "vitest";
import { stepwiseSuperiority } from "../../../lib/evidence/superiority/stepwise-superiority.js";
import { fourStrategies } from "../sharpe/returns.js";
import { noise } from "./naive.js";

const five = [...fourStrategies, fourStrategies[2].map((value, t) => value - 0.01 + 0.1 * fourStrategies[0][t])];
const options = { benchmark: 0.002, blockLength: 4, seed: 7, replications: 200 };

// From the definition in numpy 2.4.6, over the rows that bootstrapIndices(40, { blockLength: 4, seed: 7, replication }) gives
// for 200 replications.
test("values are those of the definition", () => {
  const { pValues, tValues, means, names } = stepwiseSuperiority(five, options);
  const p = [0.1691542288557214, 0.20398009950248755, 0.9601990049751243, 0.6666666666666666, 1];
  const t = [1.6024660045706662, 1.4568721169361618, -1.4662958806694204, 0.2710207249018588, -6.706066557293365];
  for (let j = 0; j < 5; j++) {
    expect(pValues[j]).toBeCloseTo(p[j], 13);
    expect(tValues[j]).toBeCloseTo(t[j], 10);
  }
  expect(means[0]).toBeCloseTo(0.0018765, 12);
  expect(names).toEqual(["1", "2", "3", "4", "5"]);
});

test("those with skill are found, and only those", () => {
  const skilled = [3, 8, 14];
  const columns = noise(20, 400, 3).map((column, j) =>
    skilled.includes(j) ? column.map((value) => value + 0.003) : column,
  );
  const { pValues } = stepwiseSuperiority(columns, { replications: 500 });
  expect([...pValues.keys()].filter((j) => pValues[j] <= 0.05)).toEqual(skilled);
});

test("p-values rise as t falls, and move with their columns", () => {
  const { pValues, tValues } = stepwiseSuperiority(five, options);
  const order = [...tValues.keys()].sort((i, j) => tValues[j] - tValues[i]);
  for (let place = 1; place < order.length; place++) {
    expect(pValues[order[place]]).toBeGreaterThanOrEqual(pValues[order[place - 1]]);
  }
  expect([...stepwiseSuperiority([...five].reverse(), options).pValues].reverse()).toEqual([...pValues]);
});

test("one that does not vary is no test, and leaves the others as they are", () => {
  const { pValues } = stepwiseSuperiority([...five, five[0].map(() => 0.002)], options);
  expect(pValues[5]).toBeNaN();
  expect([...pValues.slice(0, 5)]).toEqual([...stepwiseSuperiority(five, options).pValues]);
  expect([...stepwiseSuperiority([[]]).pValues]).toEqual([NaN]);
});

test("what cannot be tested is refused", () => {
  expect(() => stepwiseSuperiority([[0.1], [0.1, 0.2]])).toThrow('stepwiseSuperiority: "2" has 2 rows and "1" 1');
});
