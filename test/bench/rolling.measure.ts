import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type * as OpenInterest from "../../lib/index.js";
import { Series } from "../../lib/series/series.js";
import { pulledWalk, window } from "./market.js";
import { startPython } from "./python.js";
import { built, collectGarbage } from "./timing.js";

/*
 * A day's window over a million and ten million five-minute rows: each statistic by this library, pandas and bottleneck by
 * turns, on the same values. Least of several rounds, since all else on the machine only adds to it.
 */
const statistics: Readonly<Record<string, (data: Series) => Series>> = {
  mean: (data) => oi.rollingMean(data, window),
  "standard deviation": (data) => oi.rollingStd(data, window),
  "z-score": (data) => oi.rollingZScore(data, window),
  minimum: (data) => oi.rollingMin(data, window),
  maximum: (data) => oi.rollingMax(data, window),
  median: (data) => oi.rollingMedian(data, window),
  quantile: (data) => oi.rollingQuantile(data, window, 0.9),
  rank: (data) => oi.rollingRank(data, window),
};

let oi: typeof OpenInterest;
beforeAll(async () => {
  oi = await import(built);
});

const most = 10_000_000;
/** Sums that are carried along ten million rows drift, in some libraries. */
const drift = 1e-6;
const folder = mkdtempSync(join(tmpdir(), "open-interest-rolling-"));
const file = join(folder, "values.f64");
const times = Float64Array.from({ length: most }, (_, row) => (row + 1) * 300_000);
const price = new Series(times, pulledWalk(most, 1), "price", "price");
writeFileSync(file, price.values);
afterAll(() => rmSync(folder, { recursive: true }));

describe.each([
  [1_000_000, 7],
  [most, 3],
])("a window of 288 over %d rows", (rows, rounds) => {
  test("takes its time beside pandas and bottleneck", async () => {
    const data = price.rows(0, rows);
    const peer = await startPython("rolling.py", ["numpy", "pandas", "bottleneck"]);
    const table: Record<string, Record<string, number>> = {};
    for (const [statistic, run] of Object.entries(statistics)) {
      const least = { ours: Number.POSITIVE_INFINITY, pandas: Number.POSITIVE_INFINITY, bottleneck: Number.NaN };
      for (let round = 0; round < rounds; round++) {
        collectGarbage();
        const start = performance.now();
        const last = run(data).values[rows - 1] as number;
        least.ours = Math.min(least.ours, performance.now() - start);
        if (peer === undefined) continue;
        for (const library of ["pandas", "bottleneck"] as const) {
          const answer = await peer.ask({ run: library, file, rows, window, statistic });
          if (answer.last === null) continue;
          least[library] = round === 0 ? answer.ms : Math.min(least[library], answer.ms);
          expect(Math.abs((answer.last as number) / last - 1), `${statistic} of ${library}`).toBeLessThan(drift);
        }
      }
      table[statistic] = {
        "open-interest": Math.round(least.ours),
        pandas: Math.round(least.pandas),
        bottleneck: Math.round(least.bottleneck),
        "pandas ÷ ours": Number((least.pandas / least.ours).toFixed(1)),
        "bottleneck ÷ ours": Number((least.bottleneck / least.ours).toFixed(1)),
      };
    }
    peer?.close();
    console.log(`rolling window of ${window} over ${rows} rows, least of ${rounds}, milliseconds`);
    console.table(table);
  });
});
