import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fundingPer8Hours } from "../../../lib/analytics/funding/funding-per-8-hours.js";
import { weightedFunding } from "../../../lib/analytics/funding/weighted-funding.js";
import type { Identity } from "../../../lib/series/identity.js";
import type { Panel } from "../../../lib/series/panel.js";
import { Series } from "../../../lib/series/series.js";
import { dayMs, hourMs } from "../../../lib/series/time.js";
import { expectCausal, hourly, runs, start } from "../panels.js";
import { settled } from "./settled.js";

const gap = Number.NaN;
const maxAgeMs = 8 * hourMs;

/** Hourly weights in dollars of the instruments named, from 00:00 on. */
function weights(columns: Record<string, readonly number[]>, identities: Record<string, Identity>): Panel {
  return hourly(columns, { unit: "usd", identities });
}

const swap = { venue: "okx", instrument: "BTC-USDT-SWAP" };
const perp = { venue: "ember", instrument: "BTC" };

// By hand: okx pays 0.0004 in eight hours from 01:00 on, ember 0.0001 an hour from 01:00, 0.0008 in eight. Weights 3 to 1:
// (3 × 0.0004 + 0.0008) / 4 = 0.0005. At 02:00 ember pays −0.0001: (0.0012 − 0.0008) / 4 = 0.0001.
test("rates are brought to eight hours, held from their settlement and weighed", () => {
  const rates = [
    settled([-7, 1], [gap, 4e-4], swap),
    settled([0, 1, 2], [0, 1e-4, -1e-4], { ...perp, name: "hourly" }),
  ];
  const oi = weights({ okx: [3, 3, 3, 30], ember: [1, 1, 1, 10] }, { okx: swap, ember: perp });
  const { funding, coverage, count, columns } = weightedFunding(rates, oi, { maxAgeMs });
  expect([...funding.values].map((value) => Number(value.toFixed(12)))).toEqual([gap, 5e-4, 1e-4, 1e-4]);
  expect([...coverage.values]).toEqual([0, 1, 1, 1]);
  expect([...count.values]).toEqual([0, 2, 2, 2]);
  expect(columns).toEqual(["okx", "ember"]);
  expect([funding.unit, coverage.unit, count.unit]).toEqual(["fraction", "fraction", "number"]);
});

// okx settles every two hours from 23:00 the day before, ember every hour until 03:00: it is too old at 05:00.
// By hand, per eight hours: okx 4 × 1e-4, ember 8 × 1e-5, weights alike: (4e-4 + 0.8e-4) / 2 = 2.4e-4.
test("unless told otherwise a rate is held for its own interval, and for its delay on top", () => {
  const ember = [0, 1, 2, 3];
  const rates = [
    settled([-3, -1, 1, 3], [1e-4, 1e-4, 1e-4, 1e-4], swap),
    settled(ember, [1e-5, 1e-5, 1e-5, 1e-5], { ...perp, name: "hourly" }),
  ];
  const oi = weights({ okx: [1, 1, 1, 1, 1, 1, 1], ember: [1, 1, 1, 1, 1, 1, 1] }, { okx: swap, ember: perp });
  const shown = (of: readonly Series[], over: "all" | "reporting") =>
    [...weightedFunding(of, oi, { over }).funding.values].map((value) => Number(value.toFixed(12)));
  expect(shown(rates, "all")).toEqual([gap, 2.4e-4, 2.4e-4, 2.4e-4, 2.4e-4, gap, gap]);
  expect(shown(rates, "reporting")).toEqual([4e-4, 2.4e-4, 2.4e-4, 2.4e-4, 2.4e-4, 4e-4, gap]);
  const delayed = rates.map(({ times, values, name, unit, identity }) => {
    return new Series(times, values, name, unit, { ...identity, delayMs: hourMs });
  });
  expect(shown(delayed, "all")).toEqual([gap, gap, 2.4e-4, 2.4e-4, 2.4e-4, 2.4e-4, gap]);
});

const hour = { intervalHours: 8, maxAgeMs } as const;

// By hand at 00:00: 0.1 × 100 and 0.4 × 300 over 400 is 0.325; the wrong way round it would be 0.175.
test("rates and weights are paired by identity and not by place, name or order", () => {
  const rates = [settled([0], [0.1], { ...swap, name: "ember" }), settled([0], [0.4], { ...perp, name: "okx" })];
  const oi = weights({ first: [300], second: [100] }, { first: perp, second: swap });
  const { funding, columns } = weightedFunding(rates, oi, hour);
  expect(funding.values[0]).toBeCloseTo(0.325, 15);
  expect(columns).toEqual(["second", "first"]);
});

