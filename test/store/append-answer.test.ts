import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Identity } from "../../lib/series/identity.js";

import { appendAnswer } from "../../lib/store/append-answer.js";
import { readManifest } from "../../lib/store/manifest.js";

import { answerOf, emptyStore, hour, july, rowsOf } from "./append-fixture.js";

const current = "FROM read_parquet('{store}/data/**/*.parquet', hive_partitioning = true)";
const revisions = "FROM read_parquet('{store}/revisions/**/*.parquet', hive_partitioning = true)";
const later = { retrievedAt: Date.parse("2025-09-02T00:00Z") };

describe("values", () => {
  test("lie in a file for each venue and UTC month, as other programs read them", async () => {
    const store = await emptyStore();
    const appended = await appendAnswer(
      store,
      answerOf([
        {
          rows: [
            [july - hour, 10],
            [july, 11],
            [july + hour, Number.NaN],
          ],
        },
        { rows: [[july, 20]], name: "bybit", identity: { venue: "bybit" } },
        { rows: [[july, 31]], name: "total", identity: {} },
      ]),
    );
    expect(appended).toMatchObject({ added: 4, same: 0, revised: 0, largestChange: 0, issues: [] });
    // July 1st at midnight is of July, by its stamp.
    expect(
      await rowsOf(
        store,
        `SELECT dataset, asset, venue, month, time::VARCHAR, series, value ${current} ORDER BY dataset, venue, time`,
      ),
    ).toEqual([
      ["exchange", "BTC", "binance", "2025-06", "2025-06-30 23:00:00+00", "binance", 10],
      ["exchange", "BTC", "binance", "2025-07", "2025-07-01 00:00:00+00", "binance", 11],
      ["exchange", "BTC", "bybit", "2025-07", "2025-07-01 00:00:00+00", "bybit", 20],
      ["exchange", "BTC", null, "2025-07", "2025-07-01 00:00:00+00", "total", 31],
    ]);
  });

  test("have the columns and types that the README tells", async () => {
    const store = await emptyStore();
    const identity: Identity = {
      venue: "deribit",
      instrument: "BTC-26DEC25",
      kind: "future",
      margin: "inverse",
      settle: "BTC",
      sides: 1,
      sidesReported: 2,
      convertedAt: "mark",
      delayMs: 60_000,
      expiry: Date.parse("2025-12-26T08:00Z"),
    };
    await appendAnswer(store, answerOf([{ rows: [[july, 5]], name: "deribit", identity }]));
    const columns = await rowsOf(
      store,
      `SELECT column_name, column_type FROM (DESCRIBE FROM read_parquet('{store}/data/**/*.parquet', hive_partitioning = false))`,
    );
    const zoned = "TIMESTAMP WITH TIME ZONE";
    expect(columns).toEqual([
      ["time", zoned],
      ["series", "VARCHAR"],
      ["measure", "VARCHAR"],
      ["unit", "VARCHAR"],
      ["interval_ms", "BIGINT"],
      ["value", "DOUBLE"],
      ["instrument", "VARCHAR"],
      ["kind", "VARCHAR"],
      ["margin", "VARCHAR"],
      ["settle", "VARCHAR"],
      ["sides", "VARCHAR"],
      ["sides_reported", "VARCHAR"],
      ["converted_at", "VARCHAR"],
      ["delay_ms", "BIGINT"],
      ["expiry", zoned],
      ["retrieved_at", zoned],
    ]);
    const readme = await readFile(join(store, "README.md"), "utf8");
    expect(columns.filter(([name]) => !readme.includes(`| \`${name}\` |`))).toEqual([]);
    expect(
      await rowsOf(
        store,
        `SELECT kind, margin, settle, sides, sides_reported, converted_at, delay_ms, expiry::VARCHAR, retrieved_at::VARCHAR ${current}`,
      ),
    ).toEqual([
      ["future", "inverse", "BTC", "1", "2", "mark", "60000", "2025-12-26 08:00:00+00", "2025-09-01 00:00:00+00"],
    ]);
  });

  test("are kept to the bit, denormal numbers too, and times to the microsecond", async () => {
    const store = await emptyStore();
    const odd = [0, 5e-324, 0.1 + 0.2, Number.MAX_VALUE, -1e-300];
    const times = odd.map((_, index) => july + index + 0.001);
    const rows = odd.map((value, index) => [times[index] as number, value] as const);
    const answer = answerOf([{ rows }]);
    await appendAnswer(store, answer);
    expect(await appendAnswer(store, answer)).toMatchObject({ added: 0, same: 5, revised: 0 });
    expect(await rowsOf(store, `SELECT epoch_us(time) - ${july}000 AS us ${current} ORDER BY time`)).toEqual(
      odd.map((_, index) => [String(index * 1000 + 1)]),
    );
  });

  test("are 0 where they are −0, however many there are", async () => {
    const store = await emptyStore();
    const values = Array.from({ length: 30 }, (_, row) => [0, -0, 3][row % 3] as number);
    const answer = answerOf([{ rows: values.map((value, row) => [july + row * hour, value] as const) }]);
    await appendAnswer(store, answer);
    const signs = `SELECT DISTINCT value::VARCHAR AS text ${current} ORDER BY text`;
    expect(await rowsOf(store, signs)).toEqual([["0.0"], ["3.0"]]);
    expect(await appendAnswer(store, answer)).toMatchObject({ added: 0, same: 30, revised: 0 });
  });

  test("that are not given again stay", async () => {
    const store = await emptyStore();
    await appendAnswer(
      store,
      answerOf([
        {
          rows: [
            [july, 1],
            [july + hour, 2],
          ],
        },
      ]),
    );
    await appendAnswer(
      store,
      answerOf([
        {
          rows: [
            [july, Number.NaN],
            [july + 2 * hour, 3],
          ],
        },
      ]),
    );
    expect(await rowsOf(store, `SELECT value ${current} ORDER BY time`)).toEqual([[1], [2], [3]]);
  });

  test("of a name that is no name of a folder lie in folders all the same", async () => {
    const store = await emptyStore();
    const identity = { venue: "a/b=c %*ü" };
    await appendAnswer(store, answerOf([{ rows: [[july, 1]], identity }], { source: "../x", asset: ".." }));
    expect(await rowsOf(store, `SELECT dataset, asset, venue ${current}`)).toEqual([["../x", "..", "a/b=c %*ü"]]);
    expect(await readdir(join(store, "data"))).toEqual(["dataset=..%2Fx"]);
  });

  test("of bars of another length are others, and funding at its own times has none", async () => {
    const store = await emptyStore();
    const rows = [[july, 1]] as const;
    const funding = {
      rows: [
        [july - hour, 0.1],
        [july, 0.2],
      ],
      measure: "funding_rate",
      unit: "fraction",
    } as const;
    await appendAnswer(store, answerOf([{ rows }, funding]));
    const daily = await appendAnswer(store, answerOf([{ rows: [[july, 2]] }, funding], { intervalMs: 24 * hour }));
    expect(daily).toMatchObject({ added: 1, same: 2, revised: 0 });
    expect(await rowsOf(store, `SELECT DISTINCT measure, interval_ms ${current} ORDER BY ALL`)).toEqual([
      ["funding_rate", "0"],
      ["open_interest", "3600000"],
      ["open_interest", "86400000"],
    ]);
  });
});

