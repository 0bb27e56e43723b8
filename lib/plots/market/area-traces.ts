import { axisName } from "../drawing/base-layout.js";
import type { PlotLine } from "../drawing/plot-values.js";

type Trace = Readonly<Record<string, unknown>>;

/** A line with what it says under the pointer. */
export interface AreaLine {
  readonly name: string;
  readonly line: PlotLine;
  /** One text for each point, for `%{text}`. Default none. */
  readonly text?: readonly string[];
  readonly hovertemplate: string;
}

/** How an area is drawn. */
export interface AreaStyle {
  /** Strip it lies in, counted from 0 at the top. */
  readonly strip: number;
  /** Colour of its edges, and of the area with its opacity, as `withOpacity` gives it. */
  readonly colour: string;
  readonly fillcolor: string;
  /** Width of the edges in pixels. Default 1.5. */
  readonly width?: number;
}

/** Stretches that are still filled, each by a trace of its own. */
const maxStretches = 60;

/**
 * A line with the area between it and zero. Each stretch without a gap is a trace of its own, because plotly's fills go
 * straight across a gap even where the line breaks. A line of more than 60 stretches is drawn without its area.
 */
export function zeroAreaTraces(edge: AreaLine, style: AreaStyle): readonly Trace[] {
  const stretches = gaplessStretches(edge.line.y);
  if (stretches.length > maxStretches) return [edgeTrace(edge, [0, edge.line.y.length], style)];
  return stretches.map((stretch) => ({
    ...edgeTrace(edge, stretch, style),
    fill: "tozeroy",
    fillcolor: style.fillcolor,
  }));
}

/**
 * Two lines with the area between them, which have the same rows and gaps at the same ones: a pair of traces for each
 * stretch without a gap. Lines of more than 60 stretches are drawn without the area.
 */
export function bandTraces(low: AreaLine, high: AreaLine, style: AreaStyle): readonly Trace[] {
  const stretches = gaplessStretches(low.line.y);
  if (stretches.length > maxStretches) {
    return [low, high].map((edge) => edgeTrace(edge, [0, edge.line.y.length], style));
  }
  return stretches.flatMap((stretch) => [
    edgeTrace(low, stretch, style),
    { ...edgeTrace(high, stretch, style), fill: "tonexty", fillcolor: style.fillcolor },
  ]);
}

function edgeTrace(
  { name, line, text, hovertemplate }: AreaLine,
  [from, to]: readonly [number, number],
  { strip, colour, width = 1.5 }: AreaStyle,
): Trace {
  return {
    type: "scatter",
    mode: "lines",
    name,
    x: line.x.slice(from, to),
    y: line.y.slice(from, to),
    yaxis: axisName(strip),
    connectgaps: false,
    line: { color: colour, width },
    ...(text === undefined ? {} : { text: text.slice(from, to) }),
    hovertemplate,
  };
}

/** First and one past the last point of each stretch without a gap. */
function gaplessStretches(values: readonly (number | null)[]): [number, number][] {
  const stretches: [number, number][] = [];
  values.forEach((value, index) => {
    if (value === null) return;
    const last = stretches.at(-1);
    if (last !== undefined && last[1] === index) last[1] = index + 1;
    else stretches.push([index, index + 1]);
  });
  return stretches;
}
