import fc from "fast-check";
import { expect, test } from "vitest";
import type { ColumnMigration } from "../../../lib/analytics/shares/column-migration.js";
import { concentration } from "../../../lib/analytics/shares/concentration.js";
import { type ShareMigration, shareMigration } from "../../../lib/analytics/shares/share-migration.js";
import { shares } from "../../../lib/analytics/shares/shares.js";
import type { Panel } from "../../../lib/series/panel.js";
import { hourMs } from "../../../lib/series/time.js";
import { hourly, randomPanel, runs, start } from "../panels.js";

const gap = Number.NaN;
const close = (value: number) => expect.closeTo(value, 14);

// By hand: 100 before and 200 after, so a 0.6 → 0.4, b 0.3 → 0.1, c leaves 0.1, d enters with 0.5. a and b held 0.9 and
// hold 0.5, 0.7 in the mean; a had 2/3 of it and has 0.8, so within is ±0.7 × 2/15 = ±7/75. Mean parts are 11/15 and
// 4/15: entry −11/15 × 0.5 = −11/30 and −4/30, exit 11/15 × 0.1 = 11/150 and 4/150.
const moved = hourly({ a: [60, 80], b: [30, 20], c: [10, gap], d: [gap, 100], e: [gap, gap] });

test("a change of share is growth among those that stayed, entry and exit", () => {
  const { columns, from, to, knownAt } = shareMigration(moved, start, start + hourMs);
  expect([from, to, knownAt]).toEqual([start, start + hourMs, start + hourMs]);
  expect(columns).toEqual([
    {
      name: "a",
      presence: "stayed",
      openInterestBefore: 60,
      openInterestAfter: 80,
      shareBefore: 0.6,
      shareAfter: 0.4,
      change: close(-0.2),
      within: close(7 / 75),
      entry: close(-11 / 30),
      exit: close(11 / 150),
    },
    {
      name: "b",
      presence: "stayed",
      openInterestBefore: 30,
      openInterestAfter: 20,
      shareBefore: 0.3,
      shareAfter: 0.1,
      change: close(-0.2),
      within: close(-7 / 75),
      entry: close(-4 / 30),
      exit: close(4 / 150),
    },
    {
      name: "c",
      presence: "left",
      openInterestBefore: 10,
      openInterestAfter: gap,
      shareBefore: 0.1,
      shareAfter: 0,
      change: -0.1,
      within: 0,
      entry: 0,
      exit: -0.1,
    },
    {
      name: "d",
      presence: "entered",
      openInterestBefore: gap,
      openInterestAfter: 100,
      shareBefore: 0,
      shareAfter: 0.5,
      change: 0.5,
      within: 0,
      entry: 0.5,
      exit: 0,
    },
  ]);
});

// By hand, from the parts above weighed by the sums of both shares, 1, 0.4, 0.1 and 0.5: within 0.6 × 7/75 = 0.056; entry
// −11/30 − 0.4 × 4/30 + 0.25 = −0.17; exit 11/150 + 0.4 × 4/150 − 0.01 = 0.074. Of the two that stayed, 4/9 + 1/9 and
// 0.64 + 0.04.
test("the change of concentration is split by the same parts", () => {
  expect(shareMigration(moved, start, start + hourMs).concentration).toEqual({
    before: close(0.46),
    after: close(0.42),
    change: close(-0.04),
    within: close(0.056),
    entry: close(-0.17),
    exit: close(0.074),
    stayedBefore: close(5 / 9),
    stayedAfter: close(0.68),
  });
});

// By hand: a loses 0.3 and b 0.1, c gains 0.1 and d 0.3; each loss goes by a quarter to c and by three to d.
test("losses go to those that gained in proportion to their gains, largest first", () => {
  const oi = hourly({ a: [50, 20], b: [30, 20], c: [10, 20], d: [10, 40] });
  expect(shareMigration(oi, start, start + hourMs).flows).toEqual([
    { loser: "a", gainer: "d", share: close(0.225) },
    { loser: "a", gainer: "c", share: close(0.075) },
    { loser: "b", gainer: "d", share: close(0.075) },
    { loser: "b", gainer: "c", share: close(0.025) },
  ]);
});

test("where all grow alike nothing migrates", () => {
  const {
    columns,
    flows,
    concentration: index,
  } = shareMigration(hourly({ a: [30, 60], b: [10, 20] }), start, start + hourMs);
  expect(flows).toEqual([]);
  expect(columns.map(({ change, within, entry, exit }) => [change, within, entry, exit])).toEqual([
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ]);
  expect([index.before, index.change, index.within]).toEqual([0.625, 0, 0]);
});

