import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type BinanceArchiveOptions, loadBinanceArchive } from "../../../lib/sources/binance/binance-archive.js";
import {
  type Archive,
  add,
  addBytes,
  day,
  fundingPath,
  july,
  klineRows,
  klinesHeader,
  klinesPath,
  metricsHeader,
  metricsPath,
  metricsRows,
  minute5,
  openInterestAt,
  priceAt,
  writeArchive,
} from "./archive-fixture.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "archive-"));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (iso: string) => Date.parse(iso);
const twoDays: BinanceArchiveOptions = { interval: "5m", from: "2025-07-01", to: "2025-07-02" };

async function load(archive: Archive, options: BinanceArchiveOptions = twoDays) {
  await writeArchive(folder, archive);
  return loadBinanceArchive({ path: folder, ...options });
}

/** Instants whose coins are not those that were open then; a gap is one only if `gaps` says so. */
function wrong({ openInterest }: Awaited<ReturnType<typeof load>>, gaps: readonly string[] = []) {
  const [column] = openInterest.columns;
  return [...openInterest.times].filter((time, row) => {
    const value = column?.values[row] as number;
    return gaps.map(at).includes(time) ? !Number.isNaN(value) : value !== openInterestAt(time);
  });
}

const issues = ({ quality }: Awaited<ReturnType<typeof load>>, kind: string) =>
  quality.issues.filter((issue) => issue.kind === kind);

describe("loadBinanceArchive finds out what time labels mean", () => {
  // The snapshot at the last midnight would be in the file of the day after, which is not there.
  test("labels that are the snapshot's instant stay", async () => {
    const data = await load(july(["start", "start"]));
    expect(data.openInterest.length).toBe(576);
    expect(wrong(data, ["2025-07-03"])).toEqual([]);
    expect(data.labels.map(({ label }) => label)).toEqual(["start", "start"]);
  });

  test("labels that are five minutes before the snapshot are moved to it", async () => {
    const data = await load(july(["end", "end"]));
    expect(data.openInterest.times[0]).toBe(at("2025-07-01T00:05Z"));
    expect(data.openInterest.times[575]).toBe(at("2025-07-03"));
    expect(wrong(data)).toEqual([]);
    expect(data.labels.map(({ readAs }) => readAs)).toEqual(["end", "end"]);
  });

  // To labels at the end of bars nobody has the midnight of the switch, back from them two files have it.
  test("a switch and back leaves one instant out and tells one twice", async () => {
    const data = await load(july(["start", "end", "start"]), { ...twoDays, to: "2025-07-03" });
    expect(wrong(data, ["2025-07-02", "2025-07-04"])).toEqual([]);
    expect(issues(data, "label").map(({ count, from }) => [count, from])).toEqual([
      [1, at("2025-07-01")],
      [1, at("2025-07-02")],
      [1, at("2025-07-03")],
    ]);
    expect(issues(data, "duplicate")).toMatchObject([{ count: 1, from: at("2025-07-03"), to: at("2025-07-03") }]);
    expect(issues(data, "gap").map(({ where, from, count }) => [where, from, count])).toEqual([
      ["metrics", at("2025-07-02"), 1],
      ["metrics", at("2025-07-04"), 1],
    ]);
  });

  test("two files that tell one instant differently are compared, and the later one holds", async () => {
    const archive = july(["end", "start"]);
    const rows = metricsRows("2025-07-02", "start").map((row, index) =>
      index === 0 ? row.replace(/T,[^,]+/, "T,60000") : row,
    );
    const data = await load(add(archive, metricsPath("2025-07-02"), [metricsHeader, ...rows]));
    expect(data.openInterest.column("binance").at(at("2025-07-02"))).toBe(60_000);
    // By hand: 1751414400 s / 300 s = 5838048, so the first file says 58048, and (60000 - 58048) / 60000 = 3.25 %.
    expect(openInterestAt(at("2025-07-02"))).toBe(58_048);
    expect(issues(data, "conflict")).toMatchObject([{ count: 1, detail: expect.stringContaining("at most 3.3 %") }]);
  });

  test("a file of one row is read as the files around it", async () => {
    const archive = july(["end", "end", "end"]);
    const noon = metricsRows("2025-07-02", "end")[144] as string;
    const data = await load(add(archive, metricsPath("2025-07-02"), [metricsHeader, noon]), {
      ...twoDays,
      to: "2025-07-03",
    });
    expect(data.openInterest.column("binance").at(at("2025-07-02T12:05Z"))).toBe(
      openInterestAt(at("2025-07-02T12:05Z")),
    );
    expect(data.labels[1]).toMatchObject({ label: "undecided", readAs: "end", rows: 1 });
  });

  test("a file of one row between files that disagree is left out", async () => {
    const archive = july(["start", "end", "end"]);
    const data = await load(add(archive, metricsPath("2025-07-02"), ["2025-07-02,BTCUSDT,5,5,,,,"]), {
      ...twoDays,
      to: "2025-07-03",
    });
    expect(data.labels[1]).toMatchObject({ label: "undecided", readAs: undefined });
    expect(data.openInterest.column("binance").at(at("2025-07-02"))).toBeNaN();
    expect(issues(data, "label")[1]?.detail).toContain("left out");
  });

  test("files none of which can be decided are refused", async () => {
    const archive = july(["start"]);
    add(archive, metricsPath("2025-07-01"), [metricsHeader, metricsRows("2025-07-01", "start")[0] as string]);
    await expect(load(archive, { ...twoDays, to: "2025-07-01" })).rejects.toThrow(
      "nobody knows what their time labels mean",
    );
  });
});

