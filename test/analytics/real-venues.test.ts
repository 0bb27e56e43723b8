import { readFileSync } from "node:fs";
import { median, sampleCorrelation } from "simple-statistics";
import { beforeAll, describe, expect, test } from "vitest";
import { type Decomposition, decomposition } from "../../lib/analytics/decomposition/decomposition.js";
import { divergence } from "../../lib/analytics/divergence/divergence.js";
import { labelAgreement } from "../../lib/analytics/regimes/label-agreement.js";
import { regimes } from "../../lib/analytics/regimes/regimes.js";
import { concentration } from "../../lib/analytics/shares/concentration.js";
import { shares } from "../../lib/analytics/shares/shares.js";
import { covered } from "../../lib/analytics/totals/covered.js";
import { linkedTotal } from "../../lib/analytics/totals/linked-total.js";
import { total } from "../../lib/analytics/totals/total.js";
import { logReturns } from "../../lib/series/difference.js";
import type { Panel } from "../../lib/series/panel.js";
import type { Series } from "../../lib/series/series.js";
import { epochMs, hourMs, isoTime } from "../../lib/series/time.js";
import { onRealVenues, realChart, realFile, realVenues, realVenuesAbsent } from "./real-venues.js";

const file = realChart;
const aggregated = realFile("openInterest_ohlc_aggregated_history_BTC_4h.csv");

