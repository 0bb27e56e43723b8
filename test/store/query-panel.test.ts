import type { DuckDBConnection } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Unit } from "../../lib/series/identity.js";
import { duckConnection } from "../../lib/sources/duck/duck.js";
import { queryColumns } from "../../lib/sources/duck/query-columns.js";
import { queryPanel } from "../../lib/store/query-panel.js";

let duck: DuckDBConnection;
beforeAll(async () => {
  duck = await duckConnection();
});
afterAll(() => duck.closeSync());

const asked = async (sql: string, unit?: Unit) => queryPanel(await queryColumns(duck, sql), { unit });
const rows = (values: string, names: string) => `SELECT * FROM (VALUES ${values}) AS t(${names})`;
const [first, second] = [Date.parse("2025-07-01"), Date.parse("2025-07-02")];
const day = (date: number) => `TIMESTAMPTZ '2025-07-0${date} 00:00:00+00'`;

describe("queryPanel of columns of numbers", () => {
  test("is a panel of them, sorted by the first time, NULL a gap", async () => {
    const panel = await asked(rows(`(3, ${day(2)}, NULL), (1, ${day(1)}, 2.5)`, "binance, time, okx"));
    expect([...panel.times]).toEqual([first, second]);
    expect([...panel.column("binance").values]).toEqual([1, 3]);
    expect([...panel.column("okx").values]).toEqual([2.5, Number.NaN]);
    expect(panel.unit).toBe("number");
  });

  test("takes days as their midnights, and a panel without rows as one", async () => {
    expect([...(await asked("SELECT DATE '2025-07-01' AS day, 1 AS n")).times]).toEqual([first]);
    const empty = await asked("SELECT DATE '2025-07-01' AS day, 1 AS n WHERE false");
    expect([empty.length, empty.names]).toEqual([0, ["n"]]);
  });

  test("refuses an instant that comes twice, a row without time, two columns of one name, and what is infinite", async () => {
    await expect(asked(rows(`(${day(2)}, 1), (${day(1)}, 1), (${day(2)}, 1)`, "time, n"))).rejects.toThrow(
      "query: 2025-07-02 comes twice; group by time, or select a column of names beside the time",
    );
    await expect(asked(rows(`(${day(1)}, 1), (NULL, 1)`, "time, n"))).rejects.toThrow(
      "query: time has no value in row 1; leave such rows out with WHERE time IS NOT NULL",
    );
    await expect(asked(rows(`(${day(1)}, 'inf'::DOUBLE)`, "time, n"))).rejects.toThrow(/"n": value Infinity at row 0/);
  });
});

describe("queryPanel of names and values", () => {
  const long = rows(`(${day(2)}, 'okx', 4), (${day(1)}, 'okx', 3), (${day(2)}, 'binance', NULL)`, "time, venue, oi");

  test("is a column for each name in order of first sight, a gap where a name has no row", async () => {
    const panel = await asked(long);
    expect(panel.names).toEqual(["okx", "binance"]);
    expect([...panel.column("okx").values]).toEqual([3, 4]);
    expect([...panel.column("binance").values]).toEqual([Number.NaN, Number.NaN]);
  });

  test("keeps that order where names are numbers", async () => {
    const panel = await asked(
      rows(`(${day(1)}, '10', 4), (${day(1)}, 'okx', 3), (${day(1)}, '2', 5)`, "time, name, oi"),
    );
    expect(panel.names).toEqual(["10", "okx", "2"]);
    expect([...panel.column("2").values]).toEqual([5]);
    expect((await asked(rows(`(${day(1)}, 1, 2, 3)`, 'time, "10", okx, "2"'))).names).toEqual(["10", "okx", "2"]);
  });

  test("knows what the columns are of from the name of the names", async () => {
    expect((await asked(long)).column("okx").identity).toEqual({ venue: "okx" });
    expect((await asked(long.replace("venue", "what"))).column("okx").identity).toEqual({});
  });

  test("refuses an instant that comes twice for a name, and a row without name", async () => {
    await expect(asked(rows(`(${day(1)}, 'okx', 1), (${day(1)}, 'okx', 1)`, "time, venue, oi"))).rejects.toThrow(
      "query: 2025-07-01 comes twice for venue okx; group by both, or filter what tells the two rows apart",
    );
    await expect(asked(rows(`(${day(1)}, NULL, 1), (${day(1)}, 'okx', 1)`, "time, venue, oi"))).rejects.toThrow(
      "query: venue is NULL at 2025-07-01; name it with coalesce(venue, 'all'), or leave it out",
    );
  });
});

describe("the unit of a queryPanel", () => {
  test("is that of the column, or what is given", async () => {
    expect((await asked(rows(`(${day(1)}, 'usd', 1)`, "time, unit, oi"))).unit).toBe("usd");
    expect((await asked(rows(`(${day(1)}, 'okx', 'usd', 1)`, "time, venue, unit, oi"))).unit).toBe("usd");
    expect((await asked(rows(`(${day(1)}, 'usd', 1)`, "time, unit, oi"), "base")).unit).toBe("base");
  });

  test("must be one, and known", async () => {
    const two = rows(`(${day(1)}, 'usd', 1), (${day(2)}, 'base', 1)`, "time, unit, oi");
    await expect(asked(two)).rejects.toThrow(
      "query: values are in usd and base; filter by one unit, or say what the result is with `unit`",
    );
    await expect(asked(two, "number")).resolves.toMatchObject({ unit: "number" });
    await expect(asked(rows(`(${day(1)}, 'eur', 1)`, "time, unit, oi"))).rejects.toThrow(
      'query: unknown unit "eur"; known: contracts, base, usd',
    );
    await expect(asked("SELECT DATE '2025-07-01' AS day, 1 AS n", "eur" as Unit)).rejects.toThrow('unknown unit "eur"');
  });
});

test("queryPanel names the columns of a result that is no panel", async () => {
  await expect(asked("SELECT 1 AS n, 'a' AS s")).rejects.toThrow(
    "query: no column is a time among 2 columns (n INTEGER, s VARCHAR); select one, such as time",
  );
  for (const other of ["true AS b", "'a' AS s", "1 AS n, 2 AS m, 'a' AS s", "1 AS n, 'a' AS s, 'b' AS r", ""]) {
    const sql = `SELECT DATE '2025-07-01' AS day${other === "" ? "" : `, ${other}`}`;
    await expect(asked(sql), other).rejects.toThrow(
      /^query: a time and .+ no panel; select the time and columns of numbers, or the time, one column of names and one/,
    );
  }
  await expect(asked("SELECT DATE '2025-07-01' AS day, true AS b")).rejects.toThrow("1 column (b BOOLEAN)");
});
