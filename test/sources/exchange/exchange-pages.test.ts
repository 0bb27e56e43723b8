import { describe, expect, test } from "vitest";
import { epochMs, minuteMs } from "../../../lib/series/time.js";
import { coinsAt, load, market, noon } from "./exchange-fixture.js";

describe("pages", () => {
  test("ask for every five minutes of five days once, with both ends and a limit, and lose no row", async () => {
    const seen: string[] = [];
    const { dataset, server, coins, issues } = await load(market({ hours: 121, stepMs: 5 * minuteMs }), {
      interval: "5m",
      from: "2026-07-26T12:00Z",
      onProgress: ({ done, total, what }) => seen.push(`${done}/${total} ${what}`),
    });
    // 5 × 288 bars; labels of both ends are asked for, so 1441 labels: 500 + 500 + 441.
    const start = epochMs("2026-07-26T12:00Z");
    const page = 500 * 5 * minuteMs;
    expect(server.calls("openInterestHist").map((query) => Object.fromEntries(query))).toEqual(
      [
        [start, start + page - 1],
        [start + page, start + 2 * page - 1],
        [start + 2 * page, noon],
      ].map(([startTime, endTime]) => ({
        symbol: "BTCUSDT",
        period: "5m",
        limit: "500",
        startTime: String(startTime),
        endTime: String(endTime),
      })),
    );
    expect(
      server.calls("klines").map((query) => [query.get("startTime"), query.get("endTime"), query.get("limit")]),
    ).toEqual([
      [String(start), String(start + 2 * page - 1), "1000"],
      [String(start + 2 * page), String(noon - 1), "1000"],
    ]);
    expect(dataset.openInterest.length).toBe(1440);
    const expected = Array.from(dataset.openInterest.times, (time) => Number(coinsAt(time).toFixed(8)));
    expect([...coins]).toEqual(expected);
    expect(dataset.candles.close.values.some(Number.isNaN)).toBe(false);
    expect(issues.map(({ kind }) => kind)).toEqual(["label"]);
    expect(seen).toEqual([
      "1/6 open interest",
      "2/6 open interest",
      "3/6 open interest",
      "4/6 candles",
      "5/6 candles",
      "6/6 funding",
    ]);
  });

  test("that come short or empty lose nothing after them, and what is missing is told as gaps", async () => {
    const whole = market({ hours: 121, stepMs: 5 * minuteMs });
    const missing = (time: unknown) =>
      // Five rows inside the first page, and all of the second: 07-28T05:40 to 07-29T23:15.
      (Number(time) >= epochMs("2026-07-27T00:05Z") && Number(time) <= epochMs("2026-07-27T00:25Z")) ||
      (Number(time) >= epochMs("2026-07-28T05:40Z") && Number(time) <= epochMs("2026-07-29T23:15Z"));
    const { coins, issues } = await load(
      { ...whole, openInterest: whole.openInterest.filter(({ timestamp }) => !missing(timestamp)) },
      { interval: "5m", from: "2026-07-26T12:00Z" },
    );
    expect(issues.filter(({ kind }) => kind === "gap").map(({ where, count, from }) => [where, count, from])).toEqual([
      ["open interest", 5, epochMs("2026-07-27T00:05Z")],
      ["open interest", 500, epochMs("2026-07-28T05:40Z")],
    ]);
    expect(coins.filter((value) => Number.isNaN(value)).length).toBe(505);
    expect(coins.at(-1)).toBe(100_000);
  });

  test("that overlap give each row once; a repeated row with another value is told, and the later answer holds", async () => {
    const whole = market({ hours: 121, stepMs: 5 * minuteMs });
    const boundary = epochMs("2026-07-28T05:40Z");
    const early = [-3, -2, -1, 0, 1].map((step) => boundary + step * 5 * minuteMs);
    const rows = whole.openInterest.filter(({ timestamp }) => !early.slice(0, 3).includes(Number(timestamp)));
    const { coins, dataset, issues } = await load(
      {
        ...whole,
        openInterest: rows,
        // The first page gives two rows of the second, one with another value.
        instead: (path, call, query) => {
          if (path !== "openInterestHist" || call !== 0) return undefined;
          const from = Number(query.get("startTime"));
          const first = rows.filter(
            ({ timestamp }) => Number(timestamp) >= from && Number(timestamp) <= boundary + 5 * minuteMs,
          );
          return {
            body: first.map((row) =>
              row.timestamp === boundary ? { ...row, sumOpenInterest: "1", timestamp: String(boundary) } : row,
            ),
          };
        },
      },
      { interval: "5m", from: "2026-07-26T12:00Z" },
    );
    expect(issues.map(({ kind, count }) => [kind, count])).toEqual([
      ["label", 1438],
      ["unsorted", 1],
      ["duplicate", 1],
      ["conflict", 1],
      ["gap", 3],
    ]);
    expect(dataset.openInterest.column("binance").at(boundary)).toBeCloseTo(coinsAt(boundary), 8);
    expect(coins.filter((value) => Number.isNaN(value)).length).toBe(3);
  });
});
