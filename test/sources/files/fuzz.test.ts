import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { dictionary, float64, TimeUnit, tableFromArrays, timestamp, utf8 } from "@uwdata/flechette";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadFile } from "../../../lib/sources/files/file.js";
import type { FileOptions } from "../../../lib/sources/files/file-options.js";
import { parquetTable } from "../../../lib/sources/files/parquet-table.js";
import { csvText, hour, ipc, records, start, writeParquet } from "./table-fixture.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "open-interest-fuzz-"));
});
afterAll(() => rm(folder, { recursive: true }));

const rows = 300;
const time = Array.from({ length: rows }, (_, row) => start + (row >> 1) * hour);
const venue = Array.from({ length: rows }, (_, row) => (row % 2 === 0 ? "okx" : "bybit"));
const oi = Array.from({ length: rows }, (_, row) => 1000 + (row % 7));
const long = { time, venue, oi };
const types = { time: timestamp(TimeUnit.MILLISECOND, "UTC"), venue: dictionary(utf8()), oi: float64() };
const plainTypes = { ...types, venue: utf8() };

const longSql = `SELECT to_timestamp(${start / 1000} + (i // 2) * 3600) AS time, CASE WHEN i % 2 = 0 THEN 'okx' ELSE 'bybit' END AS venue, (1000 + i % 7)::DOUBLE AS oi FROM range(${rows}) t(i)`;

const wideOptions = { timeColumn: "time", unit: "usd", label: "instant", priceColumn: "price" } as const;
const longOptions = {
  timeColumn: "time",
  unit: "usd",
  label: "instant",
  keyColumns: "venue",
  valueColumn: "oi",
} as const;

type Sample = () => Promise<{ readonly bytes: Uint8Array; readonly options: Omit<FileOptions, "path"> }>;

const samples: Readonly<Record<string, Sample>> = {
  csv: async () => ({ bytes: Buffer.from(csvText()), options: wideOptions }),
  "csv.gz": async () => ({ bytes: gzipSync(csvText()), options: wideOptions }),
  json: async () => ({ bytes: Buffer.from(JSON.stringify(records())), options: wideOptions }),
  arrow: async () => ({ bytes: ipc(tableFromArrays(long, { types }), "file"), options: longOptions }),
  arrows: async () => ({ bytes: ipc(tableFromArrays(long, { types: plainTypes }), "stream"), options: longOptions }),
  feather: async () => ({ bytes: ipc(tableFromArrays(long, { types }), "file", true), options: longOptions }),
  parquet: async () => {
    const path = await writeParquet(folder, "sample.parquet", longSql);
    const { readFile } = await import("node:fs/promises");
    return { bytes: await readFile(path), options: longOptions };
  },
};

/** Bytes changed in a few places, with a piece cut out, doubled or cut off. */
const damage = fc.record({
  flips: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 0, maxLength: 4 }),
  cut: fc.option(fc.tuple(fc.nat(), fc.nat({ max: 64 }))),
  twice: fc.option(fc.tuple(fc.nat(), fc.nat({ max: 64 }))),
});

function damaged(bytes: Uint8Array, { flips, cut, twice }: typeof damage extends fc.Arbitrary<infer T> ? T : never) {
  let result = Uint8Array.from(bytes);
  for (const [at, value] of flips) result[at % result.length] = value;
  if (cut !== null) {
    const at = cut[0] % result.length;
    result = Uint8Array.from([...result.subarray(0, at), ...result.subarray(at + cut[1])]);
  }
  if (twice !== null) {
    const at = twice[0] % Math.max(1, result.length);
    result = Uint8Array.from([
      ...result.subarray(0, at),
      ...result.subarray(at, at + twice[1]),
      ...result.subarray(at),
    ]);
  }
  return result;
}

describe("loadFile on damaged files", () => {
  test.each(Object.keys(samples))(
    "%s: an error in one line, or a dataset that holds together, and soon",
    async (ending) => {
      const { bytes, options } = await samples[ending]();
      const path = join(folder, `damaged.${ending}`);
      let refused = 0;
      await fc.assert(
        fc.asyncProperty(damage, async (how) => {
          await writeFile(path, damaged(bytes, how));
          const before = performance.now();
          try {
            const { openInterest, openInterestUsd, candles } = await loadFile({ path, ...options });
            expect(openInterestUsd.times.length).toBe(openInterest.times.length);
            expect(candles.times.length).toBe(openInterest.times.length);
            for (const { values } of [...openInterest.columns, ...openInterestUsd.columns]) {
              expect(values.length).toBe(openInterest.times.length);
            }
          } catch (error) {
            refused++;
            expect((error as Error).message).not.toMatch(/\n/);
            expect(error, (error as Error).stack).toBeInstanceOf(RangeError);
            expect((error as Error).message).toMatch(/^[a-zA-Z]+: |^damaged\./);
          }
          expect(performance.now() - before).toBeLessThan(5000);
        }),
        { numRuns: Number(process.env.OPEN_INTEREST_FUZZ_RUNS ?? 60), seed: 20250701 },
      );
      expect(refused).toBeGreaterThan(5);
    },
    600_000,
  );
});

describe("loadFile and files that unpack to far more than they are", () => {
  test("a Parquet file of more cells than memory should hold is refused by its count", async () => {
    const path = await writeParquet(folder, "bomb.parquet", "SELECT 1.5 AS a, 2 AS b FROM range(1000000)");
    await expect(parquetTable(path, "bomb.parquet", "loadFile", 1e6)).rejects.toThrow(
      "bomb.parquet cannot be read as Parquet (it has 1000000 rows of 2 columns, more than 1000000 cells)",
    );
  });

  // 74 years with 18 leap days are 27,028 days: 648,672 hours, and the one before the first row.
  test("a stray time does not make a grid of half a million instants", async () => {
    const path = join(folder, "stray.csv");
    await writeFile(path, `${csvText()}2099-07-01T00:00:00Z,1,1,1\n`);
    await expect(loadFile({ path, ...wideOptions })).rejects.toThrow(
      "fileGrid: stray.csv has 6 rows over 648673 steps of 1h, from 2025-06-30T23:00Z to 2099-07-01; a time may be wrong",
    );
  });

  test("texts that are no labels are refused, however few bytes they take", async () => {
    const path = await writeParquet(
      folder,
      "texts.parquet",
      "SELECT repeat('x', 1000000) AS venue, 1.5 AS oi FROM range(20)",
    );
    await expect(loadFile({ path, ...longOptions })).rejects.toThrow('column "venue" has texts of 1000000 bytes');
  });
});
