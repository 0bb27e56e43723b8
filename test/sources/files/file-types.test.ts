import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TimeUnit, tableFromArrays, timestamp } from "@uwdata/flechette";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dataHash } from "../../../lib/sources/data-hash.js";
import { loadFile } from "../../../lib/sources/files/file.js";
import type { FileOptions } from "../../../lib/sources/files/file-options.js";
import { csvText, hour, ipc, save, start, wide, wideSql, writeParquet } from "./table-fixture.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "open-interest-file-"));
});
afterAll(() => rm(folder, { recursive: true }));

const declared = { timeColumn: "time", unit: "usd", label: "instant", priceColumn: "price" } as const;
const load = (path: string, options: Partial<FileOptions> = {}) => loadFile({ ...declared, path, ...options });
const pick = (value: object) => ({ ...wide, ...value });

const csvPath = () => save(folder, "a.csv", csvText());

describe("loadFile understands types", () => {
  const sqlTimes = (type: string) =>
    wideSql.replaceAll(/SELECT (to_timestamp\(\d+\))/g, (_, time) => `SELECT timezone('UTC', ${time})::${type}`);

  test.each(["TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP", "TIMESTAMP_NS"])(
    "%s without a zone is on the clock of timeZone",
    async (type) => {
      const path = await writeParquet(folder, `${type}.parquet`, sqlTimes(type));
      expect(dataHash(await load(path))).toBe(dataHash(await load(await csvPath())));
      expect((await load(path, { timeZone: "+02:00" })).openInterest.times[0]).toBe(start - 2 * hour);
    },
  );

  test.each([
    ["seconds", TimeUnit.SECOND],
    ["milliseconds", TimeUnit.MILLISECOND],
    ["microseconds", TimeUnit.MICROSECOND],
    ["nanoseconds", TimeUnit.NANOSECOND],
  ])("times of Arrow in %s, with a zone and without", async (name, unit) => {
    for (const zone of [null, "Europe/Paris"]) {
      const table = tableFromArrays(wide, { types: { time: timestamp(unit, zone) } });
      const path = await save(folder, `${name}.arrow`, ipc(table, "file"));
      expect((await load(path)).openInterest.times[0]).toBe(start);
      // A stored instant has its zone for show only; a clock's time is moved.
      const moved = (await load(path, { timeZone: "+02:00" })).openInterest.times[0];
      expect(moved).toBe(zone === null ? start - 2 * hour : start);
    }
  });

  test.each([1, 1e-3, 1e3, 1e6])("counts since 1970 of %d a millisecond, by their size", async (factor) => {
    const path = await writeParquet(
      folder,
      "epoch.parquet",
      wideSql.replaceAll(/to_timestamp\((\d+)\)/g, (_, seconds) => `(${Number(seconds) * 1000 * factor})::BIGINT`),
    );
    expect((await load(path)).openInterest.times[0]).toBe(start);
  });

  test("a date is the midnight of the clock, and the only column of times needs no name", async () => {
    const path = await writeParquet(
      folder,
      "date.parquet",
      "SELECT DATE '2025-07-01' + i::INTEGER AS day, 100.0 + i AS okx, 5.0 AS price FROM range(3) t(i)",
    );
    const data = await load(path, { timeColumn: "" });
    expect([...data.openInterest.times]).toEqual([0, 1, 2].map((day) => start + day * 24 * hour));
  });

  // 0.1 + 0.2 is not 0.3: a decimal read as a text is the double nearest to it, one divided out may not be.
  test("decimals are the doubles nearest to their digits", async () => {
    const digits = ["1234567.891", "0.100000001", "-0.000000001", "8765432.123456789"];
    const path = await writeParquet(
      folder,
      "decimal.parquet",
      digits
        .map((each, row) => `SELECT to_timestamp(${start / 1000 + row * 3600}) AS time, ${each}::DECIMAL(38,9) AS okx`)
        .join(" UNION ALL "),
    );
    const { openInterestUsd } = await load(path, { priceColumn: "" });
    expect([...openInterestUsd.column("okx").values]).toEqual([
      1234567.891,
      0.100000001,
      Number.NaN,
      8765432.123456789,
    ]);
  });

  test("a whole number beyond 2^53 is refused as a value, with its digits and row", async () => {
    const path = await writeParquet(
      folder,
      "large.parquet",
      `${wideSql
        .replace("'1000'::DOUBLE", "9007199254740993::BIGINT")
        .replaceAll(/'[^']*'::DOUBLE AS okx/g, "1::BIGINT AS okx")
        .replaceAll("NULL::DOUBLE AS okx", "NULL::BIGINT AS okx")}`,
    );
    await expect(load(path)).rejects.toThrow(
      'loadFile: large.parquet row 1, column "okx": 9007199254740993 is beyond 2^53 − 1, where whole numbers lose digits; write the column as decimals in text',
    );
    const json = await save(folder, "large.json", JSON.stringify(pick({ okx: [2 ** 53 + 2, 1, 1, 1, 1] })));
    await expect(load(json)).rejects.toThrow('large.json record 1, column "okx": 9007199254740994 is beyond 2^53 − 1');
  });

  test("nested columns are refused by name, and are no harm where they are not taken", async () => {
    const path = await writeParquet(folder, "nested.parquet", `SELECT *, [1, 2] AS sizes FROM (${wideSql})`);
    await expect(load(path)).rejects.toThrow(
      'loadFile: column "sizes" of nested.parquet is of type INTEGER[] and has no one number in a row; leave it out (except)',
    );
    expect((await load(path, { except: "sizes" })).openInterest.names).toEqual(["okx", "bybit"]);
    const json = await save(folder, "nested.json", JSON.stringify(pick({ sizes: [[1], [2], [3], [4], [5]] })));
    await expect(load(json)).rejects.toThrow('column "sizes" of nested.json is of type nested');
    expect((await load(json, { columns: "okx,bybit" })).openInterest.names).toEqual(["okx", "bybit"]);
  });

  test("an infinite number is refused, NaN is a gap", async () => {
    const path = await writeParquet(
      folder,
      "infinite.parquet",
      wideSql.replace("'1000'", "'Infinity'").replace("'700'", "'NaN'"),
    );
    await expect(load(path)).rejects.toThrow('infinite.parquet row 1, column "okx": Infinity is not a finite number');
    expect((await load(path, { columns: "bybit" })).openInterest.column("bybit").values[0]).toBeNaN();
  });

  test("a row without a time is refused", async () => {
    const path = await writeParquet(folder, "no-time.parquet", `${wideSql} UNION ALL SELECT NULL, 1, 1, 1`);
    await expect(load(path)).rejects.toThrow('no-time.parquet row 6, column "time": the row has no time');
  });

  test("a path with letters that are patterns to DuckDB is that file", async () => {
    await writeParquet(folder, "a1b.parquet", wideSql);
    const path = await writeParquet(folder, "a[1]*b?.parquet", `SELECT * FROM (${wideSql}) LIMIT 3`);
    expect((await load(path)).openInterest.length).toBe(3);
  });
});

