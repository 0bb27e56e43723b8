import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dataHash } from "../../../lib/sources/data-hash.js";
import { loadFile } from "../../../lib/sources/files/file.js";
import type { FileOptions } from "../../../lib/sources/files/file-options.js";
import { arrowBytes, csvText, hour, records, save, wide, wideSql, writeParquet } from "./table-fixture.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "open-interest-file-"));
});
afterAll(() => rm(folder, { recursive: true }));

const declared = { timeColumn: "time", unit: "usd", label: "instant", priceColumn: "price" } as const;
const load = (path: string, options: Partial<FileOptions> = {}) => loadFile({ ...declared, path, ...options });

/** The same table in every format, by the file's name. */
const formats: Readonly<Record<string, () => Promise<string>>> = {
  "a.csv": () => save(folder, "a.csv", csvText()),
  "a.csv.gz": () => save(folder, "a.csv.gz", gzipSync(csvText())),
  "semicolons.csv": () => save(folder, "semicolons.csv", csvText().replaceAll(",", ";")),
  "windows.csv": () => save(folder, "windows.csv", `\uFEFF${csvText().replaceAll("\n", "\r\n")}`),
  "records.json": () => save(folder, "records.json", JSON.stringify(records())),
  "records.json.gz": () => save(folder, "records.json.gz", gzipSync(JSON.stringify(records()))),
  "lines.ndjson": () =>
    save(
      folder,
      "lines.ndjson",
      `${records()
        .map((each) => JSON.stringify(each))
        .join("\n")}\n`,
    ),
  "data.json": () => save(folder, "data.json", JSON.stringify({ data: records() })),
  "columns.json": () => save(folder, "columns.json", JSON.stringify(wide)),
  "columns-inside.json": () => save(folder, "columns-inside.json", JSON.stringify({ columns: wide })),
  "split.json": () =>
    save(
      folder,
      "split.json",
      JSON.stringify({
        columns: Object.keys(wide),
        index: [0, 1, 2, 3, 4],
        data: wide.time.map((_, row) => Object.values(wide).map((cells) => cells[row])),
      }),
    ),
  "by-row.json": () =>
    save(
      folder,
      "by-row.json",
      JSON.stringify(Object.fromEntries(Object.entries(wide).map(([name, cells]) => [name, { ...cells }]))),
    ),
  "a.arrow": () => save(folder, "a.arrow", arrowBytes("file")),
  "a.arrows": () => save(folder, "a.arrows", arrowBytes("stream")),
  "packed.feather": () => save(folder, "packed.feather", arrowBytes("file", true)),
  "a.arrow.gz": () => save(folder, "a.arrow.gz", gzipSync(arrowBytes("file"))),
  "a.parquet": () => writeParquet(folder, "a.parquet", wideSql),
};

