import { describe, expect, test } from "vitest";
import { coverageCells } from "../../../lib/plots/market/coverage-cells.js";
import { coverageFigure } from "../../../lib/plots/market/coverage-figure.js";
import { panel } from "../../../lib/series/panel.js";
import type { Dataset } from "../../../lib/sources/dataset.js";
import type { QualityIssue } from "../../../lib/sources/quality/quality.js";
import { flatCandles, hourly, hourMs, t0 } from "../figures.js";
import { said } from "../said.js";

const gap = Number.NaN;

function dataset(columns: Readonly<Record<string, number[]>>, issues: readonly QualityIssue[] = []): Dataset {
  const times = hourly(Object.values(columns)[0]?.length ?? 0);
  const openInterest = panel({ times, unit: "base", columns });
  return {
    asset: "BTC",
    intervalMs: hourMs,
    candles: flatCandles(times, new Float64Array(times.length).fill(1)),
    openInterest,
    openInterestUsd: openInterest,
    funding: [],
    quality: { rowsRead: times.length, issues },
    provenance: { source: "test", simulated: true, description: "", files: [] },
  };
}

/** whole: all; outage: hours 3 and 4 of 6; late: from hour 3; delisted: to hour 4; none: nothing. */
const columns = {
  whole: [1, 2, 3, 4, 5, 6],
  outage: [1, 2, gap, gap, 5, 6],
  late: [gap, gap, 3, 4, 5, 6],
  delisted: [1, 2, 3, 4, gap, gap],
  none: [gap, gap, gap, gap, gap, gap],
};

