import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ExchangeClient } from "../../../lib/sources/exchange/exchange-client.js";
import { fetchRows } from "../../../lib/sources/exchange/exchange-pages.js";
import type { ExchangeSpec, PageRequest, Paging } from "../../../lib/sources/exchange/exchange-spec.js";

const row = (time: number) => ({ timestamp: time });

/** The times that come where an exchange answers each page so, and how often it was asked. */
async function fetched(paging: Paging, until: number, answer: (page: PageRequest) => readonly number[]) {
  let calls = 0;
  const fetch = async (_: ExchangeClient, page: PageRequest) => {
    calls++;
    return answer(page).map(row);
  };
  const call = { paging, pageRows: 100, fetch, rowsAt: [], reachMs: () => Number.POSITIVE_INFINITY };
  const rows = await fetchRows({
    client: {} as ExchangeClient,
    spec: { title: "X" } as ExchangeSpec,
    call,
    what: "rows",
    symbol: "X",
    interval: "1h",
    since: 0,
    until,
    rowMs: 10,
    onPage: () => {},
    retryDelaysMs: [],
  });
  return { times: rows.map((each) => (each as { timestamp: number }).timestamp).sort((a, b) => a - b), calls };
}

const kept = Array.from({ length: 251 }, (_, place) => place * 10);
const between = (times: readonly number[], { since, until }: PageRequest) =>
  times.filter((time) => time >= since && time <= until);

describe("fetchRows", () => {
  test("asks for the rest where an exchange gives fewer rows than a page has, the newest or the oldest", async () => {
    const oldest = (page: PageRequest) => between(kept, page).slice(0, 37);
    const newest = (page: PageRequest) => between(kept, page).slice(-37);
    // Pages of 100, 100 and 51 rows in answers of at most 37: 3 + 3 + 2.
    expect(await fetched("time", 2500, oldest)).toEqual({ times: kept, calls: 8 });
    expect(await fetched("time", 2500, newest)).toEqual({ times: kept, calls: 8 });
  });

  test("asks once for each page that comes whole, though settlements are further apart than they could be", async () => {
    const settlements = kept.filter((time) => time % 80 === 0);
    expect(await fetched("time", 2500, (page) => between(kept, page))).toEqual({ times: kept, calls: 3 });
    expect(await fetched("time", 2500, (page) => between(settlements, page))).toEqual({ times: settlements, calls: 3 });
  });

  test("comes to an end with an exchange that gives anything", async () => {
    const answers = fc.array(fc.array(fc.integer({ min: -500, max: 3000 }), { maxLength: 60 }), { minLength: 1 });
    const pagings = fc.constantFrom<Paging>("time", "row", "newest", "number");
    await fc.assert(
      fc.asyncProperty(pagings, answers, async (paging, given) => {
        let at = 0;
        const { calls } = await fetched(paging, 2500, () => given[at++ % given.length]);
        expect(calls).toBeLessThan(2000);
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  test("steps over a hole that is longer than an answer, where an exchange takes a start and no end", async () => {
    const holed = kept.filter((time) => time < 300 || time > 1500);
    const from = ({ since }: PageRequest) => holed.filter((time) => time >= since && time < since + 1000);
    expect((await fetched("row", 2500, from)).times).toEqual(holed);
  });

  test("takes of the newest rows those of the period", async () => {
    expect((await fetched("newest", 300, () => [...kept.slice(0, 50), -10])).times).toEqual(kept.slice(0, 31));
  });
});
