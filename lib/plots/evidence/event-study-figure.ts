import type { EventPathRow, EventStudy } from "../../evidence/event-study/event-study.js";
import { checkChoice } from "../../series/check.js";
import { type Unit, units } from "../../series/identity.js";
import { axisName, baseLayout, type FigureOptions, figureConfig } from "../drawing/base-layout.js";
import type { Figure } from "../drawing/figure.js";
import { okabeIto, withOpacity } from "../drawing/palette.js";
import { plotNumber } from "../drawing/plot-values.js";
import { type RowTime, rowTime } from "../drawing/row-time.js";
import { unitAxis } from "../drawing/unit-axis.js";
import { zeroLine } from "../drawing/zero-line.js";
import { eventStudyRemarks } from "./event-study-remarks.js";

/** How `eventStudyFigure` draws. */
export interface EventStudyFigureOptions extends FigureOptions {
  /** What was followed, such as `BTC price`. Default `The series`. */
  readonly measure?: string;
  /** Unit of the changes of a path measured by `change`, such as `fraction` of a funding rate. Default `number`. */
  readonly unit?: Unit;
  /** Distance between rows in milliseconds, so that the horizon is told as time. Default: it is told as rows. */
  readonly intervalMs?: number;
}

type Quantile = "q05" | "q25" | "q75" | "q95";

/**
 * What tended to happen around events: above, how the events spread (median, the middle half and the middle 90 %); below,
 * on its own scale, their mean with its band and the mean of all rows, events or not, to compare it with. Before 0 nobody
 * knew of the event, so that part is shaded: it could not be had. How many events there were, how overlapping ones were
 * treated and the p of the whole path after them stand below.
 * @param study as `eventStudy()` gives it
 * @throws {RangeError} if `unit` is unknown or `intervalMs` is not a length of time
 */
export function eventStudyFigure(
  study: EventStudy,
  {
    title,
    note,
    theme,
    height = 560,
    measure = "The series",
    unit = "number",
    intervalMs,
  }: EventStudyFigureOptions = {},
): Figure {
  checkChoice("unit", unit, units, "eventStudyFigure");
  const { path, events, conventions } = study;
  const { before, after, level } = conventions;
  const time = rowTime(intervalMs, Math.max(1, before, after), "eventStudyFigure");
  const pathUnit = conventions.path === "change" ? unit : "fraction";
  const percent = `${plotNumber(100 * level)}%`;
  const strip = (fields: readonly (keyof EventPathRow)[]) => valueAxis(path, fields, pathUnit);
  const kind = conventions.path === "change" ? "Change" : "Growth";
  const layout = baseLayout({
    title: title ?? `${measure} around ${events.toLocaleString("en-US")} ${events === 1 ? "event" : "events"}`,
    note,
    theme,
    height,
    left: 80,
    strips: [
      {
        label: `${kind} (${unitAxis(pathUnit).text})`,
        key: [
          { name: "median", colour: okabeIto.blue, mark: "line" },
          { name: "25–75%", colour: withOpacity(okabeIto.skyBlue, 0.7) },
          { name: "5–95%", colour: withOpacity(okabeIto.skyBlue, 0.3) },
        ],
        weight: 4,
        axis: strip(["q05", "q95"]),
      },
      {
        label: "Mean",
        key: [
          { name: "of events", colour: okabeIto.vermillion, mark: "line" },
          ...(hasBand(path) ? [{ name: `its ${percent} band`, colour: withOpacity(okabeIto.vermillion, 0.25) }] : []),
          { name: conventions.baseline === "none" ? "zero" : "all rows", colour: okabeIto.grey, mark: "dash" },
        ],
        weight: 3,
        axis: strip(["mean", "lower", "upper", "baseline"]),
      },
    ],
    horizontal: {
      label: `${time.unit} after the event was known`,
      axis: { tickvals: time.ticks(-before, after), range: [time.value(-before), time.value(after)] },
    },
    remarks: eventStudyRemarks(study, time),
  });
  return {
    data: [
      ...fanTraces(path, time),
      lineOf(path, "median", time, { strip: 0, colour: okabeIto.blue, width: 2 }),
      ...bandTraces(path, time),
      lineOf(path, "baseline", time, { strip: 1, colour: okabeIto.grey, dash: "dash" }),
      lineOf(path, "mean", time, { strip: 1, colour: okabeIto.vermillion, width: 2 }),
    ],
    layout: { ...layout, hovermode: "x unified", shapes: shapesOf(before, time) },
    config: figureConfig,
  };
}

