import { describe, expect, test } from "vitest";
import {
  add,
  at,
  day,
  fundingPath,
  issues,
  july,
  klineRows,
  klinesPath,
  load,
  metricsHeader,
  metricsPath,
  metricsRows,
  minute5,
  openInterestAt,
  priceAt,
  twoDays,
  wrong,
} from "./archive-fixture.js";

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

  test("funding paid at the midnight between two months is taken from the later one's file, if it is there", async () => {
    const archive = july(["end", "end"]);
    const header = "calc_time,funding_interval_hours,last_funding_rate";
    const august = [header, `${at("2025-08-01") + 3},8,0.0009`, `${at("2025-08-01T08:00Z")},8,0.0001`];
    const whole = { from: "2025-07-01", to: "2025-07-31" };
    const without = await load(archive, whole);
    expect(without.funding[0]?.times.length).toBe(2);
    expect(issues(without, "missing-file").filter(({ where }) => where === "funding")).toEqual([]);
    const [funding] = (await load(add(archive, fundingPath("2025-08"), august), whole)).funding;
    expect(funding?.length).toBe(3);
    expect(funding?.at(at("2025-08-01"))).toBe(0.0009);
  });

  test("what ends after now is left out, and told as cut", async () => {
    const now = at("2025-07-02T12:34Z");
    const data = await load(july(["end", "end"]), { from: "2025-07-01", to: "2031-07-02", now });
    expect(data.openInterest.times.at(-1)).toBe(at("2025-07-02T12:00Z"));
    expect(issues(data, "missing-file")).toEqual([]);
    // From 13:00 of 2 July 2025 to the midnight after 2 July 2031: 12 hours and 2191 days, 2028 being a leap year.
    const count = 12 + 2191 * 24;
    const [cut] = issues(data, "cut");
    expect(cut).toMatchObject({ where: "period", count, from: at("2025-07-02T13:00Z"), to: at("2031-07-03") });
    expect(cut?.detail).toBe("asked up to 2031-07-03, which is after now; served up to 2025-07-02T12:00Z");
    await expect(load(july(["end"]), { from: "2025-07-03", to: "2025-07-04", now })).rejects.toThrow(
      "no bar of 1h ends after 2025-07-03 and by 2025-07-02T12:34Z, which is now; widen the period",
    );
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
