import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { concentration } from "../../lib/analytics/shares/concentration.js";
import { displaySymbol } from "../../lib/notebook/display-symbol.js";
import { table, tableMime } from "../../lib/notebook/table.js";
import { panel } from "../../lib/series/panel.js";
import { series } from "../../lib/series/series.js";

const t0 = Date.UTC(2025, 6, 1);
const hourMs = 3_600_000;

const oi = panel({
  times: [t0, t0 + hourMs, t0 + 2 * hourMs],
  unit: "usd",
  columns: { binance: [11_559_622_624, 11_000_000_000, Number.NaN], okx: [347_665_407, 0, 350_000_000] },
});

describe("table", () => {
  test("writes a panel with aligned dollars, UTC times and a dash at a gap", () => {
    expect(table(oi).toString()).toBe(
      [
        "2 columns × 3 rows (USD)",
        "time (UTC)                binance           okx",
        "2025-07-01 00:00  $11,559,622,624  $347,665,407",
        "2025-07-01 01:00  $11,000,000,000            $0",
        "2025-07-01 02:00                –  $350,000,000",
      ].join("\n"),
    );
  });

  test("writes a series of fractions as percentages of the same decimals", () => {
    const times = [t0, t0 + 24 * hourMs];
    const share = series({ times, values: [0.5, 0.123456], name: "okx", unit: "fraction" });
    expect(table(share, { note: "leave-one-out" }).toString()).toBe(
      ["okx (fraction)", "time (UTC)     okx", "2025-07-01  50.00%", "2025-07-02  12.35%", "(leave-one-out)"].join(
        "\n",
      ),
    );
  });

  test("gives small percentages the digits that tell them apart, and a zero or a gap no say", () => {
    const cells = (values: readonly number[]) => {
      const times = values.map((_, row) => t0 + row * hourMs);
      return table(series({ times, values, name: "funding", unit: "fraction" })).rows.map(([, cell]) => cell);
    };
    expect(cells([0.0001, 0.00021719, 0, Number.NaN])).toEqual(["0.0100%", "0.0217%", "0.0000%", "–"]);
    expect(cells([-0.0001])).toEqual(["-0.0100%"]);
    expect(cells([1e-12, 0, 2e-12])).toEqual(["1.0000e-10%", "0%", "2.0000e-10%"]);
    expect(cells([1e-9, 0.05])).toEqual(["0.000000%", "5.000000%"]);
    expect(cells([1e-16])).toEqual(["1.0000e-14%"]);
    expect(cells([0.3, 0.4, 0.00001])).toEqual(["30.00%", "40.00%", "0.00%"]);
    expect(cells([0, Number.NaN])).toEqual(["0.00%", "–"]);
  });

  test("chooses the digits of a percent column, unless they are given", () => {
    const cell = (digits?: number) =>
      table([{ funding: 0.00021719 }], { columns: [{ key: "funding", format: "percent", digits }] }).rows[0];
    expect(cell()).toEqual(["0.0217%"]);
    expect(cell(1)).toEqual(["0.0%"]);
  });

  test("shows the first and last rows of a long one and says how many there are", () => {
    const length = 1_234;
    const times = Array.from({ length }, (_, row) => t0 + row * hourMs);
    const { rows, note } = table(series({ times, values: times.map((_, row) => row), name: "n", unit: "number" }), {
      maxRows: 4,
    });
    expect(rows.map(([, cell]) => cell)).toEqual(["0", "1", "…", "1,232", "1,233"]);
    expect(note).toBe("first 2 and last 2 of 1,234 rows");
  });

  test("shows twelve columns of a wide panel and counts the others", () => {
    const columns = Object.fromEntries(Array.from({ length: 21 }, (_, column) => [`venue ${column}`, [column]]));
    const wide = table(panel({ times: [t0], unit: "base", columns }));
    expect(wide.columns).toHaveLength(13);
    expect(wide.note).toBe("9 more columns");
    const chosen = table(panel({ times: [t0], unit: "base", columns }), { columns: ["venue 20"] });
    expect(chosen.rows).toEqual([["2025-07-01", "20"]]);
  });

  test("writes instants in fields that are named as instants, and only there", () => {
    const rows = [
      { startTime: t0, knownAt: t0 + hourMs, recoveredAt: undefined, coins: t0, rate: 5 },
      { startTime: t0 + hourMs, knownAt: Number.NaN, recoveredAt: t0, coins: 2, rate: 6 },
    ];
    expect(table(rows).rows).toEqual([
      ["2025-07-01 00:00", "2025-07-01 01:00", "–", "1,751,328,000,000", "5"],
      ["2025-07-01 01:00", "–", "2025-07-01", "2", "6"],
    ]);
    expect(table([{ from: 0.2, to: 0.3 }]).rows).toEqual([["0.2", "0.3"]]);
    expect(table([{ expiry: t0 }, { expiry: Number.NaN }]).rows).toEqual([["2025-07-01"], ["–"]]);
  });

  test("writes rows: text to the left, numbers to the right with the same decimals", () => {
    const rows = [
      { venue: "binance", sharpe: 1.5, when: new Date(t0) },
      { venue: "okx", sharpe: -0.25, when: new Date(t0 + hourMs) },
    ];
    expect(table(rows, { caption: "Two venues" }).toString()).toBe(
      [
        "Two venues",
        "venue    sharpe              when",
        "binance    1.50  2025-07-01 00:00",
        "okx       -0.25  2025-07-01 01:00",
      ].join("\n"),
    );
  });

  test("takes columns by key, with heading, format and decimals", () => {
    const made = table([{ a: 0.5, b: t0, c: -1234.5, d: "x" }], {
      columns: [
        { key: "b", format: "time" },
        { key: "a", name: "share", format: "percent", digits: 0 },
        { key: "c", format: "usd", digits: 2 },
        { key: "d", align: "right" },
      ],
    });
    expect(made.columns.map(({ name, align }) => [name, align])).toEqual([
      ["b", "right"],
      ["share", "right"],
      ["c", "right"],
      ["d", "right"],
    ]);
    expect(made.rows).toEqual([["2025-07-01", "50%", "-$1,234.50", "x"]]);
  });

  test("draws no rows, one row, and rows that lack a field", () => {
    expect(table([]).toString()).toBe("(no rows)");
    expect(table(oi.rows(0, 0)).rows).toEqual([]);
    expect(table(oi.rows(0, 1)).rows).toHaveLength(1);
    expect(table([{ a: 1 }, { b: "x" }]).rows).toEqual([
      ["1", "–"],
      ["–", "x"],
    ]);
  });

  test("tells lists and objects in a cell in a few words", () => {
    const share = series({ times: [t0], values: [0.5], name: "okx share", unit: "fraction" });
    const cell = (value: unknown) => table([{ value }, { value: "x" }]).rows[0]?.[0];
    expect(cell(Array.from({ length: 25 }, (_, row) => row))).toBe("[25 numbers]");
    expect(cell(Float64Array.of(1))).toBe("[1 number]");
    expect(cell(["binance", "okx"])).toBe("binance, okx");
    expect(cell(Array.from({ length: 20 }, () => "venue"))).toBe("[20 texts]");
    expect(cell([{ a: 1 }, { a: 2 }])).toBe("[2 objects]");
    expect(cell([1, "x"])).toBe("[2 values]");
    expect(cell([])).toBe("[]");
    expect(cell(share)).toBe("okx share");
    expect(cell(oi)).toBe("[2 columns × 3 rows]");
    expect(cell({ lag: 1, p: 0.5 })).toBe("{lag, p}");
    const long = cell({ standardError: 1, correlation: 1, observations: 1, adjusted: 1 });
    expect(long).toBe("{standardError, correlation, observati…}");
    expect(long).toHaveLength(40);
    expect(table([share]).rows[0]?.slice(0, 3)).toEqual(["[1 number]", "[1 number]", "okx share"]);
  });

  test("names what can be shown of a result that holds several things", () => {
    const wrong = (data: unknown) => () => table(data as object[]);
    expect(wrong({ total: oi.column("okx"), coverage: oi, columns: ["okx"] })).toThrow(
      new TypeError(
        "table: an object with total, coverage, columns is no series, panel or list of rows; show one of: total, coverage",
      ),
    );
    expect(wrong(concentration(oi))).toThrow("show one of: herfindahl, effectiveNumber");
    expect(wrong({ records: [{ a: 1 }], p: 0.5 })).toThrow("show one of: records");
    expect(wrong({ slope: 1, p: 0.5 })).toThrow(
      "table: an object with slope, p is no series, panel or list of rows; put it into a list to show it as a row",
    );
    expect(wrong(Object.fromEntries(Array.from({ length: 14 }, (_, k) => [`f${k}`, k])))).toThrow(
      "f11 and 2 more is no",
    );
    expect(wrong(undefined)).toThrow("table: undefined is no series, panel or list of rows; give one of them");
    expect(wrong("oi")).toThrow('table: "oi" is no series, panel or list of rows');
    expect(wrong(Float64Array.of(1))).toThrow("table: an array of numbers is no series, panel or list of rows");
    expect(wrong([{ a: 1 }, null])).toThrow("table: row 1, null, is no object with fields; give one for each column");
  });

  test("gives dollars cents or none, and times their seconds", () => {
    expect(table([{ price: 2.5 }, { price: -1234 }], { columns: [{ key: "price", format: "usd" }] }).rows).toEqual([
      ["$2.50"],
      ["-$1,234.00"],
    ]);
    expect(table([{ price: 2 }], { columns: [{ key: "price", format: "usd" }] }).rows).toEqual([["$2"]]);
    expect(table([{ time: t0 + 5_000 }]).rows).toEqual([["2025-07-01 00:00:05"]]);
  });

  test.each([
    [new Map([["a", 1]]), "a Map is no series, panel or list of rows; give rows, such as [...map].map("],
    [new Set([1]), "a Set is no series, panel or list of rows; give rows, such as [...set].map("],
    [Promise.resolve([]), "a Promise is no series, panel or list of rows; await it first"],
    [parseInt, "the function parseInt is no series, panel or list of rows"],
    [{ times: [1], values: null }, "an object with times, values (null) is no series"],
    [[{ a: 1 }, new Map()], "row 1, a Map, is no object with fields; give one for each column"],
    [[7], "row 0, 7, is no object with fields"],
  ])("says what %o is and what to give", (data, message) => {
    expect(() => table(data as object[])).toThrow(`table: ${message}`);
  });

  test("refuses an unknown column, an unknown format and too few rows", () => {
    expect(() => table(oi, { columns: ["gate"] })).toThrow('column: no "gate" in this panel; known: binance, okx');
    expect(() => table([{ a: 1 }], { columns: [{ key: "a", format: "euro" as "usd" }] })).toThrow(
      'formatCells: unknown format "euro"; known: number, percent, usd, time, text',
    );
    expect(() => table(oi, { maxRows: 1 })).toThrow("table: maxRows 1 is not a whole number of at least 2");
  });
});

