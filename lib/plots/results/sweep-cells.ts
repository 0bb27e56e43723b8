import type { Parameters } from "../../backtest/sweep/parameters.js";
import { type ColourScale, divergingScale, okabeIto, sequentialScale } from "../drawing/palette.js";
import { plotText } from "../drawing/plot-text.js";
import { plotNumber } from "../drawing/plot-values.js";
import type { ParameterValue, SweepGrid } from "./sweep-grid.js";
import type { MeasureStyle } from "./sweep-measure.js";

/** Columns and rows up to which cells hold their numbers, on a phone too. */
const numberedColumns = 9;
const numberedRows = 16;
/** Colours reach so much further than the largest value: black figures are legible on all of them. */
const headroom = 1.15;
/** From the blue of the scale of both signs, as dark as black figures are legible on, to its middle. */
const belowScale: ColourScale = [
  [0, "#197CB4"],
  [1, "#BFBFBF"],
];
/** Pixels of a character of a label, and of the columns on a phone. */
const characterWidth = 6.2;
const phoneWidth = 260;

/** What the cells are of. */
interface CellNames {
  readonly x: string;
  readonly y: string;
  /** The combination whose number is bold. */
  readonly best: Parameters;
}

/**
 * A plotly heatmap of a measure: blue below and orange above 0 where the sign matters, up to 0 in blue where none is
 * above it, else from dark to bright. Few cells hold their numbers.
 */
export function cellsTrace(
  { xs, ys, cells }: SweepGrid,
  { sign, text, tickformat }: MeasureStyle,
  { x, y, best }: CellNames,
): Readonly<Record<string, unknown>> {
  const isNumbered = sign !== "above" && xs.length <= numberedColumns && ys.length <= numberedRows;
  const words = cells.map((row, r) =>
    row.map((value, c) => {
      if (value !== value) return "";
      const short = text(value).replace(/%$/, "").replace("−", "-");
      return xs[c] === best[x] && ys[r] === best[y] ? `<b>${short}</b>` : short;
    }),
  );
  return {
    type: "heatmap",
    name: "combinations",
    x: xs.map((value) => plotText(String(value))),
    y: ys.map((value) => plotText(String(value))),
    z: cells.map((row) => row.map(plotNumber)),
    ...(isNumbered ? { text: words, texttemplate: "%{text}", textfont: { size: 10, color: "#000000" } } : {}),
    ...colours(sign, cells.flat().reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0) || 1),
    showscale: true,
    colorbar: { tickformat, thickness: 10, len: 1, tickfont: { size: 10 } },
    xgap: 1,
    ygap: 1,
    hovertemplate: `${plotText(x)} %{x}, ${plotText(y)} %{y}: %{z:${tickformat}}<extra></extra>`,
  };
}

/** The scale of a sign, and its ends for the largest size of a value: of a measure below 0 none is above it. */
function colours(sign: MeasureStyle["sign"], largest: number): Readonly<Record<string, unknown>> {
  if (sign === "above") return { colorscale: sequentialScale };
  if (sign === "below") return { colorscale: belowScale, zmin: plotNumber(-largest), zmax: 0 };
  const limit = headroom * largest;
  return { colorscale: divergingScale, zmin: plotNumber(-limit), zmax: plotNumber(limit) };
}

/** Every so many-th label of the columns where all of them have no room on a phone. */
export function readableTicks(xs: readonly ParameterValue[]): Readonly<Record<string, unknown>> {
  const labels = xs.map((value) => plotText(String(value)));
  const longest = labels.reduce((most, label) => Math.max(most, label.length), 0);
  const step = Math.ceil((labels.length * (longest + 1) * characterWidth) / phoneWidth);
  return step <= 1 ? {} : { tickvals: labels.filter((_, place) => place % step === 0) };
}

/** A rectangle around the cell of the best combination, nothing where it has none. */
export function bestOutline(
  { xs, ys }: SweepGrid,
  { x, y, best }: CellNames,
  { sign }: MeasureStyle,
): readonly Readonly<Record<string, unknown>>[] {
  const [column, row] = [xs.indexOf(best[x]), ys.indexOf(best[y])];
  if (column < 0 || row < 0) return [];
  return [
    {
      type: "rect",
      xref: "x",
      yref: "y",
      x0: column - 0.46,
      x1: column + 0.46,
      y0: row - 0.46,
      y1: row + 0.46,
      fillcolor: "rgba(0,0,0,0)",
      // The scale of magnitudes begins nearly black.
      line: { color: sign === "above" ? okabeIto.vermillion : "#000000", width: 2.5 },
    },
  ];
}
