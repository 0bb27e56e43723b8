import fc from "fast-check";
import { expect, test } from "vitest";
import { type Breadth, breadth } from "../../../lib/analytics/divergence/breadth.js";
import { expectCausal, hourly, randomPanel, runs } from "../panels.js";
import { published, simulatedYear } from "../simulated.js";

const gap = Number.NaN;

function valuesOf({ up, down, flat, reporting, net, weightedNet, agreeing, agreement }: Breadth): number[][] {
  return [up, down, flat, reporting, net, weightedNet, agreeing, agreement].map(({ values }) => [...values]);
}

/** Everything of the last row, by name. */
function last(of: Breadth): Record<string, number | undefined> {
  const names = ["up", "down", "flat", "reporting", "net", "weightedNet", "agreeing", "agreement"];
  return Object.fromEntries(valuesOf(of).map((values, index) => [names[index], values.at(-1)]));
}

// By hand: a up from 60, b down from 10, c up from 20, d flat at 10. Net (2 − 1) / 4, by size (60 − 10 + 20) / 100; the sum
// goes from 100 to 115, up as two are.
test("columns vote up, down or flat, each as one and by its size", () => {
  const found = breadth(hourly({ a: [60, 70], b: [10, 5], c: [20, 30], d: [10, 10] }));
  expect(last(found)).toEqual({
    up: 2,
    down: 1,
    flat: 1,
    reporting: 4,
    net: 0.25,
    weightedNet: 0.7,
    agreeing: 2,
    agreement: 0.5,
  });
  expect(valuesOf(found).map(([first]) => first)).toEqual([0, 0, 0, 0, gap, gap, 0, gap]);
  expect([found.net.unit, found.weightedNet.unit, found.agreement.unit, found.up.unit, found.agreeing.unit]).toEqual([
    "fraction",
    "fraction",
    "fraction",
    "number",
    "number",
  ]);
  expect([found.up.name, found.net.name, found.horizon]).toEqual(["up", "net", 1]);
});

test("one large venue can turn the total against most", () => {
  const found = last(breadth(hourly({ a: [100, 50], b: [10, 11], c: [10, 11], d: [10, 11] })));
  expect(found).toMatchObject({ net: 0.5, agreeing: 1, agreement: 0.25 });
  expect(found.weightedNet).toBeCloseTo(-70 / 130, 14);
});

test("a change no larger than the band is flat, and a growth from nothing is one", () => {
  const oi = hourly({ a: [800, 900], b: [800, 700], c: [0, 1], d: [0, 0], e: [800, 901] });
  expect(last(breadth(oi, { band: 0.125 }))).toMatchObject({ up: 2, down: 0, flat: 3 });
  expect(last(breadth(oi, { band: 0 }))).toMatchObject({ up: 3, down: 1, flat: 1 });
  // By default a thousandth: 1000 → 1001 is flat.
  expect(last(breadth(hourly({ a: [1000, 1001], b: [1000, 998] })))).toMatchObject({ flat: 1, down: 1 });
});

test("only columns present at both ends of the horizon are counted", () => {
  const oi = hourly({ a: [gap, 5, 9], b: [5, gap, 9], c: [9, 9, 5], d: [9, 5, gap] });
  expect(last(breadth(oi, { horizon: 2 }))).toMatchObject({ up: 1, down: 1, reporting: 2, net: 0 });
  const none = breadth(hourly({ a: [gap, 5], b: [5, gap] }));
  expect(last(none)).toEqual({
    up: 0,
    down: 0,
    flat: 0,
    reporting: 0,
    net: gap,
    weightedNet: gap,
    agreeing: 0,
    agreement: gap,
  });
  expect(last(breadth(hourly({ a: [0, 5], b: [0, 0] })))).toMatchObject({ net: 0.5, weightedNet: gap, agreeing: 1 });
});

