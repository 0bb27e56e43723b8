import fc from "fast-check";
import { expect, test } from "vitest";
import { cumulativeSum } from "../../../lib/analytics/decomposition/cumulative-sum.js";
import { expectCausal, hourly, randomPanel, runs } from "../panels.js";

const gap = Number.NaN;

test("a gap is blank in its own row and the sum goes on after it", () => {
  const changes = hourly({ flow: [gap, 5, gap, -2, 1] }, { unit: "usd" }).column("flow");
  const sum = cumulativeSum(changes);
  expect([...sum.values]).toEqual([gap, 5, gap, 3, 4]);
  expect([sum.unit, sum.name]).toEqual(["usd", "flow"]);
});

test("a cumulative sum depends on no later row, and no rows have none", () => {
  fc.assert(
    fc.property(randomPanel, (oi) => expectCausal(oi, (part) => [cumulativeSum(part.column("venue0")).values])),
    runs,
  );
});