describe("loadFile understands an index of pandas", () => {
  test("one of times without a name is the time, by no name or as index", async () => {
    const path = await writeParquet(folder, "index.parquet", wideSql.replaceAll("AS time", "AS __index_level_0__"));
    expect((await load(path, { timeColumn: "" })).openInterest.times[0]).toBe(start);
    expect((await load(path, { timeColumn: "index" })).openInterest.names).toEqual(["okx", "bybit"]);
  });

  test("one that counts rows is left out and told", async () => {
    const counted = `SELECT *, row_number() OVER () - 1 AS __index_level_0__ FROM (${wideSql})`;
    const data = await load(await writeParquet(folder, "counter.parquet", counted));
    expect(data.openInterest.names).toEqual(["okx", "bybit"]);
    expect(data.quality.issues).toMatchObject([
      { kind: "label", where: "__index_level_0__", count: 5 },
      { kind: "blank" },
    ]);
    const csv = csvText()
      .trimEnd()
      .split("\n")
      .map((line, row) => `${row === 0 ? "" : row - 1},${line}`)
      .join("\n");
    const fromCsv = await load(await save(folder, "counter.csv", csv));
    expect(fromCsv.quality.issues[0]).toMatchObject({ kind: "label", where: "column without a header" });
    expect(dataHash(fromCsv)).toBe(dataHash(data));
  });

  // What pandas 3 writes under "pandas" for RangeIndex(start=1751328000, step=3600), shortened to what tells the index.
  test("one that is a rule in the metadata is there by its name", async () => {
    const { time, ...others } = wide;
    const table = tableFromArrays(others);
    const index = { kind: "range", name: null, start: time[0] / 1000, stop: time[0] / 1000 + 5 * 3600, step: 3600 };
    const metadata = new Map([["pandas", JSON.stringify({ index_columns: [index] })]]);
    const described = Object.assign(Object.create(Object.getPrototypeOf(table)), table, {
      schema: { ...table.schema, metadata },
    });
    const path = await save(folder, "rule.arrow", ipc(described, "file"));
    expect((await load(path, { timeColumn: "index" })).openInterest.times[0]).toBe(start);
  });
});

describe("loadFile understands texts", () => {
  test.each(["utf16le", "utf16be"])("in %s with its byte-order mark", async (encoding) => {
    for (const text of [csvText(), csvText().replaceAll(",", "\t"), JSON.stringify(pick({}))]) {
      const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
      const data = await load(await save(folder, "wide.txt", encoding === "utf16be" ? bytes.swap16() : bytes));
      expect(dataHash(data)).toBe(dataHash(await load(await csvPath())));
    }
  });

  test("with columns whose names are numbers, in their order", async () => {
    const path = await save(folder, "order.csv", "time,b,10,2\n2025-07-01,1,2,3\n2025-07-02,1,2,3\n");
    const plain = { venues: false, priceColumn: "" };
    expect((await load(path, plain)).openInterest.names).toEqual(["b", "10", "2"]);
    expect((await load(path, { ...plain, columns: ["2", "b", "10"] })).openInterest.names).toEqual(["2", "b", "10"]);
  });

  // What pandas writes with orient="table", shortened.
  test("as pandas writes a table, whose index is no venue", async () => {
    const schema = { fields: [{ name: "index", type: "integer" }], primaryKey: ["index"] };
    const data = wide.time.map((time, row) => ({ index: row, time, okx: row + 1, price: 1 }));
    const path = await save(folder, "table.json", JSON.stringify({ schema, data }));
    const loaded = await load(path);
    expect(loaded.openInterest.names).toEqual(["okx"]);
    expect(loaded.quality.issues).toMatchObject([{ kind: "label", where: "__index_level_0__", count: 5 }]);
  });
});