describe.skipIf(realVenuesAbsent)(onRealVenues, () => {
  let oiUsd: Panel;
  let oiBase: Panel;
  let price: Series;
  let parts: Decomposition;

  beforeAll(async () => {
    ({ oiUsd, oiBase, price } = await realVenues());
    parts = decomposition(oiUsd, oiBase);
  });

  /** Cells of the file as text, without the library. */
  function lines(path: string): string[][] {
    const text = readFileSync(path, "utf8").trim();
    return text.split("\n").map((line) => line.split(","));
  }

  test("the total is the plain sum of the file's cells, and exists where all 21 venues report", () => {
    const { total: sum, coverage, columns } = total(oiUsd);
    expect(columns).toBe(21);
    let compared = 0;
    for (const cells of lines(file).slice(1)) {
      const venues = cells.slice(3).filter((cell) => cell.trim() !== "");
      const plain = venues.reduce((added, cell) => added + Number(cell), 0);
      const t = sum.times.indexOf(Number(cells[1]));
      expect(coverage.values[t]).toBe(venues.length);
      if (venues.length < 21) expect(sum.values[t]).toBeNaN();
      else {
        expect(sum.values[t]).toBe(plain);
        compared++;
      }
    }
    expect(compared).toBe(834);
  });

  test("the total agrees with the publisher's own aggregate", () => {
    const { total: sum } = total(oiUsd, { over: "reporting" });
    const errors = (column: number) =>
      lines(aggregated)
        .slice(1)
        .map((cells) => Math.abs(sum.at(Number(cells[1])) / Number(cells[column]) - 1))
        .filter((error) => !Number.isNaN(error));
    // Measured with another program: 4.8e-5 against the bar's open, 5.1e-3 against its close.
    const [open, close] = [errors(2), errors(5)];
    expect(open.length).toBe(1056);
    expect(median(open)).toBeCloseTo(4.8e-5, 6);
    expect(median(close)).toBeCloseTo(5.1e-3, 4);
  });

  test("the hole of 41 bars is missing and in no change", () => {
    const { total: sum, coverage } = total(oiUsd, { over: "reporting" });
    expect(sum.length).toBe(1097);
    expect(sum.values.filter(Number.isNaN).length).toBe(41);
    expect(coverage.values.filter((count) => count === 0).length).toBe(41);
    // 1097 rows, less the first, the 41 and the one after them.
    expect(parts.change.values.filter((value) => !Number.isNaN(value)).length).toBe(1054);
    const linked = linkedTotal(oiBase);
    expect(linked.values.filter(Number.isNaN).length).toBe(41);
  });

  test("a venue that joins is composition and neither positions nor a step of the linked total", () => {
    const joined = epochMs("2025-06-21T16:00Z");
    const before = joined - 4 * hourMs;
    expect(oiUsd.column("kucoin").at(before)).toBeNaN();
    expect(parts.composition.at(joined)).toBe(oiUsd.column("kucoin").at(joined));
    const others = total(oiUsd.select((column) => column.name !== "kucoin")).total;
    expect(parts.positions.at(joined) + parts.revaluation.at(joined)).toBeCloseTo(
      others.at(joined) - others.at(before),
      -1,
    );
    const linked = linkedTotal(oiUsd);
    expect(linked.at(joined) / linked.at(before)).toBeCloseTo(others.at(joined) / others.at(before), 12);
    // Nothing else enters or leaves but one blank cell of kraken, which goes and comes back.
    const steps = [...parts.composition.values.keys()].filter((t) => Math.abs(parts.composition.values[t]) > 0);
    expect(steps.map((t) => isoTime(parts.composition.times[t]))).toEqual([
      "2025-06-21T16:00Z",
      "2025-08-31T04:00Z",
      "2025-08-31T08:00Z",
    ]);
  });

  test("the parts of the change add up to it", () => {
    for (let t = 0; t < parts.change.length; t++) {
      const sum = parts.positions.values[t] + parts.revaluation.values[t] + parts.composition.values[t];
      if (!Number.isNaN(sum)) expect(Math.abs(sum - parts.change.values[t])).toBeLessThan(0.01);
    }
  });

  test("open interest in dollars moves with the price and in coins does not", () => {
    const returns = logReturns(price).values;
    const correlation = (oi: Panel) => {
      const changes = logReturns(total(oi, { over: "reporting" }).total).values;
      const rows = [...changes.keys()].filter((t) => !Number.isNaN(changes[t]) && !Number.isNaN(returns[t]));
      return sampleCorrelation(
        rows.map((t) => returns[t]),
        rows.map((t) => changes[t]),
      );
    };
    expect(correlation(oiUsd)).toBeCloseTo(0.64, 2);
    expect(correlation(oiBase)).toBeCloseTo(0.01, 2);
  });

  test("the unit changes a quarter of the labels", () => {
    const band = { kind: "fixed", price: 0, openInterest: 0 } as const;
    const inCoins = regimes(price, linkedTotal(oiBase), { band });
    const inDollars = regimes(price, linkedTotal(oiUsd), { band, allowPriceEffect: true });
    const { changed, compared } = labelAgreement(inCoins, inDollars);
    expect(compared).toBe(1054);
    expect(changed).toBeCloseTo(0.25, 2);
  });

  test("the night of 2025-10-10 is the largest fall in coins, mostly positions", () => {
    const linked = linkedTotal(oiBase);
    const changes = logReturns(linked).values.map((value) => (Number.isNaN(value) ? 0 : value));
    const worst = changes.indexOf(Math.min(...changes));
    expect(isoTime(linked.times[worst])).toBe("2025-10-11");
    expect(Math.expm1(changes[worst])).toBeCloseTo(-0.15, 2);
    expect(parts.positions.values[worst] / parts.change.values[worst]).toBeGreaterThan(0.8);
  });

  test("shares and concentration are those known of the first and the last row", () => {
    const parts = shares(oiUsd);
    const last = (venue: string) => parts.column(venue).values[parts.length - 1];
    expect(["cme", "binance", "bybit", "mexc", "gate"].map((venue) => last(venue).toFixed(3))).toEqual([
      "0.209",
      "0.186",
      "0.105",
      "0.076",
      "0.071",
    ]);
    const { herfindahl } = concentration(oiUsd, { over: "reporting" });
    expect(herfindahl.values[0]).toBeCloseTo(0.119, 3);
    expect(herfindahl.values[herfindahl.length - 1]).toBeCloseTo(0.113, 3);
  });

  test("the fixed set of venues leaves out the one that joins", () => {
    expect(covered(oiUsd).names).toEqual(oiUsd.names.filter((name) => name !== "kucoin"));
    // A day before it joined it is left out all the more, and the one blank cell of kraken is still to come.
    expect(covered(oiUsd, { minimum: 1, until: epochMs("2025-06-20") }).names).toEqual(covered(oiUsd).names);
  });

  test("in the night of 2025-10-10 hyperliquid loses to the others and cme gains on them", () => {
    const { logRatio, zScore } = divergence(covered(oiUsd), { window: 180, minCount: 90 });
    const night = epochMs("2025-10-11");
    const step = (venue: string) => logRatio.column(venue).at(night) - logRatio.column(venue).at(night - 4 * hourMs);
    expect(step("hyperliquid")).toBeLessThan(-0.3);
    expect(step("cme")).toBeGreaterThan(0.1);
    expect(zScore.column("hyperliquid").at(night)).toBeLessThan(-3);
  });
});
