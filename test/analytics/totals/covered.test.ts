import { expect, test } from "vitest";
import { covered } from "../../../lib/analytics/totals/covered.js";
import { hourMs } from "../../../lib/series/time.js";
import { hourly, rowsOf, start } from "../panels.js";

const gap = Number.NaN;

// By hand: of 4 rows in which anything reports, binance has 4, okx 3 (0.75), kucoin 1 (0.25).
const oi = hourly({
  binance: [1, 2, gap, 4, 5],
  okx: [1, gap, gap, 4, 5],
  kucoin: [gap, gap, gap, gap, 5],
});

test("columns that report in enough rows are kept with all their rows", () => {
  expect(covered(oi).names).toEqual(["binance"]);
  expect(covered(oi, { minimum: 0.75 }).names).toEqual(["binance", "okx"]);
  expect(covered(oi, { minimum: 0.25 }).names).toEqual(["binance", "okx", "kucoin"]);
  expect(rowsOf(covered(oi))).toEqual([[1, 2, gap, 4, 5]]);
});

test("with a last instant the later rows do not count", () => {
  // By hand: until 00:00 both report in the one row; until 01:00 okx reports in one of two.
  expect(covered(oi, { until: start }).names).toEqual(["binance", "okx"]);
  expect(covered(oi, { until: start + hourMs, minimum: 0.5 }).names).toEqual(["binance", "okx"]);
  expect(covered(oi, { until: start + hourMs, minimum: 0.6 }).names).toEqual(["binance"]);
  expect(covered(oi.rows(0, 2), { minimum: 0.6 }).names).toEqual(["binance"]);
});

test("a minimum that is no part of the rows, and nothing to judge by, are refused", () => {
  expect(() => covered(oi, { minimum: 95 })).toThrow(
    "covered: minimum 95 is not above 0 and at most 1; give a part of the rows, such as 0.95",
  );
  expect(() => covered(oi, { minimum: 0 })).toThrow("covered: minimum 0 is not above 0");
  expect(() => covered(oi, { until: start - 1 })).toThrow(
    "covered: no column reports in any row until 2025-06-30T23:59:59.999Z; give a panel that has values there",
  );
  expect(() => covered(hourly({ binance: [] }))).toThrow("covered: no column reports in any row; give");
});
