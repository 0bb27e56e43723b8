import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { divergence } from "../../../lib/analytics/divergence/divergence.js";
import { divergenceMomentum } from "../../../lib/backtest/signals/divergence-momentum.js";
import { reversionPosition } from "../../../lib/backtest/signals/reversion-position.js";
import { zScoreReversion } from "../../../lib/backtest/signals/z-score-reversion.js";
import { series } from "../../../lib/series/series.js";
import { expectCausal, fullPanel, hourly, runs } from "../../analytics/panels.js";

const gap = Number.NaN;

describe("divergenceMomentum", () => {
  const z = [0, 1.9, 2, 3, 0.6, 0.5, 0.5, -2.5, -0.6, 3, -1, gap, 1, -2];
  const score = series({ times: z.map((_, row) => row), values: z, name: "okx", unit: "score", delayMs: 7 });

  // Long at 2, kept at 3 and 0.6, left at 0.5; short at −2.5, kept at −0.6, flipped at 3; −1 lies beyond the mean: flat;
  // the gap is a gap; 1 is not enough to enter; short at −2.
  test("enters with the score, leaves closer to the mean, and forgets at a gap", () => {
    const position = divergenceMomentum(score);
    expect([...position.values]).toEqual([0, 0, 1, 1, 1, 0, 0, -1, -1, 1, 0, gap, 0, -1]);
    expect([position.unit, position.identity.delayMs]).toEqual(["fraction", 7]);
  });

  test("is the reversion the other way round", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -4, max: 4 })), (values) => {
        const random = series({ times: values.map((_, row) => row), values, name: "z", unit: "score" });
        const opposite = reversionPosition(random).values.map((side) => 0 - side);
        expect([...divergenceMomentum(random).values]).toEqual([...opposite]);
      }),
      runs,
    );
  });

  test("of a divergence depends on no later row, on the scale of no venue, and not on their order", () => {
    const follow = (oi: Parameters<typeof divergence>[0]): Float64Array =>
      divergenceMomentum(divergence(oi, { window: 5 }).zScore.column("venue0"), { enter: 1 }).values;
    fc.assert(
      fc.property(fullPanel, (oi) => {
        expectCausal(oi, (part) => [follow(part)]);
        expect([...follow(oi.map(({ values }) => values.map((value) => value * 1024)))]).toEqual([...follow(oi)]);
        // Sums in another order differ in the last digit, which moves a score across a bound only where it lies on it.
        const shuffled = follow(oi.select(oi.names.toReversed()));
        const moved = [...follow(oi)].filter((side, row) => !Object.is(side, shuffled[row])).length;
        expect(moved).toBe(0);
      }),
      runs,
    );
  });

  test("refuses to leave farther out than it enters", () => {
    expect(() => divergenceMomentum(score, { enter: 1, leave: 2 })).toThrow(
      "divergenceMomentum: leave 2 and enter 1 do not fit; give 0 ≤ leave < enter",
    );
  });
});

describe("zScoreReversion", () => {
  const price = (values: readonly number[]) => hourly({ close: values }, { unit: "price" }).column("close");

  // Over three rows (1, 1, 4): mean 2, deviation √3, score 2 / √3 = 1.155; (1, 4, 2): 7/3, 1.528, −0.218: changed sign;
  // (4, 2, 1): 7/3, −0.873; (2, 1, −2): 1/3, 2.082, −1.121.
  test("bets against the distance from the trailing mean", () => {
    const position = zScoreReversion(price([1, 1, 4, 2, 1, -2]), { window: 3, enter: 1, leave: 0.1 });
    expect([...position.values]).toEqual([gap, gap, -1, 0, 0, 1]);
  });

  test("is missing where nothing varies and where the window lacks a value", () => {
    expect([...zScoreReversion(price([5, 5, 5]), { window: 2 }).values]).toEqual([gap, gap, gap]);
    expect([...zScoreReversion(price([1, gap, 5, 9]), { window: 2, enter: 0.7 }).values]).toEqual([gap, gap, gap, -1]);
    expect(zScoreReversion(price([])).length).toBe(0);
  });

  test("refuses what is no window", () => {
    expect(() => zScoreReversion(price([1]), { window: 0 })).toThrow(
      "zScoreReversion: window 0 is not a number of rows; give a whole number of at least 1",
    );
    expect(() => zScoreReversion(price([1]), { enter: 0 })).toThrow("leave 0.5 and enter 0 do not fit");
  });
});
