import { expect, test } from "vitest";
import { amountText } from "../../../lib/plots/results/result-words.js";

test("amounts are dollars with cents, or coins to eight significant digits", () => {
  const texts = (values: readonly number[], currency: string) =>
    values.map((value) => amountText(value, currency).replace("\u00A0", " "));
  expect(texts([668.7371, -1380.14, 0, -0.001], "USD")).toEqual([
    "668.74 USD",
    "−1,380.14 USD",
    "0.00 USD",
    "0.00 USD",
  ]);
  expect(texts([0.00123456789, -12, 12345.6789012], "BTC")).toEqual(["0.0012345679 BTC", "−12 BTC", "12,345.679 BTC"]);
  expect(texts([Number.NaN], "USD")).toEqual(["–"]);
});
