import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isoTime } from "../../../lib/series/time.js";
import { readCsvFile } from "../../../lib/sources/csv/csv-file.js";

const folder = "../shared/data";
const title = existsSync(folder) ? "on real files" : `skipped: no ${folder} here`;

describe.skipIf(!existsSync(folder))(`readCsvFile ${title}`, () => {
  test("22 columns of exchanges are 21 venues, with the missing week a gap and KuCoin's start a change of composition", async () => {
    const { panel, quality } = await readCsvFile(`${folder}/venues-4h/openInterest_exchange_history_chart_BTC_4h.csv`, {
      timeColumn: "timestamp",
      unit: "usd",
      label: "instant",
      except: ["datetime", "price"],
      venues: true,
    });
    expect([panel.columns.length, panel.length]).toEqual([21, 1056]);
    expect(quality.issues.map(({ kind, where, count }) => [kind, where, count])).toEqual([
      ["gap", "openInterest_exchange_history_chart_BTC_4h.csv", 41],
      ["alias", "gate", 1056],
      ["blank", "kraken", 1],
      ["composition", "kucoin", 221],
    ]);
    expect(panel.column("gate").values.every((value) => value > 0)).toBe(true);
    expect(panel.column("kucoin").at(Date.parse("2025-06-21T12:00Z"))).toBeNaN();
    expect(panel.column("kucoin").at(Date.parse("2025-06-21T16:00Z"))).toBeGreaterThan(0);
  });

  // The publisher's own total, an OHLC whose label is the bar's start: its open is the sum at that instant.
  test("the sum of the venues is the publisher's own total at the same instant", async () => {
    const { panel } = await readCsvFile(`${folder}/venues-4h/openInterest_exchange_history_chart_BTC_4h.csv`, {
      timeColumn: "timestamp",
      unit: "usd",
      label: "instant",
      except: ["datetime", "price"],
      venues: true,
    });
    const total = await readCsvFile(`${folder}/venues-4h/openInterest_ohlc_aggregated_history_BTC_4h.csv`, {
      timeColumn: "time",
      unit: "usd",
      label: "instant",
      columns: ["open", "close"],
    });
    const medianError = (name: string) => {
      const errors = [...panel.times].map((time, row) => {
        const sum = panel.columns.reduce((all, { values }) => all + (values[row] || 0), 0);
        return Math.abs(sum / total.panel.column(name).at(time) - 1);
      });
      return errors.filter((error) => !Number.isNaN(error)).sort((a, b) => a - b)[errors.length >> 1] as number;
    };
    expect(medianError("open")).toBeLessThan(1e-4);
    expect(medianError("close")).toBeGreaterThan(5e-4);
  });

  // OKEx settles funding at 0, 8 and 16 h UTC; the file's rates change at 2, 10 and 18 h, so its clock is UTC+2.
  test("a naive local time is read on the clock on which funding settles at the venue's hours", async () => {
    const { panel, quality } = await readCsvFile(`${folder}/four-venues-15m/btc_15m_oi_mark_funding.csv`, {
      timeColumn: "local_time",
      timeZone: "+02:00",
      unit: "fraction",
      label: "instant",
      columns: ["okex_funding_pct"],
      scale: 0.01,
    });
    const { values } = panel.column("okex_funding_pct");
    const changes = [...panel.times].filter((_, row) => row > 0 && values[row] !== values[row - 1]);
    expect(changes.length).toBe(48);
    expect(new Set(changes.map((time) => isoTime(time).slice(11) || "00:00Z"))).toEqual(
      new Set(["00:00Z", "08:00Z", "16:00Z"]),
    );
    expect(panel.length).toBe(1543);
    expect(quality.issues.some(({ kind }) => kind === "gap")).toBe(false);
  });

  test("a recorder that stood still for hours is told as stale", async () => {
    const { quality } = await readCsvFile(`${folder}/four-venues-15m/btc_15m_oi_mark_funding.csv`, {
      timeColumn: "local_time",
      timeZone: "+02:00",
      unit: "usd",
      label: "instant",
      columns: { bitmex_oi_musd: "bitmex", bybit_oi_musd: "bybit", binance_oi_musd: "binance", okex_oi_musd: "okex" },
      scale: 1e6,
    });
    expect(quality.issues).toMatchObject([{ kind: "stale", count: 37 }]);
  });

  test("dates like 2019.3.30 after a byte-order mark are days", async () => {
    const { panel, quality } = await readCsvFile(`${folder}/daily-2019-2024/open_interest.csv`, {
      timeColumn: "Date",
      unit: "usd",
      label: "start",
      intervalMs: 86_400_000,
      columns: { Data: "total" },
    });
    expect([panel.length, isoTime(panel.times[0] as number), isoTime(panel.times.at(-1) as number)]).toEqual([
      2063,
      "2019-03-31",
      "2024-11-21",
    ]);
    expect(panel.column("total").values[0]).toBe(605_258_083);
    expect(quality.issues).toEqual([]);
  });
});
