import { inspect } from "node:util";
import { expect, test } from "vitest";
import { described } from "../../lib/series/described.js";

const fields = (): { a: number } => described({ a: 1 }, ({ a }) => `a is ${a}`);

test("fields print as their text and are otherwise what they were", () => {
  expect(String(fields())).toBe("a is 1");
  expect(inspect(fields())).toBe("a is 1");
  expect(Object.keys(fields())).toEqual(["a"]);
  expect(fields()).toEqual({ a: 1 });
  expect({ ...fields() }).toEqual({ a: 1 });
  expect(JSON.stringify(fields())).toBe('{"a":1}');
  expect(structuredClone({ ...fields() })).toEqual({ a: 1 });
});
