import type { LagRow, LeadLag } from "../../analytics/comovement/lead-lag.js";
import { intervalText } from "../../series/time.js";
import { studentCritical } from "../../statistics/student-critical.js";
import { axisName, baseLayout, type FigureOptions, figureConfig } from "../drawing/base-layout.js";
import type { Figure } from "../drawing/figure.js";
import { okabeIto, withOpacity } from "../drawing/palette.js";
import { plotText, wrapText } from "../drawing/plot-text.js";
import { plotNumber } from "../drawing/plot-values.js";
import { type RowTime, rowTime } from "../drawing/row-time.js";
import { shortNames } from "../drawing/short-names.js";
import { leadLagVerdict } from "./lead-lag-verdict.js";

/** How `leadLagFigure` draws. */
export interface LeadLagFigureOptions extends FigureOptions {
  /** Distance between rows in milliseconds, so that lags are told as time. Default: they are told as rows. */
  readonly intervalMs?: number;
}

const single = 0.05;
/** Characters of a name in the key and at the axis. */
const longestName = 12;
/** Characters of a line of the label at the peak, its height in pixels, and the most of the plot that the label takes. */
const labelWidth = 32;
const labelLine = 14;
const mostLabel = 0.6;
/** Room beyond bars and bands where the label is not, as a part of their height. */
const edgeRoom = 0.06;

/**
 * Correlation of two series by lag as bars, to the right of 0 where the first leads and to the left where the second does.
 * The filled band is what a single lag is within 95 times of 100 by chance, the dotted one what all lags together are
 * (Bonferroni), each of the width of that lag's own Newey–West error; bars beyond it are drawn in full. The label says what
 * the peak means, or that it is not beyond chance; where no lag has a correlation it stands alone.
 * @param leadLag as `leadLag()` gives it
 * @throws {RangeError} if `intervalMs` is not a length of time
 */
export function leadLagFigure(
  leadLag: LeadLag,
  { title, note, theme, height = 440, intervalMs }: LeadLagFigureOptions = {},
): Figure {
  const { first, second, lags, tests, bonferroniP } = leadLag;
  const reach = lags.reduce((most, { lag }) => Math.max(most, Math.abs(lag)), 0);
  const time = rowTime(intervalMs, reach, "leadLagFigure");
  const verdict = leadLagVerdict(leadLag, time.text);
  const bands = { single: halfWidths(lags, single), all: halfWidths(lags, bonferroniP) };
  const heights = [...lags.map(({ correlation }) => correlation), ...bands.all, ...bands.all.map((width) => -width), 0];
  const isEmpty = lags.every(({ correlation }) => Number.isNaN(correlation));
  const [least, most] = isEmpty ? [-1, 1] : extremes(heights);
  const isBelow = leadLag.peak.correlation < 0;
  const label = wrapText(verdict.text, labelWidth);
  const [shortFirst, shortSecond] = shortNames([first, second], longestName);
  const layout = baseLayout({
    title: title ?? `Lead and lag of ${first} and ${second}`,
    note,
    theme,
    height,
    strips: [
      {
        label: "Correlation",
        key: isEmpty
          ? []
          : [
              { name: `${shortFirst} leads`, colour: okabeIto.blue },
              { name: `${shortSecond} leads`, colour: okabeIto.orange },
            ],
        axis: { zeroline: true, hoverformat: ".3f" },
      },
    ],
    horizontal: {
      label: `${shortSecond} later by … ${time.unit}`,
      axis: {
        tickvals: time.ticks(-reach, reach),
        range: [time.value(-reach - 0.7), time.value(reach + 0.7)],
        zeroline: true,
      },
    },
    remarks: [
      tests === 0
        ? undefined
        : `Filled: a single lag is within, 95 times of 100 by chance; dotted: all ${tests} lags together (Bonferroni). Full colour: beyond it`,
      asymmetryText(leadLag),
      delayText(leadLag),
    ],
  });
  const plotHeight = height - layout.margin.t - layout.margin.b;
  // Room for the label beyond the peak.
  const part = Math.min(mostLabel, (labelLine * label.length + 10) / plotHeight);
  const room = (((1 + edgeRoom) * part) / (1 - part)) * (most - least);
  const edge = edgeRoom * (most - least);
  const range = [plotNumber(least - (isBelow ? room : edge)), plotNumber(most + (isBelow ? edge : room))];
  return {
    data: [
      ...bandTraces(lags, bands, time),
      {
        type: "bar",
        name: "correlation",
        x: lags.map(({ lag }) => time.value(lag)),
        y: lags.map(({ correlation }) => plotNumber(correlation)),
        yaxis: axisName(0),
        width: time.value(0.7),
        marker: { color: lags.map((row) => barColour(row, bonferroniP)) },
        text: lags.map((row) => lagText(row, leadLag, time)),
        textposition: "none",
        hovertemplate: "%{text}<extra></extra>",
      },
    ],
    layout: {
      ...layout,
      yaxis: { ...(layout.yaxis as object), range },
      bargap: 0.3,
      annotations: [
        ...layout.annotations,
        peakLabel(label, {
          at: leadLag.peak.lag / Math.max(1, reach),
          x: time.value(leadLag.peak.lag),
          y: isBelow ? least : most,
          isBelow,
        }),
      ],
    },
    config: figureConfig,
  };
}

