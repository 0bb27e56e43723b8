import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { rollingMax } from "../../../lib/series/rolling/rolling-max.js";
import { rollingMean } from "../../../lib/series/rolling/rolling-mean.js";
import { rollingMedian } from "../../../lib/series/rolling/rolling-median.js";
import { rollingMin } from "../../../lib/series/rolling/rolling-min.js";
import type { RollingOptions } from "../../../lib/series/rolling/rolling-options.js";
import { rollingQuantile } from "../../../lib/series/rolling/rolling-quantile.js";
import { rollingRank } from "../../../lib/series/rolling/rolling-rank.js";
import { rollingStd } from "../../../lib/series/rolling/rolling-std.js";
import { rollingSum } from "../../../lib/series/rolling/rolling-sum.js";
import { rollingZScore } from "../../../lib/series/rolling/rolling-z-score.js";
import { type Series, series } from "../../../lib/series/series.js";

const folder = new URL("../../../../shared/oracles/", import.meta.url);
const file = new URL("11_rolling_stats.json", folder);

type Cell = number | "NaN";
interface Case {
  readonly id: string;
  readonly inputs: { readonly x: readonly Cell[]; readonly window: number; readonly min_periods?: number };
  readonly expected: Readonly<Record<string, readonly Cell[]>> | readonly Cell[];
  readonly tolerance: { readonly abs?: number; readonly rel?: number };
}

type Rolling = (data: Series, window: number, options: RollingOptions) => Series;
const functions: Readonly<Record<string, Rolling>> = {
  mean: rollingMean,
  std: rollingStd,
  sum: rollingSum,
  min: rollingMin,
  max: rollingMax,
  median: rollingMedian,
  q10: (data, window, options) => rollingQuantile(data, window, 0.1, options),
  q90: (data, window, options) => rollingQuantile(data, window, 0.9, options),
  rank_pct: rollingRank,
  zscore: rollingZScore,
};

function compare({ inputs, tolerance }: Case, name: string, expected: readonly Cell[]): number {
  const values = inputs.x.map(Number);
  const data: Series = series({ name: "x", unit: "number", times: values.map((_, row) => row), values });
  const rolling = functions[name] as Rolling;
  const result = rolling(data, inputs.window, { minCount: inputs.min_periods ?? inputs.window }).values;
  for (const [row, cell] of expected.map(Number).entries()) {
    const difference = Math.abs((result[row] as number) - cell);
    const allowed = Math.max(tolerance.abs ?? 0, (tolerance.rel ?? 0) * Math.abs(cell));
    const same = Number.isNaN(cell) ? Number.isNaN(result[row]) : difference <= allowed;
    expect(same, `${name} at row ${row}: ${result[row]} for ${cell}`).toBe(true);
  }
  return expected.length;
}

describe.skipIf(!existsSync(file))(
  "rolling functions against pandas (skipped where ../shared/oracles is absent)",
  () => {
    const cases = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as { cases: Case[] }).cases : [];
    const rolling = cases.filter(({ id }) => id.startsWith("rolling/") && id !== "rolling/pair");

    test("there are cases with every function", () => {
      expect(rolling.map(({ id }) => id)).toEqual([
        "rolling/plain",
        "rolling/window1_minp",
        "rolling/gaps",
        "rolling/ties",
        "rolling/large_offset_std",
        "rolling/constant_zero_std",
      ]);
    });

    test.each(rolling)("$id agrees", (each) => {
      const expected = Array.isArray(each.expected) ? { std: each.expected } : each.expected;
      const known = Object.entries(expected as Record<string, Cell[]>).filter(([name]) => name in functions);
      const compared = known.map(([name, cells]) => compare(each, name, cells));
      expect(compared.length).toBeGreaterThan(0);
    });
  },
);
