import { numberOr } from "../input/json.js";
import type { Painter } from "../input/painter.js";
import { pixels } from "../text/pixels.js";
import { dashAttribute } from "../traces/dash.js";
import { type Axis, position } from "./axis.js";
import type { Tick } from "./ticks.js";

/** What a grid is drawn with. */
interface GridOptions {
  readonly ticks: readonly Tick[];
  /** Axes that the lines run along: from end to end of each. */
  readonly across: readonly Axis[];
  /** Whether lines are drawn if the layout does not say: not where bars stand. */
  readonly standard: boolean;
  readonly painter: Painter;
}

/** Lines through the ticks of an axis, but not at its very ends, and a line at zero. */
export function gridSvg(axis: Axis, { ticks, across, standard, painter }: GridOptions): string {
  const { settings: of } = axis;
  const zero = hasZeroLine(axis, standard);
  const values = ticks
    .map(({ value }) => value)
    .filter((value) => isInside(axis, value) && !(zero && isZero(value, ticks)));
  const shown = typeof of.showgrid === "boolean" ? of.showgrid : standard;
  const grid = shown ? linesSvg(axis, values, across) : "";
  const width = Math.max(1, Math.round(numberOr(of.gridwidth, 1)));
  const parts = [];
  if (grid !== "") {
    parts.push(
      `<path ${painter.stroke(of.gridcolor, "#eee")} ${strokeWidth(width)}${dashAttribute(of.griddash, width)}d="${grid}"/>`,
    );
  }
  if (zero) {
    const line = linesSvg(axis, [0], across);
    const zeroWidth = Math.max(1, Math.round(numberOr(of.zerolinewidth, 1)));
    parts.push(`<path ${painter.stroke(of.zerolinecolor, "#444")} ${strokeWidth(zeroWidth)}d="${line}"/>`);
  }
  return parts.join("");
}

function strokeWidth(width: number): string {
  return width === 1 ? "" : `stroke-width="${pixels(width)}" `;
}

function hasZeroLine({ type, range, settings: of }: Axis, standard: boolean): boolean {
  const shown = typeof of.zeroline === "boolean" ? of.zeroline : standard;
  return shown && type === "linear" && range[0] * range[1] <= 0;
}

function isZero(value: number, ticks: readonly Tick[]): boolean {
  const step = Math.abs((ticks[1]?.value ?? 1) - (ticks[0]?.value ?? 0));
  return Math.abs(value) < step / 100;
}

/** More than a pixel away from the ends, where a line would only thicken an edge. */
function isInside(axis: Axis, value: number): boolean {
  const from = position(axis, value) - axis.offset;
  return from > 1 && from < axis.length - 1;
}

function linesSvg(axis: Axis, values: readonly number[], across: readonly Axis[]): string {
  return values
    .flatMap((value) =>
      across.map(({ offset, length }) => {
        const at = pixels(position(axis, value));
        const [from, to] = [pixels(offset), pixels(offset + length)];
        return axis.letter === "x" ? `M${at} ${from}V${to}` : `M${from} ${at}H${to}`;
      }),
    )
    .join("");
}
