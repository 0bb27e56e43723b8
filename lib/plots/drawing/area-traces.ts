import { lineTraces } from "./line-traces.js";
import type { PlotLine } from "./plot-values.js";

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
  /** Width of the edges in pixels, as that of a line. */
  readonly width?: number;
}

/** Stretches that are still filled, each by a trace of its own. */
const maxStretches = 60;

/**
 * A line with the area between it and zero. Each stretch without a gap is a trace of its own, because plotly's fills go
 * straight across a gap even where the line breaks; one of a single point is a dot. A line of more than 60 stretches is
 * drawn without its area.
 */
export function zeroAreaTraces(edge: AreaLine, style: AreaStyle): readonly Trace[] {
  const stretches = gaplessStretches(edge.line.y);
  if (stretches.length > maxStretches) return wholeTraces(edge, style);
  return stretches.map((stretch) => ({
    ...stretchTrace(edge, stretch, style),
    fill: "tozeroy",
    fillcolor: style.fillcolor,
  }));
}

/**
 * Two lines with the area between them, which have the same rows and gaps at the same ones: a pair of traces for each
 * stretch without a gap, two dots for one of a single point. Lines of more than 60 stretches are drawn without the area.
 */
export function bandTraces(low: AreaLine, high: AreaLine, style: AreaStyle): readonly Trace[] {
  const stretches = gaplessStretches(low.line.y);
  if (stretches.length > maxStretches) return [low, high].flatMap((edge) => wholeTraces(edge, style));
  return stretches.flatMap((stretch) => [
    stretchTrace(low, stretch, style),
    { ...stretchTrace(high, stretch, style), fill: "tonexty", fillcolor: style.fillcolor },
  ]);
}

function wholeTraces({ name, line, text, hovertemplate }: AreaLine, { strip, colour, width }: AreaStyle) {
  return lineTraces(name, line, { strip, colour, width, text, hovertemplate });
}

/** The line of a stretch without a gap. */
function stretchTrace(edge: AreaLine, [from, to]: readonly [number, number], style: AreaStyle): Trace {
  const line = { ...edge.line, x: edge.line.x.slice(from, to), y: edge.line.y.slice(from, to) };
  const [trace, dot] = wholeTraces({ ...edge, line, text: edge.text?.slice(from, to) }, style);
  return dot === undefined ? (trace as Trace) : { ...trace, mode: "lines+markers", marker: dot.marker };
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