describe("what a table shows in a notebook", () => {
  const hostile = table([{ "<i>venue</i>": "<script>alert(1)</script>", note: `"&'\u001b[31m\n` }], {
    caption: "<b>c</b>",
    note: "<img src=x>",
  });
  const bundle = hostile[displaySymbol]() as Record<string, string>;

  test("names and cells are text in HTML, whatever they hold", () => {
    expect(bundle["text/html"]).toBe(
      [
        '<table class="open-interest-table">',
        "<caption>&lt;b&gt;c&lt;/b&gt;</caption>",
        "<thead>",
        '<tr><th scope="col" style="text-align:left">&lt;i&gt;venue&lt;/i&gt;</th><th scope="col" style="text-align:left">note</th></tr>',
        "</thead>",
        "<tbody>",
        '<tr><td style="text-align:left">&lt;script&gt;alert(1)&lt;/script&gt;</td><td style="text-align:left">&quot;&amp;&#39; [31m </td></tr>',
        "</tbody>",
        "<tfoot>",
        '<tr><td colspan="2" style="text-align:left">&lt;img src=x&gt;</td></tr>',
        "</tfoot>",
        "</table>",
      ].join("\n"),
    );
  });

  test("is HTML whose times are not broken in two", () => {
    const html = table([{ first: "2025-07-01T01:00Z", venue: "okx-2025" }])[displaySymbol]()["text/html"];
    expect(html).toContain('<td style="text-align:left;white-space:nowrap">2025-07-01T01:00Z</td>');
    expect(html).toContain('<td style="text-align:left">okx-2025</td>');
  });

  test("a line break or an escape sequence in a cell cannot break the line or steer the terminal", () => {
    expect(bundle["text/plain"]).toBe(
      ["<b>c</b>", "<i>venue</i>               note", "<script>alert(1)</script>  \"&' [31m", "(<img src=x>)"].join(
        "\n",
      ),
    );
    expect(inspect(hostile)).toBe(bundle["text/plain"]);
  });

  test("the cells are there as data too, for a page that makes its own table", () => {
    expect(table(oi.rows(0, 1))[displaySymbol]()[tableMime]).toEqual({
      caption: "2 columns × 1 row (USD)",
      columns: [
        { name: "time (UTC)", align: "left" },
        { name: "binance", align: "right" },
        { name: "okx", align: "right" },
      ],
      rows: [["2025-07-01", "$11,559,622,624", "$347,665,407"]],
      note: "",
    });
  });
});

test("fields that end in From and To are times where they can be", () => {
  const from = Date.UTC(2025, 6, 1);
  const made = table([{ trainFrom: from, testTo: from + 24 * hourMs, upTo: 50_000, shareFrom: 1e15 }]);
  expect(made.rows).toEqual([["2025-07-01", "2025-07-02", "50,000", "1.0000e+15"]]);
});

test("what is rounded to 0 has no sign", () => {
  const made = table(
    [
      { a: -0.001, b: -0.00001, c: -0.004, d: -0 },
      { a: -0.1, b: 0.1, c: 5, d: -2 },
    ],
    {
      columns: [
        { key: "a", digits: 2 },
        { key: "b", format: "percent", digits: 2 },
        { key: "c", format: "usd", digits: 2 },
        { key: "d", digits: 0 },
      ],
    },
  );
  expect(made.rows).toEqual([
    ["0.00", "0.00%", "$0.00", "0"],
    ["-0.10", "10.00%", "$5.00", "-2"],
  ]);
});
