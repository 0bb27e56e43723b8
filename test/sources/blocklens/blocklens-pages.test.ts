import { afterEach, describe, expect, test } from "vitest";
import { dataHash } from "../../../lib/sources/data-hash.js";
import { closeServers, load, now as noon, told } from "./blocklens-fixture.js";
import { closes, date, day, totals } from "./blocklens-server.js";

afterEach(closeServers);

const days = 700;
const now = noon - 10 * day + days * day;
const served = { total: totals(days), venues: { okx: closes(days, 1) } };
const options = { now, venues: ["okx"] };

describe("a period longer than a page", () => {
  test.each([
    ["ascending", {}],
    ["descending", { descending: true }],
  ])("comes whole, %s, with as many requests as pages", async (_, order) => {
    const { data, server } = await load({ ...served, ...order }, options);
    const [okx] = data.openInterestUsd.columns;
    expect([...(okx?.values ?? [])]).toEqual(closes(days, 1).map((row) => row.close_oi_usd));
    expect([...(data.others?.[0]?.values ?? [])]).toEqual(totals(days).map((row) => row.total_oi_usd));
    expect(told(data)).toEqual([]);
    expect(server.calls("/oi/exchange").map(({ query }) => query.get("start_date"))).toEqual([date(0), date(365)]);
  });

  test.each([
    ["ascending", false, 50],
    ["descending", true, 50],
    ["ascending, a row at a time", false, 1],
    ["descending, a row at a time", true, 1],
  ])("comes whole where the server allows fewer rows than were asked for: %s", async (_, descending, most) => {
    const count = most === 1 ? 30 : days;
    const few = { total: totals(count), descending, most };
    const { data, server } = await load(few, { now: noon - 10 * day + count * day, requestsPerHour: 10_000 });
    expect([...(data.others?.[0]?.values ?? [])]).toEqual(totals(count).map((row) => row.total_oi_usd));
    expect(told(data)).toEqual([]);
    // 365 days in pages of 50 are 8, the remaining 335 are 7; none is asked for twice.
    expect(server.requests.length).toBe(most === 1 ? 30 : 15);
  });

  test("whose last page has exactly the limit is not asked for more than once", async () => {
    const { server } = await load({ total: totals(20) }, { now: noon + 10 * day, limit: 10 });
    expect(server.requests.map(({ query }) => query.get("start_date"))).toEqual([date(0), date(10)]);
  });

  test("of which a part is not there costs one request more for each end", async () => {
    const { data, server } = await load({ total: totals(5, 3) });
    expect(server.requests.map(({ query }) => [query.get("start_date"), query.get("end_date")])).toEqual([
      [date(0), date(9)],
      [date(0), date(2)],
      [date(8), date(9)],
    ]);
    expect(told(data)).toEqual(["cut period 3", "cut period 2"]);
  });

  test("may have a count of all rows beside a full page", async () => {
    const { data } = await load(
      {
        ...served,
        change: (envelope, { query }) => (query.get("limit") === "100" ? { ...envelope, count: days } : envelope),
      },
      { ...options, limit: 100 },
    );
    expect(told(data)).toEqual([]);
  });
});

describe("pages that are not as they should be", () => {
  const answer = (rows: readonly unknown[]) => ({ success: true, data: rows, count: rows.length, timestamp: "t" });

  test("unsorted rows are sorted and told", async () => {
    const rows = totals(10);
    const shuffled = [3, 1, 4, 0, 5, 9, 2, 6, 8, 7].map((n) => rows[n]);
    const { data } = await load({ change: () => answer(shuffled) });
    expect([...(data.others?.[0]?.values ?? [])]).toEqual(rows.map((row) => row.total_oi_usd));
    expect(told(data)).toEqual(["unsorted total 4"]);
  });

  test("a repeated row is dropped and told, one with another value is told apart", async () => {
    const rows = [...totals(10)];
    const { data } = await load({ change: () => answer([...rows, rows[9], { ...rows[8], total_oi_usd: 5 }]) });
    expect(told(data)).toEqual(["unsorted total 1", "duplicate total 1", "conflict total 1"]);
    expect(data.quality.issues[2]?.from).toBe(noon - 1.5 * day);
    expect(data.others?.[0]?.values[8]).toBe(5);
  });

  test("a day told twice is the same from a page turned round, the last in time's order held", async () => {
    const rows = [...totals(10)];
    rows.splice(3, 0, { ...rows[3], total_oi_usd: 5 });
    const rising = (await load({ change: () => answer(rows) })).data;
    const falling = (await load({ change: () => answer([...rows].reverse()) })).data;
    expect(falling.others?.[0]?.values[3]).toBe(1003e9);
    expect(dataHash(falling)).toBe(dataHash(rising));
    expect(told(falling)).toEqual(["conflict total 1"]);
  });

  test("pages that overlap are one", async () => {
    // Every answer has the ten days around the ones asked for.
    const { data } = await load({ change: () => answer(totals(10)) }, { limit: 5 });
    expect([...(data.others?.[0]?.values ?? [])]).toEqual(totals(10).map((row) => row.total_oi_usd));
    expect(told(data)).toEqual(["unsorted total 1", "duplicate total 10"]);
  });

  test("rows of days that were not asked for are left out and told", async () => {
    const { data } = await load({ change: () => answer([...totals(10), ...totals(3, 20)]) });
    expect(data.others?.[0]?.length).toBe(10);
    expect(told(data)).toEqual(["invalid total 3"]);
  });

  test("a server that gives other days alone has given nothing, and is not asked without end", async () => {
    const change = () => answer(totals(3, 20));
    await expect(load({ change })).rejects.toThrow(
      "loadBlocklens: Blocklens gives nothing from 2025-01-01 to 2025-01-10; ask for another period",
    );
  });

  test("a server with midnights, texts and more fields than needed says the same", async () => {
    const rows = totals(10).map((row, i) => ({
      ...row,
      date: `${row.date}${["T00:00:00Z", "T00:00:00.000000+00:00", " 00:00:00", "T00:00"][i % 4]}`,
      total_oi_usd: String(row.total_oi_usd),
      oi_delta_pct: "1e-1",
      symbol: "BTCUSDT",
      asset: "btc",
      extra: { a: 1 },
    }));
    const { data } = await load({ change: () => ({ ...answer(rows), page: 1 }) });
    expect(data.others?.map(({ values }) => values[9])).toEqual([1009e9, 1e9, 0.001, 5]);
  });
});
