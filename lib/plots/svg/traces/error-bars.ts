import { type Axis, type AxisFrame, position } from "../axes/axis.js";
import { type Extremes, extremesOf, joinedExtremes } from "../axes/extremes.js";
import { itemAt, list, numberOr, type Settings, settings } from "../input/json.js";
import type { Painter } from "../input/painter.js";
import { pixels } from "../text/pixels.js";
import type { Points } from "./coordinates.js";

/** True of a trace that says how far its values may be off along an axis. */
export function hasErrors(trace: Settings, { letter, type }: AxisFrame): boolean {
  const of = settings(trace[`error_${letter}`]);
  return of.visible !== false && list(of.array).length > 0 && (type === "linear" || type === "log");
}

/** The trace's ends with those of its error bars. */
export function withErrorEnds(extremes: Extremes, trace: Settings, points: Points, axis: AxisFrame): Extremes {
  if (!hasErrors(trace, axis)) return extremes;
  const { low, high } = errorEnds(trace, points, axis);
  return joinedExtremes([{ extremes }, { extremes: extremesOf([...low, ...high], { padded: true }) }]);
}

/** Error bars of a trace along an axis as one path: a line from end to end with a stroke across each. */
export function errorBarsSvg(
  trace: Settings,
  points: Points,
  {
    along,
    across,
    colour,
    painter,
  }: {
    readonly along: Axis;
    readonly across: Axis;
    readonly colour: string;
    readonly painter: Painter;
  },
): string {
  if (!hasErrors(trace, along)) return "";
  const of = settings(trace[`error_${along.letter}`]);
  const half = Math.max(0, numberOr(of.width, 4));
  const { low, high } = errorEnds(trace, points, along);
  const data: string[] = [];
  for (let index = 0; index < low.length; index++) {
    const middle = position(across, points[across.letter][index] as number);
    const [from, to] = [position(along, low[index] as number), position(along, high[index] as number)];
    if (Number.isNaN(middle + from + to)) continue;
    const [m, a, b, h, w] = [middle, from, to, middle - half, 2 * half].map((value) => pixels(value));
    data.push(
      along.letter === "y"
        ? `M${m} ${a}V${b}M${h} ${b}h${w}M${h} ${a}h${w}`
        : `M${a} ${m}H${b}M${b} ${h}v${w}M${a} ${h}v${w}`,
    );
  }
  if (data.length === 0) return "";
  const width = pixels(numberOr(of.thickness, 2));
  return `<path fill="none" ${painter.stroke(of.color, colour)} stroke-width="${width}" d="${data.join("")}"/>`;
}

/** Coordinates of both ends of each error bar; on a log axis of the numbers, not of their logarithms. */
function errorEnds(
  trace: Settings,
  points: Points,
  { letter, type }: AxisFrame,
): { low: Float64Array; high: Float64Array } {
  const of = settings(trace[`error_${letter}`]);
  const symmetric = of.symmetric !== false && of.arrayminus === undefined;
  const values = points[letter];
  const end = (below: boolean): Float64Array =>
    values.map((value, index) => {
      const error = numberOr(itemAt(below && !symmetric ? of.arrayminus : of.array, index), Number.NaN);
      const moved = below ? -error : error;
      return type === "log" ? Math.log10(10 ** value + moved) : value + moved;
    });
  return { low: end(true), high: end(false) };
}
