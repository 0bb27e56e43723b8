import { describe, expect, test } from "vitest";
import {
  add,
  at,
  issues,
  july,
  load,
  metricsHeader,
  metricsPath,
  metricsRows,
  openInterestAt,
  twoDays,
  wrong,
} from "./archive-fixture.js";

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