describe("what a source has changed", () => {
  test("is replaced, and both values are kept with the times they were retrieved", async () => {
    const store = await emptyStore();
    await appendAnswer(
      store,
      answerOf([
        {
          rows: [
            [july, 10],
            [july + hour, 11],
          ],
        },
      ]),
    );
    const second = answerOf(
      [
        {
          rows: [
            [july + hour, 12],
            [july + 2 * hour, 13],
          ],
        },
      ],
      later,
    );
    const appended = await appendAnswer(store, second);
    expect(appended).toMatchObject({ added: 1, same: 0, revised: 1 });
    expect(appended.largestChange).toBeCloseTo(1 / 11, 12);
    expect(await rowsOf(store, `SELECT value, retrieved_at::DATE::VARCHAR ${current} ORDER BY time`)).toEqual([
      [10, "2025-09-01"],
      [12, "2025-09-02"],
      [13, "2025-09-02"],
    ]);
    expect(
      await rowsOf(
        store,
        `SELECT venue, series, measure, unit, interval_ms, instrument, old_value, new_value, old_retrieved_at::DATE::VARCHAR, new_retrieved_at::DATE::VARCHAR ${revisions}`,
      ),
    ).toEqual([
      ["binance", "binance", "open_interest", "base", "3600000", "BTCUSDT", 11, 12, "2025-09-01", "2025-09-02"],
    ]);
    expect(appended.issues.map(({ kind, where, count, detail }) => [kind, where, count, detail])).toEqual([
      [
        "revision",
        "binance",
        1,
        "1 value of open_interest not as stored before, off by 9.09 % at most; the new holds, both are in the revisions",
      ],
    ]);
  });

  test("again and again is kept in the order in which it happened, in one file for each venue", async () => {
    const store = await emptyStore();
    for (const value of [1, 2, 4]) await appendAnswer(store, answerOf([{ rows: [[july, value]] }]));
    await appendAnswer(store, answerOf([{ rows: [[july, 1]] }]));
    expect(await rowsOf(store, `SELECT old_value, new_value ${revisions}`)).toEqual([
      [1, 2],
      [2, 4],
      [4, 1],
    ]);
    const { files } = await readManifest(store);
    expect(files.map(({ kind, rows }) => [kind, rows])).toEqual([
      ["data", 1],
      ["revisions", 3],
    ]);
  });

  test("from 0 counts as a change of 1", async () => {
    const store = await emptyStore();
    await appendAnswer(store, answerOf([{ rows: [[july, 0]] }]));
    expect(await appendAnswer(store, answerOf([{ rows: [[july, 7]] }]))).toMatchObject({ largestChange: 1 });
  });

  test("stays as it is if it was asked to be kept", async () => {
    const store = await emptyStore();
    await appendAnswer(store, answerOf([{ rows: [[july, 1]] }]));
    const second = answerOf([
      {
        rows: [
          [july, 2],
          [july + hour, 3],
        ],
      },
    ]);
    expect(await appendAnswer(store, second, { differing: "keep" })).toMatchObject({ added: 1, same: 1, revised: 0 });
    expect(await rowsOf(store, `SELECT value ${current} ORDER BY time`)).toEqual([[1], [3]]);
  });

  test("of the identity of a series is told, and rows given again have the new one", async () => {
    const store = await emptyStore();
    const known = { venue: "okx", instrument: "BTC-USDT-SWAP", settle: "USDT" };
    const rows = [
      [july, 1],
      [july + hour, 2],
    ] as const;
    await appendAnswer(store, answerOf([{ rows, identity: { ...known, sides: "unknown" } }]));
    const now = [{ rows: [rows[1]], identity: { ...known, sides: 1 as const } }];
    const appended = await appendAnswer(store, answerOf(now, later));
    expect(appended).toMatchObject({ added: 0, same: 1, revised: 0 });
    expect(appended.issues.map(({ kind, where, detail }) => [kind, where, detail])).toEqual([
      ["revision", "binance", "of open_interest, sides is 1, was unknown; rows loaded again hold what is told now"],
    ]);
    // The value was had on September 1st, whatever was found out about it later.
    expect(await rowsOf(store, `SELECT sides, value, retrieved_at::DATE::VARCHAR ${current} ORDER BY time`)).toEqual([
      ["unknown", 1, "2025-09-01"],
      ["1", 2, "2025-09-01"],
    ]);
    // What stood between changed rows is read again as it is, and does not change.
    expect(await appendAnswer(store, answerOf(now, later))).toMatchObject({ same: 1, issues: [] });
    expect(await appendAnswer(store, answerOf([{ rows, identity: { ...known, sides: 2 } }]))).toMatchObject({
      same: 2,
    });
    expect(await rowsOf(store, `SELECT DISTINCT sides ${current}`)).toEqual([["2"]]);
  });
});

