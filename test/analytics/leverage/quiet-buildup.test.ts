import fc from "fast-check";
import { expect, test } from "vitest";
import { quietBuildup } from "../../../lib/analytics/leverage/quiet-buildup.js";
import { constantPriceTotal } from "../../../lib/analytics/totals/constant-price-total.js";
import type { Identity, Unit } from "../../../lib/series/identity.js";
import type { Panel } from "../../../lib/series/panel.js";
import type { Series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { expectCausal, fullPanel, hourly, randomPanel, runs, start } from "../panels.js";
import { publishedOnce, simulatedYear } from "../simulated.js";

const gap = Number.NaN;

/** A level from 1,000 on whose log changes are the given hundredths. */
function level(hundredths: readonly number[], unit: Unit, identity: Identity = {}): Series {
  let sum = 0;
  const values = [1000];
  for (const change of hundredths) {
    sum += Number.isNaN(change) ? 0 : change / 100;
    values.push(Number.isNaN(change) ? gap : 1000 * Math.exp(sum));
  }
  return hourly({ x: values }, { unit, identities: { x: identity } }).column("x");
}

// By hand, in hundredths: the five changes before are −2 to 2, of median 0 and MAD 1. Growth of 3 scores 3 / 1.4826 =
// 2.0235, a return of 1 scores 0.6745. In the next row the windows are −1 to 3 and {−1, 0, 1, 2, 1}, both of median 1 and
// MAD 1, and both changes of 1 score 0.
const usual = [-2, 2, 0, -1, 1];

test("growth beyond the usual on a return within it is a quiet build-up", () => {
  const price = level([...[0, 0, 0, 0, 0].map((_, t) => [2, -2, -1, 0, 1][t]), 1, 1], "price");
  const { score, growthScore, priceScore, events, horizon } = quietBuildup(price, level([...usual, 3, 1], "base"), {
    window: 5,
  });
  expect(growthScore.values[6]).toBeCloseTo(3 / 1.4826, 3);
  expect(priceScore.values[6]).toBeCloseTo(1 / 1.4826, 3);
  expect(score.values[6]).toBeCloseTo(2 / 1.4826, 3);
  expect(score.unit).toBe("score");
  expect(horizon).toBe(1);
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({
    from: start + 5 * hourMs,
    knownAt: start + 6 * hourMs,
    to: start + 6 * hourMs,
    rows: 1,
    growthScore: growthScore.values[6],
    priceScore: priceScore.values[6],
  });
  expect(events[0].openInterestGrowth).toBeCloseTo(Math.expm1(0.03), 12);
  expect(events[0].priceReturn).toBeCloseTo(Math.expm1(0.01), 12);
});

test("the same growth on a price that moves, or smaller growth, is no event", () => {
  const quietly = level([...usual, 0, 0], "price");
  const loudly = level([...usual, 3, 0], "price");
  const oi = level([...usual, 3, 0], "base");
  expect(quietBuildup(quietly, oi, { window: 5 }).events).toHaveLength(1);
  expect(quietBuildup(loudly, oi, { window: 5 }).events).toEqual([]);
  expect(quietBuildup(loudly, oi, { window: 5, quiet: 3 }).events).toHaveLength(1);
  expect(quietBuildup(quietly, oi, { window: 5, growth: 2.1 }).events).toEqual([]);
});

// By hand, growth: at row 11 the eight before have median 0 and MAD 1, 5 scores 3.4; at row 12 median 0.5 and MAD 1.5, 5
// scores 2.0; at row 13 it is missing, so at 14 its change is too; at 15 the six present have median 1.5 and MAD 2, 9 scores 2.5.
test("rows that follow one another are one event, which a gap ends", () => {
  const oi = level([...usual, ...usual, 5, 5, gap, 5, 9], "base");
  const price = level([...usual, ...usual, 0, 0, 1, -1, 0], "price");
  const { events } = quietBuildup(price, oi, { window: 8, growth: 1.5 });
  expect(events.map(({ from, to, rows }) => [(from - start) / hourMs, (to - start) / hourMs, rows])).toEqual([
    [10, 12, 2],
    [14, 15, 1],
  ]);
});

test("over a longer horizon the changes overlap and the window ends where they begin", () => {
  const oi = level([1, -1, 2, -2, 1, -1, 2, -2, 1, -1, 4, 4], "base");
  const price = level([1, -1, 2, -2, 1, -1, 2, -2, 1, -1, 0, 0], "price");
  const { growthScore, events } = quietBuildup(price, oi, { horizon: 2, window: 6 });
  // By hand: at rows 5 to 10 the changes over two rows are −1, 0, 1, 0, −1, 0, of median 0 and MAD ½, so that of 8 at row 12
  // scores 8 / 0.7413. That of 3 at row 11 is as far out, but the price then has moved by −1, which scores −1.35.
  expect(growthScore.values[12]).toBeCloseTo(8 / (0.5 * 1.4826), 2);
  expect(events.map(({ from, to }) => [(from - start) / hourMs, (to - start) / hourMs])).toEqual([[10, 12]]);
});

test("an event is known with the delay of the data", () => {
  const oi = level([...usual, 3], "base", { asset: "BTC", delayMs: hourMs });
  const { events, score } = quietBuildup(level([...usual, 0], "price", { asset: "BTC" }), oi, { window: 5 });
  expect([events[0].knownAt, events[0].to]).toEqual([start + 7 * hourMs, start + 6 * hourMs]);
  expect(score.identity).toEqual({ asset: "BTC", delayMs: hourMs });
});

test("no rows, one row and a market that does not move have no score", () => {
  const still = (rows: number, unit: Unit) => hourly({ x: Array(rows).fill(5) }, { unit }).column("x");
  for (const rows of [0, 1, 20]) {
    const { score, events } = quietBuildup(still(rows, "price"), still(rows, "base"), { window: 4 });
    expect(score.values.every(Number.isNaN)).toBe(true);
    expect(events).toEqual([]);
  }
});

const options = { window: 4, minCount: 2, growth: 0.5, quiet: 2 };

function priced(of: Panel): [Series, Series] {
  const price = of.column("venue0");
  const prices = price.with(
    price.values.map((value) => (value === 0 ? 1 : value)),
    { unit: "price" },
  );
  return [prices, of.column("venue1")];
}

test("scores depend on no later row, and an event known by a row is told the same without what follows", () => {
  fc.assert(
    fc.property(randomPanel, (panel) => {
      expectCausal(panel, (part) => {
        const { score, growthScore, priceScore } = quietBuildup(...priced(part), options);
        return [score.values, growthScore.values, priceScore.values];
      });
      const known = ({ to, rows, ...rest }: { to: number; rows: number }) => rest;
      const whole = quietBuildup(...priced(panel), options).events;
      for (let n = 0; n <= panel.length; n++) {
        const until = panel.times[n - 1] ?? start - 1;
        const part = quietBuildup(...priced(panel.rows(0, n)), options).events;
        expect(part.map(known)).toEqual(whole.filter(({ knownAt }) => knownAt <= until).map(known));
      }
    }),
    runs,
  );
});

test("scores are the same in another unit of either", () => {
  fc.assert(
    fc.property(fullPanel, (panel) => {
      const [price, oi] = priced(panel);
      const scaled = (of: Series) => of.with(of.values.map((value) => 4096 * value));
      expect(quietBuildup(scaled(price), scaled(oi), options)).toEqual(quietBuildup(price, oi, options));
    }),
    runs,
  );
});

test("what cannot be judged is refused", () => {
  const price = level([1, 2], "price");
  const oi = level([1, 2], "base");
  expect(() => quietBuildup(price, level([1, 2], "usd"), { window: 5 })).toThrow(
    'quietBuildup: "x" is in usd, which a rising price makes more without a trade',
  );
  expect(() => quietBuildup(oi, price, { window: 5 })).toThrow(
    'quietBuildup: "x" is in base; give the price first, then open interest',
  );
  expect(() => quietBuildup(price, oi, { window: 5, horizon: 0 })).toThrow("quietBuildup: horizon 0");
  expect(() => quietBuildup(price, oi, { window: 0 })).toThrow("quietBuildup: window 0");
  expect(() => quietBuildup(price, oi, { window: 5, growth: -1 })).toThrow(
    "quietBuildup: growth -1 is no score to compare with; give 0 or more",
  );
  expect(() => quietBuildup(price, oi, { window: 5, quiet: gap })).toThrow("quietBuildup: quiet NaN");
});

test("in the simulated market longs and shorts are both added where it fires, seldom elsewhere", () => {
  const market = simulatedYear();
  const oi = constantPriceTotal(publishedOnce(market, "usd"), publishedOnce(market, "base"));
  const { growthScore, priceScore } = quietBuildup(market.candles.close, oi, { window: 720 });
  const { netLongs, netShorts } = market.truth;
  const both = (wanted: (t: number) => boolean) => {
    const rows = [...market.times.keys()].filter((t) => !Number.isNaN(growthScore.values[t]) && wanted(t));
    return rows.filter((t) => netLongs[t] > 0 && netShorts[t] > 0).length / rows.length;
  };
  const grows = (t: number) => growthScore.values[t] >= 2;
  const quiet = (t: number) => Math.abs(priceScore.values[t]) <= 1;
  expect(both((t) => grows(t) && quiet(t))).toBeGreaterThan(0.94);
  expect(both((t) => grows(t) && !quiet(t))).toBeLessThan(0.9);
  expect(both(() => true)).toBeCloseTo(0.25, 1);
});