test("a weight that names no instrument is of the venue's one rate", () => {
  const oi = weights({ okx: [1] }, { okx: { venue: "okx" } });
  expect(weightedFunding([settled([0], [0.1], swap)], oi, hour).funding.values[0]).toBe(0.1);
  const ofBoth = weights({ okx: [1] }, { okx: { venue: "okx", margin: "mixed" } });
  const linear = settled([0], [0.1], { ...swap, margin: "linear" });
  expect(weightedFunding([linear], ofBoth, hour).funding.values[0]).toBe(0.1);
  const two = [
    settled([0], [0.1], swap),
    settled([0], [0.1], { ...swap, instrument: "BTC-USD-SWAP", name: "inverse" }),
  ];
  expect(() => weightedFunding(two, oi, hour)).toThrow(
    'weightedFunding: rates "rate" and "inverse" both fit the weight "okx"; give weights by instrument, or leave one rate',
  );
});

// By hand: the venue without a rate holds a quarter of the perpetuals' 400; the future is no perpetual.
test("a perpetual without a rate lowers the coverage, and a dated future does not", () => {
  const oi = weights(
    { okx: [300], ember: [100], dated: [500] },
    { okx: swap, ember: perp, dated: { venue: "okx", instrument: "BTC-USDT-250926", kind: "future" } },
  );
  const { funding, coverage } = weightedFunding([settled([0], [0.1], swap)], oi, hour);
  expect([funding.values[0], coverage.values[0]]).toEqual([0.1, 0.75]);
});

test("a rate or a weight that is missing or too old blanks the row, or leaves the others", () => {
  const rates = [settled([0], [0.1], swap), settled([1, 3], [0.4, gap], { ...perp, name: "other" })];
  const oi = weights({ okx: [1, 1, gap, 1, 1], ember: [1, 1, 1, 1, 0] }, { okx: swap, ember: perp });
  const options = { intervalHours: 8, maxAgeMs: 2 * hourMs };
  const all = weightedFunding(rates, oi, options);
  expect([...all.funding.values]).toEqual([gap, 0.25, gap, gap, gap]);
  const reporting = weightedFunding(rates, oi, { ...options, over: "reporting" });
  expect([...reporting.funding.values]).toEqual([0.1, 0.25, 0.4, 0.4, gap]);
  expect([...reporting.count.values]).toEqual([1, 2, 1, 1, 0]);
  expect([...reporting.coverage.values]).toEqual([0.5, 1, 1, 0.5, 0]);
});

test("a rate stamped a little late is known at its hour, one that is published late when it is", () => {
  const oi = weights({ okx: [1, 1, 1] }, { okx: swap });
  const late = settled([1.0000028], [0.1], swap);
  expect([...weightedFunding([late], oi, hour).funding.values]).toEqual([gap, 0.1, 0.1]);
  const delayed = settled([1], [0.1], { ...swap, delayMs: hourMs });
  expect([...weightedFunding([delayed], oi, hour).funding.values]).toEqual([gap, gap, 0.1]);
});

test("the mean is of what its parts agree on, known when the last weight is", () => {
  const oi = weights(
    { okx: [1], ember: [1] },
    { okx: { ...swap, asset: "BTC", delayMs: 5 }, ember: { ...perp, asset: "BTC" } },
  );
  const rates = [settled([0], [0.1], swap), settled([0], [0.1], { ...perp, name: "other" })];
  expect(weightedFunding(rates, oi, hour).funding.identity).toEqual({ asset: "BTC", delayMs: 5 });
});

test("no rows have no mean", () => {
  expect(weightedFunding([settled([], [], swap)], weights({ okx: [] }, { okx: swap }), hour).funding.length).toBe(0);
});

/** Random rates of three venues with intervals of 1, 4 and 8 h on random weights of 1 to 40 hours. */
const cell = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 1000 }) }, fc.constant(gap));
const randomWeights = fc
  .integer({ min: 1, max: 40 })
  .chain((rows) => fc.array(fc.array(cell, { minLength: rows, maxLength: rows }), { minLength: 3, maxLength: 3 }));
const venues = ["one", "four", "eight"] as const;
const randomCase = fc
  .record({ columns: randomWeights, rates: fc.array(cell, { minLength: 60, maxLength: 60 }) })
  .map(({ columns, rates }) => ({
    oi: weights(
      Object.fromEntries(venues.map((venue, j) => [venue, columns[j]])),
      Object.fromEntries(venues.map((venue) => [venue, { venue, instrument: "BTC" }])),
    ),
    rates: [1, 4, 8].map((interval, j) => {
      const hours = Array.from({ length: Math.ceil(48 / interval) }, (_, place) => place * interval - 8);
      const values = hours.map((_, place) => rates[(place * 7 + j) % 60] / 1e6);
      return settled(hours, values, { venue: venues[j], instrument: "BTC", name: venues[j] });
    }),
  }));

