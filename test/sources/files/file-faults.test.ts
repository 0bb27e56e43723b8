import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dataHash } from "../../../lib/sources/data-hash.js";
import { loadFile } from "../../../lib/sources/files/file.js";
import type { FileOptions } from "../../../lib/sources/files/file-options.js";
import { arrowBytes, csvText, records, save, start } from "./table-fixture.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "open-interest-file-"));
});
afterAll(() => rm(folder, { recursive: true }));

const declared = { timeColumn: "time", unit: "usd", label: "instant", priceColumn: "price" } as const;
const load = (path: string, options: Partial<FileOptions> = {}) => loadFile({ ...declared, path, ...options });

const csvPath = () => save(folder, "a.csv", csvText());

describe("loadFile tells what is wrong in one line", () => {
  test.each<[string, string, string | Uint8Array, Partial<FileOptions>, string]>([
    [
      "an unknown option",
      "a.csv",
      csvText(),
      { tiemColumn: "x" } as object,
      'loadFile: unknown option "tiemColumn"; known: path,',
    ],
    ["no unit", "a.csv", csvText(), { unit: "" }, "loadFile: unit not given; a file does not tell, so say usd or base"],
    ["another unit", "a.csv", csvText(), { unit: "contracts" }, 'unknown unit "contracts"; known: usd, base'],
    [
      "no label",
      "a.csv",
      csvText(),
      { label: "" },
      "label not given; a file does not tell, so say instant, start or end",
    ],
    [
      "another label",
      "a.csv",
      csvText(),
      { label: "close" },
      'loadFile: unknown label "close"; known: instant, start, end',
    ],
    ["another layout", "a.csv", csvText(), { layout: "tall" }, 'unknown layout "tall"; known: wide, long'],
    ["a scale as text", "a.csv", csvText(), { scale: "1e6" as unknown as number }, 'scale "1e6" is no number'],
    [
      "nothing declared",
      "a.csv",
      csvText(),
      { timeColumn: "", unit: "", label: "" },
      "timeColumn and unit and label not given; a.csv does not tell",
    ],
    [
      "a record told twice",
      "a.csv",
      csvText(),
      { columns: "okx=a,okx=b" },
      'columns "okx=a,okx=b" has "okx=b", which is empty or there twice',
    ],
    [
      "no text at all",
      "a.bin",
      new Uint8Array(64),
      {},
      "a.bin is no text, Parquet or Arrow; give CSV, Parquet, Arrow, Feather or JSON",
    ],
    ["an empty file", "e.csv", "", {}, "e.csv is empty"],
    ["an Excel workbook", "a.xlsx", "PK\u0003\u0004....", {}, "a.xlsx is a ZIP archive or an Excel workbook"],
    ["Feather of old", "a.feather", "FEA1....", {}, "a.feather is Feather version 1; write it as version 2"],
    ["half a Parquet file", "h.parquet", "PAR1....", {}, "loadFile: h.parquet cannot be read as Parquet ("],
    [
      "half an Arrow file",
      "h.arrow",
      arrowBytes("file").subarray(0, 200),
      {},
      "loadFile: h.arrow is a damaged Arrow file (it does not end as an Arrow file); write it again",
    ],
    ["JSON cut off", "c.json", '[{"time": 1', {}, "loadFile: c.json is no JSON ("],
    ["a line of JSON cut off", "c.ndjson", '{"time": 1}\n{"time": ', {}, "loadFile: c.ndjson line 2 is no JSON ("],
    ["JSON of something else", "s.json", '{"a": 1}', {}, "loadFile: s.json holds no table; give a list of records"],
    [
      "JSON columns of other lengths",
      "l.json",
      '{"time": [1, 2], "a": [1]}',
      {},
      'column "a" has 1 values where "time" has 2',
    ],
    [
      "a boolean as a value",
      "b.json",
      JSON.stringify([{ time: start, okx: true, price: 1 }]),
      {},
      'b.json record 1, column "okx": "true" is not a number',
    ],
    [
      "a decimal comma that is not said",
      "d.csv",
      'time;okx;price\n2025-07-01;"1,5";2\n',
      {},
      '"1,5" is not a number; leave a gap empty, or say decimal: ","',
    ],
    [
      "a point beside a decimal comma",
      "d.csv",
      "time;okx;price\n2025-07-01;1.500,5;2\n",
      { decimal: "," },
      'with decimal "," a point is no part of a number',
    ],
    [
      "cells without a header",
      "n.csv",
      "time,okx,price,\n2025-07-01,1,2,3\n",
      {},
      "column 4 of n.csv has cells and no header",
    ],
    [
      "Latin-1, whose é would be lost",
      "l.csv",
      Buffer.from("time,okx\n2025-07-01,1\n2025-07-02,2é\n", "latin1"),
      {},
      "loadFile: l.csv line 3 has bytes that are no UTF-8, as of an older code page; save the file as UTF-8",
    ],
    [
      "UTF-16 without a mark",
      "u.csv",
      Buffer.from(csvText(), "utf16le"),
      {},
      "loadFile: u.csv is a text in UTF-16 without a byte-order mark; save it as UTF-8",
    ],
    [
      "half of UTF-16",
      "w.csv",
      Buffer.from("\ufefftime", "utf16le").subarray(0, 9),
      {},
      "loadFile: w.csv says that it is UTF-16 and is not; save it as UTF-8",
    ],
    [
      "a field twice in one record",
      "f.json",
      '[{"time": "2025-07-01", "okx": 1},\n{"time": "a:\\"b", "o\\u006bx": 1, "okx": {"okx": 2}}]',
      {},
      'loadFile: f.json line 2 has "okx" twice in one record; give each field of a record once',
    ],
    [
      "data within data within data",
      "d.json",
      `${'{"data":'.repeat(100_000)}[]${"}".repeat(100_000)}`,
      {},
      "loadFile: d.json holds no table; give a list of records",
    ],
    ["a list that is none", "a.csv", csvText(), { except: 5 as never }, "loadFile: except is 5; give names"],
    ["a text that is none", "a.csv", csvText(), { timeZone: 2 as never }, "timeZone is 2, which is no text"],
    [
      "a zone that no clock has",
      "a.csv",
      csvText().replaceAll("Z,", ","),
      { timeZone: "+25:00" },
      'no clock is at "+25:00"; give an offset from -14:00 to +14:00',
    ],
    [
      "a time of the wrong unit",
      "t.parquet.json",
      // Milliseconds of 2 January 1972, which as seconds are of the year 3971.
      JSON.stringify([{ time: 63_158_400_000, okx: 1, price: 1 }]),
      {},
      '"63158400000" is a time of the year 3971 and not of those from 1980 to 2099; check its column and what it counts',
    ],
    ["a year of two digits", "y.csv", "time,okx,price\n0050-01-01,1,1\n", {}, '"0050-01-01" is not a time'],
    ["a zone beyond all", "z.csv", "time,okx,price\n2025-07-01T00:00+15:00,1,1\n", {}, '+15:00" is not a time'],
    ["minutes beyond an hour", "z.csv", "time,okx,price\n2025-07-01T00:00+09:99,1,1\n", {}, '+09:99" is not a time'],
    [
      "a vendor that is none",
      "a.csv",
      csvText(),
      { vendor: "glassnode" },
      'unknown vendor "glassnode"; known: coinglass exchange-history-chart,',
    ],
  ])("%s", async (_, name, content, options, message) => {
    const path = await save(folder, `case-${name}`, content);
    const failure = await load(path, options).then(
      () => undefined,
      (error: Error) => error,
    );
    expect(failure).toBeInstanceOf(RangeError);
    expect(failure?.message.replaceAll("case-", "")).toContain(message);
    expect(failure?.message).not.toContain("\n");
  });

  test("a pipe, which may never end", async () => {
    const path = join(folder, "pipe.csv");
    execFileSync("mkfifo", [path]);
    await expect(load(path)).rejects.toThrow(
      `loadFile: ${JSON.stringify(path)} is a pipe or device; write it to a file`,
    );
  });

  test("a file that is not there, by its path as given and what is in its folder", async () => {
    const empty = await mkdtemp(join(folder, "near-"));
    await expect(load(join(empty, "x.csv"))).rejects.toThrow(
      `loadFile: no file or folder ${JSON.stringify(join(empty, "x.csv"))}; its folder ${JSON.stringify(empty)} is empty`,
    );
    await save(empty, "btc.parquet", "");
    await save(empty, ".hidden", "");
    await expect(load(join(empty, "x.csv"))).rejects.toThrow("in its folder: btc.parquet");
    await expect(load(join(empty, "sub", "x.csv"))).rejects.toThrow("is not there either");
  });

  test("a name that says another format than the bytes is told, and the bytes are right", async () => {
    const data = await load(await save(folder, "really-json.csv", JSON.stringify(records())));
    expect(data.quality.issues[0]).toEqual({
      kind: "invalid",
      where: "really-json.csv",
      count: 1,
      detail: "its name ends as csv and its bytes are json; read as json",
    });
    expect(dataHash(data)).toBe(dataHash(await load(await csvPath())));
  });
});
