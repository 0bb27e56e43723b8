import { describe, expect, test } from "vitest";
import {
  type Archive,
  add,
  at,
  day,
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
  openInterestAt,
  priceAt,
  twoDays,
  wrong,
} from "./archive-fixture.js";

const columnOf = (data: Awaited<ReturnType<typeof load>>, name: string) =>
  data.others?.find((series) => series.name === name);

// What users have reported of the archive's files, each made up here. Blank cells, zeros, absent headers, microseconds and
// the midnight of a label switch are tested beside the rest of the reading.
describe("defects that the archive is known for", () => {
  test("22 rows that step back in time come out in order", async () => {
    const rows = metricsRows("2025-07-01", "end");
    for (let row = 10; row < 10 + 2 * 22; row += 2)
      [rows[row], rows[row + 1]] = [rows[row + 1] as string, rows[row] as string];
    const data = await load(add(july(["end", "end"]), metricsPath("2025-07-01"), [metricsHeader, ...rows]));
    expect(wrong(data)).toEqual([]);
    expect(issues(data, "unsorted")).toMatchObject([{ where: "metrics", count: 22 }]);
  });

  test("a file in which every row stands twice is told and read once", async () => {
    const rows = metricsRows("2025-07-01", "end").flatMap((row) => [row, row]);
    const data = await load(add(july(["end", "end"]), metricsPath("2025-07-01"), [metricsHeader, ...rows]));
    expect(wrong(data)).toEqual([]);
    expect(issues(data, "duplicate")).toMatchObject([{ where: "metrics", count: 288 }]);
  });

  test("two days of zeros are two days of gaps", async () => {
    const archive = july(["end", "end", "end"]);
    for (const date of ["2025-07-01", "2025-07-02"]) {
      const zeros = metricsRows(date, "end").map((row) => row.replace(/T,[^,]+,[^,]+/, "T,0,0"));
      add(archive, metricsPath(date), [metricsHeader, ...zeros]);
    }
    const data = await load(archive, { ...twoDays, to: "2025-07-03" });
    const { values } = data.openInterest.column("binance");
    expect(values.subarray(0, 576).every(Number.isNaN)).toBe(true);
    expect(values[576]).toBe(openInterestAt(at("2025-07-03T00:05Z")));
    expect(issues(data, "invalid")).toMatchObject([
      { where: "sum_open_interest", count: 576 },
      { where: "sum_open_interest_value", count: 576 },
    ]);
    expect(data.labels.map(({ readAs, by }) => [readAs, by])).toEqual([
      ["end", "neighbours"],
      ["end", "neighbours"],
      ["end", "itself"],
    ]);
  });

  // 163 rows: up to 13:30 and the row of 13:30 itself, 13.5 × 12 + 1.
  test("a day that ends at 13:30 leaves a gap up to the next", async () => {
    const rows = metricsRows("2025-07-01", "start").slice(0, 163);
    const data = await load(
      add(july(["start", "start", "start"]), metricsPath("2025-07-01"), [metricsHeader, ...rows]),
    );
    expect(issues(data, "gap")).toMatchObject([
      { where: "metrics", count: 125, from: at("2025-07-01T13:35Z"), to: at("2025-07-01T23:55Z") },
    ]);
    expect(data.openInterest.column("binance").at(at("2025-07-01T13:30Z"))).toBe(
      openInterestAt(at("2025-07-01T13:30Z")),
    );
  });

  test("days from before there were five minutes hold one dated row, and are decided by their prices together", async () => {
    const archive: Archive = new Map();
    const dates = Array.from({ length: 14 }, (_, n) => new Date(at("2025-07-01") + n * day).toISOString().slice(0, 10));
    // A price of its own for each midnight, far from those five minutes later.
    for (const date of dates) {
      const coins = openInterestAt(at(date));
      add(archive, metricsPath(date), [`${date},BTCUSDT,${coins},${coins * priceAt(at(date))},,,,`]);
    }
    add(archive, klinesPath("2025-07"), klineRows("2025-07-01", "2025-07-15"));
    const data = await load(archive, { interval: "1d", from: "2025-07-01", to: "2025-07-13" });
    const { values } = data.openInterest.column("binance");
    expect([...values]).toEqual(dates.slice(1).map((date) => openInterestAt(at(date))));
    expect(data.labels[0]).toMatchObject({ label: "undecided", readAs: "start", by: "run", rows: 1 });
    expect(issues(data, "label")).toMatchObject([
      { count: 14, detail: expect.stringContaining("but not together: a row is the snapshot at its label") },
    ]);
  });

  test("original files from 00:05 to midnight hold the midnight that others have in the next file", async () => {
    const archive = july(["end", "end"]);
    for (const date of ["2025-07-01", "2025-07-02"]) {
      const next = new Date(at(date) + day).toISOString().slice(0, 10);
      const rows = [...metricsRows(date, "start").slice(1), metricsRows(next, "start")[0] as string];
      add(archive, metricsPath(date), [metricsHeader, ...rows]);
    }
    const data = await load(archive);
    expect(wrong(data)).toEqual([]);
    expect(issues(data, "gap")).toEqual([]);
    expect(issues(data, "duplicate")).toEqual([]);
  });

  test("funding every four hours, in the hour, and stamped late stands at its own settlements", async () => {
    const start = at("2025-07-01");
    const hour = 3_600_000;
    const rows = [
      `${start + 4 * hour + 1},4,0.0001`,
      `${start + 8 * hour},4,-0.0002`,
      `${start + 9 * hour + 12},1,0.0003`,
    ];
    const data = await load(add(july(["end", "end"]), fundingPath("2025-07"), rows));
    expect([...(data.funding[0]?.times ?? [])]).toEqual([4, 8, 9].map((n) => start + n * hour));
    expect([...(data.funding[0]?.values ?? [])]).toEqual([0.0001, -0.0002, 0.0003]);
  });

  test("funding stamped far from the hour is kept and told", async () => {
    const rows = [`${at("2025-07-01T08:17Z")},8,0.0001`];
    const data = await load(add(july(["end", "end"]), fundingPath("2025-07"), rows));
    expect([...(data.funding[0]?.times ?? [])]).toEqual([at("2025-07-01T08:17Z")]);
    expect(issues(data, "invalid")).toMatchObject([{ where: "funding", count: 1 }]);
  });
});

