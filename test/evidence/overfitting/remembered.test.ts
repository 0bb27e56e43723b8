import { expect, test } from "vitest";
import type { HalfMeasures } from "../../../lib/evidence/overfitting/half-measures.js";
import { remembered } from "../../../lib/evidence/overfitting/remembered.js";

/** Writes the mask, and says how often it was asked. */
function counting(): HalfMeasures & { readonly asked: number[] } {
  const asked: number[] = [];
  const write = (mask: number, out: Float64Array): number => {
    asked.push(mask);
    out.fill(mask);
    return mask;
  };
  return { asked, unit: 1, write };
}

test("a half is taken once, and given again as it was", () => {
  const measures = counting();
  const { write } = remembered(measures, { splits: 2, blocks: 2, N: 3 });
  const out = new Float64Array(3);
  const answers = [1, 2, 1, 2].map((mask) => [write(mask, out), ...out]);
  expect(answers).toEqual([
    [1, 1, 1, 1],
    [2, 2, 2, 2],
    [1, 1, 1, 1],
    [2, 2, 2, 2],
  ]);
  expect(measures.asked).toEqual([1, 2]);
});

test("too many to keep are taken again", () => {
  const measures = counting();
  expect(remembered(measures, { splits: 12_870, blocks: 16, N: 1000 })).toBe(measures);
});
