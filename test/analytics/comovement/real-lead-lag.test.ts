import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { leadLag } from "../../../lib/analytics/comovement/lead-lag.js";
import { type LeadLagPair, leadLagMatrix } from "../../../lib/analytics/comovement/lead-lag-matrix.js";
import { logReturns } from "../../../lib/series/difference.js";
import { lag } from "../../../lib/series/lag.js";
import type { Panel } from "../../../lib/series/panel.js";
import { readCsvFile } from "../../../lib/sources/csv/csv-file.js";
import { onRealVenues, realVenues, realVenuesAbsent } from "../real-venues.js";

const survivors = (pairs: readonly LeadLagPair[]): LeadLagPair[] => pairs.filter(({ holmP }) => holmP < 0.05);

describe.skipIf(realVenuesAbsent)(onRealVenues, () => {
  test("of 2520 leads at four hours hardly any is left after Holm, and no venue leads more than it follows", async () => {
    const { oiBase } = await realVenues();
    const found = leadLagMatrix(logReturns(oiBase), { maxLag: 6 });
    expect([found.length, found[0].tests]).toEqual([420, 2520]);
    const plain = found.filter(({ p }) => p < 0.05).length;
    console.info(`${plain} of 420 pairs below 5 % alone, ${survivors(found).length} after Holm`);
    expect(plain).toBeGreaterThan(100);
    expect(survivors(found).length).toBeLessThanOrEqual(6);
    expect(Math.min(...found.map(({ asymmetryHolmP }) => asymmetryHolmP))).toBeGreaterThan(0.05);
    // None looks like a shift of labels: every pair that is left goes together most in the same row.
    for (const { concurrent, correlation } of survivors(found))
      expect(concurrent).toBeGreaterThan(Math.abs(correlation));
  });

  test("without the two days of the cascade four of five of them are gone", async () => {
    const { oiBase } = await realVenues();
    const [from, to] = [Date.UTC(2025, 9, 10, 16), Date.UTC(2025, 9, 12)];
    const calm = logReturns(oiBase).map(({ values }) =>
      values.map((value, t) => (oiBase.times[t] >= from && oiBase.times[t] <= to ? Number.NaN : value)),
    );
    expect(survivors(leadLagMatrix(calm, { maxLag: 6 })).length).toBeLessThanOrEqual(1);
  });

  test("a venue whose labels are a bar late seems to follow by a bar", async () => {
    const { oiBase } = await realVenues();
    const [one, other] = ["binance", "bybit"].map((name) => logReturns(oiBase.column(name)));
    expect(leadLag(one, other, { maxLag: 3 }).peak.lag).toBe(0);
    expect(leadLag(one, lag(other, 1), { maxLag: 3 }).peak.lag).toBe(1);
  });
});

const folder = resolve(import.meta.dirname, "../../../../shared/data/four-venues-15m");
const venues = ["bitmex", "bybit", "binance", "okex"];

/** One figure of each venue, a column for each. */
async function fourVenues(asset: string, figure: string, unit: "price" | "usd"): Promise<Panel> {
  const { panel } = await readCsvFile(resolve(folder, `${asset}_15m_oi_mark_funding.csv`), {
    timeColumn: "local_time",
    timeZone: "+02:00",
    label: "instant",
    unit,
    columns: Object.fromEntries(venues.map((venue) => [`${venue}_${figure}`, venue])),
  });
  return panel;
}

describe.skipIf(!existsSync(folder))(
  "on four venues every 15 minutes (skipped where ../shared/data/four-venues-15m is absent)",
  () => {
    test.each(["btc", "eth"])("%s: marks of all venues move in the same row, so their labels agree", async (asset) => {
      const marks = logReturns(await fourVenues(asset, "mark_usd", "price"));
      for (const [i, one] of venues.entries()) {
        for (const other of venues.slice(i + 1)) {
          const { peak } = leadLag(marks.column(one), marks.column(other), { maxLag: 4 });
          expect([peak.lag, peak.correlation > 0.98]).toEqual([0, true]);
        }
      }
    });

    test("open interest goes together in the same row too, and no lead of up to two hours is left after Holm", async () => {
      const marks = await fourVenues("btc", "mark_usd", "price");
      const dollars = await fourVenues("btc", "oi_musd", "usd");
      // Three of the four are inverse contracts of constant dollars; Binance's is linear, of constant coins.
      const free = dollars.map(({ name, values }) =>
        name === "binance" ? values.map((value, t) => value / marks.column(name).values[t]) : values,
      );
      const found = leadLagMatrix(logReturns(free), { maxLag: 8 });
      expect(survivors(found)).toEqual([]);
      for (const { concurrent, correlation } of found) expect(concurrent).toBeGreaterThan(Math.abs(correlation));
    });
  },
);