describe("loadBinanceArchive reads what the archive holds", () => {
  test("no header, microseconds, rows out of order and rows twice come out the same", async () => {
    const archive = july(["start", "start"]);
    const rows = metricsRows("2025-07-01", "start");
    add(archive, metricsPath("2025-07-01"), [...rows.slice(10), ...rows.slice(0, 12)]);
    add(archive, klinesPath("2025-07"), klineRows("2025-07-01", "2025-07-07", "µs"));
    const data = await load(archive);
    expect(wrong(data, ["2025-07-03"])).toEqual([]);
    expect(issues(data, "unsorted")).toMatchObject([{ count: 1, where: "metrics", from: at("2025-07-01") }]);
    expect(issues(data, "duplicate")).toMatchObject([{ count: 2, where: "metrics" }]);
    expect(data.candles.close.at(at("2025-07-01T00:05Z"))).toBe(priceAt(at("2025-07-01T00:05Z")));
  });

  test("blank cells are gaps and counted with their longest run, zeros are invalid", async () => {
    const archive = july(["start", "start"]);
    const rows = metricsRows("2025-07-01", "start").map((row, index) => {
      if (index >= 20 && index < 23) return row.replace(/T,[^,]+,[^,]+/, "T,,");
      if (index === 40) return row.replace(/T,[^,]+,[^,]+/, 'T,"",""');
      return index === 50 ? row.replace(/T,[^,]+,[^,]+/, "T,0,0") : row;
    });
    const data = await load(add(archive, metricsPath("2025-07-01"), [metricsHeader, ...rows]));
    const empty = ["01:40", "01:45", "01:50", "03:20", "04:10"].map((time) => `2025-07-01T${time}Z`);
    expect(wrong(data, [...empty, "2025-07-03"])).toEqual([]);
    expect(issues(data, "blank")).toMatchObject([
      {
        where: "sum_open_interest",
        count: 4,
        detail: expect.stringContaining("2 runs, the longest of 3 from 2025-07-01T01:40Z"),
      },
      { where: "sum_open_interest_value", count: 4 },
    ]);
    expect(issues(data, "invalid")).toMatchObject([
      { where: "sum_open_interest", count: 1, from: at("2025-07-01T04:10Z") },
      { where: "sum_open_interest_value", count: 1 },
    ]);
  });

  test("a row off the five-minute grid is left out and told", async () => {
    const archive = july(["start", "start"]);
    const rows = [...metricsRows("2025-07-01", "start"), "2025-07-01 00:07:00,BTCUSDT,1,1,1,1,1,1"];
    const data = await load(add(archive, metricsPath("2025-07-01"), rows));
    expect(wrong(data, ["2025-07-03"])).toEqual([]);
    expect(issues(data, "invalid")).toMatchObject([{ count: 1, from: at("2025-07-01T00:07Z") }]);
  });

  test("open interest in dollars is at the mark price, candles end where they say, funding is on the hour", async () => {
    const data = await load(july(["end", "end"]));
    const time = at("2025-07-01T08:00Z");
    expect(data.openInterestUsd.column("binance").at(time)).toBe(openInterestAt(time) * priceAt(time));
    expect(data.candles.open.at(time)).toBe(priceAt(time - minute5));
    expect(data.candles.close.at(time)).toBe(priceAt(time));
    expect(data.candles.takerBuyVolume?.at(time)).toBe(0.25);
    expect([...(data.funding[0]?.times ?? [])]).toEqual([time, at("2025-07-01T16:00Z")]);
    expect([...(data.funding[0]?.values ?? [])]).toEqual([0.0002, 0.0003]);
    expect(data.openInterest.unit).toBe("base");
    expect(data.openInterestUsd.unit).toBe("usd");
    expect(data.openInterest.columns[0]?.identity).toEqual({
      asset: "BTC",
      venue: "binance",
      instrument: "BTCUSDT",
      kind: "perpetual",
      margin: "linear",
      settle: "USDT",
      sides: 1,
    });
  });

  test("longer bars hold the last snapshot, and those whose last is not at their end are counted", async () => {
    const archive = july(["end", "end"]);
    const rows = metricsRows("2025-07-01", "end").map((row, index) =>
      index === 10 || index === 11 ? row.replace(/T,[^,]+,[^,]+/, "T,,") : row,
    );
    const data = await load(add(archive, metricsPath("2025-07-01"), rows), { ...twoDays, interval: "1h" });
    const one = at("2025-07-01T01:00Z");
    expect(data.openInterest.length).toBe(48);
    expect(data.candles.times).toEqual(data.openInterest.times);
    expect(data.openInterest.column("binance").at(one)).toBe(openInterestAt(one - 2 * minute5));
    expect(data.openInterest.column("binance").at(at("2025-07-01T02:00Z"))).toBe(
      openInterestAt(at("2025-07-01T02:00Z")),
    );
    expect(issues(data, "fill")).toMatchObject([
      { count: 1, from: one, detail: expect.stringContaining("at most 10m old") },
    ]);
    expect(data.candles.open.at(one)).toBe(priceAt(at("2025-07-01")));
    expect(data.candles.volume?.at(one)).toBe(12);
  });

  test("the midnight at the end is taken from the next day's file where that and its klines are there", async () => {
    const archive = july(["start", "start", "start"]);
    const data = await load(archive);
    expect(wrong(data)).toEqual([]);
    expect(data.openInterest.times.at(-1)).toBe(at("2025-07-03"));
  });

  test("what is wrong outside the period is not told", async () => {
    const rows = metricsRows("2025-07-03", "start").map((row, index) =>
      index > 5 ? row.replace(/T,[^,]+/, "T,") : row,
    );
    const data = await load(add(july(["start", "start"]), metricsPath("2025-07-03"), rows));
    expect(wrong(data)).toEqual([]);
    expect(issues(data, "blank")).toEqual([]);
  });

  test("without a period a folder gives all the days it has", async () => {
    const data = await load(july(["end", "end", "end"]), { interval: "1d" });
    expect([...data.openInterest.times]).toEqual([1, 2, 3].map((n) => at("2025-07-01") + n * day));
  });

  test("every file is named with its hash, and progress reaches the total", async () => {
    const told: (readonly [number, number])[] = [];
    const data = await load(july(["end", "end"]), {
      ...twoDays,
      onProgress: ({ done, total }) => told.push([done, total]),
    });
    expect(data.provenance.files.map(({ name }) => name)).toEqual([
      metricsPath("2025-07-01"),
      metricsPath("2025-07-02"),
      fundingPath("2025-07"),
      klinesPath("2025-07"),
    ]);
    expect(data.provenance.files.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256))).toBe(true);
    // Two days, a month of klines, one of funding, and the day after the period.
    expect(told.map(([done]) => done)).toEqual([1, 2, 3, 4, 5]);
    expect(told.every(([, total]) => total === 5)).toBe(true);
  });
});