/** By lag, the |correlation| whose own p is `p`; NaN where a lag has no error. */
function halfWidths(lags: readonly LagRow[], p: number): number[] {
  return lags.map(({ standardError, rows }) => studentCritical(p, rows - 2) * standardError);
}

function bandTraces(
  lags: readonly LagRow[],
  bands: { readonly single: readonly number[]; readonly all: readonly number[] },
  time: RowTime,
): Readonly<Record<string, unknown>>[] {
  const x = lags.map(({ lag }) => time.value(lag));
  const edge = (name: string, widths: readonly number[], sign: number, style: Readonly<Record<string, unknown>>) => ({
    type: "scatter",
    mode: "lines",
    name,
    x,
    y: widths.map((width) => plotNumber(sign * width)),
    yaxis: axisName(0),
    connectgaps: false,
    hoverinfo: "skip",
    ...style,
  });
  const clear = { line: { width: 0, color: okabeIto.grey } };
  const filled = { ...clear, fill: "tonexty", fillcolor: withOpacity(okabeIto.grey, 0.25) };
  const dotted = { line: { width: 1.5, dash: "dot", color: okabeIto.grey } };
  return [
    edge("single lag", bands.single, -1, clear),
    edge("single lag", bands.single, 1, filled),
    edge("all lags", bands.all, -1, dotted),
    edge("all lags", bands.all, 1, dotted),
  ];
}

function barColour({ lag, p }: LagRow, bonferroniP: number): string {
  const colour = lag > 0 ? okabeIto.blue : lag < 0 ? okabeIto.orange : okabeIto.grey;
  return p < bonferroniP ? colour : withOpacity(colour, 0.45);
}

function lagText({ lag, correlation, p, holmP, rows }: LagRow, { first, second }: LeadLag, time: RowTime): string {
  const [earlier, later] = lag < 0 ? [second, first] : [first, second];
  const place = lag === 0 ? "at the same time" : `${earlier} ${time.text(lag)} before ${later}`;
  return [
    plotText(place),
    `correlation ${decimals(correlation)}`,
    `p ${p.toPrecision(2)}, of all lags ${holmP.toPrecision(2)} (Holm)`,
    `${rows.toLocaleString("en-US")} rows`,
  ].join("<br>");
}

/** What the peak means, over all bars and bands or under them, and within the plot. */
function peakLabel(
  lines: readonly string[],
  { at, x, y, isBelow }: { readonly at: number; readonly x: number; readonly y: number; readonly isBelow: boolean },
): Readonly<Record<string, unknown>> {
  const side = at < -0.3 ? "left" : at > 0.3 ? "right" : "center";
  return {
    text: lines.map(plotText).join("<br>"),
    xref: "x",
    x: plotNumber(x) ?? 0,
    xanchor: side,
    align: side,
    yref: axisName(0),
    y: plotNumber(y),
    yanchor: isBelow ? "top" : "bottom",
    yshift: isBelow ? -3 : 3,
    showarrow: false,
    font: { size: 11 },
  };
}

/** Least and largest of the numbers there are. */
function extremes(values: readonly number[]): readonly [least: number, most: number] {
  const there = values.filter((value) => Number.isFinite(value));
  return [Math.min(...there), Math.max(...there)];
}

function asymmetryText({ first, asymmetry: { value, standardError, p } }: LeadLag): string | undefined {
  if (Number.isNaN(value)) return undefined;
  const probability = Number.isNaN(p) ? "" : `, p ${p.toPrecision(2)}`;
  return `Asymmetry (${first} leading less following): ${decimals(value)} ± ${decimals(standardError)}${probability}`;
}

/** Three of them, with a true minus sign. */
function decimals(value: number): string {
  return value.toFixed(3).replace("-", "−");
}

function delayText({ first, second, firstDelayMs, secondDelayMs }: LeadLag): string | undefined {
  const late = [
    { name: first, delayMs: firstDelayMs },
    { name: second, delayMs: secondDelayMs },
  ].filter(({ delayMs }) => delayMs > 0);
  if (late.length === 0) return undefined;
  const told = late.map(({ name, delayMs }) => `${name} is known ${intervalText(delayMs)} late`);
  return `${told.join(", ")}: a shorter lead cannot be used`;
}