describe("the ratios of the metrics files", () => {
  const ratios = (index: number): string => `${1 + index / 1000},${2 + index / 1000},${3 + index / 1000},0.5`;

  test("are others by the archive's names, at the instants of the open interest, blank cells being gaps", async () => {
    const rows = metricsRows("2025-07-01", "end").map((row, index) =>
      row.replace(/,1,1,1,1$/, `,${index === 7 ? '1,"",3,0.5' : ratios(index)}`),
    );
    const data = await load(add(july(["end", "end"]), metricsPath("2025-07-01"), [metricsHeader, ...rows]), {
      ...twoDays,
      interval: "1h",
    });
    expect(data.others?.map(({ name, unit }) => [name, unit])).toEqual([
      ["count_toptrader_long_short_ratio", "number"],
      ["sum_toptrader_long_short_ratio", "number"],
      ["count_long_short_ratio", "number"],
      ["sum_taker_long_short_vol_ratio", "number"],
    ]);
    // The row of label 00:20 is the fifth, of the snapshot at 00:25.
    const time = at("2025-07-01T00:25Z");
    expect(columnOf(data, "count_toptrader_long_short_ratio")?.at(time)).toBe(1.004);
    expect(columnOf(data, "sum_taker_long_short_vol_ratio")?.at(time)).toBe(0.5);
    const blank = columnOf(data, "sum_toptrader_long_short_ratio");
    expect(blank?.at(at("2025-07-01T00:40Z"))).toBeNaN();
    expect(blank?.length).toBe(2 * 288);
    expect(blank?.identity).toMatchObject({ instrument: "BTCUSDT", venue: "binance" });
    expect(blank?.identity.sides).toBeUndefined();
    expect(issues(data, "blank")).toMatchObject([{ where: "sum_toptrader_long_short_ratio", count: 1 }]);
  });

  test("are left out where the files have none", async () => {
    const archive = july(["end"]);
    const rows = metricsRows("2025-07-01", "end").map((row) => row.replace(/,1,1,1,1$/, ',"","","",""'));
    const data = await load(add(archive, metricsPath("2025-07-01"), rows), { ...twoDays, to: "2025-07-01" });
    expect(data.others).toBeUndefined();
    expect(issues(data, "blank")).toEqual([]);
  });
});

