import { expect, test } from "vitest";
import { sumOver } from "../../../lib/analytics/columns/sum-over.js";
import { divergence } from "../../../lib/analytics/divergence/divergence.js";
import { shares } from "../../../lib/analytics/shares/shares.js";
import { sumBy } from "../../../lib/analytics/totals/sum-by.js";
import { total } from "../../../lib/analytics/totals/total.js";
import type { Identity } from "../../../lib/series/identity.js";
import { Panel } from "../../../lib/series/panel.js";
import { hourMs } from "../../../lib/series/time.js";
import { expectCausal, hourly, rowsOf, start } from "../panels.js";

const gap = Number.NaN;
const swap: Identity = { venue: "okx", kind: "perpetual" };
/** Listed from the second hour on, blank in the third, expired from the fifth (04:00) on. */
const future: Identity = { venue: "okx", kind: "future", expiry: start + 4 * hourMs };
const oi = hourly({ swap: [6, 6, 6, 6, 6, 6], future: [gap, 2, gap, 4, gap, gap] }, { identities: { swap, future } });

test("a dated contract is missing between its listing and its expiry, and neither before nor after", () => {
  const { total: sum, coverage } = total(oi);
  expect([...sum.values]).toEqual([6, 8, gap, 10, 6, 6]);
  expect([...coverage.values]).toEqual([1, 2, 1, 2, 1, 1]);
  expect(rowsOf(sumBy(oi, "venue"))).toEqual([[6, 8, gap, 10, 6, 6]]);
  expect(rowsOf(shares(oi))).toEqual([
    [1, 0.75, gap, 0.6, 1, 1],
    [gap, 0.25, gap, 0.4, gap, gap],
  ]);
});

test("a contract that does not tell its expiry, and a perpetual, are missing whenever they are", () => {
  const silent = hourly(
    { swap: [gap, 1, 1], future: [1, 1, gap] },
    { identities: { swap, future: { kind: "future" } } },
  );
  expect([...total(silent).total.values]).toEqual([gap, 2, gap]);
});

test("a contract that tells an expiry is dated, whatever its kind", () => {
  const { kind: _, ...unnamed } = future;
  const tagged = oi.columns.map((column) => (column.name === "future" ? { ...column, identity: unnamed } : column));
  expect([...total(new Panel(oi.times, tagged, oi.unit)).total.values]).toEqual([6, 8, gap, 10, 6, 6]);
});

test("where no contract of a group is listed it has no sum rather than zero", () => {
  const alone = hourly({ future: [gap, 2, gap, 4, gap, gap] }, { identities: { future } });
  expect([...total(alone).total.values]).toEqual([gap, 2, gap, 4, gap, gap]);
});

// By hand: with the future expired the two others are compared with each other: ln 2 and ln 1/2.
test("a dated contract that is not listed blanks the divergence of no other", () => {
  const three = hourly({ a: [4, 4], b: [2, 2], dated: [gap, gap] }, { identities: { dated: future } });
  expect(rowsOf(divergence(three, { window: 2 }).logRatio)).toEqual([
    [Math.log(2), Math.log(2)],
    [Math.log(0.5), Math.log(0.5)],
    [gap, gap],
  ]);
});

test("a value reported after the expiry is added like any other", () => {
  const settled = hourly({ a: [1, 1], dated: [3, 0] }, { identities: { dated: { ...future, expiry: start } } });
  expect([...total(settled).total.values]).toEqual([4, 1]);
});

test("sums over dated contracts depend on no later row", () => {
  expectCausal(oi, (part) => [sumOver(part.columns, part.times, "all").sums, ...rowsOf(shares(part))]);
});