describe.each(["all", "reporting"] as const)("over %s", (over) => {
  const mean = (rates: readonly Series[], oi: Panel) => weightedFunding(rates, oi, { maxAgeMs, over });

  test("the mean depends on no later row or settlement", () => {
    fc.assert(
      fc.property(randomCase, ({ oi, rates }) => {
        expectCausal(oi, (part) => {
          const until = part.times[part.length - 1] ?? start - dayMs;
          const { funding, coverage, count } = mean(
            rates.map((rate) => rate.slice(Number.NEGATIVE_INFINITY, until)),
            part,
          );
          return [funding.values, coverage.values, count.values];
        });
      }),
      runs,
    );
  });

  test("the mean is within the rates held, and equals the plain sum over each row", () => {
    fc.assert(
      fc.property(randomCase, ({ oi, rates }) => {
        const { funding, count } = mean(rates, oi);
        for (let t = 0; t < oi.length; t++) {
          const parts = rates.flatMap((rate, j) => {
            const normal = fundingPer8Hours(rate);
            // The last present rate up to the row, if it is young enough.
            let held = gap;
            normal.times.forEach((time, row) => {
              const known = time <= oi.times[t] && !Number.isNaN(normal.values[row]);
              if (known) held = oi.times[t] - time <= maxAgeMs ? normal.values[row] : gap;
            });
            const weight = oi.columns[j].values[t];
            return Number.isNaN(held + weight) ? [] : [{ weight, held }];
          });
          expect(count.values[t]).toBe(parts.length);
          const sum = parts.reduce((all, { weight }) => all + weight, 0);
          const plain = parts.reduce((all, { weight, held }) => all + weight * held, 0) / sum;
          const enough = parts.length >= (over === "all" ? 3 : 1) && sum > 0;
          if (!enough) expect(funding.values[t]).toBeNaN();
          else {
            expect(funding.values[t]).toBeCloseTo(plain, 15);
            const present = parts.filter(({ weight }) => weight > 0).map(({ held }) => held);
            expect(funding.values[t]).toBeGreaterThanOrEqual(Math.min(...present) - 1e-15);
            expect(funding.values[t]).toBeLessThanOrEqual(Math.max(...present) + 1e-15);
          }
        }
      }),
      runs,
    );
  });

  test("the mean is the same with weights in another unit or in another order", () => {
    fc.assert(
      fc.property(randomCase, ({ oi, rates }) => {
        const { funding, coverage } = mean(rates, oi);
        const scaled = mean(
          rates,
          oi.map(({ values }) => values.map((value) => 4096 * value)),
        );
        expect([...scaled.funding.values]).toEqual([...funding.values]);
        expect([...scaled.coverage.values]).toEqual([...coverage.values]);
        // The order of the weights is none of the sum's; that of the rates moves its rounding.
        expect([...mean(rates, oi.select([...oi.names].reverse())).funding.values]).toEqual([...funding.values]);
        const other = mean([...rates].reverse(), oi).funding.values;
        for (const [t, value] of other.entries()) {
          if (Number.isNaN(value)) expect(funding.values[t]).toBeNaN();
          else expect(value).toBeCloseTo(funding.values[t], 15);
        }
      }),
      runs,
    );
  });
});

test("what cannot be paired or added is refused", () => {
  const oi = weights({ okx: [1], ember: [1] }, { okx: swap, ember: perp });
  const rate = settled([0], [0.1], swap);
  expect(() => weightedFunding([], oi, hour)).toThrow("weightedFunding: there is no funding rate; give at least one");
  expect(() => weightedFunding([settled([0], [0.1])], oi, hour)).toThrow(
    'weightedFunding: rate "rate" names no venue to find its weight by; give its identity a venue',
  );
  expect(() => weightedFunding([settled([0], [0.1], { venue: "htx" })], oi, hour)).toThrow(
    'weightedFunding: rate "rate" of htx has no weight among okx, ember; add its column, or leave the rate out',
  );
  const doubled = weights({ a: [1], b: [1] }, { a: swap, b: swap });
  expect(() => weightedFunding([rate], doubled, hour)).toThrow(
    'weightedFunding: rate "rate" of okx BTC-USDT-SWAP fits the weights "a" and "b"; leave one',
  );
  const other = settled([0], [0.1], { ...perp, name: "other" });
  const mixed = weights({ okx: [1], ember: [1] }, { okx: { ...swap, sides: 1 }, ember: { ...perp, sides: 2 } });
  expect(() => weightedFunding([rate, other], mixed, hour)).toThrow(
    'weightedFunding: "okx" counts one side and "ember" two sides',
  );
  expect(() => weightedFunding([rate], oi, { maxAgeMs: gap })).toThrow("asOf: maxAgeMs NaN is not an age");
  expect(() => weightedFunding([rate], oi, { maxAgeMs, over: "some" as "all" })).toThrow(
    'weightedFunding: unknown over "some"; known: all, reporting',
  );
  expect(() => weightedFunding([rate], weights({ okx: [-1] }, { okx: swap }), hour)).toThrow(
    "weightedFunding: open interest -1",
  );
  const percent = new Series(rate.times, rate.values, "percent", "number", swap);
  expect(() => weightedFunding([percent], oi, hour)).toThrow('fundingPer8Hours: "percent" is in number');
});
