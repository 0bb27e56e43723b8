import { expect, test } from "vitest";
import { countText } from "../../lib/series/count-text.js";

test("a number of things is said with its commas and its plural", () => {
  expect([0, 1, 2, 1_200].map((count) => countText(count, "trade"))).toEqual([
    "0 trades",
    "1 trade",
    "2 trades",
    "1,200 trades",
  ]);
  expect(countText(2, "loss", "losses")).toBe("2 losses");
});
