import { describe, expect, test } from "vitest";
import { hourMs, isoTime } from "../../lib/series/time.js";
import { dataHash } from "../../lib/sources/data-hash.js";
import type { Dataset } from "../../lib/sources/dataset.js";
import { datasetSeries } from "../../lib/sources/dataset-series.js";
import type { LoadProgress } from "../../lib/sources/progress.js";
import { at, fakeSource, fakeValue, later, newStore } from "./fake-source.js";

const source = "fake";
const days = { source, from: "2025-07-30", to: "2025-08-02" } as const;
const numbers = (data: Dataset) =>
  datasetSeries(data).map(({ measure, series: { name, unit, identity, times, values } }) => ({
    ...{ measure, name, unit, identity },
    rows: Array.from(times, (time, row) => [time, values[row]]),
  }));
const issues = ({ quality }: Dataset, kind: string) => quality.issues.filter((issue) => issue.kind === kind);

describe("Store.load", () => {
  test("gives the first time and the second, from disk, what the source gives", async () => {
    const kept = await newStore();
    const gaps = [at("2025-07-31T05:00Z")];
    const { fetch, asked } = fakeSource({ gaps });
    const direct = await fakeSource({ gaps }).fetch(days);
    for (const _ of [1, 2]) {
      const data = await kept.load({ ...days, fetch, now: later });
      expect(dataHash(data)).toBe(dataHash(direct));
      expect(numbers(data)).toEqual(numbers(direct));
      // The hour before the second month was asked for twice.
      expect(data.quality).toEqual({ rowsRead: 97, issues: direct.quality.issues });
      expect(data.provenance).toEqual({
        source: "fake",
        simulated: true,
        description: "Made by a formula; kept in a store, retrieved 2026-01-15T12:34:56Z",
        files: ["2025-07", "2025-08"].map((month) => ({ name: `answer-${month}.json`, sha256: "0".repeat(64) })),
      });
    }
    // The newest month first.
    expect(asked).toEqual(["2025-07-31T23:00Z 2025-08-03T00:00Z", "2025-07-30T00:00Z 2025-08-01T00:00Z"]);
  });

  test("asks only for what is missing, and the bar before, whatever was asked for before", async () => {
    const kept = await newStore();
    const { fetch, asked } = fakeSource();
    const load = (from: string, to: string) => kept.load({ source, from, to, fetch, now: later });
    await load("2025-07-05", "2025-07-08");
    await load("2025-07-12", "2025-07-15");
    asked.length = 0;
    const data = await load("2025-07-01", "2025-07-20");
    expect(asked.sort()).toEqual([
      "2025-07-01T00:00Z 2025-07-05T00:00Z",
      "2025-07-08T23:00Z 2025-07-12T00:00Z",
      "2025-07-15T23:00Z 2025-07-21T00:00Z",
    ]);
    expect(dataHash(data)).toBe(dataHash(await fakeSource().fetch({ source, from: "2025-07-01", to: "2025-07-20" })));
    asked.length = 0;
    const part = await load("2025-07-03", "2025-07-14");
    expect(asked).toEqual([]);
    expect(dataHash(part)).toBe(dataHash(await fakeSource().fetch({ source, from: "2025-07-03", to: "2025-07-14" })));
  });

  test("keeps apart what was asked for otherwise, and bars of another length", async () => {
    const kept = await newStore();
    const fake = fakeSource();
    const { asked, fetch } = fake;
    const options = { source, from: "2025-07-05", to: "2025-07-08", fetch, now: later };
    const hours = await kept.load(options);
    fake.settings = { offset: 5 };
    const fours = await kept.load({ ...options, interval: "4h" });
    expect(dataHash(fours)).toBe(dataHash(await fake.fetch({ ...options, interval: "4h" })));
    const again = await kept.load(options);
    // Funding and the count of venues stand at their own times, whatever the bars, and were given anew.
    expect(numbers(again).slice(0, 9)).toEqual(numbers(hours).slice(0, 9));
    asked.length = 0;
    await kept.load({ ...options, asset: "ETH" });
    await kept.load({ ...options, venues: ["okx"] } as typeof options);
    expect(asked.length).toBe(2);
    await kept.load({ ...options, asset: "eth", interval: "1h", url: "https://elsewhere" });
    expect(asked.length).toBe(2);
  });

  // The bar that ends at 10:00 is final for a fetch at 11:00, and not for one at 10:59.
  test("asks again for rows that were not final, at least for two days of hours", async () => {
    const kept = await newStore();
    const { fetch, asked } = fakeSource();
    const load = (now: string) => kept.load({ source, from: "2025-07-01", fetch, now: at(now) });
    await load("2025-07-10T10:59Z");
    await load("2025-07-10T11:30Z");
    await load("2025-07-10T11:45Z");
    expect(asked).toEqual([
      "2025-07-01T00:00Z 2025-07-10T10:59Z",
      "2025-07-08T11:30Z 2025-07-10T11:30Z",
      "2025-07-08T11:45Z 2025-07-10T11:45Z",
    ]);
    const data = await kept.load({ source, from: "2025-07-01", to: "2025-07-09", fetch, now: at("2025-07-10T12:00Z") });
    expect(asked.length).toBe(3);
    expect(data.openInterest.length).toBe(9 * 24);
  });

  test("asks again for rows that the source publishes later", async () => {
    const kept = await newStore();
    const { fetch, asked } = fakeSource({ delayMs: 5 * hourMs });
    const period = { source, from: "2025-07-01", to: "2025-07-10T10:00Z", fetch };
    await kept.load({ ...period, now: at("2025-07-10T12:00Z") });
    await kept.load({ ...period, now: at("2025-07-10T16:00Z") });
    await kept.load({ ...period, now: at("2025-07-10T16:30Z") });
    expect(asked).toEqual(["2025-07-01T00:00Z 2025-07-10T10:00Z", "2025-07-08T10:00Z 2025-07-10T10:00Z"]);
  });

  test("finds with refresh what the source has changed, and keeps both", async () => {
    const kept = await newStore();
    const fake = fakeSource();
    const options = { ...days, fetch: fake.fetch, now: later };
    await kept.load(options);
    fake.settings = { offset: 10 };
    expect(issues(await kept.load(options), "revision")).toEqual([]);
    const tail = await kept.load({ ...options, refresh: "1d", now: later + 1 });
    // The last day, asked for with the one before it: 48 hours of four bar fields, volume, and two venues in coins and dollars,
    // but for two missing coins; six settlements and two days.
    const values = 48 * (5 + 4) - 2 + 6 + 2;
    expect(issues(tail, "revision")).toMatchObject([
      { where: "fake", count: values, from: at("2025-08-01T00:00:00.007Z") },
    ]);
    const time = at("2025-08-02T12:00Z");
    const old = fakeValue("open_interest_usd okx", time);
    expect(tail.openInterestUsd.column("okx").at(time)).toBe(old + 10);
    const revised = await kept.rows(
      `SELECT old_value, new_value FROM revisions WHERE time = '2025-08-02 12:00' AND series = 'okx' AND unit = 'usd'`,
    );
    expect(revised).toEqual([{ old_value: old, new_value: old + 10 }]);

    const all = await kept.load({ ...options, refresh: true, now: later + 2 });
    expect(dataHash(all)).toBe(dataHash(await fake.fetch(days)));
    const [revision] = issues(all, "revision");
    expect(revision?.count).toBe(2 * 48 * 9 - 4 + 12 + 4);
    expect(revision?.detail).toMatch(
      /^values that the source has changed since they were stored, by at most 0\.9\d? %; the/,
    );
    expect(issues(await kept.load({ ...options, to: "2025-07-30T04:00Z" }), "revision")[0]?.count).toBe(4 * 9 - 1 + 1);
  });

  test("offline reads what is there and tells the holes", async () => {
    const kept = await newStore();
    const { fetch, asked } = fakeSource({ gaps: [at("2025-07-05T06:00Z")], isQuiet: true });
    const load = (from: string, to: string, offline: boolean) =>
      kept.load({ source, from, to, fetch, now: later, offline });
    await load("2025-07-05", "2025-07-06", false);
    await load("2025-07-09", "2025-07-10", false);
    asked.length = 0;
    const data = await load("2025-07-01", "2025-07-20", true);
    expect(asked).toEqual([]);
    expect([isoTime(data.openInterest.times[0] as number), data.openInterest.length]).toEqual([
      "2025-07-05T01:00Z",
      144,
    ]);
    expect(issues(data, "gap")).toEqual([
      {
        kind: "gap",
        where: "store",
        count: 48,
        from: at("2025-07-07T01:00Z"),
        to: at("2025-07-09"),
        detail: "bars of 1h that were never loaded; load them, without `offline`",
      },
      {
        kind: "gap",
        where: "store",
        count: 1,
        from: at("2025-07-05T06:00Z"),
        to: at("2025-07-05T06:00Z"),
        detail: "no row for 1 bar of 1h; left empty, not bridged",
      },
    ]);
    await expect(load("2025-09-01", "2025-09-02", true)).rejects.toThrow(
      "nothing of fake BTC in bars of 1h, 2025-09-01 to 2025-09-03 in the store; of it there are 1h 2025-07-05 to 2025-07-07, 1h 2025-07-09 to 2025-07-11",
    );
    await expect(kept.load({ source: "other", offline: true })).rejects.toThrow("in the store; it has fake BTC");
  });

  test("needs a from for a source without an end, until something is stored", async () => {
    const kept = await newStore();
    const { fetch, asked } = fakeSource();
    await expect(kept.load({ source, fetch, now: later })).rejects.toThrow(
      'store.load: source "fake" needs a from while nothing of it is stored; give one, such as 2026-01-01',
    );
    await kept.load({ ...days, fetch, now: later });
    asked.length = 0;
    const data = await kept.load({ source, fetch, now: at("2025-08-10T00:00Z") });
    expect(asked).toEqual(["2025-08-02T23:00Z 2025-08-10T00:00Z"]);
    expect(data.openInterest.length).toBe(11 * 24);
    await expect(kept.load({ source, from: "2026-02-01", fetch, now: later })).rejects.toThrow(
      "store.load: to 2026-01-15T12:34:56Z is not after from 2026-02-01; give a longer period",
    );
  });

  test("asks for nothing before the point from which the source has none, and not again", async () => {
    const kept = await newStore();
    const { fetch, asked } = fakeSource({ since: at("2025-07-10") });
    const options = { source, from: "2025-01-01", to: "2025-08-05", fetch, now: later };
    const data = await kept.load(options);
    expect(asked).toEqual(["2025-07-31T23:00Z 2025-08-06T00:00Z", "2025-06-30T23:00Z 2025-08-01T00:00Z"]);
    expect(isoTime(data.openInterest.times[0] as number)).toBe("2025-07-10T01:00Z");
    expect(issues(data, "cut")).toMatchObject([{ from: at("2025-01-01T01:00Z"), to: at("2025-07-10") }]);
    expect(dataHash(await kept.load(options))).toBe(dataHash(data));
    expect(asked.length).toBe(2);
  });

  test("goes on after a month that cannot be had, and says which", async () => {
    const kept = await newStore();
    const fake = fakeSource();
    const refuse = (month: string, error: Error) => {
      fake.settings = {
        onAsk: ({ from }) => {
          if (from !== undefined && at(from) + hourMs >= at(`${month}-01`) && at(from) < at(`${month}-20`)) throw error;
        },
      };
    };
    refuse("2025-07", new RangeError("fake: July is not there"));
    const data = await kept.load({ source, from: "2025-06-29", to: "2025-08-02", fetch: fake.fetch, now: later });
    expect(issues(data, "cut")).toEqual([
      {
        kind: "cut",
        where: "fake",
        count: 31 * 24,
        from: at("2025-07-01T01:00Z"),
        to: at("2025-08-01"),
        detail: "2025-07-01 to 2025-08-01 could not be had: fake: July is not there",
      },
    ]);
    expect(issues(data, "gap")).toMatchObject([{ count: 31 * 24 - 1, where: "store" }]);
    fake.settings = {
      onAsk: () => {
        throw new RangeError("fake: no such thing");
      },
    };
    const other = { source, asset: "ETH", from: "2025-06-29", to: "2025-08-02", fetch: fake.fetch, now: later };
    await expect(kept.load(other)).rejects.toThrow("fake: no such thing");
  });

  test("keeps the months that were had when the source fails or is given up", async () => {
    const kept = await newStore();
    const fake = fakeSource();
    const controller = new AbortController();
    const options = { source, from: "2025-06-01", to: "2025-08-02", fetch: fake.fetch, now: later };
    fake.settings = {
      onAsk: ({ from }) => {
        if (from?.startsWith("2025-06-30")) throw new Error("the line is down");
      },
    };
    await expect(kept.load(options)).rejects.toThrow("the line is down");
    fake.settings = {
      onAsk: ({ from }) => {
        if (from?.startsWith("2025-06-01")) controller.abort(new Error("enough"));
      },
    };
    await expect(kept.load({ ...options, signal: controller.signal })).rejects.toThrow("enough");
    fake.settings = {};
    fake.asked.length = 0;
    await kept.load(options);
    expect(fake.asked).toEqual(["2025-06-01T00:00Z 2025-06-30T23:00Z"]);
  });

  test("tells one progress over all months", async () => {
    const kept = await newStore();
    const { fetch } = fakeSource();
    const told: LoadProgress[] = [];
    await kept.load({ ...days, fetch, now: later, onProgress: (progress) => told.push(progress) });
    expect(told).toEqual([
      { done: 1, total: 4, what: "first" },
      { done: 2, total: 4, what: "second" },
      { done: 3, total: 4, what: "first" },
      { done: 4, total: 4, what: "second" },
    ]);
  });

  test("may run twice at the same time", async () => {
    const kept = await newStore();
    const { fetch } = fakeSource();
    const [one, two] = await Promise.all([1, 2].map(() => kept.load({ ...days, fetch, now: later })));
    expect(dataHash(one as Dataset)).toBe(dataHash(two as Dataset));
    const [{ values, instants } = {}] = await kept.rows(
      "SELECT count(*) AS values, count(DISTINCT (time, series, measure)) AS instants FROM observations",
    );
    expect(values).toBe(instants);
  });

  test("refuses a length of time or an interval that is none", async () => {
    const kept = await newStore();
    await expect(kept.load({ ...days, refresh: "soon" })).rejects.toThrow('"soon" is not an interval');
    await expect(kept.load({ ...days, interval: "hourly" })).rejects.toThrow('"hourly" is not an interval');
    await expect(kept.load({ ...days, from: "July" })).rejects.toThrow('"July" is not a time');
  });
});