test("votes add up, parts are within their bounds, and a lone column agrees with itself", () => {
  fc.assert(
    fc.property(randomPanel, fc.integer({ min: 1, max: 3 }), (oi, horizon) => {
      const { up, down, flat, reporting, net, weightedNet, agreement } = breadth(oi, { horizon });
      for (let t = 0; t < oi.length; t++) {
        const at = (of: { values: Float64Array }) => of.values[t] as number;
        expect(at(up) + at(down) + at(flat)).toBe(at(reporting));
        for (const value of [at(net), at(weightedNet)])
          if (!Number.isNaN(value)) expect(Math.abs(value)).toBeLessThanOrEqual(1);
        if (at(reporting) > 0) expect(at(agreement)).toBeGreaterThanOrEqual(0);
      }
      const lone = breadth(oi.select(oi.names.slice(0, 1)), { horizon });
      expect([...lone.agreement.values].every((value) => Number.isNaN(value) || value === 1)).toBe(true);
    }),
    runs,
  );
});

test("another scale, and another order of columns, leave breadth as it is", () => {
  fc.assert(
    fc.property(randomPanel, (oi) => {
      const found = valuesOf(breadth(oi, { horizon: 2 }));
      expect(
        valuesOf(
          breadth(
            oi.map(({ values }) => values.map((value) => value * 4096)),
            { horizon: 2 },
          ),
        ),
      ).toEqual(found);
      expect(valuesOf(breadth(oi.select([...oi.names].reverse()), { horizon: 2 }))).toEqual(found);
    }),
    runs,
  );
});

test("breadth depends on no later row, and no row has none", () => {
  fc.assert(
    fc.property(randomPanel, (oi) => {
      expectCausal(oi, (part) => valuesOf(breadth(part, { horizon: 2 })));
    }),
    runs,
  );
});

test("breadth is of what the columns agree on and known when the slowest is", () => {
  const identities = { a: { asset: "BTC", venue: "okx", delayMs: 5 }, b: { asset: "BTC", venue: "gate" } };
  expect(breadth(hourly({ a: [1], b: [1] }, { identities })).net.identity).toEqual({ asset: "BTC", delayMs: 5 });
});

test("on a simulated market the votes are those of the contracts truly opened and closed", () => {
  const market = simulatedYear();
  const linear = market.contracts.flatMap(({ instrument }, index) => (instrument.margin === "linear" ? [index] : []));
  const oi = published(market, "base");
  const columns = linear.map((index) => oi.names[index] as string);
  const { up, down, reporting } = breadth(oi.select(columns), { band: 0, mixedSides: "allow" });
  let compared = 0;
  for (let t = 1; t < up.length; t++) {
    let [opened, closed, present] = [0, 0, 0];
    for (const index of linear) {
      const { bothOpened, bothClosed, settled } = market.truth.contracts[
        index
      ] as (typeof market.truth.contracts)[number];
      const values = oi.columns[index]?.values as Float64Array;
      if (Number.isNaN(values[t]) || Number.isNaN(values[t - 1])) continue;
      present++;
      const flow = (bothOpened[t] as number) - (bothClosed[t] as number) - (settled[t] as number);
      if (flow > 0) opened++;
      if (flow < 0) closed++;
    }
    expect([up.values[t], down.values[t], reporting.values[t]]).toEqual([opened, closed, present]);
    compared += present;
  }
  expect(compared).toBeGreaterThan(20_000);
});

test("dollars, columns that cannot be added, impossible options and negative values are refused", () => {
  expect(() => breadth(hourly({ a: [1] }, { unit: "usd" }))).toThrow(
    'breadth: "a" is in usd, which a rising price makes more without a trade; give it in base or contracts, or pass allowPriceEffect: true',
  );
  expect(breadth(hourly({ a: [1, 2] }, { unit: "usd" }), { allowPriceEffect: true }).up.values[1]).toBe(1);
  expect(() => breadth(hourly({}))).toThrow("breadth: there is no column to add; give at least one");
  expect(() => breadth(hourly({ a: [1], b: [1] }, { unit: "contracts" }))).toThrow("breadth: contracts of");
  expect(() => breadth(hourly({ a: [1] }), { horizon: 0 })).toThrow("breadth: horizon 0 is not a number of rows");
  expect(() => breadth(hourly({ a: [1] }), { band: -0.1 })).toThrow(
    "breadth: band -0.1 is not 0 or more; give a fraction, such as 0.001",
  );
  expect(() => breadth(hourly({ a: [-1] }))).toThrow('breadth: open interest -1 of "a" at 2025-07-01 is negative');
});
