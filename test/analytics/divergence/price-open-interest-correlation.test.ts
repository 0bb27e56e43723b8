import fc from "fast-check";
import { expect, test } from "vitest";
import { priceOpenInterestCorrelation } from "../../../lib/analytics/divergence/price-open-interest-correlation.js";
import type { Identity, Unit } from "../../../lib/series/identity.js";
import { type Series, series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { expectCausal, fullPanel, hourly, runs, start } from "../panels.js";

const gap = Number.NaN;

function line(values: readonly number[], unit: Unit, identity: Identity = {}): Series {
  return series({ times: values.map((_, t) => start + t * hourMs), values, name: "line", unit, ...identity });
}

// By hand: price doubles once, twice, three times (1 2 3 in units of ln 2), open interest 1, 2 and 4 times: means 2 and 7/3,
// products 3, squares 2 and 14/3, so 3 / sqrt(28/3).
test("log changes of price and of open interest are correlated over the window", () => {
  const found = priceOpenInterestCorrelation(line([1, 2, 8, 64], "price"), line([1, 2, 8, 128], "base"), { window: 3 });
  expect([...found.values]).toEqual([gap, gap, gap, expect.closeTo(3 / Math.sqrt(28 / 3), 12)]);
  expect(found.unit).toBe("number");
});

test("positions opened into a fall and closed in a rise correlate at −1", () => {
  const price = [100, 110, 90, 120, 80, 130];
  const found = priceOpenInterestCorrelation(
    line(price, "price"),
    line(
      price.map((value) => 1000 / value),
      "base",
    ),
    {
      window: 4,
    },
  );
  expect(found.values[5]).toBeCloseTo(-1, 12);
});

test("changes are taken over the horizon, and a gap is skipped where fewer rows are asked for", () => {
  const values = [1, 5, 2, 9, 8, 30, 16, 90];
  const over = priceOpenInterestCorrelation(line(values, "price"), line(values.toReversed(), "base"), {
    window: 6,
    horizon: 2,
  });
  expect([...over.values].findIndex((value) => !Number.isNaN(value))).toBe(7);
  const holed = line([1, 2, gap, 8, 4, 16, 2], "base");
  const price = line([1, 3, 2, 5, 4, 6, 1], "price");
  expect([...priceOpenInterestCorrelation(price, holed, { window: 4 }).values].every(Number.isNaN)).toBe(true);
  expect(priceOpenInterestCorrelation(price, holed, { window: 4, minCount: 3 }).values[6]).not.toBeNaN();
});

test("it depends on no later row, and on the scale of neither", () => {
  const compute = (price: readonly number[], openInterest: readonly number[]) => [
    ...priceOpenInterestCorrelation(line(price, "price"), line(openInterest, "base"), { window: 4, minCount: 3 })
      .values,
  ];
  fc.assert(
    fc.property(fullPanel, (oi) => {
      const [price, openInterest] = oi.columns.map(({ values }) => [...values]) as [number[], number[]];
      const found = compute(price, openInterest);
      expect(
        compute(
          price.map((value) => value * 4096),
          openInterest.map((value) => value * 1024),
        ),
      ).toEqual(found);
      expectCausal(hourly({ price, openInterest }), (part) => [
        compute([...part.column("price").values], [...part.column("openInterest").values]),
      ]);
    }),
    runs,
  );
});

test("the longer delay is carried, and no row has none", () => {
  const found = priceOpenInterestCorrelation(line([], "price", { delayMs: 3 }), line([], "base", { delayMs: 5 }), {
    window: 3,
  });
  expect([found.length, found.identity]).toEqual([0, { delayMs: 5 }]);
  expect([...priceOpenInterestCorrelation(line([1], "price"), line([1], "base"), { window: 3 }).values]).toEqual([gap]);
});

test("dollars, impossible options and values are refused", () => {
  const price = line([1], "price");
  expect(() => priceOpenInterestCorrelation(price, line([1], "usd"), { window: 3 })).toThrow(
    'priceOpenInterestCorrelation: "line" is in usd, which a rising price makes more without a trade',
  );
  const accepted = { window: 3, allowPriceEffect: true };
  expect(priceOpenInterestCorrelation(price, line([1], "usd"), accepted).length).toBe(1);
  expect(() => priceOpenInterestCorrelation(price, line([1], "base"), { window: 3, horizon: 0 })).toThrow(
    "priceOpenInterestCorrelation: horizon 0 is not a number of rows",
  );
  expect(() => priceOpenInterestCorrelation(price, line([1], "base"), { window: 2 })).toThrow("window 2 is too short");
  expect(() => priceOpenInterestCorrelation(line([0], "price"), line([1], "base"), { window: 3 })).toThrow(
    "priceOpenInterestCorrelation: price 0",
  );
});
