import { expect, test } from "vitest";
import { unitEffect } from "../../../lib/analytics/regimes/unit-effect.js";
import type { Identity, Unit } from "../../../lib/series/identity.js";
import { type Series, series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { start } from "../panels.js";
import { hourlySeries } from "./coded.js";

const price = hourlySeries([100, 110, 99, 108.9], "price");
const none = { band: { kind: "fixed", price: 0, openInterest: 0 } } as const;

function inUnit(values: readonly number[], unit: Unit, margin?: Identity["margin"]): Series {
  const times = values.map((_, t) => start + t * hourMs);
  return series({ times, values, name: unit, unit, ...(margin === undefined ? {} : { margin }) });
}

// By hand, price +10 %, −10 %, +10 %. Coins −5 %, +5 %, +10 %: 3, 2, 1. Their dollars ×1.045, ×0.945, ×1.21: 1, 4, 1.
const coins = [100, 95, 99.75, 109.725];
const worth = coins.map((coin, t) => coin * price.values[t]);

test("coins of linear contracts are compared with their dollars", () => {
  const found = unitEffect(price, inUnit(worth, "usd"), inUnit(coins, "base"), none);
  expect([found.unit, found.otherUnit, found.compared]).toEqual(["base", "usd", 3]);
  expect(found.changed).toBeCloseTo(2 / 3, 12);
  expect([found.table[3]?.[1], found.table[2]?.[4], found.table[1]?.[1]]).toEqual([1, 1, 1]);
});

// By hand: 100 contracts of a dollar stand still, so neutral; their coins fall, rise and fall: 3, 2, 3.
test("dollars of inverse contracts are compared with their coins", () => {
  const dollars = [100, 100, 100, 100];
  const asCoins = dollars.map((value, t) => value / price.values[t]);
  const found = unitEffect(price, inUnit(dollars, "usd", "inverse"), inUnit(asCoins, "base", "inverse"), none);
  expect([found.unit, found.otherUnit, found.changed]).toEqual(["usd", "base", 1]);
  expect(found.table[0]).toEqual([0, 0, 1, 2, 0]);
});

test("a wide enough band leaves nothing for the unit to change", () => {
  const band = { kind: "fixed", price: 1, openInterest: 1 } as const;
  expect(unitEffect(price, inUnit(worth, "usd"), inUnit(coins, "base"), { band }).changed).toBe(0);
});

test("no rows compare nothing", () => {
  const found = unitEffect(hourlySeries([], "price"), inUnit([], "usd"), inUnit([], "base"));
  expect([found.compared, found.changed]).toEqual([0, Number.NaN]);
});

test("other units and two kinds of contract are refused", () => {
  expect(() => unitEffect(price, inUnit(coins, "base"), inUnit(worth, "usd"))).toThrow(
    "unitEffect: the series are in base and usd; give the one in usd first, then the one in base",
  );
  expect(() => unitEffect(price, inUnit(worth, "usd", "inverse"), inUnit(coins, "base"))).toThrow(
    'unitEffect: "usd" is inverse and "base" of no margin; give the same open interest twice',
  );
  expect(() => unitEffect(price, inUnit(worth, "usd", "mixed"), inUnit(coins, "base", "mixed"))).toThrow(
    'unitEffect: "usd" or "base" adds inverse contracts to others, so that no unit of it is free of the price; classify constantPriceTotal',
  );
});
