import { expect, test } from "vitest";
import type { Identity } from "../../../lib/series/identity.js";
import { mergedKeys } from "../../../lib/store/reading/merged-keys.js";
import type { SeriesKey } from "../../../lib/store/store-types.js";

const key = (name: string, intervalMs = 5, identity: Identity = {}): SeriesKey => ({
  ...{ source: "s", asset: "BTC", measure: "other", unit: "number" },
  ...{ name, intervalMs, identity },
});
const names = (...lists: readonly (readonly string[])[]) =>
  mergedKeys(lists.map((list) => list.map((name) => key(name)))).map((merged) => merged.key.name);

test("mergedKeys puts a series that only one list has after those before it there", () => {
  expect(names(["a", "c"], ["a", "b", "c", "d"])).toEqual(["a", "b", "c", "d"]);
  expect(names(["b"], ["a", "b"])).toEqual(["a", "b"]);
  expect(names(["a", "b", "c", "d"], ["a", "c"])).toEqual(["a", "b", "c", "d"]);
  expect(names([], ["b"], ["c"])).toEqual(["c", "b"]);
});

test("mergedKeys takes the identity of the last list and every interval, and keeps instruments apart", () => {
  const [one, two, ...rest] = mergedKeys([
    [key("a", 0, { instrument: "x" }), key("a", 5, { instrument: "y" })],
    [key("a", 5, { instrument: "x", sides: 1 })],
  ]);
  expect(one).toEqual({ key: key("a", 5, { instrument: "x", sides: 1 }), intervals: [0, 5] });
  expect(two?.key.identity).toEqual({ instrument: "y" });
  expect(rest).toEqual([]);
});
