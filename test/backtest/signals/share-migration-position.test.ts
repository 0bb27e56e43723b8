import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shareMigration } from "../../../lib/analytics/shares/share-migration.js";
import { shares } from "../../../lib/analytics/shares/shares.js";
import { shareGain } from "../../../lib/backtest/signals/share-gain.js";
import { shareMigrationPosition } from "../../../lib/backtest/signals/share-migration-position.js";
import { difference } from "../../../lib/series/difference.js";
import { expectCausal, fullPanel, hourly, randomPanel, runs } from "../../analytics/panels.js";

const gap = Number.NaN;

describe("shareGain", () => {
  // Okx among all: 10/40, 20/50, 20/40; among okx and bybit where binance is missing: 20/30 → 30/40.
  const oi = hourly({
    binance: [20, 20, 10, gap, gap, 10],
    bybit: [10, 10, 10, 10, 10, 10],
    okx: [10, 20, 20, 20, 30, gap],
  });

  test("is the change of the share among the columns that are there at both ends", () => {
    const { values, unit, name } = shareGain(oi, "okx");
    expect(values[0]).toBeNaN();
    expect(values[1]).toBeCloseTo(20 / 50 - 10 / 40, 15);
    expect(values[2]).toBeCloseTo(20 / 40 - 20 / 50, 15);
    // Binance leaves: okx has 20/30 of those that stayed, before and after.
    expect(values[3]).toBeCloseTo(0, 15);
    expect(values[4]).toBeCloseTo(30 / 40 - 20 / 30, 15);
    expect(values[5]).toBeNaN();
    expect([unit, name]).toEqual(["fraction", "share gain of okx"]);
    expect(shareGain(oi, "okx", { horizon: 2 }).values[2]).toBeCloseTo(20 / 40 - 10 / 40, 15);
  });

  test("without entries and exits is the change of the share, and that of all others its negative", () => {
    fc.assert(
      fc.property(fullPanel, (full) => {
        const [first, ...others] = full.names;
        const gain = shareGain(full, first).values;
        const change = difference(shares(full).column(first)).values;
        const rest = shareGain(full, others).values;
        for (let row = 1; row < gain.length; row++) {
          expect(gain[row]).toBeCloseTo(change[row], 13);
          expect(rest[row]).toBeCloseTo(-gain[row], 13);
        }
      }),
      runs,
    );
  });

  test("has the sign of the migration within those that stayed", () => {
    const moved = shareMigration(oi, oi.times[2], oi.times[4]);
    const within = moved.columns.find(({ name }) => name === "okx")?.within ?? gap;
    // Stayed: okx and bybit, 30 of 40 and all 40; the mean of both weighs the gain.
    expect(within).toBeCloseTo(((30 / 40 + 1) / 2) * shareGain(oi, "okx", { horizon: 2 }).values[4], 14);
  });

  test("is missing where no other column is there at both ends, and without rows it has none", () => {
    const alone = hourly({ a: [1, 2, 3], b: [1, gap, 3] });
    expect([...shareGain(alone, "a").values]).toEqual([gap, gap, gap]);
    expect(shareGain(alone.rows(0, 0), "a").length).toBe(0);
    expect([...shareGain(hourly({ a: [0, 0], b: [0, 1] }), "a").values]).toEqual([gap, gap]);
  });

  test("refuses columns that are not there, all of them, none, and what cannot be added", () => {
    expect(() => shareGain(oi, "mexc")).toThrow('column: no "mexc" in this panel; known: binance, bybit, okx');
    expect(() => shareGain(oi, oi.names)).toThrow("shareGain: 3 of 3 columns named; give some, and leave some");
    expect(() => shareGain(oi, [])).toThrow("shareGain: 0 of 3 columns named; give some, and leave some");
    expect(() => shareGain(hourly({ a: [1], b: [2] }, { unit: "price" }), "a")).toThrow(
      "shareGain: a sum of values in price",
    );
    expect(() => shareGain(hourly({ a: [-1], b: [2] }), "a")).toThrow("shareGain: ");
    expect(() => shareGain(oi, "okx", { horizon: 0 })).toThrow("shareGain: horizon 0 is not a number of rows");
  });
});

describe("shareMigrationPosition", () => {
  const options = { window: 3, enter: 1, leave: 0 };

  // Gains of a: .1, .1, .2, .05, −.3. Scores over three: (.1, .1, .2) 1.155; (.1, .2, .05) −0.873; (.2, .05, −.3) −1.121.
  test("follows an unusual gain until it is on the other side of the usual one", () => {
    const share = [0.3, 0.4, 0.5, 0.7, 0.75, 0.45];
    const oi = hourly({ a: share, b: share.map((value) => 1 - value) });
    const position = shareMigrationPosition(oi, "a", options);
    expect([...position.values]).toEqual([gap, gap, gap, 1, 0, -1]);
    expect([...shareMigrationPosition(oi, "b", options).values]).toEqual([gap, gap, gap, -1, 0, 1]);
    expect([position.unit, position.name]).toEqual(["fraction", "following the share gain of a over 3 rows at 1/0"]);
  });

  test("is known as late as the last of its columns", () => {
    const oi = hourly({ a: [1, 2], b: [3, 4] }, { identities: { b: { delayMs: 5000, asset: "BTC" } } });
    expect(shareMigrationPosition(oi, "a", options).identity).toEqual({ delayMs: 5000 });
  });

  test("depends on no later row and not on the scale or the unit's size", () => {
    fc.assert(
      fc.property(randomPanel, (oi) => {
        expectCausal(oi, (part) => [shareMigrationPosition(part, "venue0", { ...options, minCount: 2 }).values]);
        const scaled = oi.map(({ values }) => values.map((value) => value * 1024));
        expect([...shareMigrationPosition(scaled, "venue0", options).values]).toEqual([
          ...shareMigrationPosition(oi, "venue0", options).values,
        ]);
      }),
      runs,
    );
  });

  test("refuses distances and windows that do not fit", () => {
    const oi = hourly({ a: [1], b: [1] });
    expect(() => shareMigrationPosition(oi, "a", { enter: 1, leave: 1 })).toThrow(
      "shareMigrationPosition: leave 1 and enter 1 do not fit; give 0 ≤ leave < enter",
    );
    expect(() => shareMigrationPosition(oi, "a", { window: 2, minCount: 3 })).toThrow(
      "shareMigrationPosition: minCount 3 is more than the 2 rows of the window",
    );
  });
});
