import { expect, test } from "vitest";
import { impliedPriceIssues } from "../../../lib/analytics/plausibility/implied-price-issues.js";
import { hourMs } from "../../../lib/series/time.js";
import { hourly, start } from "../panels.js";

const gap = Number.NaN;
const price = hourly({ p: [100, 110, 120, 100] }, { unit: "price" }).column("p");
const usd = (a: readonly number[]) => hourly({ a }, { unit: "usd" });
const base = (a: readonly number[]) => hourly({ a });
const check = (dollars: readonly number[], coins: readonly number[], tolerance?: number) =>
  impliedPriceIssues({ oiUsd: usd(dollars), oiBase: base(coins), price }, { tolerance });

test("dollars and coins at the price are no issue, nor are they within the tolerance", () => {
  expect(check([200, 330, 120, 500], [2, 3, 1, 5])).toEqual([]);
  expect(check([208, 330, 120, 480], [2, 3, 1, 5])).toEqual([]);
});

// By hand: 150 dollars for one coin at 120 are 1.25 times the price, one of four rows.
test("single rows that are off are told with their share and their worst", () => {
  expect(check([200, 330, 150, 500], [2, 3, 1, 5])).toEqual([
    {
      kind: "implied-price",
      where: "a",
      count: 1,
      from: start + 2 * hourMs,
      to: start + 2 * hourMs,
      detail:
        "the price implied by dollars and coins is more than 5 % off the price in 25 % of 4 rows, worst 1.25 times it at 2025-07-01T02:00Z; one of the two was not updated, or is of another instant; set both to NaN there",
    },
  ]);
  expect(check([202, 330, 120, 500], [2, 3, 1, 5], 0.005)[0]?.count).toBe(1);
});

test("an error of scale is told once for all rows, with what it may be", () => {
  const scaled = (factor: number) => check([200, 330, 120, 500], [2 / factor, 3 / factor, 1 / factor, 5 / factor]);
  expect(scaled(2)).toEqual([
    {
      kind: "implied-price",
      where: "a",
      count: 4,
      from: start,
      to: start + 3 * hourMs,
      detail:
        "the price implied by dollars and coins is 2 times the price by the median of 4 rows; one of the two may count both sides of a contract: check the sides of each (countOneSide)",
    },
  ]);
  expect(scaled(0.5)[0]?.detail).toContain("is 0.5 times the price by the median of 4 rows; one of the two may count");
  expect(scaled(1000)[0]?.detail).toContain("is 1,000 times the price");
  expect(scaled(0.001)[0]?.detail).toContain("a contract's size may have been left out or applied twice");
  expect(scaled(3)[0]?.detail).toContain(
    "check the unit of both, the contract's size, and the currency of the dollars",
  );
  expect(check([2, 3, 1, 5], [2, 3, 1, 5])[0]?.detail).toContain(
    "both hold the same number, so one of them was not converted",
  );
});

test("a row off the scale of the others is told besides it", () => {
  const issues = check([400, 660, 240, 500], [2, 3, 1, 5]);
  expect(issues.map(({ count }) => count)).toEqual([4, 1]);
  expect(issues[1]?.detail).toContain("is more than 5 % off 2 times the price in 25 % of 4 rows, worst 1 times it");
});

test("gaps and zeros are skipped, and a column may have a price of its own", () => {
  expect(check([gap, 0, 120, 500], [2, 3, gap, 0])).toEqual([]);
  expect(check([gap, gap, gap, gap], [2, 3, 1, 5])).toEqual([]);
  const own = hourly({ a: [50, 50, 50, 50], b: [1, 1, 1, 1] }, { unit: "price" });
  const data = { oiUsd: usd([100, 100, 100, 100]), oiBase: base([2, 2, 2, 2]) };
  expect(impliedPriceIssues({ ...data, price: own })).toEqual([]);
  expect(impliedPriceIssues({ ...data, price: own.select(["b"]) })).toEqual([]);
  expect(impliedPriceIssues({ oiUsd: usd([]), oiBase: base([]), price: price.rows(0, 0) })).toEqual([]);
});

test("what cannot be compared is refused", () => {
  expect(() => impliedPriceIssues({ oiUsd: base([1]), oiBase: base([1]), price: price.rows(0, 1) })).toThrow(
    "impliedPriceIssues: units are base, base and price; give oiUsd in usd, oiBase in base and price in price",
  );
  expect(() => impliedPriceIssues({ oiUsd: usd([1]), oiBase: base([1]), price })).toThrow("impliedPriceIssues: inputs");
  expect(() => check([1, 1, 1, 1], [1, 1, 1, 1], 0)).toThrow(
    "impliedPriceIssues: tolerance 0 is not above 0; give a fraction, such as 0.01",
  );
});
