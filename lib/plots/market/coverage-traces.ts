import { isoTime } from "../../series/time.js";
import { axisName } from "../drawing/base-layout.js";
import { markTrace } from "../drawing/mark-trace.js";
import { okabeIto } from "../drawing/palette.js";
import { plotText, wrapText } from "../drawing/plot-text.js";
import { plotTime } from "../drawing/plot-values.js";
import { segmentTrace } from "../drawing/segment-trace.js";
import type { CoverageCells } from "./coverage-cells.js";
import type { Finding } from "./coverage-findings.js";

/** One heatmap over all rows: 0 there, 1 missing, nothing outside a column's life. */
export function cellTrace({ start, lengthMs, missing, bars }: CoverageCells): Readonly<Record<string, unknown>> {
  return {
    type: "heatmap",
    name: "bars",
    x0: plotTime(start + lengthMs / 2),
    dx: lengthMs,
    y: missing.map((_, row) => missing.length - 1 - row),
    z: missing.map((cells) => Array.from(cells, (count) => (count < 0 ? null : Math.min(1, count)))),
    text: missing.map((cells) =>
      Array.from(cells, (count, cell) => {
        if (count < 0) return "";
        return count === 0 ? "there" : `${count} of ${bars[cell]} missing`;
      }),
    ),
    yaxis: axisName(0),
    zmin: 0,
    zmax: 1,
    colorscale: [
      [0, okabeIto.blue],
      [1, okabeIto.vermillion],
    ],
    showscale: false,
    hoverongaps: false,
    ygap: 3,
    hovertemplate: "%{y} · %{x}<br>%{text}<extra></extra>",
  };
}

/** A cross on the middle of each run of cells with missing bars. */
export function outageTrace({ start, lengthMs, missing }: CoverageCells): Readonly<Record<string, unknown>> {
  const marks = missing.flatMap((cells, row) => {
    const runs: { from: number; to: number; count: number }[] = [];
    cells.forEach((count, cell) => {
      if (count <= 0) return;
      const last = runs.at(-1);
      if (last !== undefined && last.to === cell) Object.assign(last, { to: cell + 1, count: last.count + count });
      else runs.push({ from: cell, to: cell + 1, count });
    });
    return runs.map(({ from, to, count }) => ({
      x: plotTime(start + ((from + to) / 2) * lengthMs),
      y: missing.length - 1 - row,
      text: `${count} ${count === 1 ? "bar" : "bars"} missing<br>${periodText(start + from * lengthMs, start + to * lengthMs)}`,
    }));
  });
  return markTrace("missing", marks, {
    strip: 0,
    symbol: "x",
    colour: "#ffffff",
    size: 7,
    line: { width: 1, color: okabeIto.vermillion },
  });
}

/** What was found of one kind as lines over the time it spans, solid where every bar of it is concerned. */
export function findingTraces(finding: Finding, y: number, intervalMs: number): Readonly<Record<string, unknown>>[] {
  const spans = finding.issues.map((issue) => ({
    ...issue,
    isWhole: issue.count >= (issue.to - issue.from) / intervalMs,
  }));
  const style = { strip: 1, colour: okabeIto.orange, width: 3 };
  const segments = (whole: boolean) =>
    spans
      .filter(({ isWhole, from, to }) => isWhole === whole && to > from)
      .map(({ from, to }) => ({ x: [plotTime(from), plotTime(to)] as const, y: [y, y] as const }));
  return [
    ...(["solid", "dot"] as const).flatMap((dash) => {
      const drawn = segments(dash === "solid");
      return drawn.length === 0 ? [] : [segmentTrace(finding.kind, drawn, { ...style, dash })];
    }),
    markTrace(
      finding.kind,
      spans.flatMap(({ from, to, where, count, detail }) => {
        const told = wrapText(`${where}: ${detail}`, 60).map(plotText).join("<br>");
        const text = `${finding.kind} × ${count.toLocaleString("en-US")}<br>${periodText(from, to)}<br>${told}`;
        return (from === to ? [from] : [from, to]).map((time) => ({ x: plotTime(time), y, text }));
      }),
      { strip: 1, symbol: "diamond", colour: okabeIto.orange, size: 7 },
    ),
  ];
}

function periodText(from: number, to: number): string {
  return from === to ? isoTime(from) : `${isoTime(from)} → ${isoTime(to)}`;
}
