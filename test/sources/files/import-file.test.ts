import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { datasetOf, datasetSeries } from "../../../lib/sources/dataset-series.js";
import { importFile } from "../../../lib/sources/files/import-file.js";
import { csvText, hour, save, start, wideSql, writeParquet } from "./table-fixture.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "open-interest-file-"));
});
afterAll(() => rm(folder, { recursive: true }));

const declared = { timeColumn: "time", unit: "usd", label: "instant", priceColumn: "price" } as const;

const csvPath = () => save(folder, "a.csv", csvText());

describe("importFile", () => {
  test("gives what a store keeps, and its series make the dataset again", async () => {
    const path = await writeParquet(folder, "a.parquet", wideSql);
    const { dataset, query, from, to } = await importFile({ ...declared, path, name: "mine", columns: { okx: "okx" } });
    expect(dataset.provenance.source).toBe("mine");
    expect(query).toEqual({
      ...declared,
      name: "mine",
      columns: "okx=okx",
      files: [expect.stringMatching(/^a\.parquet [0-9a-f]{64}$/)],
    });
    expect([from, to]).toEqual([start - hour, start + 4 * hour]);
    const { asset, intervalMs, quality, provenance, openInterest } = dataset;
    const frame = { asset, intervalMs, quality, provenance, times: openInterest.times };
    expect(datasetOf(datasetSeries(dataset), frame)).toEqual(dataset);
    expect(dataset.candles.times).toBe(openInterest.times);
  });

  test("a dataset in longer bars and one without a price come back, too", async () => {
    for (const options of [{ interval: "2h" }, { priceColumn: "", except: "price" }]) {
      const { dataset } = await importFile({ ...declared, path: await csvPath(), ...options });
      const { asset, intervalMs, quality, provenance, openInterest } = dataset;
      const frame = { asset, intervalMs, quality, provenance, times: openInterest.times };
      expect(datasetOf(datasetSeries(dataset), frame)).toEqual(dataset);
      for (const { series } of datasetSeries(dataset)) expect(series.times).toBe(openInterest.times);
    }
  });
});
