import { expect, test } from "vitest";
import { costBasis } from "../../../lib/analytics/cost-basis/cost-basis.js";
import { decomposition } from "../../../lib/analytics/decomposition/decomposition.js";
import { breadth } from "../../../lib/analytics/divergence/breadth.js";
import { netPositions } from "../../../lib/analytics/leverage/net-positions.js";
import { regimes } from "../../../lib/analytics/regimes/regimes.js";
import { constantPriceTotal } from "../../../lib/analytics/totals/constant-price-total.js";
import { linkedTotal } from "../../../lib/analytics/totals/linked-total.js";
import { sumBy } from "../../../lib/analytics/totals/sum-by.js";
import { total } from "../../../lib/analytics/totals/total.js";
import { hourly } from "../panels.js";

const identities = {
  linear: { venue: "okx", margin: "linear" as const },
  inverse: { venue: "okx", margin: "inverse" as const },
};
const coins = hourly({ linear: [10, 10], inverse: [10, 5] }, { identities });
const dollars = hourly({ linear: [10, 20], inverse: [10, 10] }, { unit: "usd", identities });
const price = hourly({ price: [1, 2] }, { unit: "price" }).column("price");

// The price doubles and nobody trades: the coins of the inverse contract halve, the dollars of the linear one double.
test("a sum of linear and inverse contracts is taken for free of the price in neither unit", () => {
  const problem = "adds inverse contracts to others, which the price moves in coins and in dollars alike";
  for (const sum of [total(coins).total, linkedTotal(coins), sumBy(coins, "venue").column("okx")]) {
    expect(() => regimes(price, sum)).toThrow(`regimes: "${sum.name}" ${problem}`);
    expect(() => costBasis(sum, price)).toThrow(`costBasis: "${sum.name}" ${problem}`);
    expect(() => netPositions(sum, sum)).toThrow(`netPositions: "${sum.name}" ${problem}`);
    expect([...regimes(price, sum, { allowPriceEffect: true }).codes]).toEqual([-1, 3]);
  }
  expect(() => regimes(price, total(dollars).total)).toThrow(`regimes: "total" ${problem}`);
  expect(() => breadth(sumBy(coins, "venue"))).toThrow(`breadth: "okx" ${problem}`);
});

test("what is counted at constant prices is free of it", () => {
  const level = constantPriceTotal(dollars, coins);
  expect([...regimes(price, level).codes]).toEqual([-1, 0]);
});

test("a sum of linear and inverse contracts is not split into positions and revaluation", () => {
  expect(() => decomposition(sumBy(dollars, "venue"), sumBy(coins, "venue"))).toThrow(
    'decomposition: "okx" adds inverse contracts to others, whose dollars and coins the price moves differently; give contracts before they are added',
  );
});