test("with nobody that stayed all change is entry and exit", () => {
  const oi = hourly({ a: [30, gap], b: [gap, 20] });
  const { columns, concentration: index, flows } = shareMigration(oi, start, start + hourMs);
  expect(columns.map(({ within, entry, exit }) => [within, entry, exit])).toEqual([
    [0, 0, -1],
    [0, 1, 0],
  ]);
  expect(flows).toEqual([{ loser: "a", gainer: "b", share: 1 }]);
  expect([index.stayedBefore, index.change]).toEqual([gap, 0]);
});

// By hand: those that stayed held nothing and hold 40 of 80, a 30 of it: it took half of what c left, less half that d
// has, times three quarters.
test("those that stayed and held nothing are split by what they hold at the other end", () => {
  const oi = hourly({ a: [0, 30], b: [0, 10], c: [100, gap], d: [gap, 40] });
  const { columns } = shareMigration(oi, start, start + hourMs);
  expect(columns.map(({ change, within, entry, exit }) => [change, within, entry, exit])).toEqual([
    [0.375, 0, -0.375, 0.75],
    [0.125, 0, -0.125, 0.25],
    [-1, 0, 0, -1],
    [0.5, 0, 0.5, 0],
  ]);
});

test("an instant between rows takes the last row that reports, if it is young enough", () => {
  const oi = hourly({ a: [1, 3, gap, 1], b: [1, 1, gap, 1] });
  const late = start + 2.5 * hourMs;
  const { from, to, columns } = shareMigration(oi, start, late, { maxAgeMs: 1.5 * hourMs });
  expect([from, to]).toEqual([start, start + hourMs]);
  expect(columns[0]?.shareAfter).toBe(0.75);
  expect(() => shareMigration(oi, start, late, { maxAgeMs: hourMs })).toThrow(
    "shareMigration: no column reports at to, 2025-07-01T02:30Z; the last before it is at 2025-07-01T01:00Z; give another instant, or maxAgeMs to take an earlier row",
  );
  expect(() => shareMigration(oi, start - 1, late)).toThrow(
    "shareMigration: no column reports at from, 2025-06-30T23:59:59.999Z; there is none before it; give",
  );
});

test("it is known when the slowest column is", () => {
  const identities = { cme: { delayMs: 60_000 } };
  const { knownAt } = shareMigration(hourly({ cme: [1, 2], okx: [1, 1] }, { identities }), start, start + hourMs);
  expect(knownAt).toBe(start + hourMs + 60_000);
});

/** Random panels with two instants at which something is open. */
const randomMigration = randomPanel
  .map((oi) => ({ oi, rows: [...oi.times.keys()].filter((t) => oi.columns.some(({ values }) => values[t] > 0)) }))
  .filter(({ rows }) => rows.length > 1)
  .chain(({ oi, rows }) =>
    fc
      .uniqueArray(fc.constantFrom(...rows), { minLength: 2, maxLength: 2 })
      .map((pair) => ({ oi, from: Math.min(...pair), to: Math.max(...pair) })),
  );

const between = (oi: Panel, from: number, to: number): ShareMigration =>
  shareMigration(oi, oi.times[from], oi.times[to]);
const added = (columns: readonly ColumnMigration[], pick: (column: ColumnMigration) => number): number =>
  columns.reduce((sum, column) => sum + pick(column), 0);

test("parts add up to changes by column and to zero over them, and flows to losses and gains", () => {
  fc.assert(
    fc.property(randomMigration, ({ oi, from, to }) => {
      const { columns, flows, concentration: index } = between(oi, from, to);
      const parts = shares(oi, { over: "reporting" });
      const { herfindahl } = concentration(oi, { over: "reporting" });
      for (const column of columns) {
        const { name, change, within, entry, exit, shareBefore, shareAfter } = column;
        expect(within + entry + exit).toBeCloseTo(change, 14);
        const known = parts.column(name).values;
        expect([shareBefore, shareAfter]).toEqual([known[from] || 0, known[to] || 0]);
        const outflow = flows.filter(({ loser }) => loser === name).reduce((sum, { share }) => sum + share, 0);
        const inflow = flows.filter(({ gainer }) => gainer === name).reduce((sum, { share }) => sum + share, 0);
        expect(outflow).toBeCloseTo(Math.max(0, -change), 14);
        expect(inflow).toBeCloseTo(Math.max(0, change), 14);
      }
      for (const pick of ["change", "within", "entry", "exit"] as const) {
        expect(added(columns, (column) => column[pick])).toBeCloseTo(0, 14);
      }
      expect(index.before).toBeCloseTo(herfindahl.values[from], 14);
      expect(index.after).toBeCloseTo(herfindahl.values[to], 14);
      expect(index.within + index.entry + index.exit).toBeCloseTo(index.change, 14);
      expect(flows.every(({ share }, place) => share > 0 && share <= (flows[place - 1]?.share ?? 1))).toBe(true);
    }),
    runs,
  );
});