describe("loadBinanceArchive reports what is not there", () => {
  test("absent days are told as runs and left as one gap", async () => {
    const archive = july(["end", "end", "end", "end", "end"]);
    for (const date of ["2025-07-02", "2025-07-03"]) archive.delete(metricsPath(date));
    const data = await load(archive, { ...twoDays, to: "2025-07-05" });
    expect(issues(data, "missing-file")).toMatchObject([
      { where: "metrics", count: 2, from: at("2025-07-02"), to: at("2025-07-04") },
    ]);
    expect(issues(data, "gap")).toMatchObject([
      { where: "metrics", count: 576, from: at("2025-07-02T00:05Z"), to: at("2025-07-04") },
    ]);
    expect(data.openInterest.length).toBe(5 * 288);
  });

  test("klines come day by day where the month is not there", async () => {
    const archive = july(["end", "end"]);
    archive.delete(klinesPath("2025-07"));
    add(archive, klinesPath("2025-07-01"), [klinesHeader, ...klineRows("2025-07-01", "2025-07-02")]);
    const data = await load(archive);
    expect(data.candles.close.at(at("2025-07-02"))).toBe(priceAt(at("2025-07-02")));
    expect(data.candles.close.at(at("2025-07-02T00:05Z"))).toBeNaN();
    expect(issues(data, "missing-file")).toMatchObject([{ where: "klines", count: 1, from: at("2025-07-02") }]);
    expect(data.labels[1]).toMatchObject({ label: "undecided", readAs: "end" });
  });

  test("a file without a checksum is read and told", async () => {
    const archive = july(["end", "end"]);
    archive.delete(`${metricsPath("2025-07-02")}.CHECKSUM`);
    expect(issues(await load(archive), "unverified")).toMatchObject([
      { where: "metrics", count: 1, from: at("2025-07-02") },
    ]);
  });

  test("funding that is not there is told and empty", async () => {
    const archive = july(["end", "end"]);
    archive.delete(fundingPath("2025-07"));
    const data = await load(archive);
    expect(data.funding).toEqual([]);
    expect(issues(data, "missing-file")).toMatchObject([{ where: "funding", count: 1 }]);
  });
});

