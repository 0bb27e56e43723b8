import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { duration, TimeUnit, tableFromArrays } from "@uwdata/flechette";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadFile } from "../../../lib/sources/files/file.js";
import type { FileOptions } from "../../../lib/sources/files/file-options.js";
import { ipc, save, wide, wideSql, writeParquet } from "./table-fixture.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "open-interest-parquet-"));
});
afterAll(() => rm(folder, { recursive: true }));

const declared = { timeColumn: "time", unit: "usd", label: "instant" } as const;
const load = (path: string, options: Partial<FileOptions> = {}) => loadFile({ ...declared, path, ...options });

/** A Parquet file whose columns DuckDB wrote under names of the same length. */
async function renamed(name: string, select: string, from: string, to: string): Promise<string> {
  const bytes = await readFile(await writeParquet(folder, name, select));
  return save(folder, name, Buffer.from(bytes.toString("latin1").replaceAll(from, to), "latin1"));
}

describe("loadFile takes from a Parquet file what is in it", () => {
  test.each(["okx=7", "time=2025-01-01", "venue=binance"])("and nothing from a folder called %s", async (name) => {
    await mkdir(join(folder, name));
    const data = await load(await writeParquet(folder, join(name, "a.parquet"), wideSql), { except: "price" });
    expect(data.openInterestUsd.names).toEqual(["okx", "bybit"]);
    expect([...data.openInterestUsd.column("okx").values]).toEqual(wide.okx.map((value) => value ?? Number.NaN));
    expect([...data.openInterest.times]).toEqual(wide.time);
  });

  test("two columns of one name are refused, and are no third venue", async () => {
    const path = await renamed("same.parquet", `SELECT time, okx, bybit AS okz FROM (${wideSql})`, "okz", "okx");
    await expect(load(path)).rejects.toThrow('loadFile: same.parquet has 2 columns "okx"; give each its own header');
  });

  test("names that differ in their capitals are the names", async () => {
    const path = await renamed("case.parquet", `SELECT time, okx, bybit AS OKZ FROM (${wideSql})`, "OKZ", "OKX");
    expect((await load(path, { venues: false })).openInterest.names).toEqual(["okx", "OKX"]);
  });

  // Written by pyarrow 26: two rows of a time, of a column called "" and of okx.
  test("a column without a name is refused", async () => {
    const bytes =
      "UEFSMRUAFSwVPiwVBBUAFQYVBhwAAAAotS/9IBaxAAACAAAABAEAiEjDlwEAAIB2f8OXAQAAFQAVLBU+LBUEFQAVBhUGHAAAACi1L/0gFrEAAAIAAAAEAQAAAAAAABRAAAAAAAAAGEAVABUsFT4sFQQVABUGFQYcAAAAKLUv/SAWsQAAAgAAAAQBAAAAAAAAHEAAAAAAAAAgQBUEGUw1ABgGc2NoZW1hFQYAFQQlAhgEdGltZSUSTIwRHBwAAAAAABUKJQIYAAAVCiUCGANva3gAFgQZHBk8JgAcFQQZJQYAGRgEdGltZRUMFgQWUhZkJghJHBUAFQAVAgA8KQYZJgAEAAAAJgAcFQoZJQYAGRgAFQwWBBZSFmQmbEkcFQAVABUCADwpBhkmAAQAAAAmABwVChklBgAZGANva3gVDBYEFlIWZCbQAUkcFQAVABUCADwpBhkmAAQAAAAW9gEWBCYIFqwCACggcGFycXVldC1jcHAtYXJyb3cgdmVyc2lvbiAyNi4wLjEZPBwAABwAABwAAAD6AAAAUEFSMQ==";
    const path = await save(folder, "unnamed.parquet", Buffer.from(bytes, "base64"));
    await expect(load(path)).rejects.toThrow("loadFile: column 2 of unnamed.parquet has cells and no header");
  });

  test("a column called as DuckDB's number of a row is a column", async () => {
    const select = `SELECT *, 9007199254740993::BIGINT AS file_row_number FROM (${wideSql})`;
    await expect(load(await writeParquet(folder, "number.parquet", select))).rejects.toThrow(
      'number.parquet row 1, column "file_row_number": 9007199254740993 is beyond 2^53 − 1',
    );
  });

  // Written by pyarrow 26: okx is 1.5 and 2.5 as decimal256(39, 9), which DuckDB reads as other numbers; bybit is 7 and 8.
  test("a decimal of more digits than are read is refused, and is no harm where it is not taken", async () => {
    const bytes =
      "UEFSMRUAFSwVPiwVBBUAFQYVBhwAAAAotS/9IBaxAAACAAAABAEAiEjDlwEAAIB2f8OXAQAAFQAVUBVALBUEFQAVBhUGHAAAACi1L/0gKL0AAHgCAAAABAEAWWgvAJUC+QACAOAgHDACFQAVLBU+LBUEFQAVBhUGHAAAACi1L/0gFrEAAAIAAAAEAQAAAAAAABxAAAAAAAAAIEAVBBlMNQAYBnNjaGVtYRUGABUEJQIYBHRpbWUlEkyMERwcAAAAAAAVDhUiFQIYA29reCUKFRIVTixcFRIVTgAAABUKJQIYBWJ5Yml0ABYEGRwZPCYAHBUEGSUGABkYBHRpbWUVDBYEFlIWZCYISRwVABUAFQIAPCkGGSYABAAAACYAHBUOGSUGABkYA29reBUMFgQWdhZmJmxJHBUAFQAVAgA8KQYZJgAEAAAAJgAcFQoZJQYAGRgFYnliaXQVDBYEFlIWZCbSAUkcFQAVABUCADwpBhkmAAQAAAAWmgIWBCYIFq4CACggcGFycXVldC1jcHAtYXJyb3cgdmVyc2lvbiAyNi4wLjEZPBwAABwAABwAAAAUAQAAUEFSMQ==";
    const path = await save(folder, "decimal.parquet", Buffer.from(bytes, "base64"));
    await expect(load(path)).rejects.toThrow(
      'loadFile: column "okx" of decimal.parquet is of type decimal of 39 digits and has more than the 38 digits that are read; leave it out (except)',
    );
    expect([...(await load(path, { columns: "bybit" })).openInterestUsd.column("bybit").values]).toEqual([7, 8]);
  });

  // Parquet holds a length of time as a whole number; the schema in its metadata says so, as writers based on Arrow leave it.
  test("a length of time is no number", async () => {
    const types = { types: { okx: duration(TimeUnit.SECOND) } };
    const schema = ipc(tableFromArrays({ time: [1], okx: [1n], bybit: [1], price: [1] }, types), "stream");
    const select = wideSql.replaceAll(/('[^']*'|NULL)::DOUBLE AS okx/g, "1::BIGINT AS okx");
    const metadata = `{'ARROW:schema': '${Buffer.from(schema).toString("base64")}'}`;
    const path = await writeParquet(folder, "duration.parquet", select, metadata);
    await expect(load(path)).rejects.toThrow(
      'column "okx" of duration.parquet is of type Duration and has no one number',
    );
  });
});