test("going back undoes every part", () => {
  fc.assert(
    fc.property(randomMigration, ({ oi, from, to }) => {
      const forth = between(oi, from, to).columns;
      const turned = oi.map(({ values }) => Float64Array.of(values[to], values[from], ...values.subarray(2)));
      const back = between(turned, 0, 1).columns;
      for (const [j, { within, entry, exit }] of forth.entries()) {
        expect(back[j].within).toBeCloseTo(-within, 14);
        // Who enters one way leaves the other.
        expect(back[j].exit).toBeCloseTo(-entry, 14);
        expect(back[j].entry).toBeCloseTo(-exit, 14);
      }
    }),
    runs,
  );
});

test("it depends on the two rows alone, not on scale, and on the order of columns by rounding", () => {
  fc.assert(
    fc.property(randomMigration, ({ oi, from, to }) => {
      const whole = between(oi, from, to);
      expect(between(oi.rows(0, to + 1), from, to)).toEqual(whole);
      const scaled = between(
        oi.map(({ values }) => values.map((value) => value * 4096)),
        from,
        to,
      );
      expect(scaled.flows).toEqual(whole.flows);
      expect(scaled.concentration).toEqual(whole.concentration);
      expect(scaled.columns.map(({ within }) => within)).toEqual(whole.columns.map(({ within }) => within));
      const turned = between(oi.select([...oi.names].reverse()), from, to);
      expect(turned.columns.toReversed()).toEqual(whole.columns);
      for (const { loser, gainer, share } of whole.flows) {
        const same = turned.flows.find((flow) => flow.loser === loser && flow.gainer === gainer);
        expect(same?.share).toBeCloseTo(share, 14);
      }
    }),
    runs,
  );
});

test("a date as text or as a Date is refused, with what gives its instant", () => {
  const instant = (value: unknown) => value as number;
  expect(() => shareMigration(moved, instant("2023-06-01"), start)).toThrow(
    new TypeError('shareMigration: from "2023-06-01" is no number; give epochMs("2023-06-01")'),
  );
  expect(() => shareMigration(moved, start, instant("2025-07-01"))).toThrow(
    'shareMigration: to "2025-07-01" is no number; give epochMs("2025-07-01")',
  );
  expect(() => shareMigration(moved, start, instant(new Date(start)))).toThrow(
    "shareMigration: to is a Date, 2025-07-01; give its getTime()",
  );
  expect(() => shareMigration(moved, start, instant(undefined))).toThrow(
    "shareMigration: to undefined is no number; give epoch milliseconds UTC",
  );
});

test("instants out of order, rows of nothing and what cannot be added are refused", () => {
  const oi = hourly({ a: [1, 0, 1, -1], b: [1, 0, gap, 1] });
  expect(() => shareMigration(oi, start, start)).toThrow(
    "shareMigration: from 2025-07-01 is not before to 2025-07-01; give two instants in order",
  );
  expect(() => shareMigration(oi, start, gap)).toThrow("shareMigration: from 2025-07-01 is not before to NaN");
  expect(() => shareMigration(oi, start, start + 1, { maxAgeMs: -1 })).toThrow(
    "shareMigration: maxAgeMs -1 is not an age; give milliseconds, 0 or more",
  );
  expect(() => shareMigration(oi, start, start + 1, { maxAgeMs: 1 })).toThrow(
    "shareMigration: from and to are both the row at 2025-07-01; give instants further apart",
  );
  expect(() => shareMigration(oi, start, start + hourMs)).toThrow(
    "shareMigration: open interest at 2025-07-01T01:00Z adds up to 0; there are no shares",
  );
  expect(() => shareMigration(oi, start, start + 3 * hourMs)).toThrow(
    'shareMigration: open interest -1 of "a" at 2025-07-01T03:00Z is negative',
  );
  expect(() => shareMigration(hourly({ a: [] }), start, start + hourMs)).toThrow("there is none before it");
  expect(() => shareMigration(hourly({}), start, start + hourMs)).toThrow("shareMigration: there is no column to add");
  const identities = { a: { sides: 1 as const }, b: { sides: 2 as const } };
  const mixed = hourly({ a: [1, 2], b: [1, 1] }, { identities });
  expect(() => shareMigration(mixed, start, start + hourMs)).toThrow('shareMigration: "a" counts one side');
  expect(shareMigration(mixed, start, start + hourMs, { mixedSides: "allow" }).columns.length).toBe(2);
});
