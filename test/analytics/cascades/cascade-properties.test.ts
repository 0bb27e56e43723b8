import fc from "fast-check";
import { expect, test } from "vitest";
import { cascadeVenues } from "../../../lib/analytics/cascades/cascade-venues.js";
import { type CascadeOptions, cascades } from "../../../lib/analytics/cascades/cascades.js";
import type { Panel } from "../../../lib/series/panel.js";
import { series } from "../../../lib/series/series.js";
import { expectCausal, fullPanel, randomPanel, runs } from "../panels.js";

const gap = Number.NaN;
const loose: CascadeOptions = { horizon: 2, window: 6, minCount: 3, multiple: 0.5, priceMultiple: 0.2, minLoss: 0 };

function ofPanel(of: Panel, options: CascadeOptions = loose) {
  const values = [...of.column("venue0").values].map((value) => (value > 0 ? value : gap));
  return cascades({ oi: of, price: series({ times: of.times, values, name: "price", unit: "price" }) }, options);
}

test("codes depend on no later row", () => {
  let detected = 0;
  fc.assert(
    fc.property(randomPanel, (random) => {
      detected += ofPanel(random).events.length;
      expectCausal(random, (part) => {
        const { codes, openInterestScore, priceScore, breadth } = ofPanel(part);
        return [codes, openInterestScore.values, priceScore.values, breadth.values];
      });
    }),
    runs,
  );
  expect(detected).toBeGreaterThan(20);
});

test("neither the order of columns nor the scale of coins or price changes what is found", () => {
  fc.assert(
    fc.property(randomPanel, (random) => {
      const { codes, events } = ofPanel(random);
      const turned = ofPanel(random.select([...random.names].reverse()));
      expect([...turned.codes]).toEqual([...codes]);
      expect(turned.events.map(({ mostLost: _, ...rest }) => rest)).toEqual(
        events.map(({ mostLost: _, ...rest }) => ({ ...rest, ...usdOf(rest) })),
      );
      const scaled = ofPanel(random.map(({ values }) => values.map((value) => value * 4096)));
      expect([...scaled.codes]).toEqual([...codes]);
      expect(scaled.events.map((event) => event.coinsChange)).toEqual(events.map((event) => event.coinsChange * 4096));
      expect(scaled.events.map((event) => event.rank)).toEqual(events.map((event) => event.rank));
    }),
    runs,
  );
});

/** Dollars are sums of products, whose rounding depends on their order. */
function usdOf(of: { readonly [K in "usdChange" | "usdPositions" | "usdRevaluation" | "usdFraction"]: number }) {
  const near = (value: number) => expect.closeTo(value, 2);
  return {
    usdChange: near(of.usdChange),
    usdPositions: near(of.usdPositions),
    usdRevaluation: near(of.usdRevaluation),
    usdFraction: expect.closeTo(of.usdFraction, 9),
  };
}

test("the columns of the first row detected are compared throughout, and troughs and starts take turns", () => {
  const sumAt = (of: Panel, names: readonly string[], t: number) =>
    names.reduce((sum, name) => sum + of.column(name).values[t], 0);
  fc.assert(
    fc.property(randomPanel, fullPanel, (random, full) => {
      for (const event of ofPanel(random).events) {
        const [first, from, to] = [event.knownAt, event.startTime, event.troughTime].map((time) =>
          random.times.indexOf(time),
        );
        const names = random.names.filter((name) => {
          const { values } = random.column(name);
          return values[first - 2] > 0 && values[first] > 0;
        });
        expect(event.venues).toBe(names.length);
        expect(event.coinsBefore).toBeCloseTo(sumAt(random, names, from), 6);
        expect(event.coinsAfter).toBeCloseTo(sumAt(random, names, to), 6);
      }
      const { events } = ofPanel(full);
      for (let n = 1; n < events.length; n++) {
        expect(events[n].startTime).toBeGreaterThanOrEqual(events[n - 1].troughTime);
      }
    }),
    runs,
  );
});

test("losses of venues add up to the event's, and each event starts before it is known", () => {
  fc.assert(
    fc.property(randomPanel, (random) => {
      const found = ofPanel(random);
      for (const event of found.events) {
        const venues = cascadeVenues(found, event.rank);
        expect(venues.reduce((sum, { coinsChange }) => sum + coinsChange, 0)).toBeCloseTo(event.coinsChange, 6);
        expect(event.startTime).toBeLessThan(event.knownAt);
        expect(event.startTime).toBeLessThan(event.troughTime);
        expect(event.usdPositions + event.usdRevaluation).toBe(event.usdChange);
        expect(event.recoveredAt ?? Number.POSITIVE_INFINITY).toBeGreaterThan(event.troughTime);
      }
      expect(found.events.map(({ rank }) => rank).sort((x, y) => x - y)).toEqual(found.events.map((_, n) => n + 1));
    }),
    runs,
  );
});
