import { expect, test } from "vitest";
import { dayMs, hourMs } from "../../../lib/series/time.js";
import type { QualityIssue } from "../../../lib/sources/quality/quality.js";
import { finalRanges } from "../../../lib/store/reading/final-ranges.js";
import { periodText } from "../../../lib/store/reading/missing-ranges.js";
import type { FetchRecord, SeriesKey } from "../../../lib/store/store-types.js";

const at = (iso: string) => Date.parse(iso);

function final(
  retrieved: string,
  {
    issues = [],
    delayMs,
    isEmpty = false,
  }: { issues?: readonly QualityIssue[]; delayMs?: number; isEmpty?: boolean } = {},
): readonly string[] {
  const record: FetchRecord = {
    ...{
      id: "1",
      source: "s",
      asset: "BTC",
      intervalMs: hourMs,
      query: {},
      added: 0,
      revised: 0,
      largestChange: 0,
      sha256: "",
    },
    from: at("2025-07-01"),
    to: at("2025-07-31"),
    retrievedAt: at(retrieved),
  };
  const key: SeriesKey = {
    ...{ source: "s", asset: "BTC", measure: "open_interest", name: "okx", unit: "base", intervalMs: hourMs },
    identity: delayMs === undefined ? {} : { delayMs },
  };
  return finalRanges(record, { issues, series: isEmpty ? [] : [key] }).map(periodText);
}

const issue = (kind: QualityIssue["kind"], from: string, to: string): QualityIssue => ({
  ...{ kind, where: "metrics", count: 1, detail: "" },
  ...{ from: at(from), to: at(to) },
});

test("a fetch is final up to an interval and the delay before it was made", () => {
  expect(final("2025-08-05")).toEqual(["2025-07-01 to 2025-07-31"]);
  expect(final("2025-07-31")).toEqual(["2025-07-01 to 2025-07-30T23:00Z"]);
  expect(final("2025-07-31", { delayMs: dayMs })).toEqual(["2025-07-01 to 2025-07-29T23:00Z"]);
  expect(final("2025-06-01")).toEqual([]);
});

test("files that were missing are not final as long as they may still come", () => {
  const issues = [issue("missing-file", "2025-07-10T01:00Z", "2025-07-12")];
  expect(final("2025-08-05", { issues })).toEqual(["2025-07-01 to 2025-07-10", "2025-07-12 to 2025-07-31"]);
  expect(final("2025-10-05", { issues })).toEqual(["2025-07-01 to 2025-07-31"]);
});

test("an end that was held back is not final, unlike a start, or a fetch that only says that there is nothing", () => {
  const end = [issue("cut", "2025-07-20T01:00Z", "2025-07-31")];
  expect(final("2025-08-05", { issues: end })).toEqual(["2025-07-01 to 2025-07-20"]);
  expect(final("2025-08-05", { issues: end, isEmpty: true })).toEqual(["2025-07-01 to 2025-07-31"]);
  expect(final("2025-08-05", { issues: [issue("cut", "2025-07-01T01:00Z", "2025-07-04")] })).toEqual([
    "2025-07-01 to 2025-07-31",
  ]);
});
