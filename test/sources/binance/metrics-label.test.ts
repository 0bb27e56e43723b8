import { describe, expect, test } from "vitest";
import { metricsLabel } from "../../../lib/sources/binance/metrics-label.js";
import { minute5, priceAt } from "./archive-fixture.js";

const start = Date.parse("2025-07-01");
const count = 40;
const opens = Float64Array.from({ length: count }, (_, bar) => start + bar * minute5);
const klines = {
  barEnds: opens.map((time) => time + minute5),
  open: opens.map(priceAt),
  close: opens.map((time) => priceAt(time + minute5)),
  barMs: minute5,
};
const openInterest = opens.map(() => 1000);

describe("metricsLabel", () => {
  test("values at opens are labelled by the start, values at closes by the end, of their bar", () => {
    const label = (shift: number) =>
      metricsLabel({
        ...klines,
        labels: opens,
        openInterest,
        value: opens.map((time) => 1000 * priceAt(time + shift)),
      });
    expect(label(0)).toMatchObject({ label: "start", openError: 0, rows: count });
    expect(label(minute5)).toMatchObject({ label: "end", closeError: 0, rows: count });
  });

  // Half of the way between open and close, the difference to both is the same.
  test("a snapshot in the middle of the bar is undecided", () => {
    const value = opens.map((_, bar) => 500 * ((klines.open[bar] as number) + (klines.close[bar] as number)));
    expect(metricsLabel({ ...klines, labels: opens, openInterest, value }).label).toBe("undecided");
  });

  test("a price that does not move decides nothing", () => {
    const flat = opens.map(() => 100);
    const value = opens.map(() => 100_000);
    const input = { ...klines, open: flat, close: flat, labels: opens, openInterest, value };
    expect(metricsLabel(input)).toEqual({ label: "undecided", openError: 0, closeError: 0, rows: count });
  });

  test("blank and zero rows and rows without a kline are not compared, and fewer than twelve decide nothing", () => {
    const value = opens.map((time, row) => (row < 20 ? Number.NaN : row < 29 ? 0 : 1000 * priceAt(time)));
    const found = metricsLabel({ ...klines, labels: opens, openInterest, value });
    expect(found).toMatchObject({ label: "undecided", rows: 11 });
    expect(metricsLabel({ ...klines, labels: opens, openInterest, value }, { minRows: 11 }).label).toBe("start");
    const labels = opens.map((time) => time + 365 * 86_400_000);
    expect(metricsLabel({ ...klines, labels, openInterest, value })).toEqual({
      label: "undecided",
      openError: Number.NaN,
      closeError: Number.NaN,
      rows: 0,
    });
  });
});
