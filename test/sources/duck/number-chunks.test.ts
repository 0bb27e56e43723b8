import { expect, test } from "vitest";
import { duckConnection } from "../../../lib/sources/duck/duck.js";
import { numberChunks } from "../../../lib/sources/duck/number-chunks.js";

test("numberChunks gives every row once, in the query's order", async () => {
  const duck = await duckConnection();
  let [rows, parts] = [0, 0];
  await numberChunks(duck, "SELECT i::DOUBLE, i * 0.5::DOUBLE FROM range(10000) AS r(i)", ([whole, half]) => {
    parts++;
    whole?.forEach((value, row) => {
      expect([value, half?.[row]]).toEqual([rows, rows / 2]);
      rows++;
    });
  });
  expect(rows).toBe(10_000);
  expect(parts).toBeGreaterThan(1);
  duck.closeSync();
});
