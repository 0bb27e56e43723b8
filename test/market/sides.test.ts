import { describe, expect, test } from "vitest";
import { countOneSide } from "../../lib/market/sides.js";
import { panel } from "../../lib/series/panel.js";

const openInterest = panel({
  times: [0, 1],
  unit: "base",
  columns: { one: [10, Number.NaN], both: [10, Number.NaN] },
  identities: { one: { venue: "one", sides: 1 }, both: { venue: "both", sides: 2 } },
});

describe("countOneSide", () => {
  test("a column that counts both sides is halved and then says one side, gaps staying gaps", () => {
    const counted = countOneSide(openInterest);
    expect([...counted.column("both").values]).toEqual([5, Number.NaN]);
    expect(counted.column("both").identity).toEqual({ venue: "both", sides: 1, sidesReported: 2 });
  });

  test("a column that counts one side is left alone, and so is the panel given", () => {
    expect(countOneSide(openInterest).column("one").values).toBe(openInterest.columns[0].values);
    expect([...openInterest.column("both").values]).toEqual([10, Number.NaN]);
    expect(openInterest.column("both").identity.sides).toBe(2);
  });

  test("counting one side twice changes nothing more", () => {
    const once = countOneSide(openInterest);
    expect(countOneSide(once)).toEqual(once);
  });

  test("columns of unknown sides are refused by name, or kept when asked", () => {
    const unsure = panel({
      times: [0],
      unit: "usd",
      columns: { a: [1], b: [2], c: [3] },
      identities: { a: { sides: "unknown" }, c: { sides: 2 } },
    });
    expect(() => countOneSide(unsure)).toThrow(
      "countOneSide: nobody says how many sides these count: a, b; set identity.sides or say it in sides",
    );
    expect(countOneSide(unsure, { unknown: "keep" }).columns.map(({ values }) => values[0])).toEqual([1, 2, 1.5]);
    expect(countOneSide(unsure, { unknown: "keep" }).column("a").identity.sides).toBe("unknown");
  });

  test("what the caller decides for a venue goes before what the column says, by any of the venue's names", () => {
    const doubtful = panel({
      times: [0],
      unit: "usd",
      columns: { bybit: [10], hyperliquid: [10], okx: [10] },
      identities: {
        bybit: { venue: "bybit", sides: 2 },
        hyperliquid: { venue: "hyperliquid", sides: "unknown" },
        okx: { venue: "okx", sides: "unknown" },
      },
    });
    const counted = countOneSide(doubtful, { sides: { Bybit: 1, hyperliquid: 2, OKEX: 1 } });
    expect(counted.columns.map(({ values }) => values[0])).toEqual([10, 5, 10]);
    expect(counted.columns.map(({ identity }) => identity)).toEqual([
      { venue: "bybit", sides: 1, sidesReported: 1 },
      { venue: "hyperliquid", sides: 1, sidesReported: 2 },
      { venue: "okx", sides: 1, sidesReported: 1 },
    ]);
    expect(countOneSide(counted, { sides: { hyperliquid: 2 } })).toEqual(counted);
  });

  test("a decision about nobody, or for three sides, is refused", () => {
    expect(() => countOneSide(openInterest, { sides: { gate: 2 } })).toThrow(
      'countOneSide: no column is of the venue "gate"; known: one, both',
    );
    expect(() => countOneSide(openInterest, { sides: { one: 3 as 2 } })).toThrow(
      "countOneSide: one cannot count 3 sides; give 1 or 2",
    );
  });

  test("a panel without columns stays one, and a panel of shares is refused", () => {
    expect(countOneSide(panel({ times: [], unit: "usd", columns: {} })).columns).toEqual([]);
    expect(() => countOneSide(panel({ times: [], unit: "fraction", columns: {} }))).toThrow(
      "countOneSide: a panel in unit fraction counts no sides; give one in contracts, base, usd",
    );
  });
});
