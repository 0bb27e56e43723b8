import fc from "fast-check";
import { expect, test } from "vitest";
import {
  exchangeOpenInterest,
  openInterestPerSettlementCurrency,
  totalOpenInterest,
} from "../../../lib/analytics/totals/aggregate-open-interest.js";
import { sumBy } from "../../../lib/analytics/totals/sum-by.js";
import { total } from "../../../lib/analytics/totals/total.js";
import type { Identity } from "../../../lib/series/identity.js";
import { Panel, panel } from "../../../lib/series/panel.js";
import { dayMs, hourMs } from "../../../lib/series/time.js";
import { expectCausal, fullPanel, hourly, randomPanel, rowsOf, runs, start } from "../panels.js";
import { publishedOnce, simulatedYear } from "../simulated.js";

const gap = Number.NaN;
const identities: Record<string, Identity> = {
  "binance BTCUSDT": { asset: "BTC", venue: "binance", kind: "perpetual", settle: "USDT" },
  "binance BTCUSD_0701": { venue: "binance", kind: "future", settle: "BTC", expiry: start + 3 * hourMs },
  "okx BTC-USD": { venue: "okx", kind: "perpetual", settle: "BTC" },
};
// Five hours: the future is listed in the second and expires in the fourth; okx fails in the third.
const oiUsd = hourly(
  {
    "binance BTCUSDT": [100, 110, 120, 130, 140],
    "binance BTCUSD_0701": [gap, 20, 25, gap, gap],
    "okx BTC-USD": [50, 50, gap, 55, 60],
  },
  { unit: "usd", identities },
);

// By hand: binance 100, 110 + 20, 120 + 25, 130, 140; okx has no sum while it fails.
test("open interest of an exchange waits for no contract before its listing or after its expiry", () => {
  const { openInterest, reporting, listed } = exchangeOpenInterest(oiUsd);
  expect(openInterest.names).toEqual(["binance", "okx"]);
  expect(rowsOf(openInterest)).toEqual([
    [100, 130, 145, 130, 140],
    [50, 50, gap, 55, 60],
  ]);
  expect(rowsOf(reporting)).toEqual([
    [1, 2, 2, 1, 1],
    [1, 1, 0, 1, 1],
  ]);
  expect(rowsOf(listed)).toEqual([
    [1, 2, 2, 1, 1],
    [1, 1, 1, 1, 1],
  ]);
  expect([openInterest.unit, reporting.unit, listed.unit]).toEqual(["usd", "number", "number"]);
  expect(openInterest.columns[0]?.identity).toEqual({ venue: "binance" });
});

// By hand: USDT is the perpetual of binance; BTC is 50, 20 + 50, then okx fails, 55, 60.
test("open interest per settlement currency adds the contracts that pay in it", () => {
  const { openInterest, listed } = openInterestPerSettlementCurrency(oiUsd);
  expect(openInterest.names).toEqual(["USDT", "BTC"]);
  expect(rowsOf(openInterest)).toEqual([
    [100, 110, 120, 130, 140],
    [50, 70, gap, 55, 60],
  ]);
  expect(rowsOf(listed)[1]).toEqual([1, 2, 2, 1, 1]);
});

// By hand: 150, 110 + 20 + 50, a gap, 130 + 55, 140 + 60; over those that report, the third is 120 + 25.
test("total open interest is blank where a listed contract is missing, or the sum of those that report", () => {
  const all = totalOpenInterest(oiUsd);
  expect([...all.openInterest.values]).toEqual([150, 180, gap, 185, 200]);
  expect([...all.reporting.values]).toEqual([2, 3, 2, 2, 2]);
  expect([...all.listed.values]).toEqual([2, 3, 3, 2, 2]);
  expect([...totalOpenInterest(oiUsd, { over: "reporting" }).openInterest.values]).toEqual([150, 180, 145, 185, 200]);
});

test("a contract of unknown expiry is missing until it has been silent too long, and listed again when it is back", () => {
  const oi = hourly({ a: [1, 1, 1, 1, 1, 1], b: [2, gap, gap, gap, 2, gap] }, { unit: "usd" });
  const { openInterest, listed } = totalOpenInterest(oi, { delistedAfterMs: hourMs });
  expect([...openInterest.values]).toEqual([3, gap, gap, 1, 3, gap]);
  expect([...listed.values]).toEqual([2, 2, 2, 1, 2, 2]);
  // One missing row is never the end.
  expect([...totalOpenInterest(oi, { delistedAfterMs: 0 }).openInterest.values]).toEqual([3, gap, 1, 1, 3, gap]);
  // Seven days by default.
  expect([...totalOpenInterest(oi).listed.values]).toEqual([2, 2, 2, 2, 2, 2]);
});

/** Dollars by day since the start of the hourly panels. */
function daily(days: readonly number[], columns: Record<string, readonly number[]>, expiryDay?: number): Panel {
  const identities: Record<string, Identity> = expiryDay ? { f: { expiry: start + expiryDay * dayMs } } : {};
  return panel({ times: days.map((day) => start + day * dayMs), unit: "usd", columns, identities });
}