// 2025-06-30 and 2025-07-07 are Mondays; 2025-07-01 is the 20,270th day since the epoch, from where two days are counted.
describe("bars of more than a day", () => {
  const fortnight = (): Archive => {
    const archive: Archive = new Map();
    for (let time = at("2025-07-01"); time < at("2025-07-15"); time += day) {
      const date = new Date(time).toISOString().slice(0, 10);
      add(archive, metricsPath(date), metricsRows(date, "end"));
    }
    return add(archive, klinesPath("2025-07"), [klinesHeader, ...klineRows("2025-07-01", "2025-07-15")]);
  };

  test("of weeks end with Sunday, and without `from` lie wholly in what there is", async () => {
    const data = await load(fortnight(), { interval: "1w" });
    expect([...data.openInterest.times]).toEqual([at("2025-07-14")]);
    expect(data.openInterest.column("binance").at(at("2025-07-14"))).toBe(openInterestAt(at("2025-07-14")));
    expect(data.candles.volume?.at(at("2025-07-14"))).toBe(7 * 288);
    expect(issues(data, "missing-file").filter(({ where }) => where !== "funding")).toEqual([]);
  });

  test("with `from` end after it, the first being read from before it", async () => {
    const data = await load(fortnight(), { interval: "1w", from: "2025-07-01", to: "2025-07-14" });
    expect([...data.openInterest.times]).toEqual([at("2025-07-07"), at("2025-07-14")]);
    expect(data.openInterest.column("binance").at(at("2025-07-07"))).toBe(openInterestAt(at("2025-07-07")));
    // Its Monday, 2025-06-30, is not in the archive, so the week has no candle.
    expect(data.candles.close.at(at("2025-07-07"))).toBeNaN();
    expect(issues(data, "missing-file").filter(({ where }) => where === "metrics")).toMatchObject([
      { count: 1, from: at("2025-06-30") },
    ]);
  });

  test("of two days are counted from the epoch", async () => {
    const data = await load(fortnight(), { interval: "2d", from: "2025-07-01", to: "2025-07-05" });
    expect([...data.openInterest.times]).toEqual(["2025-07-03", "2025-07-05"].map(at));
    expect(data.candles.volume?.at(at("2025-07-03"))).toBe(2 * 288);
  });
});

describe("rows of another time than the file's", () => {
  test("are left out and told, and overwrite nothing", async () => {
    const stranger = "2025-07-01 03:00:00,BTCUSDT,1,100000,1,1,1,1";
    const archive = add(july(["end", "end"]), metricsPath("2025-07-02"), [
      metricsHeader,
      ...metricsRows("2025-07-02", "end"),
      stranger,
    ]);
    const bar = `${at("2025-06-30T05:00Z")},1,1,1,1,1,0,0,1,0.25,0,0`;
    add(archive, klinesPath("2025-07"), [klinesHeader, ...klineRows("2025-07-01", "2025-07-07"), bar]);
    const data = await load(archive);
    expect(wrong(data)).toEqual([]);
    expect(issues(data, "conflict")).toEqual([]);
    expect(issues(data, "invalid")).toMatchObject([
      { where: "klines", count: 1, from: at("2025-06-30T05:05Z") },
      { where: "metrics", count: 1, from: at("2025-07-01T03:00Z") },
    ]);
  });

  test("in all of a file are those of another one", async () => {
    const archive = july(["end", "end"]);
    add(archive, metricsPath("2025-07-02"), [metricsHeader, ...metricsRows("2025-07-01", "end").slice(0, -1)]);
    await expect(load(archive)).rejects.toThrow(
      "BTCUSDT-metrics-2025-07-02.zip: 287 rows and none of the time in its name, the first of 2025-07-01; take it away and fetch it again",
    );
  });
});
