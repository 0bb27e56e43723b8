import fc from "fast-check";
import { expect, test } from "vitest";
import { type CascadeOptions, type Cascades, cascades } from "../../../lib/analytics/cascades/cascades.js";
import { cascadeRebound } from "../../../lib/backtest/signals/cascade-rebound.js";
import type { Panel } from "../../../lib/series/panel.js";
import { series } from "../../../lib/series/series.js";
import { expectCausal, hourly, randomPanel, runs } from "../../analytics/panels.js";

const gap = Number.NaN;

/** One row at a time against four changes: quiet for five rows, then 2000 coins, 1800, 1700, 1750, 1850. */
function found(price: readonly number[], delayMs?: number): Cascades {
  const a = [1000, 1010, 1000, 1010, 1000, 820, 750, 780, 900, 900];
  const b = [1000, 1000, 1000, 1000, 1000, 980, 950, 970, 950, 950];
  const oi = hourly({ a, b });
  return cascades(
    { oi, price: series({ times: oi.times, values: price, name: "price", unit: "price", delayMs }) },
    { horizon: 1, window: 4, minCount: 3 },
  );
}
const falling = [100, 101, 100, 101, 100, 95, 94, 95, 96, 96];
const rising = [100, 101, 100, 101, 100, 105, 106, 105, 104, 104];

test("is long for so many bars after a fall, short after a rise, and missing while nothing can be told", () => {
  const position = cascadeRebound(found(falling), { maxBars: 3 });
  expect([...position.values]).toEqual([gap, gap, gap, gap, gap, 1, 1, 1, 0, 0]);
  expect(position.unit).toBe("fraction");
  expect([...cascadeRebound(found(rising), { maxBars: 1 }).values].slice(5)).toEqual([-1, 0, 0, 0, 0]);
});

// Half of the 300 coins lost is back with the 1850 of row 8.
test("is left at the recovery of open interest if asked, if that comes first", () => {
  expect([...cascadeRebound(found(falling), { untilRecovered: true }).values].slice(5)).toEqual([1, 1, 1, 0, 0]);
  expect([...cascadeRebound(found(falling), { untilRecovered: true, maxBars: 2 }).values].slice(5)).toEqual([
    1, 1, 0, 0, 0,
  ]);
  expect([...cascadeRebound(found(falling)).values].slice(5)).toEqual([1, 1, 1, 1, 1]);
});

test("is known as late as its data, when its event was known", () => {
  const delayed = found(falling, 5000);
  const position = cascadeRebound(delayed);
  expect(position.identity.delayMs).toBe(5000);
  expect(position.times[5] + 5000).toBe(delayed.events[0].knownAt);
});

test("takes rows within a horizon of one another as one event, and starts anew with the next", () => {
  const coded = (codes: readonly number[], horizon: number): Cascades => {
    const { times } = hourly({ a: codes });
    const event = { ...found(falling).events[0], recoveredAt: undefined };
    return { ...found(falling), times, codes: Int8Array.from(codes), horizon, events: [event, event, event] };
  };
  const codes = [0, 1, 0, 2, 0, 0, 0, 2, -1, -1, -1];
  expect([...cascadeRebound(coded(codes, 2), { maxBars: 3 }).values]).toEqual([0, 1, 1, 1, 0, 0, 0, -1, -1, -1, gap]);
  expect([...cascadeRebound(coded(codes, 1), { maxBars: 3 }).values]).toEqual([
    0,
    1,
    1,
    -1,
    -1,
    -1,
    0,
    -1,
    -1,
    -1,
    gap,
  ]);
});

test("depends on no later row, though recoveries are of the whole sample", () => {
  const loose: CascadeOptions = { horizon: 2, window: 6, minCount: 3, multiple: 0.5, priceMultiple: 0.2, minLoss: 0 };
  const ofPanel = (of: Panel): Cascades => {
    const values = [...of.column("venue0").values].map((value) => (value > 0 ? value : gap));
    return cascades({ oi: of, price: series({ times: of.times, values, name: "price", unit: "price" }) }, loose);
  };
  let left = 0;
  fc.assert(
    fc.property(randomPanel, (oi) => {
      const recovered = cascadeRebound(ofPanel(oi), { untilRecovered: true, maxBars: 6 }).values;
      const held = cascadeRebound(ofPanel(oi), { maxBars: 6 }).values;
      left += recovered.filter((side, row) => side === 0 && held[row] !== 0).length;
      expectCausal(oi, (part) => [cascadeRebound(ofPanel(part), { untilRecovered: true, maxBars: 6 }).values]);
      const scaled = oi.map(({ values }) => values.map((value) => value * 4096));
      expect([...cascadeRebound(ofPanel(scaled)).values]).toEqual([...cascadeRebound(ofPanel(oi)).values]);
      const turned = oi.select(oi.names.toReversed());
      expect([...cascadeRebound(ofPanel(turned)).values]).toEqual([...cascadeRebound(ofPanel(oi)).values]);
    }),
    runs,
  );
  expect(left).toBeGreaterThan(20);
});

test("has no rows without data, and refuses no bars", () => {
  const nothing = { ...found(falling), times: new Float64Array(0), codes: new Int8Array(0), events: [] };
  expect(cascadeRebound(nothing).length).toBe(0);
  expect(() => cascadeRebound(nothing, { maxBars: 0.5 })).toThrow(
    "cascadeRebound: maxBars 0.5 is not a number of rows; give a whole number of at least 1",
  );
});
