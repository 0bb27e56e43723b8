import { describe, expect, test } from "vitest";
import { dayMs, hourMs, minuteMs } from "../../../lib/series/time.js";
import { SanFailure } from "../../../lib/sources/santiment/san-failure.js";
import { now, points, start, stepMs, wholeKey, world } from "./san-fixture.js";
import { issuesOf, load, server } from "./san-loaded.js";
import type { SanKey } from "./san-server.js";

/** A key that may read from 02:02:30 to 04:03, counted back from the present at 08:00. */
const partly: SanKey = {
  ...wholeKey,
  historyDays: (8 * hourMs - (2 * hourMs + 2.5 * minuteMs)) / dayMs,
  cutDays: (8 * hourMs - (4 * hourMs + 3 * minuteMs)) / dayMs,
};

const open = "this key may read from 2025-07-01T02:02:30Z to 2025-07-01T04:03Z";

describe("a key that may read a part", () => {
  // The first whole bar is that of 02:05, ending 02:10; the last ends 04:00. 06:00 is asked for.
  test("gets that part, and is told what is cut at both ends", async () => {
    const dataset = await load({}, { keys: { "": partly } });
    const { times } = dataset.openInterestUsd;
    expect(times[0]).toBe(start + 2 * hourMs + 2 * stepMs);
    expect(times.at(-1)).toBe(start + 4 * hourMs);
    const given = "asked for 2025-07-01 to 2025-07-01T06:00Z, given 2025-07-01T02:05Z to 2025-07-01T04:00Z";
    expect(issuesOf(dataset, "cut")).toEqual([
      {
        kind: "cut",
        where: "exchange_open_interest of bitcoin",
        count: 25,
        from: start + stepMs,
        to: start + 2 * hourMs + stepMs,
        detail: `${given}: ${open}`,
      },
      {
        kind: "cut",
        where: "exchange_open_interest of bitcoin",
        count: 24,
        from: start + 4 * hourMs + stepMs,
        to: start + 6 * hourMs,
        detail: `${given}: ${open}`,
      },
    ]);
    expect(issuesOf(dataset, "gap")).toEqual([]);
  });

  test("never gets a longer bar that is only partly open", async () => {
    const dataset = await load({ interval: "1h" }, { keys: { "": partly } });
    expect([...dataset.openInterestUsd.times]).toEqual([start + 4 * hourMs]);
    expect(dataset.openInterestUsd.column("binance").values[0]).toBe(5e9 + 47);
  });

  test("is told of a cut even if it asked for all there is", async () => {
    const dataset = await load({ from: undefined, to: undefined }, { keys: { "": partly } });
    expect(issuesOf(dataset, "cut").map(({ count }) => count)).toEqual([25, 48]);
  });

  test("learns what it may read if it asks for nothing of it", async () => {
    await expect(load({ from: "2025-07-01T05:00Z" }, { keys: { "": partly } })).rejects.toThrow(
      "loadSantiment: nothing of exchange_open_interest of bitcoin from 2025-07-01T05:00Z to 2025-07-01T06:00Z is open to this key, which may read from 2025-07-01T02:02:30Z to 2025-07-01T04:03Z; ask within that, or give the key of a larger plan",
    );
  });

  test("is asked of the list of restrictions, once, where metadata does not tell", async () => {
    const dataset = await load({}, { keys: { "": partly }, unknown: ["metadata.restrictedFrom"] });
    expect(issuesOf(dataset, "cut").map(({ detail }) => detail.endsWith(open))).toEqual([true, true]);
    expect(server.documents().filter((document) => document.includes("getAccessRestrictions")).length).toBe(1);
  });

  test("is told of a cut even if nothing tells what is open", async () => {
    const dataset = await load({}, { keys: { "": partly }, unknown: ["restrictedFrom"] });
    expect(issuesOf(dataset, "cut")).toMatchObject([
      // The server cuts at 02:02:30, inside the bar of 02:00, of which it has no value then.
      { count: 25, detail: expect.stringContaining("Santiment gives no row before") },
      { count: 23, detail: expect.stringContaining("Santiment gives no row after") },
    ]);
  });
});

describe("a metric that is not open at all", () => {
  test("is refused with what to do", async () => {
    const load_ = load({}, { keys: { "": { ...wholeKey, none: true } } });
    await expect(load_).rejects.toThrow(
      "loadSantiment: exchange_open_interest is not open to this key, or without one; give the key of a plan that includes it",
    );
    await expect(load_).rejects.toBeInstanceOf(SanFailure);
  });

  test("is no more than a cut where it is the funding rates", async () => {
    const free = ["price_usd", "exchange_open_interest"];
    const dataset = await load({}, { free, keys: { "": { ...wholeKey, none: true } } });
    expect(dataset.others).toBeUndefined();
    expect(dataset.openInterestUsd.names).toEqual(["binance", "okx"]);
    expect(issuesOf(dataset, "cut")).toMatchObject([
      {
        where: "funding_rates_aggregated_by_exchange",
        count: 72,
        detail: "not given: the plan of this key does not include it",
      },
    ]);
  });

  test("leaves the dataset without prices where it is the price", async () => {
    const free = ["exchange_open_interest", "funding_rates_aggregated_by_exchange"];
    const dataset = await load({}, { free, keys: { "": { ...wholeKey, none: true } } });
    expect(issuesOf(dataset, "no-price").length).toBe(1);
  });
});

