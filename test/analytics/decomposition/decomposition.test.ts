import fc from "fast-check";
import { expect, test } from "vitest";
import { decomposition } from "../../../lib/analytics/decomposition/decomposition.js";
import { total } from "../../../lib/analytics/totals/total.js";
import type { Panel } from "../../../lib/series/panel.js";
import { panel } from "../../../lib/series/panel.js";
import { expectCausal, hourly, randomPanel, rowsOf, runs } from "../panels.js";

const gap = Number.NaN;

/** Dollars of the coins at the given prices, one for each row. */
function dollars(coins: Panel, prices: readonly number[]): Panel {
  return coins.map(({ values }) => values.map((value, t) => value * prices[t]), "usd");
}

// By hand, 10 coins at 100 to 12 coins at 110: 1000 to 1320 dollars, +320; positions 105 × 2 = 210, price 11 × 10 = 110.
test("a change in dollars is positions at the mean price and revaluation of the mean holding", () => {
  const coins = hourly({ binance: [10, 12] });
  const parts = decomposition(dollars(coins, [100, 110]), coins);
  expect([...parts.change.values]).toEqual([gap, 320]);
  expect([...parts.positions.values]).toEqual([gap, 210]);
  expect([...parts.revaluation.values]).toEqual([gap, 110]);
  expect([...parts.composition.values]).toEqual([gap, 0]);
  expect(rowsOf(parts.byColumn.change)).toEqual([[gap, 320]]);
  expect(rowsOf(parts.byColumn.positions)).toEqual([[gap, 210]]);
  expect(rowsOf(parts.byColumn.revaluation)).toEqual([[gap, 110]]);
  expect([parts.change.unit, parts.byColumn.positions.unit]).toEqual(["usd", "usd"]);
});

// By hand at a price of 100: kucoin enters with 5 coins (+500 composition); then it trades 1 (+100 positions); then okx,
// 20 coins, stops (−2000 composition) while binance closes 1 (−100 positions).
test("entries, exits and outages are composition and not positions", () => {
  const coins = hourly({ binance: [10, 10, 10, 9], okx: [20, 20, 20, gap], kucoin: [gap, 5, 6, 6] });
  const parts = decomposition(dollars(coins, [100, 100, 100, 100]), coins);
  expect([...parts.composition.values]).toEqual([gap, 500, 0, -2000]);
  expect([...parts.positions.values]).toEqual([gap, 0, 100, -100]);
  expect([...parts.revaluation.values]).toEqual([gap, 0, 0, 0]);
  expect([...parts.change.values]).toEqual([gap, 500, 100, -2100]);
});

// By hand: 1,000 contracts of 100 dollars are 100,000 dollars at any price; 50 more are 5,000.
test("an inverse contract changes in dollars by positions alone", () => {
  const identities = { "BTC-USD": { margin: "inverse" as const } };
  const usd = hourly({ "BTC-USD": [100_000, 100_000, 105_000] }, { unit: "usd", identities });
  const coins = hourly({ "BTC-USD": [2, 1, gap] }, { identities });
  const parts = decomposition(usd, coins);
  expect([...parts.positions.values]).toEqual([gap, 0, 5000]);
  expect([...parts.revaluation.values]).toEqual([gap, 0, 0]);
});

test("a column that comes from or goes to zero coins changes by positions alone", () => {
  const coins = hourly({ binance: [0, 0, 10, 0] });
  const parts = decomposition(dollars(coins, [100, 110, 120, 130]), coins);
  expect([...parts.positions.values]).toEqual([gap, 0, 1200, -1200]);
  expect([...parts.revaluation.values]).toEqual([gap, 0, 0, 0]);
});

test("a row of nothing blanks its own change and the next", () => {
  const coins = hourly({ binance: [10, gap, 12, 13] });
  const parts = decomposition(dollars(coins, [100, 100, 100, 100]), coins);
  expect([...parts.change.values]).toEqual([gap, gap, gap, 100]);
  expect([...parts.composition.values]).toEqual([gap, gap, gap, 0]);
});

test("a column without its coins, or its dollars, is missing", () => {
  const usd = hourly({ a: [100, 100, 100], b: [10, 10, gap] }, { unit: "usd" });
  const parts = decomposition(usd, hourly({ a: [1, 1, 1], b: [1, gap, 1] }));
  expect([...parts.composition.values]).toEqual([gap, -10, 0]);
});

test("columns are paired by name, in the order of the dollars", () => {
  const usd = hourly({ a: [100, 200], b: [30, 30] }, { unit: "usd" });
  const parts = decomposition(usd, hourly({ b: [3, 3], a: [1, 2] }));
  expect(parts.byColumn.positions.names).toEqual(["a", "b"]);
  expect(rowsOf(parts.byColumn.positions)).toEqual([
    [gap, 100],
    [gap, 0],
  ]);
});

