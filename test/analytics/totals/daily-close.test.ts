import fc from "fast-check";
import { expect, test } from "vitest";
import { dailyClose } from "../../../lib/analytics/totals/daily-close.js";
import { panel } from "../../../lib/series/panel.js";
import { resample } from "../../../lib/series/resample.js";
import { Series, series } from "../../../lib/series/series.js";
import { dayMs, hourMs, minuteMs } from "../../../lib/series/time.js";
import { randomPanel, rowsOf, runs, start } from "../panels.js";

const gap = Number.NaN;
/** Values at hours after the start of the first day. */
function snapshots(cells: readonly (readonly [hour: number, value: number])[]): Series {
  return series({
    times: cells.map(([hour]) => start + hour * hourMs),
    values: cells.map(([, value]) => value),
    name: "okx",
    unit: "usd",
    venue: "okx",
    delayMs: minuteMs,
  });
}

// By hand: the first day's last snapshot is that of 20:00, the second's that of 23:55, and 48:00 opens the third day.
test("a day closes with its last snapshot before midnight and is stamped with that midnight", () => {
  const oi = snapshots([
    [8, 1],
    [20, 2],
    [24, 3],
    [47 + 55 / 60, 4],
    [48, 5],
  ]);
  const { close, ageMs, snapshots: counts } = dailyClose(oi);
  expect([...close.times]).toEqual([start + dayMs, start + 2 * dayMs]);
  expect([...close.values]).toEqual([2, 4]);
  expect([...ageMs.values]).toEqual([4 * hourMs, 5 * minuteMs]);
  expect([...counts.values]).toEqual([2, 2]);
  expect([close.unit, ageMs.unit, counts.unit]).toEqual(["usd", "number", "number"]);
  expect(close.identity).toEqual({ venue: "okx", delayMs: minuteMs });
  // A bar takes the value at its end.
  expect([...resample(oi, dayMs, { take: "last" }).values]).toEqual([3, 5]);
});

test("a day without a snapshot is a row, and one whose last is too old has no close but an age", () => {
  const oi = snapshots([
    [1, 1],
    [50, 2],
    [71, 3],
    [72, gap],
  ]);
  const all = dailyClose(oi);
  expect([...all.close.values]).toEqual([1, gap, 3]);
  expect([...all.ageMs.values]).toEqual([23 * hourMs, gap, hourMs]);
  expect([...all.snapshots.values]).toEqual([1, 0, 2]);
  const young = dailyClose(oi, { maxAgeMs: hourMs });
  expect([...young.close.values]).toEqual([gap, gap, 3]);
  expect([...young.ageMs.values]).toEqual([23 * hourMs, gap, hourMs]);
});

test("each column of a panel takes its own last value, and a gap is no snapshot", () => {
  const oi = panel({
    times: [22, 23, 24].map((hour) => start + hour * hourMs),
    unit: "base",
    columns: { binance: [1, 2, 3], okx: [5, gap, 7] },
  });
  const { close, ageMs, snapshots: counts } = dailyClose(oi);
  expect(rowsOf(close)).toEqual([[2], [5]]);
  expect(rowsOf(ageMs)).toEqual([[hourMs], [2 * hourMs]]);
  expect(rowsOf(counts)).toEqual([[2], [1]]);
});

test("a day that has not ended has no close unless it is asked for", () => {
  const oi = snapshots([
    [20, 1],
    [30, 2],
  ]);
  expect([...dailyClose(oi).close.values]).toEqual([1]);
  const kept = dailyClose(oi, { unfinished: "keep" }).close;
  expect([...kept.values]).toEqual([1, 2]);
  expect(kept.times[1]).toBe(start + 2 * dayMs);
  expect(dailyClose(oi.rows(0, 1)).close.length).toBe(0);
  expect(dailyClose(oi.rows(0, 0), { unfinished: "keep" }).close.length).toBe(0);
});

test("days before 1970 close at their midnights too", () => {
  const oi = new Series(Float64Array.of(-2 * hourMs, 0), Float64Array.of(1, 2), "oi", "usd");
  expect([...dailyClose(oi).close.times]).toEqual([0]);
  expect([...dailyClose(oi).close.values]).toEqual([1]);
});

test("with every snapshot a millisecond later a day's bar takes the same", () => {
  fc.assert(
    fc.property(randomPanel, (oi) => {
      const later = panel({
        times: oi.times.map((time) => time + 1),
        unit: oi.unit,
        columns: Object.fromEntries(oi.columns.map(({ name, values }) => [name, values])),
      });
      const bars = resample(later, dayMs, { take: "last" });
      const { close } = dailyClose(oi);
      for (const [j, { values }] of close.columns.entries()) {
        for (let day = 0; day < values.length; day++) {
          expect(values[day]).toEqual(bars.columns[j].values[bars.times.indexOf(close.times[day])]);
        }
      }
    }),
    runs,
  );
});

test("a close depends on no later row, on no other column, and on the scale by its factor", () => {
  fc.assert(
    fc.property(randomPanel, fc.integer({ min: 0, max: 23 }), (oi, shift) => {
      const shifted = panel({
        times: oi.times.map((time) => time + shift * hourMs),
        unit: oi.unit,
        columns: Object.fromEntries(oi.columns.map(({ name, values }) => [name, values])),
      });
      const whole = dailyClose(shifted);
      for (let n = 0; n <= shifted.length; n++) {
        const part = dailyClose(shifted.rows(0, n));
        const days = part.close.length;
        expect(rowsOf(part.close)).toEqual(rowsOf(whole.close.rows(0, days)));
        expect(rowsOf(part.ageMs)).toEqual(rowsOf(whole.ageMs.rows(0, days)));
        expect(rowsOf(part.snapshots)).toEqual(rowsOf(whole.snapshots.rows(0, days)));
      }
      const turned = dailyClose(shifted.select([...shifted.names].reverse())).close;
      expect(rowsOf(turned)).toEqual(rowsOf(whole.close).toReversed());
      const scaled = dailyClose(shifted.map(({ values }) => values.map((value) => value * 4096))).close;
      expect(rowsOf(scaled)).toEqual(rowsOf(whole.close).map((values) => values.map((value) => value * 4096)));
    }),
    runs,
  );
});

test("an age that is none and an unknown choice are refused", () => {
  const oi = snapshots([[1, 1]]);
  expect(() => dailyClose(oi, { maxAgeMs: 0 })).toThrow("dailyClose: maxAgeMs 0 is not a length of time");
  expect(() => dailyClose(oi, { unfinished: "maybe" as "drop" })).toThrow(
    'dailyClose: unknown unfinished "maybe"; known: drop, keep',
  );
});