describe("files", () => {
  test("whose content does not change are not written again", async () => {
    const store = await emptyStore();
    const answer = answerOf([
      {
        rows: [
          [july - hour, 1],
          [july, 2],
        ],
      },
    ]);
    await appendAnswer(store, answer);
    const before = (await readManifest(store)).files;
    expect(await appendAnswer(store, { ...answer, ...later })).toMatchObject({ added: 0, same: 2 });
    expect((await readManifest(store)).files).toEqual(before);
    await appendAnswer(store, answerOf([{ rows: [[july, 3]] }]));
    const after = (await readManifest(store)).files;
    expect(after.filter(({ month }) => month === "2025-06")).toEqual([before[0]]);
    expect(after.find(({ month }) => month === "2025-07")?.path).not.toBe(before[1]?.path);
  });

  test("have the same bytes in two stores of the same content, however it came there", async () => {
    const whole = [
      [july, 1],
      [july + hour, 2],
      [july + 2 * hour, 3],
    ] as const;
    const [one, other] = [await emptyStore(), await emptyStore()];
    await appendAnswer(one, answerOf([{ rows: whole }]));
    for (const row of [whole[2], whole[0], whole[1]]) await appendAnswer(other, answerOf([{ rows: [row] }]));
    const hashes = async (store: string) => (await readManifest(store)).files.map(({ sha256 }) => sha256);
    expect(await hashes(other)).toEqual(await hashes(one));
  });

  test("that were replaced stay ten minutes for those who read them, and go with the next commit", async () => {
    const store = await emptyStore();
    const now = Date.now();
    const versions = async (): Promise<number> => {
      const found = await readdir(join(store, "versions"), { recursive: true });
      return found.filter((name) => name.endsWith(".parquet")).length;
    };
    for (const value of [1, 2]) await appendAnswer(store, answerOf([{ rows: [[july, value]] }]), { now });
    // A file of each value, and one of revisions.
    expect(await versions()).toBe(3);
    await appendAnswer(store, answerOf([{ rows: [[july, 2]] }]), { now: now + 600_000 });
    expect(await versions()).toBe(3);
    await appendAnswer(store, answerOf([{ rows: [[july, 2]] }]), { now: now + 600_001 });
    expect(await versions()).toBe(2);
  });

  test("of manifests are kept for the last sixteen commits and ten minutes", async () => {
    const store = await emptyStore();
    const append = (now: number) => appendAnswer(store, answerOf([{ rows: [[july, 1]] }]), { now });
    const names = async () => (await readdir(join(store, "manifest"))).sort();
    for (let version = 2; version < 32; version++) await append(Date.now());
    expect((await names()).length).toBe(31);
    // Every sixteenth commit looks for what is old.
    await append(Date.now() + 660_000);
    expect((await names())[0]).toBe("00000017.json");
    expect((await names()).length).toBe(16);
  });
});
