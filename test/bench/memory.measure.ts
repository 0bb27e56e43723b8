import { expect, test } from "vitest";
import { randomMarket } from "./market.js";
import { type Computed, compute } from "./peers/open-interest.js";
import { collectGarbage } from "./timing.js";

// A process of its own, so that its highest memory is that of this run.

test("the pipeline takes at most three times its input", () => {
  // Has the code compiled before memory is measured, on so little that what it leaves free does not count.
  for (let round = 0; round < 20; round++) compute(randomMarket(1_000));
  const market = randomMarket(525_600);
  const inputBytes = (market.oi.columns.length + 2) * market.oi.length * Float64Array.BYTES_PER_ELEMENT;
  collectGarbage();
  const before = process.memoryUsage();
  const result: Computed = compute(market);
  const resident = process.resourceUsage().maxRSS * 1024 - before.rss;
  // With what is no longer held but not yet collected; the resident memory may come out less, by reuse of free pages.
  const allocated = process.memoryUsage().arrayBuffers - before.arrayBuffers;
  collectGarbage();
  const held = process.memoryUsage().arrayBuffers - before.arrayBuffers;
  const times = (bytes: number): string => `${(bytes / inputBytes).toFixed(2)} × the input`;
  console.log(
    `input: ${(inputBytes / 2 ** 20).toFixed(0)} MiB, 10 venues, price and times by ${market.oi.length} rows`,
  );
  console.log(`results (${result.shares.names.length} columns each of shares, ratios and z-scores): ${times(held)}`);
  console.log(`highest beside the input: ${times(allocated)} in arrays, ${times(resident)} resident`);
  expect(Math.max(allocated, resident) / inputBytes).toBeLessThan(3);
});
