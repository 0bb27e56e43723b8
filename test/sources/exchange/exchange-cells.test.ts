import { describe, expect, test } from "vitest";
import { epochMs, hourMs } from "../../../lib/series/time.js";
import { change, failure, load, market, priceAt } from "./exchange-fixture.js";

describe("rows", () => {
  const label = "2026-07-30T05:00Z";
  const at = epochMs(label);

  test.each([
    ["blank", "a blank cell", { sumOpenInterest: "" }, "empty cells; left as gaps"],
    ["blank", "a null", { sumOpenInterest: null }, "empty cells; left as gaps"],
    ["invalid", "a text", { sumOpenInterest: "n/a" }, "cells that are no number or an impossible one; left as gaps"],
    ["invalid", "zero", { sumOpenInterest: "0.0000" }, "cells that are no number or an impossible one; left as gaps"],
    [
      "invalid",
      "a negative number",
      { sumOpenInterest: "-5" },
      "cells that are no number or an impossible one; left as gaps",
    ],
    ["invalid", "a missing field", { sumOpenInterest: undefined }, "rows without this field; left as gaps"],
  ])("are left empty and told as %s where there is %s", async (kind, _what, cells, detail) => {
    const { dataset, issues } = await load(change(market(), label, (row) => ({ ...row, ...cells })));
    expect(issues.filter((issue) => issue.kind !== "label")).toEqual([
      { kind, where: "open interest sumOpenInterest", count: 1, from: at, to: at, detail },
    ]);
    expect(dataset.openInterest.column("binance").at(at)).toBeNaN();
    expect(dataset.openInterestUsd.column("binance").at(at)).toBeGreaterThan(0);
  });

  test("may carry their time as text", async () => {
    const texts = market().openInterest.map((row) => ({ ...row, timestamp: String(row.timestamp) }));
    const { coins } = await load({ ...market(), openInterest: texts });
    expect([...coins]).toEqual([...(await load(market())).coins]);
  });

  test("without a time or beside the grid are gaps", async () => {
    const without = await load(change(market(), label, ({ timestamp: _, ...row }) => row));
    expect(without.issues.slice(1)).toMatchObject([
      { kind: "gap", where: "open interest", count: 1, from: at, to: at },
    ]);
    const beside = await load(change(market(), label, (row) => ({ ...row, timestamp: at + 7 })));
    expect(beside.issues.slice(1)).toMatchObject([
      { kind: "gap", where: "open interest", count: 1, from: at, to: at },
      { kind: "invalid", where: "open interest", count: 1, from: at + 7, to: at + 7 },
    ]);
  });

  test("that all lack a field are an error that names it and those there are", async () => {
    const renamed = market().openInterest.map(({ sumOpenInterestValue, ...row }) => ({
      ...row,
      notional: sumOpenInterestValue,
    }));
    expect(await failure({ ...market(), openInterest: renamed })).toBe(
      'loadExchange: no row of open interest has "sumOpenInterestValue" but only symbol, sumOpenInterest, CMCCirculatingSupply, timestamp, notional, first at 2026-07-30; the exchange or ccxt has changed its answer',
    );
  });

  test("of candles are checked as well", async () => {
    const start = epochMs(label) - hourMs;
    const { klines } = market();
    const blank = klines.map((row) => (row[0] === start ? row.with(4, "") : row));
    const { dataset, issues } = await load({ ...market(), klines: blank.filter(([time]) => time !== start + hourMs) });
    expect(dataset.candles.close.at(at)).toBeNaN();
    expect(dataset.candles.open.at(at)).toBe(priceAt(start));
    expect(issues.slice(1)).toMatchObject([
      { kind: "invalid", where: "candles close", count: 1 },
      { kind: "gap", where: "candles", count: 1, from: at + hourMs },
    ]);
  });

  test("of a bar whose close is outside its range are gaps, since no one knows which of them is wrong", async () => {
    const start = epochMs(label) - hourMs;
    const { klines } = market();
    // ccxt reads "0x10" as 16.
    const wrong = klines.map((row) => (row[0] === start ? row.with(4, "0x10") : row));
    const { dataset, issues } = await load({ ...market(), klines: wrong });
    expect(dataset.candles.close.at(at)).toBeNaN();
    expect(dataset.candles.open.at(at)).toBeNaN();
    expect(issues.filter(({ kind }) => kind !== "label")).toEqual([
      {
        kind: "invalid",
        where: "candles",
        count: 1,
        from: start,
        to: start,
        detail: "bars whose open or close is not between low and high; left as gaps",
      },
    ]);
  });
});
