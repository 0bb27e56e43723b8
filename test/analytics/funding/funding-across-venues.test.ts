import { sampleCorrelation } from "simple-statistics";
import { describe, expect, test } from "vitest";
import { fundingPer8Hours } from "../../../lib/analytics/funding/funding-per-8-hours.js";
import { weightedFunding } from "../../../lib/analytics/funding/weighted-funding.js";
import { countOneSide } from "../../../lib/market/sides.js";
import { Series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { readCsvFile } from "../../../lib/sources/csv/csv-file.js";
import { loadSample } from "../../../lib/sources/sample/sample.js";
import { onRealVenues, realFile, realVenues, realVenuesAbsent } from "../real-venues.js";

const maxAgeMs = 8 * hourMs;

describe("on the bundled sample, whose venues settle every hour, four and eight hours", () => {
  test("the mean is the plain one, and its venues are those of the rates", async () => {
    const { funding, openInterestUsd } = await loadSample({ from: "2024-06-01", to: "2024-06-14" });
    const oi = countOneSide(openInterestUsd);
    const { funding: mean, coverage, columns } = weightedFunding(funding, oi, { maxAgeMs });
    expect(columns).toEqual(funding.map(({ name }) => name));
    // The first settlement of each venue has no interval yet; from the second on all are in.
    const row = mean.length - 5;
    const time = mean.times[row];
    const interval = (venue: string | undefined) => (venue === "ember" ? 1 : venue === "fjord" ? 4 : 8);
    const parts = funding.map((rate) => {
      const held = [...rate.times.keys()].filter((settlement) => rate.times[settlement] <= time).at(-1) ?? 0;
      return {
        rate: (rate.values[held] * 8) / interval(rate.identity.venue),
        weight: oi.column(rate.name).values[row],
      };
    });
    const sum = parts.reduce((all, { weight }) => all + weight, 0);
    expect(mean.values[row]).toBeCloseTo(parts.reduce((all, { rate, weight }) => all + rate * weight, 0) / sum, 15);
    expect(coverage.values[row]).toBe(1);
    expect(new Set(funding.map(({ identity }) => interval(identity.venue)))).toEqual(new Set([1, 4, 8]));
    expect(mean.values.filter(Number.isNaN).length).toBe(15);
  });
});

describe.skipIf(realVenuesAbsent)(onRealVenues, () => {
  const names = ["BINANCE", "BITGET", "BYBIT", "GATE", "HTX", "HYPERLIQUID", "MEXC", "OKX"];

  test("the mean of eight venues is near the publisher's, which has more of them", async () => {
    const { oiUsd } = await realVenues();
    const common = { timeColumn: "time", unit: "fraction", scale: 0.01, label: "instant" } as const;
    const published = await readCsvFile(realFile("fundingRate_oi_weight_ohlc_history_BTC_4h.csv"), {
      ...common,
      columns: { open: "published" },
    });
    const theirs = published.panel.column("published");
    const rates = await Promise.all(
      names.map(async (name) => {
        const file = realFile(`fundingRate_ohlc_history_BTC_${name}_8h.csv`);
        const { times, values } = (await readCsvFile(file, { ...common, columns: { open: name } })).panel.column(name);
        return new Series(times, values, name, "fraction", { asset: "BTC", venue: name.toLowerCase() });
      }),
    );
    /** Correlation and means, in bps, of ours and theirs at the instants the venues' files have. */
    const compared = (of: readonly Series[]) => {
      const { funding: mean, coverage } = weightedFunding(of, oiUsd, { maxAgeMs, intervalHours: 8 });
      const rows = [...mean.times.keys()].filter(
        (t) => mean.times[t] % (8 * hourMs) === 0 && !Number.isNaN(mean.values[t] + theirs.at(mean.times[t])),
      );
      const [a, b] = [rows.map((t) => mean.values[t]), rows.map((t) => theirs.at(mean.times[t]))];
      const bps = (values: number[]) => (values.reduce((all, value) => all + value, 0) / values.length) * 1e4;
      return { rows: rows.length, correlation: sampleCorrelation(a, b), ours: bps(a), theirs: bps(b), coverage };
    };
    // The file of Hyperliquid is for one hour, its usual 0.00125 % being an eighth of the others' 0.01 %.
    const hourlyName = (rate: Series) => rate.identity.venue === "hyperliquid";
    const right = compared(
      rates.map((rate) => (hourlyName(rate) ? fundingPer8Hours(rate, { intervalHours: 1 }) : rate)),
    );
    const wrong = compared(rates);
    expect(right.rows).toBe(528);
    expect(right.correlation).toBeCloseTo(0.75, 2);
    expect(right.ours / right.theirs).toBeCloseTo(1, 3);
    expect(wrong.correlation).toBeCloseTo(0.7, 2);
    expect(wrong.ours / wrong.theirs).toBeCloseTo(0.89, 2);
    const shares = Array.from(right.coverage.values).filter((share) => !Number.isNaN(share));
    expect([Math.min(...shares), Math.max(...shares)].map((share) => share.toFixed(2))).toEqual(["0.60", "0.68"]);
  });
});
