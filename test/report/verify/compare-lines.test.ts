import fc from "fast-check";
import { expect, test } from "vitest";
import { compareLines } from "../../../lib/report/verify/compare-lines.js";
import { htmlLines } from "../../../lib/report/verify/html-text.js";

test("lines that changed, came or went are told in their order, of many the first three", () => {
  expect(compareLines(["a", "b", "c"], ["a", "x", "c"])).toEqual(["“b” → “x”"]);
  expect(compareLines(["a", "c"], ["a", "b", "c"])).toEqual(["nothing → “b”"]);
  expect(compareLines(["a", "b", "c"], ["a", "c"])).toEqual(["“b” → nothing"]);
  expect(compareLines(["a", "b", "c", "d", "e"], ["1", "2", "3", "4", "5"])).toEqual([
    "“a” → “1”",
    "“b” → “2”",
    "“c” → “3”",
    "and 2 more lines",
  ]);
});

test("a long line is cut to what lies around its first change", () => {
  const line = (digit: number) => `${"x".repeat(80)}${digit}${"y".repeat(80)}`;
  const cut = (digit: number) => `…${"x".repeat(30)}${digit}${"y".repeat(69)}…`;
  expect(compareLines([line(1)], [line(2)])).toEqual([`“${cut(1)}” → “${cut(2)}”`]);
});

test("there is a change exactly where two texts differ", () => {
  const lines = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 6 });
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      expect(compareLines(before, after).length === 0).toBe(
        before.join("\n") === after.join("\n") && before.length === after.length,
      );
    }),
    { seed: 5, numRuns: 300 },
  );
});

test("the lines of markup are its text, by blocks, with entities as what they stand for", () => {
  const html =
    "<p>a <b>b</b> &lt;c&gt; &amp;amp; &#39;d&#39;&#x41;</p><ul><li>one</li><li>two</li></ul><pre>x\n\n y</pre>";
  expect(htmlLines(html)).toEqual(["a b <c> &amp; 'd'A", "one", "two", "x", "y"]);
});
