import { beforeAll, expect, test } from "vitest";
import { decomposition } from "../../lib/analytics/decomposition/decomposition.js";
import { labelAgreement } from "../../lib/analytics/regimes/label-agreement.js";
import { type RegimeOptions, regimeNames, regimes } from "../../lib/analytics/regimes/regimes.js";
import { shares } from "../../lib/analytics/shares/shares.js";
import { constantPriceTotal } from "../../lib/analytics/totals/constant-price-total.js";
import { linkedTotal } from "../../lib/analytics/totals/linked-total.js";
import { sumBy } from "../../lib/analytics/totals/sum-by.js";
import type { Panel } from "../../lib/series/panel.js";
import type { Series } from "../../lib/series/series.js";
import type { SimulatedMarket } from "../../lib/sources/simulated/simulated-market.js";
import { published, publishedOnce, simulatedYear } from "./simulated.js";

// A simulated market knows who opened and who closed; here what is computed from its publications meets that.
let market: SimulatedMarket;
/** What venues publish, in coins and in dollars, every contract counted once. */
let coins: Panel;
let dollars: Panel;

beforeAll(() => {
  market = simulatedYear();
  coins = publishedOnce(market, "base");
  dollars = publishedOnce(market, "usd");
});

/** Coins in the contracts of one row, as the truth holds them. */
function trueCoins(index: number, row: number): number {
  const { instrument, markPrice } = market.contracts[index];
  const contracts = market.truth.contracts[index].openInterest[row];
  return (contracts * instrument.contractSize) / (instrument.margin === "inverse" ? markPrice[row] : 1);
}

test("shares of venues are those of the contracts truly open", () => {
  const parts = shares(sumBy(coins, "venue", { over: "reporting" }), { over: "reporting" });
  const { outage } = market.truth;
  let worst = 0;
  for (let t = 0; t < parts.length; t++) {
    if (t >= outage.from && t < outage.to) continue;
    const byVenue = new Map<string, number>();
    market.contracts.forEach(({ instrument }, index) => {
      const held = trueCoins(index, t);
      if (!Number.isNaN(held)) byVenue.set(instrument.venue, (byVenue.get(instrument.venue) ?? 0) + held);
    });
    const all = [...byVenue.values()].reduce((sum, held) => sum + held);
    for (const [venue, held] of byVenue) {
      worst = Math.max(worst, Math.abs(parts.column(venue).values[t] - held / all));
    }
  }
  expect(worst).toBeLessThan(1e-12);
});

test("as published, venues that count one side and two are not put into shares", () => {
  const raw = published(market, "base");
  expect(() => shares(raw, { over: "reporting" })).toThrow("counts one side and");
});

test("positions are the contracts opened less those closed, at the mean price", () => {
  const { byColumn } = decomposition(dollars, coins);
  let compared = 0;
  market.contracts.forEach(({ instrument, markPrice }, index) => {
    const { bothOpened, bothClosed, settled } = market.truth.contracts[index];
    const positions = byColumn.positions.columns[index].values;
    for (let t = 1; t < positions.length; t++) {
      if (Number.isNaN(positions[t])) continue;
      const opened = (bothOpened[t] - bothClosed[t] - settled[t]) * instrument.contractSize;
      // A contract that is settled has no open interest to imply a price, and takes that of the row before.
      const later = settled[t] > 0 ? markPrice[t - 1] : markPrice[t];
      const value = instrument.margin === "inverse" ? opened : (opened * (markPrice[t - 1] + later)) / 2;
      // To rounding: a billion dollars times 2^-52 is 2e-7.
      expect(Math.abs(positions[t] - value)).toBeLessThan(1e-4);
      compared++;
    }
  });
  expect(compared).toBeGreaterThan(8 * 8000);
});

test("the joining venue and the outage are composition, and no step of the linked total", () => {
  const { outage } = market.truth;
  const { composition } = decomposition(dollars, coins);
  const failing = dollars.columns.findIndex(({ identity }) => identity.venue === outage.venue);
  expect(composition.values[outage.from]).toBeCloseTo(-dollars.columns[failing].values[outage.from - 1], 0);
  const linked = linkedTotal(coins).values;
  const size = (linked[outage.from] - linked[outage.from - 1]) / linked[outage.from - 1];
  const lost = coins.columns[failing].values[outage.from - 1] / linked[outage.from - 1];
  expect(lost).toBeGreaterThan(0.05);
  expect(Math.abs(size)).toBeLessThan(lost / 3);
});

// With X the takers' net longs and Y their net shorts, the true regime is the quadrant of (X + Y, X − Y). Open interest at
// constant prices shows X + Y but for what makers do. The price shows X − Y with as much noise as signal, a correlation of
// √½, of which the sign is right in ½ + asin(√½)/π = ¾ of all rows. So three quarters is what can be had; chance is a
// quarter.
test("regimes meet what takers truly did as often as the price allows", () => {
  const inCoins = agreement(linkedTotal(coins), { allowPriceEffect: true });
  const atConstantPrices = agreement(constantPriceTotal(dollars, coins));
  console.info(`coins\n${inCoins.text}\nconstant prices\n${atConstantPrices.text}`);
  expect(atConstantPrices.openInterestSide).toBeGreaterThan(0.99);
  expect(atConstantPrices.priceSide).toBeGreaterThan(0.72);
  expect(atConstantPrices.priceSide).toBeLessThan(0.8);
  expect(atConstantPrices.both).toBeGreaterThan(0.72);

  // A fifth of the market is inverse, and its coins shrink when the price rises: some build-ups look like unwinding.
  expect(inCoins.openInterestSide).toBeGreaterThan(0.9);
  expect(inCoins.both).toBeGreaterThan(0.65);
  expect(inCoins.both).toBeLessThan(atConstantPrices.both);
});

/** How often the signs of the two changes, and both, are those of the truth, over rows neutral in neither. */
function agreement(openInterest: Series, options: RegimeOptions = {}) {
  const truth = { times: market.times, codes: market.truth.regime };
  const band = { kind: "fixed", price: 0, openInterest: 0 } as const;
  const found = regimes(market.candles.close, openInterest, { band, ...options });
  const { table } = labelAgreement(truth, found);
  const part = (same: (code: number, other: number) => boolean) => {
    let all = 0;
    let right = 0;
    for (let code = 1; code < table.length; code++) {
      for (let other = 1; other < table.length; other++) {
        all += table[code][other];
        if (same(code, other)) right += table[code][other];
      }
    }
    return right / all;
  };
  const grows = (code: number) => code === 1 || code === 2;
  const rises = (code: number) => code === 1 || code === 3;
  const openInterestSide = part((code, other) => grows(code) === grows(other));
  const priceSide = part((code, other) => rises(code) === rises(other));
  const both = part((code, other) => code === other);
  const parts = [openInterestSide, priceSide, both].map((value) => value.toFixed(4)).join(", ");
  return { openInterestSide, priceSide, both, text: `${confusion(table)}\nopen interest, price, both right: ${parts}` };
}

function confusion(table: readonly (readonly number[])[]): string {
  const heads = regimeNames.map((name) => name.padStart(15)).join("");
  const lines = table.map(
    (counts, code) => regimeNames[code].padEnd(15) + counts.map((count) => String(count).padStart(15)).join(""),
  );
  return ["truth, found".padEnd(15) + heads, ...lines].join("\n");
}
