import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fixedNotional, percentOf } from "../../../lib/backtest/sizing/fixed-sizes.js";
import { type KellyOptions, kelly } from "../../../lib/backtest/sizing/kelly.js";
import { type VolatilityTargetOptions, volatilityTarget } from "../../../lib/backtest/sizing/volatility-target.js";
import type { Candles } from "../../../lib/series/candles.js";
import { type Series, series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { closeTo, flatCandles, positionOf } from "../candles-of.js";

const gap = Number.NaN;
const candlesAt = (...closes: readonly number[]): Candles =>
  flatCandles(...closes.map((close) => (close !== close ? null : ([close, close] as const))));
const sizesOf = (values: readonly number[], unit: "fraction" | "usd" | "price", delayMs = 0): Series =>
  series({
    times: values.map((_, row) => (row + 1) * hourMs),
    values,
    name: "size",
    unit,
    ...(delayMs > 0 ? { delayMs } : {}),
  });

describe("percentOf", () => {
  test("is position times fraction, in fractions of equity", () => {
    const sized = percentOf(positionOf([1, -1, 0, gap, 0.5]), 0.2);
    closeTo(sized.values, [0.2, -0.2, 0, gap, 0.1]);
    expect([sized.unit, sized.name]).toEqual(["fraction", "signal sized to equity"]);
  });

  test("takes a series of fractions, whose gap is a missing decision unless the position is flat", () => {
    closeTo(percentOf(positionOf([1, -1, 0, 1]), sizesOf([0.5, gap, gap, 0], "fraction")).values, [0.5, gap, 0, 0]);
  });

  test("is known as late as the later of the two", () => {
    expect(percentOf(positionOf([1], 5), sizesOf([1], "fraction", 9)).identity.delayMs).toBe(9);
    expect(percentOf(positionOf([1], 5), sizesOf([1], "fraction")).identity.delayMs).toBe(5);
    expect(percentOf(positionOf([1]), 1).identity).toEqual({});
  });

  test("of no rows is of none", () => {
    expect(percentOf(positionOf([]), 1).length).toBe(0);
  });

  test("refuses other units, other times and sizes below 0", () => {
    const position = positionOf([1, 1]);
    expect(() => percentOf(sizesOf([1], "usd"), 1)).toThrow(
      'percentOf: position "size" has unit usd; give a side or a fraction of equity, unit fraction',
    );
    expect(() => percentOf(position, sizesOf([1, 1], "usd"))).toThrow('size "size" has unit usd; give fraction');
    expect(() => percentOf(position, sizesOf([1], "fraction"))).toThrow("percentOf: inputs of 2 and 1 rows");
    expect(() => percentOf(position, -0.1)).toThrow(
      "percentOf: size -0.1 is out of range; give 0 or more, NaN rows for a gap",
    );
    expect(() => percentOf(position, gap)).toThrow("size NaN is out of range");
    expect(() => percentOf(position, sizesOf([1, -1], "fraction"))).toThrow("size -1 at row 1 (1970-01-01T02:00Z)");
  });
});

describe("fixedNotional", () => {
  test("is position times dollars, in dollars", () => {
    const sized = fixedNotional(positionOf([1, -1, 0, gap]), 5000);
    closeTo(sized.values, [5000, -5000, 0, gap]);
    expect([sized.unit, sized.name]).toEqual(["usd", "signal of fixed notional"]);
    closeTo(fixedNotional(positionOf([1, -1]), sizesOf([gap, 300], "usd")).values, [gap, -300]);
  });

  test("refuses dollars in another unit", () => {
    expect(() => fixedNotional(positionOf([1]), sizesOf([1], "price"))).toThrow(
      'fixedNotional: size "size" has unit price; give usd',
    );
  });
});

// pandas 3.1.1: c = Series([100, 102, 101, 104, 103, 106, 104]); r = c.pct_change()
const closes = [100, 102, 101, 104, 103, 106, 104];

describe("volatilityTarget", () => {
  // 0.5 / (r.rolling(3).std() * sqrt(365 * 24))
  const scales = [0.2594788492594529, 0.23476832879235754, 0.2370526024801437, 0.20980754788697123];
  const options = { annualVolatility: 0.5, window: 3 } as const;

  test("is target over annualised trailing deviation, as pandas has it", () => {
    const sized = volatilityTarget(positionOf([1, 1, 1, 1, -1, 0, -0.5]), candlesAt(...closes), options);
    closeTo(sized.values, [gap, gap, gap, scales[0], -scales[1], 0, -0.5 * scales[3]], 12);
    expect([sized.unit, sized.name]).toEqual(["fraction", "signal at target volatility"]);
  });

  test("is at most the cap, 1 if nothing is said", () => {
    const high = { ...options, annualVolatility: 50 };
    expect(volatilityTarget(positionOf(Array(7).fill(1)), candlesAt(...closes), high).values[6]).toBe(1);
    expect(volatilityTarget(positionOf(Array(7).fill(-1)), candlesAt(...closes), { ...high, cap: 3 }).values[6]).toBe(
      -3,
    );
  });

  test("is missing where the price did not move, and flat where the position is", () => {
    const still = candlesAt(100, 100, 100, 100);
    closeTo(volatilityTarget(positionOf([0, 1, 1, 0]), still, { ...options, window: 2 }).values, [0, gap, gap, 0]);
  });

  test("takes fewer returns across a gap only if asked", () => {
    const candles = candlesAt(100, 102, 101, gap, 103, 106, 104);
    const position = positionOf(Array(7).fill(1));
    const known = (each: VolatilityTargetOptions): boolean[] =>
      [...volatilityTarget(position, candles, each).values].map((value) => value === value);
    expect(known(options)).toEqual(Array(7).fill(false));
    expect(known({ ...options, minCount: 2 })).toEqual([false, false, true, true, false, false, true]);
  });

  test("sizes a position once, when it is taken, if asked", () => {
    const position = positionOf([1, 1, 1, 1, 1, -1, -1]);
    const sized = volatilityTarget(position, candlesAt(...closes), { ...options, resize: "on change" });
    // Taken while no size was known, the long stays a missing decision.
    closeTo(sized.values, [gap, gap, gap, gap, gap, -scales[2], -scales[2]], 12);
  });

  test("takes positions at some of the bar ends", () => {
    const sparse = series({ times: [4 * hourMs, 7 * hourMs], values: [1, -1], name: "signal", unit: "fraction" });
    closeTo(volatilityTarget(sparse, candlesAt(...closes), options).values, [scales[0], -scales[3]], 12);
  });

  test("refuses options out of range, and a time that is no bar end", () => {
    const position = positionOf([1]);
    const run = (each: Partial<VolatilityTargetOptions>) => () =>
      volatilityTarget(position, candlesAt(100), { ...options, ...each });
    expect(run({ annualVolatility: 0 })).toThrow(
      "volatilityTarget: annualVolatility 0 is out of range; give a number above 0",
    );
    expect(run({ cap: gap })).toThrow("cap NaN is out of range");
    expect(run({ window: 1 })).toThrow("volatilityTarget: 1 returns have no standard deviation; give at least 2");
    expect(run({ minCount: 4 })).toThrow("volatilityTarget: minCount 4 is more than the 3 rows of the window");
    expect(run({ resize: "daily" as "every bar" })).toThrow('unknown resize "daily"; known: every bar, on change');
    const between = series({ times: [hourMs / 2], values: [1], name: "signal", unit: "fraction" });
    expect(() => volatilityTarget(between, candlesAt(100), options)).toThrow(
      "volatilityTarget: position time 1970-01-01T00:30Z at row 0 is not the end of any bar; align it to the candles",
    );
  });
});

describe("kelly", () => {
  const options = { window: 3, fraction: 0.02, cap: 10 } as const;
  const position = [1, 1, -1, -1, 1, 1, 1];

  // p = Series([1, 1, -1, -1, 1, 1, 1]); own = p.shift(1) * r; own.rolling(3).mean() / own.rolling(3).var()
  test("is mean over variance of the position's own returns, times the fraction, as pandas has it", () => {
    const sized = kelly(positionOf(position), candlesAt(...closes), options);
    closeTo(sized.values, [gap, gap, gap, 0, 0, 0.02 * 3.355420592297565, 0.02 * 11.371302025060414], 11);
    expect([sized.unit, sized.name]).toEqual(["fraction", "signal by Kelly"]);
  });

  test("is half the Kelly size and at most 1 if nothing is said", () => {
    const { values } = kelly(positionOf(position), candlesAt(...closes), { window: 3 });
    expect([values[5], values[6]]).toEqual([1, 1]);
    const half = kelly(positionOf(position), candlesAt(...closes), { window: 3, cap: 100 });
    expect(half.values[5]).toBeCloseTo(0.5 * 3.355420592297565, 11);
  });

  test("never turns a losing position around", () => {
    const falling = candlesAt(100, 99, 97, 96, 93);
    closeTo(kelly(positionOf([1, 1, 1, 1, -1]), falling, { window: 3 }).values, [gap, gap, gap, 0, -0]);
  });

  // Known 30 minutes late, the position of row 0 is in force during bar 2 and not during bar 1: own returns from row 2
  // on.
  test("counts a late position only in the bars it was in force", () => {
    const late = kelly(positionOf([1, 1, 1, 1], hourMs / 2), candlesAt(100, 50, 101, 103), { window: 2 });
    expect([...late.values].map((value) => value === value)).toEqual([false, false, false, true]);
    // Gains of 51 / 50 and 2 / 101: mean their half sum, variance half of their difference squared.
    const [first, second] = [51 / 50, 2 / 101];
    expect(late.values[3]).toBeCloseTo((0.5 * (first + second)) / (first - second) ** 2, 12);
    expect(late.identity.delayMs).toBe(hourMs / 2);
  });

  test("has no return in bars after a missing decision or without a price", () => {
    const values = [1, gap, 1, 1, 1, 1];
    const known = (each: KellyOptions): boolean[] =>
      [...kelly(positionOf(values), candlesAt(100, 102, 101, 104, gap, 105), each).values].map(
        (value) => value === value,
      );
    // Own returns at rows 1 and 3 only.
    expect(known({ window: 3 })).toEqual(Array(6).fill(false));
    expect(known({ window: 3, minCount: 2 })).toEqual([false, false, false, true, false, false]);
  });

  test("is missing where a position was flat throughout the window, and 0 where it is flat", () => {
    closeTo(kelly(positionOf([0, 0, 0, 1]), candlesAt(100, 101, 102, 99), { window: 2 }).values, [0, 0, 0, gap]);
  });

  test("keeps the target between sparse positions, as the engine does", () => {
    const sparse = series({ times: [hourMs, 7 * hourMs], values: [1, 1], name: "signal", unit: "fraction" });
    const dense = positionOf(Array(7).fill(1));
    const candles = candlesAt(...closes);
    expect(kelly(sparse, candles, { window: 4, cap: 1000 }).values[1]).toBe(
      kelly(dense, candles, { window: 4, cap: 1000 }).values[6],
    );
  });

  test("refuses options out of range", () => {
    const run = (each: Partial<KellyOptions>) => () => kelly(positionOf([1]), candlesAt(100), { window: 3, ...each });
    expect(run({ fraction: 0 })).toThrow("kelly: fraction 0 is out of range; give a number above 0");
    expect(run({ cap: -1 })).toThrow("kelly: cap -1 is out of range");
    expect(run({ window: 1 })).toThrow("kelly: 1 returns have no standard deviation; give at least 2");
    expect(() => kelly(sizesOf([1], "usd"), candlesAt(100), { window: 3 })).toThrow("kelly: position");
  });
});

describe("what is of another kind", () => {
  const none = undefined as unknown;

  test("is refused by its name", () => {
    const position = positionOf([1]);
    expect(() => percentOf(position, none as number)).toThrow(
      new TypeError("percentOf: size, which is no number, undefined is no Series; make one with series()"),
    );
    expect(() => percentOf(null as unknown as Series, 1)).toThrow("percentOf: position null is no Series");
    expect(() => fixedNotional(position, "100" as unknown as number)).toThrow(
      'fixedNotional: size, which is no number, "100" is no Series',
    );
    for (const sized of [kelly, volatilityTarget]) {
      expect(() => sized(position, candlesAt(100), none as KellyOptions & VolatilityTargetOptions)).toThrow(
        `${sized.name}: undefined holds no option; give an object, known: `,
      );
      const misspelt = { window: 3, windw: 3, annualVolatility: 1 } as unknown as KellyOptions &
        VolatilityTargetOptions;
      expect(() => sized(position, candlesAt(100), misspelt)).toThrow(`${sized.name}: unknown option "windw"; known: `);
    }
    expect(() => kelly(positionOf([1], -1), candlesAt(100), { window: 3 })).toThrow('kelly: "signal" has delayMs -1');
  });
});

describe("sizes", () => {
  const price = fc.oneof(
    { weight: 9, arbitrary: fc.double({ min: 50, max: 200, noNaN: true }) },
    { weight: 1, arbitrary: fc.constant(gap) },
  );
  const side = fc.constantFrom(-1, 0, 1, 1, 0.5, gap);
  const rows = fc.array(fc.tuple(price, side), { minLength: 1, maxLength: 30 });
  const resize = fc.constantFrom("every bar", "on change");

  test("do not see the future: those of the first n rows stay when later ones are replaced or cut off", () => {
    fc.assert(
      fc.property(rows, rows, fc.nat(30), resize, fc.nat(2), (list, other, cut, when, late) => {
        const run = (each: typeof list): readonly Series[] => {
          const candles = candlesAt(...each.map(([close]) => close));
          const position = positionOf(
            each.map(([, value]) => value),
            late * hourMs,
          );
          const common = { window: 4, minCount: 2, cap: 5, resize: when as "every bar" };
          return [
            volatilityTarget(position, candles, { ...common, annualVolatility: 10 }),
            kelly(position, candles, common),
            percentOf(position, 0.3),
          ];
        };
        const n = Math.min(cut, list.length);
        const whole = run(list);
        const changed = [run([...list.slice(0, n), ...other]), run(list.slice(0, n))];
        whole.forEach((each, index) => {
          for (const sized of changed) {
            expect([...sized[index].values.subarray(0, n)]).toEqual([...each.values.subarray(0, n)]);
          }
        });
      }),
      { seed: 9, numRuns: 200 },
    );
  });

  test("are within the cap, on the side of the position, and the same at any level of prices", () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(2, 1024), (list, scale) => {
        const position = positionOf(list.map(([, value]) => value));
        const at = (factor: number): readonly Series[] => {
          const candles = candlesAt(...list.map(([close]) => close * factor));
          const common = { window: 4, minCount: 2, cap: 2 };
          return [
            volatilityTarget(position, candles, { ...common, annualVolatility: 10 }),
            kelly(position, candles, common),
          ];
        };
        const scaled = at(scale);
        at(1).forEach((sized, index) => {
          sized.values.forEach((value, row) => {
            const wanted = position.values[row];
            if (value === value) expect(value * wanted).toBeGreaterThanOrEqual(0);
            if (value === value) expect(Math.abs(value)).toBeLessThanOrEqual(2 * Math.abs(wanted));
            if (wanted !== wanted) expect(value).toBeNaN();
          });
          expect([...scaled[index].values]).toEqual([...sized.values]);
        });
      }),
      { seed: 10, numRuns: 200 },
    );
  });
});
