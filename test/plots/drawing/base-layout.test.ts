import { expect, test } from "vitest";
import { baseLayout } from "../../../lib/plots/drawing/base-layout.js";

const labelOf = (names: readonly string[]): string => {
  const key = names.map((name) => ({ name, colour: "#000000", mark: "line" as const }));
  const { annotations } = baseLayout({ title: "t", height: 300, strips: [{ label: "Equity (USD)", key }] });
  return String(annotations[0]?.text).replace(/<[^>]*>/g, "");
};

// 60 characters less the 12 of the label and 6 before each of two names leave 36, of which `strategy` takes 8.
test("a key fits beside its label: its longest names are shortened in the middle", () => {
  expect(labelOf(["strategy", "BTC held"])).toBe("Equity (USD)   — strategy   — BTC held");
  expect(labelOf(["strategy", "equal parts of all perpetuals, rebalanced daily"])).toBe(
    "Equity (USD)   — strategy   — equal parts of…alanced daily",
  );
});
