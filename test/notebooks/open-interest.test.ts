import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { type NotebookRun, runNotebook } from "../../lib/report/run/run-notebook.js";
import { expectToSpeak, rowOf, shown, tableCalled } from "./shown.js";

const file = resolve(import.meta.dirname, "../../notebooks/open-interest.ipynb");
const archive = "../shared/data/binance-archive";
const chart = "../shared/data/venues-4h";

const figures = (run: NotebookRun): number => shown(run, "application/vnd.plotly.v1+json").length;
const row = (run: NotebookRun, caption: string, first: string): readonly string[] | undefined =>
  rowOf(tableCalled(run, caption), first);

describe("the notebook on the sample", () => {
  test("runs to its end, shows every figure and says that the data is simulated", async () => {
    const details: string[] = [];
    const run = await runNotebook(file, { onProgress: ({ detail }) => detail && details.push(detail) });
    expect(details[0]).toMatch(/^1 of 6: /);
    expectToSpeak(run);
    expect(figures(run)).toBe(7);
    expect(run.data.map(({ provenance }) => provenance.simulated)).toEqual([true]);
    expect(JSON.stringify(shown(run, "application/vnd.plotly.v1+json")[0])).toContain("not real data");
    expect(tableCalled(run, "BTC open interest").note).toContain("Simulated market, not real");
  });

  test("runs on the other asset, a part of the period and longer bars", async () => {
    const parameters = { asset: "ETH", interval: "4h", from: "2023-06-01", to: "2024-03-31" };
    const run = await runNotebook(file, { parameters });
    expect(run.status).toBe("complete");
    // 305 days of six bars: June 2023 to March 2024, which has a 29 February.
    expect(tableCalled(run, "ETH open interest").caption).toContain("1,830 rows of 4h");
  });
});

describe.skipIf(!existsSync(archive))(`the notebook on the real archive (skipped where ${archive} is absent)`, () => {
  test("finds the labels of every file, leaves the missing half-year open and ranks 2025-10-10 first", async () => {
    const parameters = { source: "binance-archive", path: archive, from: "2025-07-01", to: "2026-07-31" };
    const run = await runNotebook(file, { parameters });
    expect(run.failure).toBeUndefined();
    const quality = tableCalled(run, "Data quality");
    const labels = quality.rows.filter(([kind]) => kind === "label").map(([, , count, , detail]) => [count, detail]);
    expect(labels).toEqual([
      ["195", expect.stringContaining("the snapshot at its label")],
      ["1", expect.stringMatching(/2026-06-12 .*five minutes after its label/)],
      ["18", expect.stringContaining("the snapshot at its label")],
      ["31", expect.stringMatching(/2026-07-01 .*five minutes after its label/)],
    ]);
    // 2026-01-01 to 2026-05-31 are 151 days of 288 bars.
    const gap = quality.rows.find(
      ([kind, where, count]) => kind === "gap" && where === "metrics" && count === "43,488",
    );
    expect(gap?.[4]).toContain("not bridged");
    expect(quality.rows.find(([kind, where]) => kind === "blank" && where === "sum_open_interest")?.[2]).toBe("56");
    expect(tableCalled(run, "Largest falls").rows[0]?.slice(0, 2)).toEqual(["2025-10-10", "-24.93%"]);
  });
});

describe.skipIf(!existsSync(chart))(`the notebook on 21 real venues (skipped where ${chart} is absent)`, () => {
  test("tells a renamed venue as one, a new one as composition and a hole as a gap", async () => {
    const run = await runNotebook(file, { parameters: { source: "csv", path: chart, interval: "4h" } });
    expect(run.failure).toBeUndefined();
    expect(figures(run)).toBe(7);
    expect(tableCalled(run, "BTC open interest").rows).toHaveLength(21);
    expect(row(run, "Data quality", "alias")?.[4]).toContain("GATE.IO, GATE are one venue");
    expect(row(run, "Data quality", "composition")?.slice(1, 3)).toEqual(["kucoin", "221"]);
    expect(row(run, "Data quality", "gap")?.[2]).toBe("41");
    // The correlation of all venues' open interest with the price: 0.64 in dollars, 0.01 in coins.
    const [dollars, coins] = tableCalled(run, "Correlation").rows;
    expect(Number(dollars?.[1])).toBeCloseTo(0.64, 2);
    expect(Number(coins?.[1])).toBeCloseTo(0.01, 2);
  });
});
