import { readdir } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { Series } from "../../lib/series/series.js";
import { appendAnswer } from "../../lib/store/append-answer.js";
import { readManifest } from "../../lib/store/manifest.js";
import type { Answer } from "../../lib/store/store-types.js";
import { answerOf, emptyFolder, emptyStore, hour, july, type SeriesOf } from "./append-fixture.js";

describe("what cannot be stored is refused before anything is written", () => {
  const series = (times: readonly number[], values: readonly number[]): Partial<Answer> => ({
    series: [
      {
        measure: "open_interest",
        series: new Series(Float64Array.from(times), Float64Array.from(values), "okx", "base", { venue: "okx" }),
      },
    ],
  });
  const told = (changes: Partial<SeriesOf>): Partial<Answer> => ({
    series: answerOf([{ rows: [[july, 1]], ...changes }]).series,
  });
  const twice = answerOf([{ rows: [[july, 1]] }, { rows: [[july, 2]] }]).series;
  test.each<[Partial<Answer>, RegExp]>([
    [series([july, july + hour], [1, Number.POSITIVE_INFINITY]), /^appendAnswer: open_interest "okx".*Infinity.*row 1/],
    [series([july + hour, july], [1, 2]), /^appendAnswer: open_interest "okx": time 2025-07-01 at row 1 is before/],
    [series([july, july], [1, 2]), /^appendAnswer: open_interest "okx": time 2025-07-01 at row 1 is a duplicate/],
    [series([july, Number.NaN], [1, 2]), /^appendAnswer: open_interest "okx": time NaN at row 1 is not an instant/],
    [series([july], []), /^appendAnswer: open_interest "okx".*/],
    [series([july + 0.0005], [1]), /time 1751328000000.0005 at row 0 is finer than a microsecond; round it/],
    [series([july * 1000], [1]), /are not all of the years 1 to 9999; give epoch milliseconds$/],
    [
      { series: twice },
      /^appendAnswer: two series open_interest "binance" in base of one instrument; give each its own name$/,
    ],
    [told({ name: "a\0b" }), /: series "a\\u0000b" is no text that a file can hold; give another$/],
    [
      told({ identity: { instrument: "\ud83d" } }),
      /: instrument "\\ud83d" is no text that a file can hold; give another$/,
    ],
    [told({ identity: { delayMs: 0.5 } }), /: delayMs 0.5 is no whole number; give milliseconds$/],
    [told({ identity: { expiry: Number.NaN } }), /: expiry NaN is no whole number; give milliseconds$/],
    [told({ identity: { sides: 3 as 2 } }), /: unknown sides 3; known: 1, 2, "unknown"$/],
    [told({ unit: "btc" as "base" }), /: unknown unit "btc"; known: /],
    [{ source: "" }, /^appendAnswer: source "" is no name; give one$/],
    [{ asset: "" }, /^appendAnswer: asset "" is no name; give one$/],
    [
      told({ identity: { venue: "__HIVE_DEFAULT_PARTITION__" } }),
      /^appendAnswer: venue of "binance": "__HIVE.* no value/,
    ],
    [told({ identity: { venue: "null" } }), /: "null" stands for no value in the names of folders; give another name$/],
    [{ source: "NULL" }, /^appendAnswer: source: "NULL" stands for no value/],
    [{ asset: "NULL" }, /^appendAnswer: asset: "NULL" stands for no value/],
    // Each takes three bytes, and as many signs for each.
    [{ asset: "€".repeat(28) }, /^appendAnswer: asset: "€+…" takes 252 bytes in the name of a folder, more than 247;/],
    [told({ identity: { venue: "v".repeat(248) } }), /^appendAnswer: venue of "binance": "v+…" takes 248 bytes/],
    [{ source: "\ud800" }, /is no text that can be encoded; give another name$/],
    [{ intervalMs: 0 }, /^appendAnswer: intervalMs 0 is no whole number above 0; give milliseconds$/],
    [{ from: Number.NaN }, /^appendAnswer: from NaN is no instant; give epoch milliseconds UTC$/],
    [{ from: july + hour, to: july }, /^appendAnswer: from 2025-07-01T01:00Z is after to 2025-07-01; swap them$/],
    [
      { query: { limit: Number.NaN } },
      /^appendAnswer: NaN of limit in the query cannot be written down; leave it out$/,
    ],
  ])("%#", async (changes, message) => {
    const store = await emptyStore();
    const before = await readManifest(store);
    await expect(appendAnswer(store, answerOf([{ rows: [[july, 1]] }], changes))).rejects.toThrow(message);
    expect(await readManifest(store)).toEqual(before);
    expect(await readdir(store, { recursive: true })).toHaveLength(8);
  });

  test("and so is an unknown choice", async () => {
    const differing = "drop" as "keep";
    await expect(appendAnswer(await emptyStore(), answerOf([]), { differing })).rejects.toThrow(
      'appendAnswer: unknown differing "drop"; known: replace, keep',
    );
  });

  test("and a folder that is no store", async () => {
    const folder = await emptyFolder();
    await expect(appendAnswer(folder, answerOf([]))).rejects.toThrow(
      /^readManifest: no store in .*`open-interest fetch`$/,
    );
    expect(await readdir(folder)).toEqual([]);
  });
});