test("no rows and one row have no change", () => {
  const none = hourly({ a: [] });
  expect(decomposition(dollars(none, []), none).change.length).toBe(0);
  const one = hourly({ a: [1] });
  expect([...decomposition(dollars(one, [5]), one).change.values]).toEqual([gap]);
});

const randomPair = fc
  .record({
    coins: randomPanel,
    prices: fc.array(fc.double({ min: 1, max: 1e5, noNaN: true }), { minLength: 40, maxLength: 40 }),
  })
  .map(({ coins, prices }) => ({ coins, usd: dollars(coins, prices) }));

test("positions, revaluation and composition add up to the change of the reported total", () => {
  fc.assert(
    fc.property(randomPair, ({ coins, usd }) => {
      const { change, positions, revaluation, composition, byColumn } = decomposition(usd, coins);
      const sums = total(usd, { over: "reporting" }).total.values;
      for (let t = 1; t < sums.length; t++) {
        // Rounding is measured against the size of what is added, of which much may cancel.
        const pieces = [...rowsOf(byColumn.positions), ...rowsOf(byColumn.revaluation)].map((values) => values[t]);
        const size = pieces.reduce((sum, piece) => sum + (Number.isNaN(piece) ? 0 : Math.abs(piece)), 0);
        const tolerance = 1e-12 * (sums[t] + sums[t - 1] + size);
        const expected = sums[t] - sums[t - 1];
        if (Number.isNaN(expected)) {
          expect([change.values[t], positions.values[t]]).toEqual([gap, gap]);
          continue;
        }
        const parts = positions.values[t] + revaluation.values[t] + composition.values[t];
        expect(Math.abs(change.values[t] - expected)).toBeLessThanOrEqual(tolerance);
        expect(Math.abs(parts - expected)).toBeLessThanOrEqual(tolerance);
      }
    }),
    runs,
  );
});

test("the split depends on no later row", () => {
  fc.assert(
    fc.property(randomPair, ({ coins, usd }) => {
      const names = coins.names;
      const both = panel({
        times: coins.times,
        unit: "number",
        columns: Object.fromEntries([
          ...usd.columns.map(({ name, values }) => [`usd ${name}`, values]),
          ...coins.columns.map(({ name, values }) => [`base ${name}`, values]),
        ]),
      });
      expectCausal(both, (part) => {
        const pick = (unit: "usd" | "base") =>
          panel({
            times: part.times,
            unit,
            columns: Object.fromEntries(names.map((name) => [name, part.column(`${unit} ${name}`).values])),
          });
        const { change, positions, revaluation, composition, byColumn } = decomposition(pick("usd"), pick("base"));
        return [
          ...[change, positions, revaluation, composition].map(({ values }) => values),
          ...rowsOf(byColumn.positions),
          ...rowsOf(byColumn.revaluation),
        ];
      });
    }),
    runs,
  );
});

test("panels that are no pair are refused", () => {
  const usd = hourly({ a: [100, 200] }, { unit: "usd" });
  const base = hourly({ a: [1, 2] });
  expect(() => decomposition(base, usd)).toThrow(
    "decomposition: the panels are in base and usd; give the one in usd first, then the one in base",
  );
  expect(() => decomposition(usd, hourly({ b: [1, 2] }))).toThrow(
    'decomposition: column "a" is in one panel only; select the same in both',
  );
  expect(() => decomposition(usd, hourly({ a: [1] }))).toThrow(
    "decomposition: inputs of 2 and 1 rows; align them first",
  );
  const later = panel({ times: [usd.times[0], usd.times[1] + 1], unit: "base", columns: { a: [1, 2] } });
  expect(() => decomposition(usd, later)).toThrow(
    "decomposition: row 1 is at 2025-07-01T01:00Z in one input and at 2025-07-01T01:00:00.001Z in the other; align them first",
  );
});

test("impossible values and mixed sides are refused", () => {
  const usd = hourly({ a: [100, 200] }, { unit: "usd" });
  expect(() => decomposition(usd, hourly({ a: [1, 0] }))).toThrow(
    'decomposition: "a" at 2025-07-01T01:00Z is worth 200 dollars with 0 coins; repair one, or set it to NaN',
  );
  expect(() => decomposition(usd, hourly({ a: [1, -1] }))).toThrow(
    'decomposition: open interest -1 of "a" at 2025-07-01T01:00Z is negative',
  );
  const identities = { a: { sides: 1 as const }, b: { sides: 2 as const } };
  const mixed = hourly({ a: [1], b: [1] }, { identities });
  expect(() => decomposition(dollars(mixed, [5]), mixed)).toThrow('decomposition: "a" counts one side');
  expect(decomposition(dollars(mixed, [5]), mixed, { mixedSides: "allow" }).change.length).toBe(1);
});
