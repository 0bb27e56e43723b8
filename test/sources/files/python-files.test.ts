import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadFile } from "../../../lib/sources/files/file.js";

// A Python that has pandas, pyarrow and polars; without one there is nothing to read.
const python = process.env.OPEN_INTEREST_PYTHON_FRAMES;
const title = python === undefined ? "skipped: OPEN_INTEREST_PYTHON_FRAMES is not set" : "to the bit";

interface Written {
  readonly files: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly expected: Readonly<Record<string, readonly (number | null)[]>>;
}

describe.skipIf(python === undefined)(`loadFile reads what pandas, pyarrow and polars write, ${title}`, () => {
  let folder: string;
  let written: Written;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "open-interest-frames-"));
    const script = join(dirname(fileURLToPath(import.meta.url)), "write-files.py");
    written = JSON.parse(execFileSync(python as string, [script, folder], { encoding: "utf8", maxBuffer: 1e8 }));
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true }));

  test("all of their files hold the one table", async () => {
    const { files, expected } = written;
    const number = (value: number | null) => value ?? Number.NaN;
    expect(Object.keys(files).length).toBeGreaterThan(35);
    for (const [name, options] of Object.entries(files)) {
      const data = await loadFile({
        path: join(folder, name),
        timeColumn: "time",
        unit: "usd",
        label: "instant",
        priceColumn: "price",
        ...options,
      });
      expect([...data.openInterest.times], name).toEqual(expected.time);
      for (const venue of ["okx", "bybit", "binance"]) {
        const { values } = data.openInterestUsd.column(venue);
        // pandas writes 15 decimals of JSON, of which seven are behind the point of such numbers: not always the same double.
        if (/^pandas-.*json/.test(name)) {
          const largest = values.reduce(
            (most, value, row) => Math.max(most, Math.abs(value / number(expected[venue][row]) - 1) || 0),
            0,
          );
          expect(largest, name).toBeLessThan(1e-14);
          expect(values.map(Number.isNaN as never), name).toEqual(
            Float64Array.from(expected[venue], number).map(Number.isNaN as never),
          );
        } else expect([...values], name).toEqual(expected[venue].map(number));
      }
    }
  }, 120_000);
});