test("a contract that tells its expiry is missing until then, however long it is silent", () => {
  const days = [0, 1, 2, 3, 12, 13, 14];
  const values = { p: [1, 1, 1, 1, 1, 1, 1], f: [5, 5, gap, gap, gap, gap, 5] };
  const dated = totalOpenInterest(daily(days, values, 30));
  expect([...dated.openInterest.values]).toEqual([6, 6, gap, gap, gap, gap, 6]);
  expect([...dated.listed.values]).toEqual([2, 2, 2, 2, 2, 2, 2]);
  expect([...totalOpenInterest(daily(days, values, 30), { delistedAfterMs: 0 }).listed.values]).toEqual([
    ...dated.listed.values,
  ]);
  // The same silence of one that tells none is its end, and so is an expiry on the thirteenth day.
  expect([...totalOpenInterest(daily(days, values)).listed.values]).toEqual([2, 2, 2, 2, 1, 1, 2]);
  expect([...totalOpenInterest(daily(days, values, 13)).listed.values]).toEqual([2, 2, 2, 2, 2, 1, 2]);
});

test("a row in which nothing reports is nobody's silence", () => {
  const oi = hourly({ a: [1, gap, gap, 1, 1], b: [2, gap, gap, gap, 2] }, { unit: "usd" });
  const { openInterest, reporting, listed } = totalOpenInterest(oi, { delistedAfterMs: hourMs });
  expect([...openInterest.values]).toEqual([3, gap, gap, gap, 3]);
  expect([...reporting.values]).toEqual([2, 0, 0, 1, 2]);
  expect([...listed.values]).toEqual([2, 2, 2, 2, 2]);
});

// By hand, f is silent from the ninth day on: for 7 days on the sixteenth, for 8 on the seventeenth.
test("a hole in all columns is nobody's silence, as rows of NaN or without rows", () => {
  const days = [0, 1, 9, 10, 16, 17];
  const listedOf = (of: Panel) => [...totalOpenInterest(of).listed.values];
  expect(listedOf(daily(days, { p: [1, 1, 1, 1, 1, 1], f: [5, 5, gap, gap, gap, gap] }))).toEqual([2, 2, 2, 2, 2, 1]);
  const all = Array.from({ length: 18 }, (_, day) => day);
  const filled = daily(all, {
    p: all.map((day) => (days.includes(day) ? 1 : gap)),
    f: all.map((day) => (day < 2 ? 5 : gap)),
  });
  expect(days.map((day) => listedOf(filled)[day])).toEqual([2, 2, 2, 2, 2, 1]);
});

test("rows of NaN change nothing in the other rows", () => {
  fc.assert(
    fc.property(randomPanel.map(tagged), fc.array(fc.integer({ min: 0, max: 39 })), (oi, emptied) => {
      const holed = oi.map(({ values }) => values.map((value, t) => (emptied.includes(t) ? gap : value)));
      const kept = Array.from(holed.times.keys()).filter((t) => holed.columns.some(({ values }) => values[t] >= 0));
      const dropped = panel({
        times: kept.map((t) => holed.times[t]),
        unit: "usd",
        columns: Object.fromEntries(holed.columns.map(({ name, values }) => [name, kept.map((t) => values[t])])),
      });
      const options = { delistedAfterMs: 2 * hourMs };
      const whole = totalOpenInterest(holed, options);
      const part = totalOpenInterest(dropped, options);
      expect([...part.listed.values]).toEqual(kept.map((t) => whole.listed.values[t]));
      expect([...part.openInterest.values]).toEqual(kept.map((t) => whole.openInterest.values[t]));
    }),
    runs,
  );
});

test("a panel of one row or none has as many sums, and one that never reports has none", () => {
  expect([...totalOpenInterest(hourly({ a: [5] }, { unit: "usd" })).openInterest.values]).toEqual([5]);
  expect(totalOpenInterest(hourly({ a: [] }, { unit: "usd" })).openInterest.length).toBe(0);
  const silent = totalOpenInterest(hourly({ a: [gap, gap] }, { unit: "usd" }));
  expect([...silent.openInterest.values]).toEqual([gap, gap]);
  expect([...silent.listed.values]).toEqual([0, 0]);
  expect(exchangeOpenInterest(hourly({}, { unit: "usd" })).openInterest.columns).toEqual([]);
});

/** Dollars, with two venues and two settlement currencies told. */
function tagged(of: Panel): Panel {
  const columns = of.columns.map((column, j) => ({
    ...column,
    identity: { venue: `v${j % 2}`, settle: j < 2 ? "USDT" : "BTC", sides: 1 as const },
  }));
  return new Panel(of.times, columns, "usd");
}

