import { expect, test } from "vitest";
import { randomMarket, withGaps } from "./market.js";
import { openInterest } from "./peers/open-interest.js";
import { timeByTurns } from "./timing.js";

test("the cost is linear in rows", async () => {
  const sizes = [65_700, 131_400, 262_800, 525_600];
  const timings = await timeByTurns(
    sizes.map((rows) => ({ name: `${rows}`, run: openInterest(randomMarket(rows)).run })),
    9,
  );
  const perRow = timings.map(({ least }, place) => (1e6 * least) / sizes[place]);
  console.table(
    Object.fromEntries(
      timings.map(({ name, median, least }, place) => [
        `${name} rows`,
        { "median ms": round(median), "least ms": round(least), "least ns a row": round(perRow[place]) },
      ]),
    ),
  );
  // Eight times the rows; half as much again allows for the caches that the longest does not fit in.
  expect(perRow[3] / perRow[0]).toBeLessThan(1.5);
});

test("one gap in a thousand values costs", async () => {
  const market = randomMarket(525_600);
  const timings = await timeByTurns(
    [
      { name: "without a gap", run: openInterest(market).run },
      { name: "with gaps", run: openInterest(withGaps(market)).run },
    ],
    7,
  );
  console.table(
    Object.fromEntries(
      timings.map(({ name, median, least }) => [name, { median: round(median), least: round(least) }]),
    ),
  );
});

function round(value: number): number {
  return Number(value.toFixed(1));
}