/** Ticks of a unit, with the decimals that small percentages need. */
function valueAxis(
  path: readonly EventPathRow[],
  fields: readonly (keyof EventPathRow)[],
  unit: Unit,
): Readonly<Record<string, unknown>> {
  const { axis } = unitAxis(unit);
  if (unit !== "fraction") return { ...axis, tickprefix: "", zeroline: true };
  const sizes = path.flatMap((row) => fields.map((field) => Math.abs(row[field]))).filter((size) => size > 0);
  const digits = Math.min(5, Math.max(0, Math.ceil(-Math.log10(100 * Math.max(...sizes, 1e-6)) + 0.7)));
  return { tickformat: `.${digits}%`, hoverformat: `.${digits + 2}%`, zeroline: true };
}

/** Too few clusters give no band at all. */
function hasBand(path: readonly EventPathRow[]): boolean {
  return path.some(({ lower }) => !Number.isNaN(lower));
}

function fanTraces(path: readonly EventPathRow[], time: RowTime): Readonly<Record<string, unknown>>[] {
  const pairs: readonly [Quantile, Quantile, number][] = [
    ["q05", "q95", 0.3],
    ["q25", "q75", 0.5],
  ];
  return pairs.flatMap(([low, high, opacity]) => [
    lineOf(path, low, time, { strip: 0, colour: okabeIto.blue, width: 0 }),
    {
      ...lineOf(path, high, time, { strip: 0, colour: okabeIto.blue, width: 0 }),
      fill: "tonexty",
      fillcolor: withOpacity(okabeIto.skyBlue, opacity),
    },
  ]);
}

function bandTraces(path: readonly EventPathRow[], time: RowTime): Readonly<Record<string, unknown>>[] {
  if (!hasBand(path)) return [];
  const style = { strip: 1, colour: okabeIto.vermillion, width: 0 };
  return [
    lineOf(path, "lower", time, style),
    {
      ...lineOf(path, "upper", time, style),
      fill: "tonexty",
      fillcolor: withOpacity(okabeIto.vermillion, 0.25),
    },
  ];
}

const names: Readonly<Partial<Record<keyof EventPathRow, string>>> = {
  q05: "5%",
  q25: "25%",
  q75: "75%",
  q95: "95%",
  lower: "band, lower end",
  upper: "band, upper end",
  mean: "mean of events",
  baseline: "mean of all rows",
};

function lineOf(
  path: readonly EventPathRow[],
  field: keyof EventPathRow,
  time: RowTime,
  style: { readonly strip: number; readonly colour: string; readonly width?: number; readonly dash?: "solid" | "dash" },
): Readonly<Record<string, unknown>> {
  const { strip, colour, width = 1.5, dash = "solid" } = style;
  return {
    type: "scatter",
    mode: "lines",
    name: names[field] ?? field,
    x: path.map(({ offset }) => time.value(offset)),
    y: path.map((row) => plotNumber(row[field])),
    yaxis: axisName(strip),
    connectgaps: false,
    line: { color: colour, width, dash },
    hovertemplate: "%{y}",
  };
}

/** The event, the time before it, in which nobody knew of it, and no change at all. */
function shapesOf(before: number, time: RowTime): Readonly<Record<string, unknown>>[] {
  const over = { xref: "x", yref: "paper", y0: 0, y1: 1 };
  const unknown = {
    type: "rect",
    layer: "below",
    ...over,
    x0: time.value(-before),
    x1: 0,
    fillcolor: withOpacity(okabeIto.grey, 0.13),
    line: { width: 0 },
  };
  const event = { type: "line", ...over, x0: 0, x1: 0, line: { width: 1.5, dash: "dot", color: okabeIto.grey } };
  return [...(before > 0 ? [unknown] : []), zeroLine(0), zeroLine(1), event];
}