describe("coverageFigure", () => {
  test("tells an outage from a late start and a delisting, a row for the price and for each column", () => {
    const [cells, outages] = coverageFigure(dataset(columns)).data;
    expect(cells?.z).toEqual([
      [0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0],
      [0, 0, 1, 1, 0, 0],
      [null, null, 0, 0, 0, 0],
      [0, 0, 0, 0, null, null],
      [null, null, null, null, null, null],
    ]);
    expect(cells).toMatchObject({ y: [5, 4, 3, 2, 1, 0], x0: "2025-07-01 00:30", dx: hourMs });
    // The bars that end at 03:00 and 04:00 cover 02:00 to 04:00, whose middle is 03:00.
    expect(outages).toMatchObject({ x: ["2025-07-01 03:00"], y: [3], marker: { symbol: "x" } });
    expect(outages?.text).toEqual(["2 bars missing<br>2025-07-01T02:00Z → 2025-07-01T04:00Z"]);
  });

  test("names the rows from the top and writes the part of the bars at their right", () => {
    const { yaxis, annotations } = coverageFigure(dataset(columns)).layout as {
      yaxis: { tickvals: number[]; ticktext: string[] };
      annotations: { text: string; y: number; x: number }[];
    };
    expect(yaxis.ticktext.map((text) => text.trim())).toEqual(["price", "whole", "outage", "late", "delisted", "none"]);
    expect(yaxis.tickvals).toEqual([5, 4, 3, 2, 1, 0]);
    // 4 of 6 are 66.67 %.
    expect(annotations.filter(({ x }) => x === 1).map(({ text, y }) => `${y}: ${text}`)).toEqual([
      "5: 100%",
      "4: 100%",
      "3: 66.7%",
      "2: 66.7%",
      "1: 66.7%",
      "0: 0.0%",
    ]);
  });

  // 501 of 1,000 are 50.1 %; of 10,000 bars one is 0.01 %, and all but one 99.99 %.
  test("rounds as tables do, but calls only all 100 % and only nothing 0", () => {
    const parts = (rows: number, there: (row: number) => boolean): string =>
      said(coverageFigure(dataset({ okx: Array.from({ length: rows }, (_, row) => (there(row) ? 1 : gap)) })));
    expect(parts(1_000, (row) => row < 501)).toMatch(/^50\.1%$/m);
    expect(parts(10_000, (row) => row === 5)).toMatch(/^0\.1%$/m);
    expect(parts(10_000, (row) => row !== 5)).toMatch(/^99\.9%$/m);
  });

  // 1,000 bars in 240 cells are 5 each, 200 cells; bar 502 is in cell 100, and 999 of 1,000 are 99.9 %.
  test("keeps the worst of each cell of a long time and says so", () => {
    const values = Array.from({ length: 1_000 }, (_, row) => (row === 502 ? gap : 1));
    const figure = coverageFigure(dataset({ okx: values }));
    const { z, text } = figure.data[0] as { z: number[][]; text: string[][] };
    const row = z[1] ?? [];
    expect(row).toHaveLength(200);
    expect(row.flatMap((state, cell) => (state === 1 ? [cell] : []))).toEqual([100]);
    expect(text[1]?.[100]).toBe("1 of 5 missing");
    expect(said(figure)).toContain("A cell is 5h, missing if one of its 1h bars is");
    expect(said(figure)).toContain("99.9%");
  });

  test("draws what the load found by kind, the gravest first, solid where every bar is concerned", () => {
    const issues: QualityIssue[] = [
      { kind: "blank", where: "okx", count: 2, from: t0 + hourMs, to: t0 + 5 * hourMs, detail: "empty" },
      { kind: "gap", where: "okx", count: 3, from: t0 + 2 * hourMs, to: t0 + 4 * hourMs, detail: "no row" },
      { kind: "gap", where: "okx", count: 1, from: t0 + 6 * hourMs, to: t0 + 6 * hourMs, detail: "no row" },
      { kind: "label", where: "<b>file</b>", count: 1, detail: "bar starts" },
    ];
    const figure = coverageFigure(dataset(columns, issues));
    const { yaxis2 } = figure.layout as { yaxis2: { ticktext: string[] } };
    expect(yaxis2.ticktext.map((text) => text.trim())).toEqual(["gap", "label", "blank"]);
    const lines = figure.data.filter(({ mode }) => mode === "lines");
    expect(lines).toEqual([
      expect.objectContaining({ name: "gap", y: [2, 2], line: expect.objectContaining({ dash: "solid" }) }),
      expect.objectContaining({
        name: "blank",
        x: ["2025-07-01 01:00", "2025-07-01 05:00"],
        y: [0, 0],
        line: expect.objectContaining({ dash: "dot" }),
      }),
    ]);
    const marks = figure.data.filter(({ mode, name }) => mode === "markers" && name === "gap");
    expect(marks[0]?.x).toEqual(["2025-07-01 02:00", "2025-07-01 04:00", "2025-07-01 06:00"]);
    expect(said(figure)).toContain("1 findings are of no time");
    const counts = (figure.layout.annotations as { text: string; yref: string; x: number }[]).filter(
      ({ yref, x }) => yref === "y2" && x === 1,
    );
    expect(counts.map(({ text }) => text)).toEqual(["4", "1", "2"]);
  });

  test("shows tags in names as text, is plain JSON, and draws no rows at all", () => {
    const hostile = coverageFigure(dataset({ "<script>alert(1)</script>": [1, gap, 3] }));
    expect(JSON.stringify(hostile)).not.toContain("<script>");
    expect(JSON.parse(JSON.stringify(hostile))).toEqual(hostile);
    const empty = coverageFigure(dataset({ okx: [] }));
    expect(JSON.parse(JSON.stringify(empty))).toEqual(empty);
    expect(said(empty)).toContain("–");
  });
});

describe("coverageCells", () => {
  test("counts rows that are not there at all as missing", () => {
    const times = Float64Array.from([1, 2, 5], (hour) => t0 + hour * hourMs);
    const cells = coverageCells(times, [Float64Array.of(1, 1, 1)], { intervalMs: hourMs, limit: 100 });
    expect(cells.missing).toEqual([Int32Array.of(0, 0, 1, 1, 0)]);
    expect(cells.present).toEqual([3 / 5]);
  });

  // Five bars in cells of two: the last holds one.
  test("has a shorter last cell", () => {
    const cells = coverageCells(hourly(5), [Float64Array.of(1, gap, gap, gap, 1)], { intervalMs: hourMs, limit: 3 });
    expect(cells.bars).toEqual(Int32Array.of(2, 2, 1));
    expect(cells.missing).toEqual([Int32Array.of(1, 2, 0)]);
  });
});