test("exchanges, and currencies, add up to the total, and so do their counts", () => {
  fc.assert(
    fc.property(randomPanel.map(tagged), (oi) => {
      const over = "reporting" as const;
      const all = totalOpenInterest(oi, { over });
      for (const parts of [exchangeOpenInterest(oi, { over }), openInterestPerSettlementCurrency(oi, { over })]) {
        const added = (of: Panel) => [...total(of, { over }).total.values];
        // Whole numbers below 2^53 add exactly in any order.
        expect(added(parts.openInterest)).toEqual([...all.openInterest.values]);
        expect(added(parts.reporting)).toEqual([...all.reporting.values]);
        expect(added(parts.listed)).toEqual([...all.listed.values]);
      }
    }),
    runs,
  );
});

test("without gaps it is the sum by venue, and with them never fewer are listed than report", () => {
  fc.assert(
    fc.property(fullPanel.map(tagged), randomPanel.map(tagged), (full, holed) => {
      expect(rowsOf(exchangeOpenInterest(full).openInterest)).toEqual(rowsOf(sumBy(full, "venue")));
      const { openInterest, reporting, listed } = exchangeOpenInterest(holed, { delistedAfterMs: 3 * hourMs });
      for (const [g, { values }] of openInterest.columns.entries()) {
        for (let t = 0; t < holed.length; t++) {
          const missing = listed.columns[g].values[t] - reporting.columns[g].values[t];
          expect(missing).toBeGreaterThanOrEqual(0);
          expect(Number.isNaN(values[t])).toBe(missing > 0 || reporting.columns[g].values[t] === 0);
        }
      }
    }),
    runs,
  );
});

test("sums and counts depend on no later row, on no order of columns, and on the scale by its factor", () => {
  fc.assert(
    fc.property(randomPanel.map(tagged), (oi) => {
      const computed = (of: Panel) => {
        const { openInterest, reporting, listed } = totalOpenInterest(of, { delistedAfterMs: 2 * hourMs });
        const venues = exchangeOpenInterest(of, { delistedAfterMs: 2 * hourMs });
        return [
          ...[openInterest, reporting, listed].map(({ values }) => values),
          ...rowsOf(venues.openInterest),
          ...rowsOf(venues.listed),
        ];
      };
      expectCausal(oi, computed);
      const turned = totalOpenInterest(oi.select([...oi.names].reverse()));
      const plain = totalOpenInterest(oi);
      expect([...turned.openInterest.values]).toEqual([...plain.openInterest.values]);
      expect([...turned.listed.values]).toEqual([...plain.listed.values]);
      const scaled = totalOpenInterest(oi.map(({ values }) => values.map((value) => value * 4096)));
      expect([...scaled.openInterest.values]).toEqual([...plain.openInterest.values].map((value) => value * 4096));
      expect([...scaled.listed.values]).toEqual([...plain.listed.values]);
    }),
    runs,
  );
});

test("on the simulated market only the outage blanks a sum, since its futures tell their expiry", () => {
  const market = simulatedYear();
  const dollars = publishedOnce(market, "usd");
  const { outage } = market.truth;
  const { openInterest, reporting, listed } = totalOpenInterest(dollars);
  for (let t = 0; t < openInterest.length; t++) {
    const out = t >= outage.from && t < outage.to;
    expect(Number.isNaN(openInterest.values[t])).toBe(out);
    // Listed is what truly was: the truth has open contracts of those and of no others.
    const truly = market.truth.contracts.filter((contract) => contract.openInterest[t] >= 0).length;
    expect(listed.values[t]).toBe(truly);
    expect(reporting.values[t] < truly).toBe(out);
  }
});

test("what cannot be added or is no option is refused", () => {
  expect(() => totalOpenInterest(hourly({ a: [1] }))).toThrow(
    "totalOpenInterest: the panel is in base; convert each instrument to usd first",
  );
  expect(() => totalOpenInterest(hourly({}, { unit: "usd" }))).toThrow("totalOpenInterest: there is no column to add");
  expect(() => exchangeOpenInterest(hourly({ a: [1] }, { unit: "usd" }))).toThrow(
    'exchangeOpenInterest: column "a" has no venue; give it one in its identity, or leave it out',
  );
  expect(() => openInterestPerSettlementCurrency(hourly({ a: [1] }, { unit: "usd" }))).toThrow(
    'openInterestPerSettlementCurrency: column "a" has no settle; give it one in its identity, or leave it out',
  );
  expect(() => totalOpenInterest(oiUsd, { over: "all" as "listed" })).toThrow(
    'totalOpenInterest: unknown over "all"; known: listed, reporting',
  );
  expect(() => totalOpenInterest(oiUsd, { delistedAfterMs: -1 })).toThrow(
    "totalOpenInterest: delistedAfterMs -1 is no length of time; give milliseconds",
  );
  const mixed = hourly(
    { a: [1], b: [2] },
    { unit: "usd", identities: { a: { venue: "bybit", sides: 1 }, b: { venue: "bybit", sides: 2 } } },
  );
  expect(() => exchangeOpenInterest(mixed)).toThrow('exchangeOpenInterest: "a" counts one side and "b" two sides');
  expect(rowsOf(exchangeOpenInterest(mixed, { mixedSides: "allow" }).openInterest)).toEqual([[3]]);
});
