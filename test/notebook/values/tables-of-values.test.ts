import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { regimes } from "../../../lib/analytics/regimes/regimes.js";
import { concentration } from "../../../lib/analytics/shares/concentration.js";
import { mimeBundle } from "../../../lib/notebook/mime-bundle.js";
import { tableMime } from "../../../lib/notebook/table.js";
import { tableOf } from "../../../lib/notebook/table-of.js";
import { panel } from "../../../lib/series/panel.js";
import { series } from "../../../lib/series/series.js";

const hourMs = 3_600_000;
const times = [0, hourMs, 2 * hourMs];

describe("a list of plain objects", () => {
  test("is a table of all fields, with small objects written out", () => {
    const bundle = mimeBundle([
      { venue: "okx", usd: 1234.5, more: { a: 1 } },
      { venue: "<b>", usd: 7, of: [1, 2] },
    ]);
    expect(Object.keys(bundle)).toEqual([tableMime, "text/html", "text/plain"]);
    expect(bundle["text/plain"]).toBe(
      ["venue      usd  more      of", "okx    1,234.5  { a: 1 }  –", "<b>        7.0  –         [2 numbers]"].join(
        "\n",
      ),
    );
    expect(bundle["text/html"]).toContain('<td style="text-align:right">1,234.5</td>');
    expect(bundle["text/html"]).toContain("&lt;b&gt;");
    expect(bundle["text/html"]).not.toMatch(/color|background/);
  });

  // As Node's REPL inspects each in one line, an error without its stack.
  test.each([
    [new Error("why"), "Error: why"],
    [/a+/g, "/a+/g"],
    [new Map([["a", 1]]), "Map(1) { 'a' => 1 }"],
    [new Set([1, 2]), "Set(2) { 1, 2 }"],
    [Promise.resolve(3), "Promise { 3 }"],
    [new Date(Number.NaN), "Invalid Date"],
    [new Date(0), "1970-01-01"],
    [function wait() {}, "[Function: wait]"],
    [class Bar {}, "[class Bar]"],
    [
      new (class Point {
        x = 1;
      })(),
      "Point { x: 1 }",
    ],
    [new Map(Array.from({ length: 300 }, (_, key) => [key, "long text"])), "Map(300) {…}"],
  ])("writes %o in one line", (value, text) => {
    expect(
      tableOf([
        { value, n: 1 },
        { value: "other", n: 2 },
      ])?.rows[0]?.[0],
    ).toBe(text);
  });

  test("writes an address as such", () => {
    expect(tableOf([{ value: new URL("https://a.b/c") }, { value: "x" }])?.rows[0]?.[0]).toBe("https://a.b/c");
  });

  test("shows the ends of a long one, and the first of many columns", () => {
    const made = tableOf(Array.from({ length: 100_000 }, (_, row) => ({ row })));
    // 30 + 30 and the line of dots.
    expect(made?.rows).toHaveLength(61);
    expect(made?.rows.at(-1)).toEqual(["99,999"]);
    expect(made?.note).toBe("first 30 and last 30 of 100,000 rows");
    const wide = tableOf([Object.fromEntries(Array.from({ length: 50 }, (_, column) => [`c${column}`, column]))]);
    expect(wide?.columns).toHaveLength(30);
    expect(wide?.note).toBe("20 more columns: c30, c31, c32, c33, c34, c35, …");
  });

  test("says where a field throws; other lists are text", () => {
    const row = Object.defineProperty({ a: 1 }, "b", {
      enumerable: true,
      get: () => {
        throw new RangeError("no");
      },
    });
    expect(tableOf([row])?.rows).toEqual([["1", "[throws RangeError]"]]);
    for (const list of [[], [{}], [{ a: 1 }, 2], [[1]], [new Map()], [new Error("a")]]) {
      expect(Object.keys(mimeBundle(list))).toEqual(["text/plain"]);
    }
  });
});

describe("an object that holds series", () => {
  test("is a table over their times, each in the format of its unit", () => {
    const price = series({ times, values: [1, 2, 3], name: "p", unit: "price" });
    const change = series({ times, values: [0, 0.5, Number.NaN], name: "c", unit: "fraction" });
    const made = tableOf({ price, change, horizon: 24, other: new Map(), rows: [1, 2] });
    expect(made?.columns.map(({ name }) => name)).toEqual(["time (UTC)", "price", "change"]);
    expect(made?.rows[1]).toEqual(["1970-01-01 01:00", "$2", "50.00%"]);
    expect(made?.note).toBe("horizon 24; also other; rows [2 items]");
    const short = series({ times: [0], values: [1], name: "s", unit: "number" });
    expect(tableOf({ price, short })?.note).toBe("also short");
    expect(tableOf({ horizon: 24 })).toBe(undefined);
    const lazy = Object.defineProperty({ price }, "later", {
      enumerable: true,
      get: () => {
        throw new Error("a getter was called");
      },
    });
    expect(tableOf(lazy)?.columns).toHaveLength(2);
  });

  test("of regimes names the regime of each row and counts them", () => {
    const price = series({ times, values: [100, 110, 99], name: "p", unit: "price" });
    const openInterest = series({ times, values: [10, 11, 12], name: "oi", unit: "base" });
    const made = tableOf(regimes(price, openInterest));
    expect(made?.columns[1]?.name).toBe("regime");
    // Price +10 % and −10 %, both with growing open interest.
    expect(made?.rows.map((row) => row[1])).toEqual(["–", "long buildup", "short buildup"]);
    expect(made?.note).toContain("not known 1, long buildup 1, short buildup 1; horizon 1");
  });

  test("of a concentration has its three measures", () => {
    const held = panel({ times, unit: "base", columns: { a: [1, 1, 1], b: [3, 1, 1] } });
    // (1/4)² + (3/4)² = 0.625.
    expect(tableOf(concentration(held))?.rows[0]?.slice(1, 3)).toEqual(["0.625", "1.6"]);
  });
});

test("a result that names its conventions is a line for each number", () => {
  const made = tableOf({ lowerTail: 0.25, n: 7, conventions: { seed: 1, twoSided: true } });
  expect(made?.rows).toEqual([
    ["lower tail", "0.25"],
    ["n", "7"],
  ]);
  expect(made?.note).toBe("seed 1, two sided true");
});

test("a danfojs frame is a table with its index and types, and the text it prints", () => {
  const { DataFrame } = createRequire(import.meta.url)("danfojs-node");
  const rows = Array.from({ length: 500 }, (_, row) => [row * 1000, `<${row}>`]);
  const frame = new DataFrame(rows, { columns: ["usd", "name"] });
  const { "text/html": html, "text/plain": plain } = mimeBundle(frame) as Record<string, string>;
  expect(plain).toBe(String(frame));
  expect(html).toContain('<th scope="col" title="int32" style="text-align:right">usd</th>');
  // 10 at each end.
  expect(html).toContain("… 480 more rows …");
  expect(html).toContain('<tr><th scope="row">499</th><td style="text-align:right">499,000</td>');
  expect(html).toContain("&lt;499&gt;");
  expect(html).toContain("500 rows × 2 columns");
  const one = mimeBundle(frame.name) as Record<string, string>;
  expect(one["text/html"]).toContain("500 values");
  expect(one["text/plain"]).toBe(String(frame.name));
});
