import { describe, expect, test } from "vitest";
import { type Regimes, regimes } from "../../../lib/analytics/regimes/regimes.js";
import { buyAndHold } from "../../../lib/backtest/signals/buy-and-hold.js";
import { regimePosition } from "../../../lib/backtest/signals/regime-position.js";
import { reversionPosition } from "../../../lib/backtest/signals/reversion-position.js";
import { series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { flatCandles } from "../candles-of.js";

describe("regimePosition", () => {
  const hourly = (values: readonly number[], unit: "price" | "base", delayMs?: number) =>
    series({ times: values.map((_, row) => (row + 1) * hourMs), values, name: unit, unit, asset: "BTC", delayMs });
  // Price ↑ OI ↑, price ↓ OI ↑, price ↑ OI ↓, price ↓ OI ↓, a gap and what follows it, price ↑ OI ↑.
  const price = [100, 110, 100, 110, 100, Number.NaN, 100, 110];
  const oi = [100, 110, 120, 110, 100, 100, 100, 110];
  const found = (delayMs?: number): Regimes => regimes(hourly(price, "price"), hourly(oi, "base", delayMs));

  test("gives each regime named its target, the others 0, and a missing one NaN", () => {
    const position = regimePosition(found(), { "long buildup": 1, "short buildup": -0.5 });
    expect([...position.values]).toEqual([Number.NaN, 1, -0.5, 0, 0, Number.NaN, Number.NaN, 1]);
    expect(position.unit).toBe("fraction");
    expect(position.identity).toEqual({ asset: "BTC" });
  });

  test("keeps a target through regimes that are not named if asked, until a row is missing", () => {
    const long = regimePosition(found(), { "long buildup": 1 }, { hold: true });
    expect([...long.values]).toEqual([Number.NaN, 1, 1, 1, 1, Number.NaN, Number.NaN, 1]);
    const short = regimePosition(found(), { "short covering": -1 }, { hold: true });
    expect([...short.values]).toEqual([Number.NaN, 0, 0, -1, -1, Number.NaN, Number.NaN, 0]);
  });

  test("is known as late as the later of its series", () => {
    expect(regimePosition(found(5000), {}).identity.delayMs).toBe(5000);
  });

  test("refuses a regime that does not exist and a target that is no number", () => {
    expect(() => regimePosition(found(), { longs: 1 } as Record<string, number>)).toThrow(
      'regimePosition: unknown regime "longs"; known: neutral, long buildup, short buildup, short covering, long unwinding',
    );
    expect(() => regimePosition(found(), { neutral: Number.NaN })).toThrow(
      "regimePosition: target NaN for neutral is not a number; give a fraction of equity",
    );
  });

  test("on the first rows equals the first rows of it on all", () => {
    for (let n = 0; n <= price.length; n++) {
      const all = found();
      const first = { ...all, times: all.times.subarray(0, n), codes: all.codes.subarray(0, n) };
      const whole = regimePosition(all, { "long buildup": 1 }, { hold: true }).values;
      expect([...regimePosition(first, { "long buildup": 1 }, { hold: true }).values]).toEqual([
        ...whole.subarray(0, n),
      ]);
    }
  });
});

describe("reversionPosition", () => {
  const z = [0, 1.9, 2, 3, 0.6, 0.5, 0.5, -2.5, -0.6, 3, -1, Number.NaN, 1, -2];
  const score = series({ times: z.map((_, row) => row), values: z, name: "okx", unit: "score", delayMs: 7 });

  // Short at 2, kept at 3 and 0.6, left at 0.5; long at −2.5, kept at −0.6, flipped at 3; −1 lies beyond the mean: flat;
  // the gap is a gap; 1 is not enough to enter; long at −2.
  test("enters at one distance, leaves at a smaller one, and forgets at a gap", () => {
    const position = reversionPosition(score);
    expect([...position.values]).toEqual([0, 0, -1, -1, -1, 0, 0, 1, 1, -1, 0, Number.NaN, 0, 1]);
    expect(position.unit).toBe("fraction");
    expect(position.identity.delayMs).toBe(7);
  });

  test("on the first rows equals the first rows of it on all", () => {
    const whole = reversionPosition(score).values;
    for (let n = 0; n <= z.length; n++) {
      expect([...reversionPosition(score.rows(0, n)).values]).toEqual([...whole.subarray(0, n)]);
    }
  });

  test("refuses to leave farther out than it enters", () => {
    expect(() => reversionPosition(score, { enter: 1, leave: 1 })).toThrow(
      "reversionPosition: leave 1 and enter 1 do not fit; give 0 ≤ leave < enter",
    );
  });
});

test("buyAndHold is fully long at every bar end, also where the price is missing", () => {
  const position = buyAndHold(flatCandles([100, 100], null, [100, 110]));
  expect([...position.values]).toEqual([1, 1, 1]);
  expect(position.identity).toEqual({ asset: "BTC" });
  expect(buyAndHold(flatCandles()).length).toBe(0);
});
