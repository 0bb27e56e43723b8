import fc from "fast-check";
import { expect } from "vitest";
import type { Identity, Unit } from "../../lib/series/identity.js";
import { type Panel, panel } from "../../lib/series/panel.js";
import { hourMs } from "../../lib/series/time.js";

/** Midnight UTC of 2025-07-01, where the hourly panels of these tests begin. */
export const start: number = Date.UTC(2025, 6, 1);

/** An hourly panel from 2025-07-01T00:00Z on. */
export function hourly(
  columns: Record<string, readonly number[]>,
  { unit = "base", identities = {} }: { unit?: Unit; identities?: Record<string, Identity> } = {},
): Panel {
  const length = Object.values(columns)[0]?.length ?? 0;
  return panel({ times: Array.from({ length }, (_, t) => start + t * hourMs), unit, columns, identities });
}

/** Values of every column, in order. */
export function rowsOf(of: Panel): number[][] {
  return of.columns.map(({ values }) => [...values]);
}

/** Random panels of 2 to 5 columns and 1 to 40 rows, whole positive numbers with gaps and now and then a zero. */
export const randomPanel: fc.Arbitrary<Panel> = fc
  .record({ columns: fc.integer({ min: 2, max: 5 }), rows: fc.integer({ min: 1, max: 40 }) })
  .chain(({ columns, rows }) =>
    fc.array(fc.array(cell(), { minLength: rows, maxLength: rows }), { minLength: columns, maxLength: columns }),
  )
  .map((columns) => hourly(Object.fromEntries(columns.map((values, j) => [`venue${j}`, values]))));

/** Random panels without a gap or a zero. */
export const fullPanel: fc.Arbitrary<Panel> = randomPanel.map((of) =>
  of.map(({ values }) => values.map((value) => (value > 0 ? value : 500))),
);

function cell(): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 16, arbitrary: fc.integer({ min: 1, max: 1_000_000 }) },
    { weight: 3, arbitrary: fc.constant(Number.NaN) },
    { weight: 1, arbitrary: fc.constant(0) },
  );
}

/** Asserts, for every n, that computing on the first n rows gives the first n rows of computing on all. */
export function expectCausal(input: Panel, compute: (panel: Panel) => readonly ArrayLike<number>[]): void {
  const whole = compute(input);
  for (let n = 0; n <= input.length; n++) {
    const part = compute(input.rows(0, n));
    expect(part.map((values) => Array.from(values))).toEqual(whole.map((values) => Array.from(values).slice(0, n)));
  }
}

/** Number of runs and seed of the property tests. */
export const runs = { seed: 20250701, numRuns: 60 };
