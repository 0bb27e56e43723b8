import { expect, test } from "vitest";
import { typicalPrice } from "../../../lib/analytics/cost-basis/typical-price.js";
import { hourMs } from "../../../lib/series/time.js";
import { expectCausal, hourly } from "../panels.js";

const gap = Number.NaN;

// By hand: (12 + 9 + 10.5) / 3 = 10.5.
test("the typical price is the mean of high, low and close", () => {
  const panel = hourly(
    { open: [10, 10], high: [12, gap], low: [9, 9], close: [10.5, 10] },
    { unit: "price", identities: { close: { asset: "BTC" } } },
  );
  const typical = (of: typeof panel) => {
    const [open, high, low, close] = of.names.map((name) => of.column(name));
    return typicalPrice({ times: of.times, intervalMs: hourMs, open, high, low, close });
  };
  const { values, name, unit, identity } = typical(panel);
  expect([...values]).toEqual([10.5, gap]);
  expect([name, unit, identity]).toEqual(["typical price", "price", { asset: "BTC" }]);
  expectCausal(panel, (part) => [typical(part).values]);
});