describe("funding rates that are open for a shorter time", () => {
  test("are told as cut where they end", async () => {
    const free = ["price_usd", "exchange_open_interest"];
    const dataset = await load({}, { free, keys: { "": partly } });
    expect(dataset.openInterestUsd.times.length).toBe(72);
    expect(dataset.others?.[0]?.times[0]).toBe(start + 2 * hourMs + 2 * stepMs);
    expect(issuesOf(dataset, "cut").map(({ count }) => count)).toEqual([25, 24]);
  });
});

describe("what Santiment does not have yet or any more", () => {
  test("before its first row is a cut with the reason", async () => {
    const dataset = await load({ from: "2025-06-30T23:00Z" });
    expect(issuesOf(dataset, "cut")).toMatchObject([
      { count: 12, detail: expect.stringContaining("Santiment has it since 2025-07-01") },
    ]);
  });

  test("after its last row is a cut", async () => {
    const dataset = await load({ to: "2025-07-01T07:00Z" });
    expect(issuesOf(dataset, "cut")).toMatchObject([
      { count: 12, detail: expect.stringContaining("Santiment gives no row after") },
    ]);
  });

  test("in the last hour is known to come late", async () => {
    const present = start + 6 * hourMs + 30 * minuteMs;
    const asked = await load({ to: "2025-07-01T06:30Z", now: present }, { now: present });
    expect(issuesOf(asked, "cut")).toMatchObject([
      { count: 6, detail: expect.stringContaining("Santiment publishes about 1h late") },
    ]);
    await server.close();
    const all = await load({ to: undefined, now: present }, { now: present });
    expect(issuesOf(all, "cut")).toEqual([]);
    expect(all.openInterestUsd.times.at(-1)).toBe(start + 6 * hourMs);
  });
});

describe("bars that are not final", () => {
  // At 05:20 the bar from 04:00 is over, but its last part may not be published; that from 05:00 is not over.
  const present = start + 5 * hourMs + 20 * minuteMs;
  const options = { interval: "1h", to: undefined, now: present };

  test("are dropped and told", async () => {
    const dataset = await load(options, { now: present });
    expect(dataset.openInterestUsd.times.at(-1)).toBe(start + 4 * hourMs);
    expect(issuesOf(dataset, "incomplete").find(({ where }) => where === "binance")).toMatchObject({
      count: 1,
      from: start + 5 * hourMs,
      detail: "bars that are not over, or not published to their end; dropped; includeIncomplete keeps them",
    });
    expect(server.documents().some((document) => document.includes("includeIncompleteData: true"))).toBe(false);
  });

  test("are kept and told if asked for", async () => {
    const dataset = await load({ ...options, includeIncomplete: true }, { now: present });
    expect(dataset.openInterestUsd.times.at(-1)).toBe(start + 6 * hourMs);
    // Last value before 05:20: label 05:15, row 63.
    expect(dataset.openInterestUsd.column("binance").values.at(-1)).toBe(5e9 + 63);
    expect(issuesOf(dataset, "incomplete").find(({ where }) => where === "binance")).toMatchObject({
      count: 2,
      to: start + 6 * hourMs,
    });
    expect(server.documents().some((document) => document.includes("includeIncompleteData: true"))).toBe(true);
  });

  test("of five minutes are final as soon as they are there", async () => {
    const dataset = await load({ to: undefined, now: present }, { now: present });
    expect(dataset.openInterestUsd.times.at(-1)).toBe(present);
    expect(issuesOf(dataset, "incomplete")).toEqual([]);
  });
});

test("values that cannot be are gaps", async () => {
  const odd = points((row) => (row === 3 ? -1 : row === 5 ? null : 5e9));
  const dataset = await load(
    { venues: ["binance"] },
    { data: { ...world.data, "exchange_open_interest bitcoin binance": odd } },
  );
  const { values } = dataset.openInterestUsd.column("binance");
  expect([values[3], values[5], values[6]]).toEqual([Number.NaN, Number.NaN, 5e9]);
  expect(issuesOf(dataset, "invalid")).toMatchObject([
    { where: "binance", count: 1, detail: "open interest below zero; taken as a gap" },
  ]);
  expect(issuesOf(dataset, "gap")).toMatchObject([{ where: "open interest", count: 1 }]);
});

describe("a period that goes beyond now", () => {
  test("is served up to now, and the rest told as cut", async () => {
    // Now is 08:00; the rows end at 06:00. From 08:05 to 09:00 there are twelve bars that nobody can have.
    const dataset = await load({ to: "2025-07-01T09:00Z" });
    const cuts = dataset.quality.issues.filter(({ kind }) => kind === "cut");
    expect(cuts.map(({ where, count }) => [where, count])).toEqual([
      ["exchange_open_interest of bitcoin", 24],
      ["period", 12],
    ]);
    expect(cuts[1]).toMatchObject({ from: now + stepMs, to: now + hourMs });
    expect(cuts[1]?.detail).toBe("asked up to 2025-07-01T09:00Z, which is after now; served up to 2025-07-01T08:00Z");
  });
});
