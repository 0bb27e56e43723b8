import { expect } from "vitest";
import type { Panel } from "../../lib/series/panel.js";

/**
 * Asserts that nothing sees the future: computed on the first n rows, for each n, it equals the first rows of computing on
 * all. Where the result has rows of its own, those up to the last one of the shorter result are compared.
 */
export function expectCausal(data: Panel, compute: (data: Panel) => Panel): void {
  const whole = compute(data);
  for (let rows = 0; rows <= data.length; rows++) {
    const part = compute(data.rows(0, rows));
    const start = whole.rows(0, part.length);
    expect([...part.times]).toEqual([...start.times]);
    for (const [index, { values }] of part.columns.entries()) {
      expect([...values]).toEqual([...(start.columns[index]?.values ?? [])]);
    }
  }
}
