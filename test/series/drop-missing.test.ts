import { expect, test } from "vitest";
import { dropMissing } from "../../lib/series/drop-missing.js";
import { series } from "../../lib/series/series.js";

test("dropMissing keeps the rows that have a value, 0 among them", () => {
  const data = series({ name: "a", unit: "usd", venue: "okx", times: [1, 2, 3], values: [Number.NaN, 0, 5] });
  const present = dropMissing(data);
  expect([[...present.times], [...present.values]]).toEqual([
    [2, 3],
    [0, 5],
  ]);
  expect([present.name, present.unit, present.identity]).toEqual(["a", "usd", { venue: "okx" }]);
  expect(dropMissing(data.rows(0, 1)).length).toBe(0);
  expect(dropMissing(data.rows(0, 0)).length).toBe(0);
});
