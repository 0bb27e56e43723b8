import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { binanceMetrics, type MetricsColumns } from "../../../lib/sources/binance/binance-metrics.js";
import { listedPage } from "../../../lib/sources/binance/s3-listing.js";
import { unzip } from "../../../lib/sources/binance/unzip.js";
import { csvNumber } from "../../../lib/sources/csv/csv-number.js";
import { metricsHeader, metricsRows } from "./archive-fixture.js";

const rows = metricsRows("2025-07-01", "end").slice(0, 12);
const text = strToU8([metricsHeader, ...rows].join("\n"));
const columns: MetricsColumns = {
  coins: "sum_open_interest",
  dollars: "sum_open_interest_value",
  dollarsEach: 1,
  label: undefined,
};

/** What a call gives, or the RangeError it throws; any other error fails the test. */
function outcome<T>(call: () => T): T | RangeError {
  try {
    return call();
  } catch (error) {
    if (error instanceof RangeError) return error;
    throw error;
  }
}

describe("damage to a file of the archive", () => {
  test("of any bytes of a zip is told, or leaves what is in it as it was", () => {
    const whole = zipSync({ "a.csv": text });
    const property = fc.property(
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 3 }),
      (changes) => {
        const damaged = Uint8Array.from(whole);
        for (const [at, by] of changes) damaged[at] = (damaged[at] as number) ^ by;
        const found = outcome(() => new Uint8Array(unzip(damaged, "a.zip")));
        if (!(found instanceof RangeError)) expect(found).toEqual(text);
      },
    );
    fc.assert(property, { seed: 11, numRuns: 2000 });
  });

  test("of one cell is told, or is read as the number or blank that stands there", () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.double().map(String),
      fc.constantFrom("", '""', "NaN", "1e3"),
    );
    const property = fc.property(fc.nat(11), fc.constantFrom(2, 3, 4), cell, (row, column, value) => {
      const changed = rows.map((line, index) => {
        const cells = line.split(",");
        if (index === row) cells[column] = value;
        return cells.join(",");
      });
      const found = outcome(() => binanceMetrics(strToU8(changed.join("\n")), "BTCUSDT", columns, "a.zip"));
      if (found instanceof RangeError) {
        expect(found.message).toContain("a.zip");
        return;
      }
      const plain =
        value.trim() === '""'
          ? ""
          : value
              .trim()
              .replace(/^"([^"]*)"$/, "$1")
              .trim();
      const series = [found.openInterest, found.value, found.ratios[0]][column - 2] as Float64Array;
      expect(series[row]).toBe(csvNumber(plain));
      expect(found.count).toBe(12);
    });
    fc.assert(property, { seed: 12, numRuns: 1000 });
  });

  test("of a listing is told, or every name given is in it", () => {
    const page = `<ListBucketResult><Prefix>a/</Prefix><IsTruncated>false</IsTruncated><Contents><Key>a/b.zip</Key></Contents></ListBucketResult>`;
    const property = fc.property(fc.nat(page.length), fc.string({ maxLength: 6 }), fc.nat(6), (at, put, cut) => {
      const damaged = page.slice(0, at) + put + page.slice(at + cut);
      const found = outcome(() => listedPage(damaged, "a/"));
      if (!(found instanceof RangeError)) for (const name of found.names) expect(damaged).toContain(`a/${name}`);
    });
    fc.assert(property, { seed: 13, numRuns: 1000 });
  });
});
