import { describe, expect, test } from "vitest";
import { loadBinanceArchive } from "../../../lib/sources/binance/binance-archive.js";
import {
  add,
  addBytes,
  at,
  emptyFolder,
  fundingPath,
  issues,
  july,
  klineRows,
  klinesHeader,
  klinesPath,
  load,
  metricsHeader,
  metricsPath,
  metricsRows,
  priceAt,
  twoDays,
} from "./archive-fixture.js";

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
    archive.set(`${path}.CHECKSUM`, new TextEncoder().encode(`${"0".repeat(64)}`));
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
    const folder = await emptyFolder();
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
