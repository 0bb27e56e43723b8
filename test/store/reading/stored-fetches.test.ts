import { expect, test } from "vitest";
import { newestFetches, queryText, sameFetches } from "../../../lib/store/reading/stored-fetches.js";
import type { FetchRecord } from "../../../lib/store/store-types.js";

const record = (id: string, from: number, to: number, retrievedAt: number, more: Partial<FetchRecord> = {}) => ({
  ...{ id, source: "s", asset: "BTC", intervalMs: 5, query: {}, from, to, retrievedAt },
  ...{ added: 0, revised: 0, largestChange: 0, sha256: "" },
  ...more,
});
const range = (from: number, to: number) => ({ from, to });

test("newestFetches gives each fetch the ranges of which no newer one told, and leaves out those without", () => {
  const [third, second, first, hidden] = [
    record("third", 20, 30, 3),
    record("second", 10, 25, 2),
    record("first", 0, 40, 1),
    record("hidden", 12, 18, 0),
  ];
  const found = newestFetches([third, second, first, hidden], range(5, 35));
  expect(found.map(({ record: { id }, ranges }) => [id, ranges])).toEqual([
    ["third", [range(20, 30)]],
    ["second", [range(10, 20)]],
    ["first", [range(5, 10), range(30, 35)]],
  ]);
  expect(newestFetches([third], range(30, 35))).toEqual([]);
});

test("sameFetches finds what was asked the same, in any order of its fields, the newest first", () => {
  const query = { a: 1, b: ["x"] };
  const fetches = [
    record("old", 0, 1, 1, { query }),
    record("new", 0, 1, 2, { query: { b: ["x"], a: 1 } }),
    record("newer, of the same time", 0, 1, 2, { query }),
    record("other query", 0, 1, 3, { query: { a: 1 } }),
    record("other source", 0, 1, 3, { query, source: "t" }),
    record("other asset", 0, 1, 3, { query, asset: "ETH" }),
    record("other bars", 0, 1, 1, { query, intervalMs: 6 }),
  ];
  const ids = (intervalMs: number | undefined) =>
    sameFetches({ fetches }, { source: "s", asset: "BTC", query, intervalMs }).map(({ id }) => id);
  expect(ids(5)).toEqual(["newer, of the same time", "new", "old"]);
  expect(ids(undefined).sort()).toEqual(["new", "newer, of the same time", "old", "other bars"]);
  expect(queryText({})).not.toBe(queryText({ a: false }));
});
