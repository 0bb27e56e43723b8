import type { DuckDBConnection } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { duckConnection, sqlText } from "../../../lib/sources/duck/duck.js";
import { queryColumns } from "../../../lib/sources/duck/query-columns.js";

let duck: DuckDBConnection;
beforeAll(async () => {
  duck = await duckConnection();
});
afterAll(() => duck.closeSync());

const columns = async (sql: string) =>
  Object.fromEntries(
    (await queryColumns(duck, sql)).map(({ name, values }) => [
      name,
      values instanceof Float64Array ? [...values] : values,
    ]),
  );

describe("queryColumns", () => {
  test("gives numbers of every type as doubles, and NULL as NaN", async () => {
    const kinds = ["TINYINT", "USMALLINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL(9, 2)"];
    const select = kinds.map((kind) => `(CASE WHEN i = 1 THEN NULL ELSE i END)::${kind} AS "${kind}"`).join(", ");
    const read = await columns(`SELECT ${select} FROM range(3) AS r(i) ORDER BY i`);
    for (const kind of kinds) expect(read[kind], kind).toEqual([0, Number.NaN, 2]);
  });

  // 2025-07-01T00:00:00Z is 1751328000 seconds after the epoch.
  test("gives times of every type as epoch milliseconds UTC, one without a zone being UTC", async () => {
    const read = await columns(`SELECT DATE '2025-07-01' AS day, TIMESTAMP '2025-07-01 00:00:00.25' AS bare,
      TIMESTAMPTZ '2025-07-01 02:00:00+02' AS zoned, '2025-07-01'::TIMESTAMP_S AS s, '2025-07-01'::TIMESTAMP_NS AS ns,
      NULL::TIMESTAMP AS none, 'infinity'::TIMESTAMPTZ AS ever`);
    const start = 1_751_328_000_000;
    expect(read).toEqual({
      day: [start],
      bare: [start + 250],
      zoned: [start],
      s: [start],
      ns: [start],
      none: [Number.NaN],
      ever: [Number.NaN],
    });
  });

  test("gives texts, truth values, and what is nested as JSON holds it", async () => {
    const read = await columns(`SELECT * FROM (VALUES ('a', true, [1, 2], {'venue': 'okx'}, INTERVAL 1 DAY),
      (NULL, NULL, NULL, NULL, NULL)) AS t("text", "truth", "list", "record", "length")`);
    expect(read).toEqual({
      text: ["a", null],
      truth: [true, null],
      list: [[1, 2], null],
      record: [{ venue: "okx" }, null],
      length: ["1 day", null],
    });
  });

  test("keeps rows in the order of the query, over many vectors and blocks", async () => {
    const rows = 200_001;
    const [column] = await queryColumns(duck, `SELECT i AS n FROM range(${rows}) AS r(i) ORDER BY i DESC`);
    const values = column?.values as Float64Array;
    expect(values.length).toBe(rows);
    expect(values.findIndex((value, row) => value !== rows - 1 - row)).toBe(-1);
  });

  test("gives empty columns for no rows", async () => {
    expect(await columns("SELECT 1 AS n, 'a' AS s WHERE false")).toEqual({ n: [], s: [] });
  });

  test("takes a semicolon or a comment at the end, and two columns of one name", async () => {
    expect(await columns("SELECT 1 AS n; \n")).toEqual({ n: [1] });
    expect(await columns("SELECT 1 AS n -- one")).toEqual({ n: [1] });
    const twice = await queryColumns(duck, "SELECT 1 AS n, 2 AS n");
    expect(twice.map(({ values }) => [...values])).toEqual([[1], [2]]);
  });

  test("says with DuckDB's words what it could not read", async () => {
    await expect(columns("SELECT vanue FROM (SELECT 1 AS venue)")).rejects.toThrow(/"vanue".*not found/);
    await expect(columns("COPY (SELECT 1) TO 'file.csv'")).rejects.toThrow("Parser Error");
    await expect(columns("SELECT 1; SELECT 2")).rejects.toThrow("Parser Error");
  });
});

test("text with an apostrophe is one literal of SQL", async () => {
  expect(await columns(`SELECT ${sqlText("it's 'one'")} AS s`)).toEqual({ s: ["it's 'one'"] });
});