describe("loadFile reads one table from every format to the bit", () => {
  test.each(Object.keys(formats))("%s", async (name) => {
    const [data, csv] = [await load(await formats[name]()), await load(await formats["a.csv"]())];
    expect(dataHash(data)).toBe(dataHash(csv));
    expect(data.openInterestUsd.columns.map(({ values }) => [...values])).toEqual([
      [1000, 1100.5, Number.NaN, 1300, 0.30000000000000004],
      [700, 710, 720, 0.3333333333333333, 740],
    ]);
    // Dollars by the price of the instant: 1000 / 100, 1300 / 130.
    expect([data.openInterest.column("okx").values[0], data.openInterest.column("okx").values[3]]).toEqual([10, 10]);
    const plain = (issues: typeof data.quality.issues) => issues.map(({ kind, where, count }) => [kind, where, count]);
    expect(plain(data.quality.issues)).toEqual([["blank", "okx", 1]]);
    expect(data.provenance.source).toBe(
      /csv/.test(name) ? "csv" : /json/.test(name) ? "json" : /parq/.test(name) ? "parquet" : "arrow",
    );
    expect(data.provenance.files).toEqual([{ name, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  });

  test("also long, with a column of venues, of assets and of prices", async () => {
    const long = wide.time.flatMap((time, row) => [
      { time, venue: "OKX", asset: "BTC", oi: wide.okx[row], price: wide.price[row] },
      { time, venue: "Bybit", asset: "BTC", oi: wide.bybit[row], price: wide.price[row] },
      { time, venue: "OKX", asset: "ETH", oi: 5, price: 10 },
    ]);
    const options = { keyColumns: "venue", valueColumn: "oi", assetColumn: "asset" };
    const data = await load(await save(folder, "long.json", JSON.stringify(long)), options);
    const csv = await load(await formats["a.csv"]());
    expect(data.openInterestUsd.columns.map(({ values }) => values)).toEqual(
      csv.openInterestUsd.columns.map(({ values }) => values),
    );
    expect(data.openInterest.columns.map(({ values }) => values)).toEqual(
      csv.openInterest.columns.map(({ values }) => values),
    );
    expect(data.openInterest.names).toEqual(["okx", "bybit"]);
    const ether = await load(join(folder, "long.json"), { ...options, asset: "eth" });
    expect([ether.asset, ...ether.openInterest.column("okx").values]).toEqual(["ETH", 0.5, 0.5, 0.5, 0.5, 0.5]);
    await expect(load(join(folder, "long.json"), { ...options, asset: "SOL" })).rejects.toThrow(
      'loadFile: no row of long.json has "SOL" in column "asset"; there: BTC, ETH',
    );
    await expect(load(join(folder, "long.json"), { ...options, assetColumn: "" })).rejects.toThrow(
      'rows of one time and "OKX" that differ in column "asset" (BTC, ETH); pick one with where, or add it to keyColumns',
    );
  });
});

describe("loadFile and prices", () => {
  test("without any, coins are missing and that is told", async () => {
    const data = await load(await formats["a.csv"](), { priceColumn: "", except: "price" });
    expect([...data.openInterest.column("okx").values].every(Number.isNaN)).toBe(true);
    expect(data.candles.close.values.every(Number.isNaN)).toBe(true);
    expect(data.quality.issues.at(-1)).toMatchObject({ kind: "no-price", count: 5 });
  });

  test("of each column by itself", async () => {
    const path = await save(
      folder,
      "own.csv",
      "time,okx,bybit,p1,p2\n2025-07-01,100,100,10,20\n2025-07-02,100,100,20,50\n",
    );
    const data = await load(path, { priceColumn: "", priceColumns: "okx=p1,bybit=p2" });
    expect([...data.openInterest.column("okx").values, ...data.openInterest.column("bybit").values]).toEqual([
      10, 5, 5, 2,
    ]);
    expect(data.provenance.description).toContain(
      "coins are dollars divided by the price of each column at that instant",
    );
    await expect(load(path, { priceColumn: "", priceColumns: "okx=p1" })).rejects.toThrow(
      'tablePrices: column "bybit" has no price of its own; those that have: okx',
    );
  });

  // Daily rows labelled by the day they are of: both are known at its end.
  test("in a file with one column of prices, of another format", async () => {
    const path = await save(folder, "daily.csv", "\uFEFFDate,Data\n2019.3.30,1000\n2019.3.31,2200\n2019.4.1,1500\n");
    const pricePath = await save(
      folder,
      "daily.json",
      JSON.stringify([
        { Date: "2019.3.29", Data: 90 },
        { Date: "2019.3.30", Data: 100 },
        { Date: "2019.3.31", Data: 110 },
        { Date: "2019.4.1", Data: 100 },
      ]),
    );
    const data = await loadFile({
      path,
      timeColumn: "Date",
      unit: "usd",
      label: "start",
      columns: "Data=total",
      venues: false,
      pricePath,
      priceTimeColumn: "Date",
      priceValueColumn: "Data",
    });
    expect(data.openInterest.times[0]).toBe(Date.parse("2019-03-31"));
    expect([...data.openInterest.column("total").values]).toEqual([10, 20, 15]);
    expect([...data.candles.close.values]).toEqual([Number.NaN, 110, 100]);
    expect(data.openInterest.columns[0].identity).toEqual({ asset: "BTC", sides: "unknown", convertedAt: "price" });
  });

  test("given as bars", async () => {
    const { candles } = await load(await formats["a.csv"]());
    const data = await load(await formats["a.csv"](), { priceColumn: "", except: "price", prices: candles });
    expect([...data.openInterest.column("bybit").values]).toEqual([
      Number.NaN,
      710 / 110,
      6,
      1 / 3 / 130,
      740 / 123.456789,
    ]);
  });
});

describe("loadFile in longer bars", () => {
  const days = [...Array(15).keys()].map((day) => ({
    time: Date.parse("2025-06-30") + day * 24 * hour,
    okx: 100 + day,
    price: 1,
  }));

  // 2025-06-30, 2025-07-07 and 2025-07-14 are Mondays; the first row is 30 June, so that the first whole week ends 7 July.
  test("weeks end as Monday begins", async () => {
    const path = await save(folder, "days.json", JSON.stringify(days));
    const { openInterest, intervalMs } = await load(path, { interval: "1w" });
    expect([...openInterest.times]).toEqual([
      Date.parse("2025-06-30"),
      Date.parse("2025-07-07"),
      Date.parse("2025-07-14"),
    ]);
    expect([...openInterest.column("okx").values]).toEqual([100, 107, 114]);
    expect(intervalMs).toBe(7 * 24 * hour);
  });

  // 2025-07-02 is day 20271 since the epoch, a multiple of three.
  test("bars of three days are counted from the epoch", async () => {
    const { openInterest } = await load(join(folder, "days.json"), { interval: "3d" });
    expect(new Date(openInterest.times[0]).toISOString().slice(0, 10)).toBe("2025-07-02");
  });

  test("rows that are at the end of no such bar are refused and not lost", async () => {
    const late = days.map((row) => ({ ...row, time: row.time + 16 * hour }));
    const path = await save(folder, "late.json", JSON.stringify(late));
    expect((await load(path)).openInterest.length).toBe(15);
    await expect(load(path, { interval: "1w" })).rejects.toThrow(
      "fileGrid: rows of late.json, such as 2025-07-14T16:00Z, are not at the ends of bars of 1w",
    );
  });
});