describe("loadBinanceArchive refuses", () => {
  test("a file whose hash is not the one beside it, naming both", async () => {
    const archive = july(["end", "end"]);
    const path = metricsPath("2025-07-01");
    archive.set(`${path}.CHECKSUM`, new TextEncoder().encode(`${"0".repeat(64)}  x.zip`));
    await expect(load(archive)).rejects.toThrow(
      new RegExp(`${path} has SHA-256 [0-9a-f]{64} but its checksum says 0{64}; fetch both again`),
    );
  });

  test("a checksum that is none", async () => {
    const archive = july(["end", "end"]);
    archive.set(`${metricsPath("2025-07-01")}.CHECKSUM`, new TextEncoder().encode("<html>"));
    await expect(load(archive)).rejects.toThrow("does not begin with a SHA-256");
  });

  test("an archive cut short, or with one byte changed", async () => {
    const path = metricsPath("2025-07-01");
    const whole = july(["end", "end"]).get(path) as Uint8Array;
    await expect(load(addBytes(july(["end", "end"]), path, whole.subarray(0, 2000)))).rejects.toThrow(
      `unzip: ${path} is damaged: it has no end record, as if it were cut short; fetch it again`,
    );
    const changed = Uint8Array.from(whole);
    changed[1000] = (changed[1000] as number) ^ 1;
    await expect(load(addBytes(july(["end", "end"]), path, changed))).rejects.toThrow(`unzip: ${path} is damaged`);
  });

  test("a cell that is no number, naming file, line and column", async () => {
    const archive = july(["end", "end"]);
    const rows = [metricsHeader, "2025-07-01 00:00:00,BTCUSDT,many,1,1,1,1,1"];
    await expect(load(add(archive, metricsPath("2025-07-01"), rows))).rejects.toThrow(
      `${metricsPath("2025-07-01")} line 2, column "sum_open_interest": "many" is not a number`,
    );
  });

  test("rows of another symbol", async () => {
    const rows = metricsRows("2025-07-01", "end").map((row) => row.replace("BTCUSDT", "ETHUSDT"));
    await expect(load(add(july(["end", "end"]), metricsPath("2025-07-01"), rows))).rejects.toThrow(
      'column "symbol": "ETHUSDT" in a file of BTCUSDT',
    );
  });

  test("an asset that is not there, naming those that are", async () => {
    await expect(load(july(["end"]), { ...twoDays, asset: "ETH" })).rejects.toThrow(
      /no metrics of ETHUSDT in .*; looked for data\/futures\/um\/daily\/metrics\/ETHUSDT\/ETHUSDT-metrics-2025-07-01\.zip.*; symbols there: BTCUSDT; check asset/,
    );
    await expect(load(july(["end"]), { asset: "ETH" })).rejects.toThrow("symbols there: BTCUSDT");
  });

  test("metrics without any klines", async () => {
    const archive = july(["end", "end"]);
    archive.delete(klinesPath("2025-07"));
    await expect(load(archive)).rejects.toThrow("metrics of BTCUSDT but no 5m klines");
  });

  test("a folder that is no archive, an interval that is no multiple, a period turned round or too short", async () => {
    await expect(loadBinanceArchive({ path: folder, from: "2025-07-01", to: "2025-07-01" })).rejects.toThrow(
      "give the folder that holds data/futures",
    );
    const archive = july(["end"]);
    await expect(load(archive, { ...twoDays, interval: "7m" })).rejects.toThrow("interval 7m is not a multiple of 5m");
    await expect(load(archive, { from: "2025-07-02", to: "2025-06-30" })).rejects.toThrow("is not after from");
    await expect(load(archive, { from: "2025-07-01T01:00Z", to: "2025-07-01T01:30Z" })).rejects.toThrow(
      "no bar of 1h ends",
    );
    await expect(loadBinanceArchive({ url: "http://localhost:1" })).rejects.toThrow("from and to are needed");
  });
});
