import { describe, expect, test } from "vitest";
import { backtest } from "../../lib/backtest/engine/backtest.js";
import { comparison } from "../../lib/backtest/results/comparison.js";
import { combinatorialValidation } from "../../lib/backtest/validation/combinatorial-validation.js";
import { walkForward } from "../../lib/backtest/validation/walk-forward.js";
import { audit } from "../../lib/evidence/audit/audit.js";
import { eventStudy } from "../../lib/evidence/event-study/event-study.js";
import { Ledger } from "../../lib/evidence/ledger/ledger.js";
import { overfittingProbability } from "../../lib/evidence/overfitting/overfitting-probability.js";
import { mimeBundle } from "../../lib/notebook/mime-bundle.js";
import { type Table, tableMime } from "../../lib/notebook/table.js";
import { tableOf } from "../../lib/notebook/table-of.js";
import { series } from "../../lib/series/series.js";
import { loadSource } from "../../lib/sources/load-source.js";

const hourMs = 3_600_000;
const t0 = Date.UTC(2025, 0, 1);
const times = Array.from({ length: 400 }, (_, row) => t0 + row * hourMs);
/** Waves that are not in step, so that columns differ. */
const wave = (step: number) => times.map((_, row) => 0.01 * Math.sin(row / step) + 0.002 * Math.cos(row * step));
const prices = series({
  times,
  values: times.map((_, row) => 100 + 10 * Math.sin(row / 9)),
  name: "close",
  unit: "price",
});
const matrix = {
  times: Float64Array.from(times),
  intervalMs: hourMs,
  names: ["a", "b", "<c>"],
  columns: [3, 5, 7].map((step) => Float64Array.from(wave(step))),
};
const columnsOf = (made: Table | undefined) => made?.columns.map(({ name }) => name);

describe("the table of a result", () => {
  test("of a dataset has a row for each column, its source, range and quality", async () => {
    const data = await loadSource({ source: "sample", asset: "BTC", from: "2023-01-01", to: "2023-01-31" });
    const made = tableOf(data);
    // 31 days of 24 bars.
    expect(made?.caption).toMatch(/^BTC open interest: 744 rows of 1h, 2023-01-01.* → .*; funding of \d+ perpetuals?$/);
    expect(made?.rows).toHaveLength(data.openInterest.columns.length);
    expect(made?.note).toContain("Simulated market");
    expect(made?.note).toMatch(/; data quality: (nothing found|\d+ .+)$/);
    expect(tableOf(data.quality)?.caption).toContain("Data quality: ");
    expect(Object.keys(mimeBundle(data))).toEqual([tableMime, "text/html", "text/plain"]);
  });

  test("of a walk-forward and of combinatorial paths has a row for each fold", () => {
    const found = walkForward(matrix, { train: 100, test: 50 });
    const made = tableOf(found);
    // (400 − 100) / 50.
    expect(made?.rows).toHaveLength(6);
    expect(made?.rows[0]?.slice(0, 5)).toEqual([
      "0",
      "2025-01-01 00:00",
      "2025-01-05 03:00",
      "2025-01-05 04:00",
      "2025-01-07 05:00",
    ]);
    expect(made?.caption).toMatch(/^walk-forward returns of 6 folds: Sharpe ratio -?[\d.]+ for a year, total return /);
    expect(made?.note).toMatch(/^chosen by sharpe; out of sample \/ in sample /);
    // C(4, 2) splits, and each fold is tested in 3 of them.
    const paths = tableOf(combinatorialValidation(matrix, { folds: 4, testFolds: 2 }));
    expect(paths?.rows).toHaveLength(6);
    expect(paths?.caption).toContain("3 paths of 6 splits");
  });

  test("of an estimate of overfitting says what each number is", () => {
    const made = tableOf(overfittingProbability(matrix, { blocks: 4 }));
    expect(columnsOf(made)).toEqual(["measure", "value", "what it is"]);
    expect(made?.rows[0]?.[0]).toBe("Probability of overfitting");
    // C(4, 2).
    expect(made?.caption).toMatch(/^Overfitting: [\d.]+% of 6 splits$/);
    expect(made?.note).toBe("3 strategies by sharpe; 4 blocks of 400 rows");
  });

  test("of an event study has a row for each offset", () => {
    const events = Array.from({ length: 8 }, (_, event) => times[30 + 40 * event] as number);
    const made = tableOf(eventStudy(events, prices, { before: 2, after: 3, replications: 200 }));
    expect(made?.rows.map(([offset]) => offset)).toEqual(["-2", "-1", "0", "1", "2", "3"]);
    expect(Number.parseFloat(made?.rows[2]?.[1] ?? "")).toBe(0);
    expect(made?.caption).toBe("Event study: 8 events, growth");
    expect(made?.note).toContain("200 resamples");
  });

  test("of an audit names the column and bar that saw the future", async () => {
    const data = { close: prices };
    const peeks = ({ close }: typeof data) =>
      series({
        times: close.times,
        values: close.values.map((_, row) => close.values[row + 1] ?? Number.NaN),
        name: "next<",
        unit: "price",
      });
    const made = tableOf(await audit(peeks, data));
    expect(made?.caption).toMatch(/^Audit of next<: \d+ findings?$/);
    expect(made?.rows[0]?.slice(0, 2)).toEqual(["truncation", "next<"]);
    const clean = tableOf(await audit(({ close }: typeof data) => close, data));
    expect(clean?.caption).toBe("Audit of close: no look-ahead found");
    expect(clean?.rows).toEqual([["close", "the same without the future"]]);
  });

  test("of a comparison, of measures and of a ledger is the one that names them", () => {
    const result = backtest(
      series({ times, values: times.map((_, row) => (row % 50 < 25 ? 1 : 0)), name: "target", unit: "fraction" }),
      { times: Float64Array.from(times), intervalMs: hourMs, open: prices, high: prices, low: prices, close: prices },
    );
    expect(tableOf(comparison(result, result))?.rows[0]?.[0]).toBe("Total return");
    expect(tableOf(result.measures)?.rows[3]?.[0]).toBe("Sharpe ratio");
    expect(tableOf(new Ledger())?.caption).toBe("0 variants tried in this session");
  });

  test("is none for what only has some of the fields, and values that are not what they claim show as text", () => {
    expect(tableOf({ asset: "BTC", intervalMs: 1 })).toBe(undefined);
    expect(tableOf([])).toBe(undefined);
    expect(tableOf(null)).toBe(undefined);
    expect(tableOf("text")).toBe(undefined);
    expect(mimeBundle({ rowsRead: 1, issues: 7 })).toEqual({ "text/plain": "{ rowsRead: 1, issues: 7 }" });
  });
});
