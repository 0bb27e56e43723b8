import { describe, expect, test } from "vitest";
import { panel } from "../../../lib/series/panel.js";
import { completeness } from "../../../lib/sources/quality/completeness.js";
import { qualitySummary } from "../../../lib/sources/quality/quality-summary.js";

const at = (iso: string) => Date.parse(iso);

describe("qualitySummary", () => {
  test("gives the gravest kinds first, with the period as text", () => {
    const rows = qualitySummary({
      rowsRead: 9,
      issues: [
        { kind: "unverified", where: "metrics", count: 2, detail: "no checksum" },
        { kind: "blank", where: "okx", count: 1, from: at("2025-07-01"), to: at("2025-07-01"), detail: "empty" },
        { kind: "gap", where: "okx", count: 3, from: at("2025-07-01"), to: at("2025-07-02T01:00Z"), detail: "no rows" },
      ],
    });
    expect(rows.map(({ kind, period }) => [kind, period])).toEqual([
      ["gap", "2025-07-01 → 2025-07-02T01:00Z"],
      ["blank", "2025-07-01"],
      ["unverified", ""],
    ]);
  });

  test("a load without issues gives no rows", () => expect(qualitySummary({ rowsRead: 0, issues: [] })).toEqual([]));
});

describe("completeness", () => {
  test("counts values, ends and the longest hole of each column", () => {
    const data = panel({
      times: [0, 1, 2, 3, 4, 5].map((row) => at("2025-07-01") + row * 3_600_000),
      unit: "usd",
      columns: { a: [1, Number.NaN, Number.NaN, 4, Number.NaN, Number.NaN], b: Array(6).fill(Number.NaN) },
    });
    expect(completeness(data)).toEqual([
      {
        column: "a",
        present: 2,
        missing: 4,
        share: 2 / 6,
        first: "2025-07-01",
        last: "2025-07-01T03:00Z",
        longestGap: 2,
      },
      { column: "b", present: 0, missing: 6, share: 0, first: "", last: "", longestGap: 0 },
    ]);
  });

  test("an empty panel has no share", () => {
    expect(completeness(panel({ times: [], unit: "usd", columns: { a: [] } }))[0]?.share).toBeNaN();
  });
});
