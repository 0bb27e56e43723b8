import { expect, test } from "vitest";
import { knownAt } from "../../../lib/evidence/audit/known-at.js";
import { otherFuture } from "../../../lib/evidence/audit/other-future.js";
import { panel } from "../../../lib/series/panel.js";
import { hourMs } from "../../../lib/series/time.js";
import { hourlySeries, smallMarket, start } from "./market-of.js";

const hour = (row: number): number => start + (row + 1) * hourMs;
const future = { seed: 1, stream: 7, missing: 0.1 };

test("data known at an instant keeps its rows up to it, and of those published later none but the gap", () => {
  const prompt = hourlySeries([1, 2, 3, 4], "base");
  const late = hourlySeries([5, 6, 7, 8], "base", { delayMs: hourMs + 1 });
  const known = knownAt({ prompt, late }, hour(2));
  expect([...known.prompt.values]).toEqual([1, 2, 3]);
  expect([...known.late.values]).toEqual([5, Number.NaN, Number.NaN]);
  const { times } = prompt;
  const identities = { slow: { delayMs: hourMs } };
  const both = panel({ times, unit: "base", columns: { quick: [1, 2, 3, 4], slow: [1, 2, 3, 4] }, identities });
  expect(knownAt(both, hour(1)).columns.map(({ values }) => [...values])).toEqual([
    [1, 2],
    [1, Number.NaN],
  ]);
});

test("data known at an instant is a copy that shares times where they were shared, settings included", () => {
  const market = { ...smallMarket(10), windows: [5, 10], settings: { at: hour(3) } };
  const known = knownAt(market, hour(4));
  expect(known.candles.times).toBe(known.candles.close.times);
  expect(known.candles.times.buffer).not.toBe(market.candles.times.buffer);
  expect(known.candles.close.length).toBe(5);
  expect(known.candles.intervalMs).toBe(hourMs);
  expect({ windows: known.windows, settings: known.settings, label: known.label }).toEqual({
    windows: [5, 10],
    settings: { at: hour(3) },
    label: "small",
  });
});

test("arrays beside times are cut with them, and rows of lists by when they were known", () => {
  const times = Float64Array.from([hour(0), hour(1), hour(2)]);
  const events = [{ knownAt: hour(2), time: hour(0) }, { time: hour(1) }, { name: "no time" }];
  const data = {
    times,
    codes: Int8Array.of(1, 2, 3),
    list: [4, 5, 6],
    inner: { of: Float64Array.of(7, 8, 9) },
    events,
  };
  expect(knownAt(data, hour(1))).toEqual({
    times: times.slice(0, 2),
    codes: Int8Array.of(1, 2),
    list: [4, 5],
    inner: { of: Float64Array.of(7, 8) },
    events: [{ time: hour(1) }, { name: "no time" }],
  });
});

test("another future leaves what is known and changes the rest, alike for the prices of a bar", () => {
  const market = smallMarket(200);
  const changed = otherFuture(market, hour(99), future);
  const ratio = (name: "open" | "high" | "low" | "close" | "volume"): number[] => {
    const before = market.candles[name]?.values ?? [];
    return [...(changed.candles[name]?.values ?? [])].map((value, row) => value / before[row]);
  };
  expect(ratio("close").slice(0, 100)).toEqual(new Array(100).fill(1));
  const after = ratio("close").slice(100);
  const present = after.filter((value) => !Number.isNaN(value));
  expect(present.length).toBeGreaterThan(75);
  expect(present.length).toBeLessThan(100);
  expect(present.every((value) => value >= 0.5 && value < 2 && value !== 1)).toBe(true);
  for (const name of ["open", "high", "low"] as const) {
    for (const [row, value] of ratio(name).slice(100).entries()) {
      if (Number.isNaN(value)) expect(after[row]).toBeNaN();
      else expect(value).toBeCloseTo(after[row], 12);
    }
  }
  expect(ratio("volume").slice(100)).not.toEqual(after);
  expect(changed.oi.columns[0].values.slice(100)).not.toEqual(changed.oi.columns[1].values.slice(100));
  expect(otherFuture(market, hour(99), future)).toEqual(changed);
});

test("another future takes codes from other rows of the future, and touches a value not yet published", () => {
  const times = Float64Array.from({ length: 40 }, (_, row) => hour(row));
  const codes = Int8Array.from(times, (_, row) => (row < 20 ? -1 : row % 3));
  const changed = otherFuture({ times, codes }, hour(19), future);
  expect([...changed.codes.slice(0, 20)]).toEqual(new Array(20).fill(-1));
  expect(changed.codes.slice(20)).not.toEqual(codes.slice(20));
  expect([...changed.codes.slice(20)].every((code) => code >= 0)).toBe(true);
  const late = hourlySeries([1, 1, 1, 1], "base", { delayMs: hourMs });
  expect([...otherFuture(late, hour(2), future).values].map((value) => value === 1)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
