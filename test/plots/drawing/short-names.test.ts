import fc from "fast-check";
import { expect, test } from "vitest";
import { shortNames } from "../../../lib/plots/drawing/short-names.js";

test("short names stay whole, long ones are cut in the middle", () => {
  expect(shortNames(["okx", "binance BTCUSDT"], 11)).toEqual(["okx", "binan…CUSDT"]);
  expect(shortNames([], 11)).toEqual([]);
});

test("names that would become equal are cut where they differ, and else numbered", () => {
  expect(shortNames(["cirrus BTCUSDT", "cirrus BTCUSDC"], 11)).toEqual(["cirru…CUSDT", "cirru…CUSDC"]);
  // Halves of five are the same; a head of six shows the difference.
  expect(shortNames(["abcdeX-----vwxyz", "abcdeY-----vwxyz"], 11)).toEqual(["abcdeX…wxyz", "abcdeY…wxyz"]);
  expect(shortNames(["aaaaaaaaa1aaaaaaaaa", "aaaaaaaaa2aaaaaaaaa"], 7)).toEqual(["aaa…aaa", "aaaaa…2"]);
});

test("a name is not cut within what a reader takes for one character", () => {
  const family = "\u{1F468}\u200D\u{1F469}\u200D\u{1F467}";
  expect(shortNames([family.repeat(9)], 5)).toEqual([`${family.repeat(2)}…${family.repeat(2)}`]);
});

test("different names stay different, equal ones equal, and none is longer than asked for", () => {
  const name = fc.string({ unit: fc.constantFrom("a", "b", "…", "2", "\u{1F680}"), maxLength: 14 });
  fc.assert(
    fc.property(fc.array(name, { maxLength: 12 }), fc.integer({ min: 6, max: 11 }), (names, most) => {
      const short = shortNames(names, most);
      names.forEach((one, place) => {
        expect([...(short[place] as string)].length).toBeLessThanOrEqual(most);
        names.forEach((other, at) => {
          expect(short[place] === short[at]).toBe(one === other);
        });
      });
    }),
    { seed: 1, numRuns: 300 },
  );
});
