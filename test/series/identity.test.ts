import { expect, test } from "vitest";
import { commonIdentity, type Identity, sumIdentity } from "../../lib/series/identity.js";

const binance: Identity = { asset: "BTC", venue: "binance", settle: "USDT", sides: 1, delayMs: 1_000 };

test("what identities agree on stays and what they differ in goes", () => {
  expect(commonIdentity([binance, { ...binance, venue: "okx", sides: 2 }])).toEqual({
    asset: "BTC",
    settle: "USDT",
    delayMs: 1_000,
  });
});

test("a field that one of them lacks is not agreed on", () => {
  expect(commonIdentity([binance, { venue: "binance" }])).toEqual({ venue: "binance", delayMs: 1_000 });
  expect(commonIdentity([{ venue: "binance" }, binance])).toEqual({ venue: "binance", delayMs: 1_000 });
});

test("the delay is the longest", () => {
  expect(commonIdentity([{ delayMs: 5 }, {}, { delayMs: 7 }])).toEqual({ delayMs: 7 });
  expect(commonIdentity([{}, {}])).toEqual({});
});

test("one identity is its own, and none agree on nothing", () => {
  expect(commonIdentity([binance])).toEqual(binance);
  expect(commonIdentity([])).toEqual({});
});

test("a sum of inverse contracts and others is mixed, and a sum of one kind is of that kind", () => {
  const sum = (...margins: readonly Identity["margin"][]) => sumIdentity(margins.map((margin) => ({ margin }))).margin;
  expect([sum("linear", "inverse"), sum("inverse", undefined), sum("linear", "mixed")]).toEqual(Array(3).fill("mixed"));
  expect([sum("linear", "linear"), sum("inverse", "inverse"), sum("linear", undefined), sum()]).toEqual([
    "linear",
    "inverse",
    undefined,
    undefined,
  ]);
});
