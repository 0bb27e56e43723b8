import type { InformationCoefficient } from "../../evidence/information-coefficient/information-coefficient.js";
import { holm } from "../../statistics/holm.js";
import { studentCritical } from "../../statistics/student-critical.js";
import { axisName, baseLayout, type FigureOptions, figureConfig } from "../drawing/base-layout.js";
import type { Figure } from "../drawing/figure.js";
import { okabeIto } from "../drawing/palette.js";
import { plotNumber } from "../drawing/plot-values.js";
import { rowTime } from "../drawing/row-time.js";
import { zeroLine } from "../drawing/zero-line.js";

/** How `informationDecayFigure` draws. */
export interface InformationDecayFigureOptions extends FigureOptions {
  /** Distance between rows in milliseconds, so that horizons are told as time. Default: they are told as rows. */
  readonly intervalMs?: number;
}

const level = 0.05;
/** Of coefficients that nobody knows. */
const emptyAxis = { range: [-1, 1], showticklabels: false, zeroline: false } as const;

/** An information coefficient with what is drawn of it. */
interface Drawn extends InformationCoefficient {
  /** The horizon in words. */
  readonly place: string;
  /** Half of its 95 % interval. */
  readonly reach: number;
  /** p adjusted for all horizons (Holm). */
  readonly holmP: number;
}

/**
 * How far ahead a signal says something: its correlation with the return over each horizon, with the 95 % interval of each
 * horizon alone (Newey–West error, Student's t). A full circle is beyond chance with all horizons looked at (Holm, 5 %), an
 * open one is not. The horizons stand side by side in the order given, at equal distances.
 * @param rows as `informationDecay()` gives them
 * @throws {RangeError} if there are no rows, two have the same horizon, or `intervalMs` is not a length of time
 */
export function informationDecayFigure(
  rows: readonly InformationCoefficient[],
  {
    title = "Information coefficient by horizon",
    note,
    theme,
    height = 420,
    intervalMs,
  }: InformationDecayFigureOptions = {},
): Figure {
  const drawn = drawnRows(rows, intervalMs);
  const [{ conventions }] = rows as readonly [InformationCoefficient];
  const known = drawn.filter(({ coefficient }) => !Number.isNaN(coefficient));
  const counts = rows.map((row) => row.conventions.n);
  const [fewest, most] = [Math.min(...counts), Math.max(...counts)].map((count) => count.toLocaleString("en-US"));
  const layout = baseLayout({
    title,
    note,
    theme,
    height,
    strips: [
      {
        label: conventions.method === "spearman" ? "Rank correlation" : "Correlation",
        key: known.length === 0 ? [] : [{ name: "with its 95% interval", colour: okabeIto.blue, mark: "line" }],
        axis: known.length === 0 ? emptyAxis : { zeroline: true, hoverformat: ".4f" },
      },
    ],
    horizontal: {
      label: "return over the next …",
      axis: {
        type: "category",
        categoryorder: "array",
        categoryarray: drawn.map(({ place }) => place),
        // Half a place on both sides, so that no label is cut.
        range: [-0.5, drawn.length - 0.5],
      },
    },
    remarks: [
      known.length === 0 ? undefined : `● beyond chance over all ${rows.length} horizons (Holm, 5%), ○ not`,
      tooLittleText(rows.length - known.length, rows.length),
      known.length === 0
        ? undefined
        : `${fewest === most ? fewest : `${fewest} to ${most}`} rows; intervals of each horizon alone, Newey–West`,
      known.length === 0 ? undefined : "Returns of overlapping rows: a longer horizon holds the shorter ones",
    ],
  });
  return {
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: "coefficient",
        x: drawn.map(({ place }) => place),
        y: drawn.map(({ coefficient }) => plotNumber(coefficient)),
        yaxis: axisName(0),
        connectgaps: false,
        line: { color: okabeIto.grey, width: 1, dash: "dot" },
        hoverinfo: "skip",
      },
      ...pointTraces(known),
    ],
    layout: { ...layout, shapes: known.length === 0 ? [] : [zeroLine(0)] },
    config: figureConfig,
  };
}

function tooLittleText(count: number, all: number): string | undefined {
  if (count === 0) return undefined;
  if (count === all) return "Too little data for any horizon: nothing is drawn";
  return `${count} of the horizons ${count === 1 ? "has" : "have"} too little data`;
}

function drawnRows(rows: readonly InformationCoefficient[], intervalMs: number | undefined): readonly Drawn[] {
  if (rows.length === 0)
    throw new RangeError("informationDecayFigure: no horizons; give what informationDecay() returns");
  const horizons = rows.map(({ conventions }) => conventions.horizon);
  const twice = horizons.find((horizon, index) => horizons.indexOf(horizon) !== index);
  if (twice !== undefined) {
    throw new RangeError(`informationDecayFigure: two rows of horizon ${twice}; give each horizon once`);
  }
  const time = rowTime(intervalMs, Math.max(...horizons), "informationDecayFigure");
  const adjusted = holm(rows.map(({ p }) => p));
  return rows.map((row, index) => ({
    ...row,
    place: time.text(row.conventions.horizon),
    reach: studentCritical(level, row.conventions.n - 2) * row.standardError,
    holmP: adjusted[index] as number,
  }));
}

function pointTraces(rows: readonly Drawn[]): Readonly<Record<string, unknown>>[] {
  const beyond = rows.filter(({ holmP }) => holmP < level);
  const within = rows.filter(({ holmP }) => !(holmP < level));
  return [
    ...(beyond.length === 0 ? [] : [pointTrace("beyond chance", "circle", beyond)]),
    ...(within.length === 0 ? [] : [pointTrace("not beyond chance", "circle-open", within)]),
  ];
}

function pointTrace(name: string, symbol: string, rows: readonly Drawn[]): Readonly<Record<string, unknown>> {
  const reaches = rows.map(({ reach }) => plotNumber(reach));
  return {
    type: "scatter",
    mode: "markers",
    name,
    x: rows.map(({ place }) => place),
    y: rows.map(({ coefficient }) => plotNumber(coefficient)),
    yaxis: axisName(0),
    error_y: {
      type: "data",
      symmetric: false,
      array: reaches,
      arrayminus: reaches,
      color: okabeIto.blue,
      width: 5,
      thickness: 1.5,
    },
    marker: { symbol, color: okabeIto.blue, size: 9 },
    text: rows.map(pointText),
    hovertemplate: "%{text}<extra></extra>",
  };
}

function pointText({ place, coefficient, reach, p, holmP, conventions }: Drawn): string {
  return [
    `over ${place}: ${coefficient.toFixed(4)} ± ${reach.toFixed(4)}`,
    `p ${p.toPrecision(2)}, of all horizons ${holmP.toPrecision(2)} (Holm)`,
    `${conventions.n.toLocaleString("en-US")} rows`,
  ].join("<br>");
}
