import { axisName } from "../drawing/base-layout.js";
import { withOpacity } from "../drawing/palette.js";

/** A band over some points; `null` in either edge is a gap. */
export interface Band {
  readonly x: readonly string[];
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
}

/**
 * An area between two edges, as a pair of traces for each stretch without a gap: one fill over a gap would join what is
 * on its two sides.
 */
export function bandTraces(
  name: string,
  { x, lower, upper }: Band,
  { strip, colour, opacity = 0.2 }: { readonly strip: number; readonly colour: string; readonly opacity?: number },
): readonly Readonly<Record<string, unknown>>[] {
  const edge = (values: readonly (number | null)[], start: number, end: number) => ({
    type: "scatter",
    mode: "lines",
    name,
    x: x.slice(start, end),
    y: values.slice(start, end),
    yaxis: axisName(strip),
    connectgaps: false,
    line: { color: colour, width: 0 },
    hoverinfo: "skip",
  });
  const traces: Readonly<Record<string, unknown>>[] = [];
  for (let start = 0; start < x.length; ) {
    const isThere = (row: number): boolean => lower[row] !== null && upper[row] !== null;
    if (!isThere(start)) {
      start++;
      continue;
    }
    let end = start + 1;
    while (end < x.length && isThere(end)) end++;
    traces.push(edge(lower, start, end), {
      ...edge(upper, start, end),
      fill: "tonexty",
      fillcolor: withOpacity(colour, opacity),
    });
    start = end;
  }
  return traces;
}
