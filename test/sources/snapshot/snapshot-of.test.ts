import { expect, test } from "vitest";
import { instrument } from "../../../lib/market/instrument.js";
import { publishedNumber } from "../../../lib/sources/snapshot/published-number.js";
import { publishedTime } from "../../../lib/sources/snapshot/published-time.js";
import { snapshotOf } from "../../../lib/sources/snapshot/snapshot-of.js";

const answeredAt = 1751328000000;
const moment = { answeredAt, skewMs: 0 };

// A contract pays 0.000001 XBT for each dollar of the price of ETH. 10,000,000 of them with ETH at 2,500 and XBT at
// 100,000 dollars: in dollars 10,000,000 × 0.000001 × 2,500 × 100,000 = 2,500,000,000, which are 1,000,000 ETH.
test("a quanto contract needs the price of its settlement coin", () => {
  const listed = { instrument: instrument("bitmex", "ETHUSD"), marketName: "quanto", market: {} };
  const reading = { instrument: "ETHUSD", published: { openInterest: 10000000 }, price: 2500 };
  const { snapshot } = snapshotOf(listed, reading, { ...moment, settlePrice: 100000 });
  expect([snapshot.contracts, snapshot.base, snapshot.usd]).toEqual([10000000, 1000000, 2500000000]);
  const without = snapshotOf(listed, reading, moment).snapshot;
  expect([without.contracts, without.base, without.usd]).toEqual([10000000, Number.NaN, Number.NaN]);
});

// 411,647,400 contracts of a dollar at 97,850: 4,206.92 XBT, published in satoshi.
test("a scaled field is brought to its unit", () => {
  const listed = { instrument: instrument("bitmex", "XBTUSD"), marketName: "inverse", market: {} };
  const published = { openInterest: 411647400, openValue: 420692284108 };
  const { snapshot } = snapshotOf(listed, { instrument: "XBTUSD", published, price: "97850" }, moment);
  expect(snapshot.usd).toBe(411647400);
  expect(snapshot.base).toBeCloseTo(4206.92284108, 8);
});

test("numbers that contradict each other are told, and kept as published", () => {
  const listed = { instrument: instrument("okx", "BTC-USDT-SWAP"), marketName: "linear", market: {} };
  // 1,000 contracts of 0.01 are 10 coins, not 100; 100 coins for 5,000,000 dollars are 50,000 each.
  const published = { oi: "1000", oiCcy: "100", oiUsd: "5000000" };
  const { snapshot, issues } = snapshotOf(listed, { instrument: "BTC-USDT-SWAP", published, price: 100000 }, moment);
  expect([snapshot.contracts, snapshot.base, snapshot.usd]).toEqual([1000, 100, 5000000]);
  expect(issues.map(({ detail }) => detail)).toEqual([
    "1000 contracts of 0.01 are not the 100 coins beside them; coins kept",
    "5000000 dollars for 100 coins are far from the price 100000; both kept",
  ]);
});

test("published numbers are read whole or not at all", () => {
  expect(["12.5", " 7 ", "1e3", 3, 0, "-2"].map(publishedNumber)).toEqual([12.5, 7, 1000, 3, 0, -2]);
  for (const none of [
    "",
    "12a",
    "0x10",
    "1,000",
    null,
    undefined,
    {},
    [],
    Number.NaN,
    Number.POSITIVE_INFINITY,
    "1e999",
  ]) {
    expect(publishedNumber(none)).toBe(Number.NaN);
  }
});

test("published times are read in whatever unit they are", () => {
  const time = 1751327999500;
  expect([time, String(time), time / 1000, time * 1000, `${time}123456`].map(publishedTime)).toEqual(
    new Array(5).fill(time),
  );
  for (const none of ["", undefined, 0, "0", -1, "2025-07-01"]) expect(publishedTime(none)).toBe(Number.NaN);
});
