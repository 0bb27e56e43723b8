import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { type CsvOptions, readCsv } from "../../../lib/sources/csv/csv.js";
import { csvTable } from "../../../lib/sources/csv/csv-table.js";
import { loadFile } from "../../../lib/sources/files/file.js";
import { fileBytes } from "../../../lib/sources/files/file-bytes.js";

const base: CsvOptions = { timeColumn: "time", unit: "usd", label: "instant" };

describe("csvTable", () => {
  test("drops columns without a header and without a cell, as spreadsheets leave them, and tells", () => {
    const { panel, quality } = readCsv("time,okx,,\n2025-07-01,1,,\n2025-07-02,2,,\n", base);
    expect(panel.names).toEqual(["okx"]);
    expect(quality.issues).toEqual([
      { kind: "blank", where: "csv", count: 2, detail: "columns without a header and without a cell; left out" },
    ]);
    expect(() => readCsv("time,okx,\n2025-07-01,1,\n2025-07-02,2,7\n", base)).toThrow(
      "readCsv: column 3 of csv has cells and no header; give it one, or name the columns to take (columns)",
    );
  });

  test.each([";", "\t", "|"])("finds the delimiter %j where the header line has no comma", (delimiter) => {
    const text = "time,okx,bybit\n2025-07-01,1,2\n".replaceAll(",", delimiter);
    expect(csvTable(text).header).toEqual(["time", "okx", "bybit"]);
    expect([...readCsv(text, base).panel.column("bybit").values]).toEqual([2]);
  });

  test("takes a comma for the delimiter where the header has one, also beside others, and one within quotes for text", () => {
    expect(csvTable("time,a;b\n1,2\n").header).toEqual(["time", "a;b"]);
    expect(csvTable('"time, UTC";okx\n1;2\n').header).toEqual(["time, UTC", "okx"]);
  });

  test("reads decimal commas where they are said, and never guesses thousands", () => {
    const text = "time;okx\n2025-07-01;1,5\n2025-07-02;-2,25\n2025-07-03;7\n2025-07-04;\n";
    expect([...readCsv(text, { ...base, decimal: "," }).panel.column("okx").values]).toEqual([
      1.5,
      -2.25,
      7,
      Number.NaN,
    ]);
    expect(() => readCsv(text, base)).toThrow(
      'csv line 2, column "okx": "1,5" is not a number; leave a gap empty, or say',
    );
    expect(() => readCsv("time;okx\n2025-07-01;1.500\n", { ...base, decimal: "," })).toThrow('"1.500" is not a number');
    expect(() => readCsv("time,okx\n2025-07-01,1\n", { ...base, decimal: "'" as "." })).toThrow('unknown decimal "\'"');
  });
});

test("readCsv refuses in one line, whatever a file has for names and cells", () => {
  expect(() => readCsv('time,"a\nb"\n2025-07-01,"x\ty"\n', base)).toThrow(
    'csv line 3, column "a\\u000ab": "x\\u0009y" is not a number',
  );
  const long = "x".repeat(5000);
  expect(() => readCsv(`time,a\n2025-07-01,${long}\n`, base)).toThrow(/^.{1003}$/);
});

describe("readCsv and names of venues", () => {
  const names = (header: string) => readCsv(`time,${header}\n2025-07-01,1\n2025-07-02,2\n`, { ...base, venues: true });

  test("tells an unknown name that lost letters, and not a known one that only changed its writing", () => {
    const { panel, quality } = names("My <b>Venue</b>!");
    expect(panel.names).toEqual(["mybvenueb"]);
    expect(quality.issues).toMatchObject([
      {
        kind: "alias",
        where: "mybvenueb",
        count: 2,
        detail: expect.stringContaining('the column "My <b>Venue</b>!" names no venue'),
      },
    ]);
    expect(names("Crypto.com").quality.issues).toEqual([]);
    expect(names("Newdex").quality.issues).toEqual([]);
  });

  test("keeps a key of any text in long files", () => {
    const text = "time,venue,oi\n2025-07-01,__proto__,1\n2025-07-01,okx,2\n";
    const { panel } = readCsv(text, { ...base, layout: "long", keyColumns: ["venue"], valueColumn: "oi" });
    expect([panel.column("__proto__").values[0], panel.column("okx").values[0]]).toEqual([1, 2]);
  });
});

describe("files of CSV", () => {
  test("that are missing are told by their path and what is in their folder", async () => {
    const folder = await mkdtemp(join(tmpdir(), "open-interest-csv-table-"));
    try {
      await writeFile(join(folder, "here.csv"), "");
      await expect(loadFile({ path: join(folder, "there.csv") })).rejects.toThrow(
        `loadFile: no file or folder ${JSON.stringify(join(folder, "there.csv"))}; in its folder: here.csv`,
      );
      const packed = join(folder, "zeros.csv.gz");
      await writeFile(packed, gzipSync(new Uint8Array(100_000)));
      await expect(fileBytes(packed, "loadFile", 50_000)).rejects.toThrow(
        "loadFile: zeros.csv.gz unpacks to more than the 50000 bytes that are held in memory; cut it into parts",
      );
      await expect(fileBytes(packed, "loadFile", 50)).rejects.toThrow(
        "bytes, more than the 50 bytes that are held in memory",
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
