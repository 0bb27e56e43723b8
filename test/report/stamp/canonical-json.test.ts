import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "../../../lib/report/stamp/canonical-json.js";

// The example of RFC 8785, section 3.2.2 and 3.2.3.
test("canonicalJson writes the example of RFC 8785 as its text does", () => {
  const value = {
    numbers: [Number("333333333.33333329"), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"/",
    literals: [null, true, false],
  };
  expect(canonicalJson(value)).toBe(
    String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
  );
});

test("canonicalJson sorts keys by UTF-16 units, as RFC 8785 does in section 3.2.3", () => {
  const value = { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7 };
  const keys = [...canonicalJson(value).matchAll(/:(\d)/g)].map(([, number]) => Number(number));
  expect(keys).toEqual([2, 4, 6, 7, 1, 5, 3]);
});

test("canonicalJson rounds to the given digits, halves away from zero, and makes one zero of two", () => {
  // 123456789012.5 and its opposite lie in the middle of two numbers of 12 digits.
  const value = [0.1 + 0.2, 123456789012.5, -123456789012.5, 1751328000000, -0, 1 / 3];
  expect(canonicalJson(value, { digits: 12 })).toBe("[0.3,123456789013,-123456789013,1751328000000,0,0.333333333333]");
});

test("canonicalJson writes a gap as null and leaves out what JSON leaves out", () => {
  expect(canonicalJson({ b: undefined, a: [Number.NaN, Number.POSITIVE_INFINITY, undefined], c: () => 1 })).toBe(
    '{"a":[null,null,null]}',
  );
});

test("canonicalJson says the same as JSON and the same for any order of keys", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(reversed(value))).toBe(text);
    }),
    { seed: 5, numRuns: 100 },
  );
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, one]) => [key, reversed(one)]),
  );
}
