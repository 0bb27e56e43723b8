import { baseLayout, figureConfig } from "../../../lib/plots/drawing/base-layout.js";
import type { Figure } from "../../../lib/plots/drawing/figure.js";
import { divergingScale, sequentialScale } from "../../../lib/plots/drawing/palette.js";

type Traces = Figure["data"];

interface Extra {
  readonly title?: string;
  readonly axis?: Readonly<Record<string, unknown>>;
  readonly horizontal?: Readonly<Record<string, unknown>>;
  readonly right?: number;
  readonly left?: number;
  readonly height?: number;
  readonly layout?: Readonly<Record<string, unknown>>;
}

/** Traces over one strip, as figures of the library are laid out. */
export function synthetic(
  data: Traces,
  { title = "A figure", axis, horizontal, right, left, height = 360, layout }: Extra = {},
): Figure {
  const base = baseLayout({
    title,
    height,
    ...(right === undefined ? {} : { right }),
    ...(left === undefined ? {} : { left }),
    strips: [{ label: "Value", ...(axis === undefined ? {} : { axis }) }],
    ...(horizontal === undefined ? {} : { horizontal: { label: "place", axis: horizontal } }),
  });
  const { annotations = [], ...others } = layout ?? {};
  return {
    data,
    layout: { ...base, ...others, annotations: [...base.annotations, ...(annotations as typeof base.annotations)] },
    config: figureConfig,
  };
}

const count = 40;
const numbers = Array.from({ length: count }, (_, index) => index);
/** A wave with a hole. */
const wave = numbers.map((index) => (index > 14 && index < 19 ? null : Math.round(1000 * Math.sin(index / 5)) / 1000));
const hours = numbers.map((index) =>
  new Date(Date.UTC(2025, 6, 1, index)).toISOString().slice(0, 16).replace("T", " "),
);
const names = ["binance", "okx", "bybit", "deribit"];

const line = { type: "scatter", mode: "lines" };
const points = { type: "scatter", mode: "markers" };
const linear = { type: "linear" };
const symbols = [
  "circle",
  "circle-open",
  "square",
  "diamond",
  "triangle-up",
  "triangle-down",
  "x",
  "cross",
  "square-open",
  "diamond-open",
];

/** Figures by what is special about them: all that the static picture knows to draw. */
export const syntheticFigures: Readonly<Record<string, Figure>> = {
  "lines with a hole, dashed, dotted and stepped": synthetic([
    { ...line, x: hours, y: wave, line: { color: "#0072B2", width: 1.5 } },
    { ...line, x: hours, y: wave.map((y) => y && y + 1), line: { color: "#D55E00", width: 1.5, dash: "dash" } },
    { ...line, x: hours, y: wave.map((y) => y && y + 2), line: { color: "#009E73", width: 2, dash: "dot" } },
    { ...line, x: hours, y: wave.map((y) => y && y + 3), line: { color: "#E69F00", width: 1.5, shape: "hv" } },
  ]),
  "areas between lines": synthetic(
    [
      { ...line, x: numbers, y: numbers.map((x) => x + 5), line: { width: 0 } },
      {
        ...line,
        x: numbers,
        y: numbers.map((x) => 2 * x + 9),
        line: { width: 0 },
        fill: "tonexty",
        fillcolor: "rgba(0,114,178,0.3)",
      },
      {
        ...line,
        x: numbers,
        y: numbers.map((x) => 3 * Math.sin(x)),
        fill: "tozeroy",
        fillcolor: "rgba(213,94,0,0.4)",
        line: { color: "#D55E00" },
      },
    ],
    { horizontal: linear },
  ),
  "stacked areas": synthetic(
    ["#0072B2", "#D55E00", "#009E73"].map((color, index) => ({
      ...line,
      x: hours,
      y: numbers.map((row) => (index === 1 && row > 10 && row < 14 ? null : 1 + Math.sin(row / (3 + index)))),
      stackgroup: "all",
      line: { width: 0, color },
      fillcolor: color,
    })),
  ),
  "symbols of all kinds": synthetic(
    symbols.map((symbol, index) => ({
      ...points,
      x: [0, 1, 2, 3],
      y: [index, index + 0.3, index, index + 0.3],
      marker: {
        symbol,
        size: [6, 8, 10, 14],
        color: "#0072B2",
        opacity: 1,
        line: { width: symbol.includes("open") ? 1 : 0 },
      },
    })),
    { horizontal: linear },
  ),
  "colours and sizes of points one by one": synthetic(
    [
      {
        ...points,
        x: numbers,
        y: wave,
        marker: {
          color: numbers.map((index) => (index % 2 === 0 ? "#0072B2" : "rgba(213,94,0,0.5)")),
          size: numbers.map((index) => 4 + (index % 5) * 3),
          line: { width: 0 },
          opacity: 0.8,
        },
      },
    ],
    { horizontal: linear },
  ),
  "text at points": synthetic(
    [
      {
        type: "scatter",
        mode: "markers+text",
        x: [1, 2, 3, 4, 5],
        y: [1, 4, 2, 3, 5],
        text: ["middle", "above", "below", "left", "right<br>twice"],
        textposition: ["middle center", "top center", "bottom center", "middle left", "middle right"],
        textfont: { size: 11, color: "#696969" },
        marker: { size: 9, color: "#56B4E9" },
      },
    ],
    { horizontal: { type: "linear", range: [0, 6] } },
  ),
  "error bars": synthetic(
    [
      {
        ...points,
        x: [1, 2, 3],
        y: [10, 30, 20],
        error_y: {
          type: "data",
          symmetric: false,
          array: [2, 5, 9],
          arrayminus: [4, 1, 3],
          color: "#0072B2",
          width: 4,
        },
        error_x: {
          type: "data",
          symmetric: false,
          array: [0.2, 0.3, 0.1],
          arrayminus: [0.1, 0.1, 0.4],
          color: "#D55E00",
          width: 3,
        },
        marker: { size: 7, color: "#0072B2" },
      },
    ],
    { horizontal: linear },
  ),
  "bars side by side": synthetic(
    [
      { type: "bar", x: names, y: [3, -1, 2, 4], marker: { color: "#0072B2" } },
      { type: "bar", x: names, y: [1, 2, null, 3], marker: { color: ["#D55E00", "#E69F00", "#D55E00", "#E69F00"] } },
    ],
    { horizontal: { type: "category" }, layout: { barmode: "group", bargap: 0.3 } },
  ),
  "bars upon each other with text": synthetic(
    [
      {
        type: "bar",
        x: names,
        y: [30, 10, 20, 40],
        text: ["30", "10", "20", "40"],
        textposition: "inside",
        marker: { color: "#0072B2" },
      },
      {
        type: "bar",
        x: names,
        y: [10, 20, 5, 30],
        text: ["a", "b", "c", "d"],
        textposition: "outside",
        marker: { color: "#E69F00" },
      },
    ],
    { horizontal: { type: "category" }, layout: { barmode: "stack" } },
  ),
  "bars that lie": synthetic(
    [
      {
        type: "bar",
        orientation: "h",
        y: names,
        x: [3, -1, 2, 4],
        text: ["+3", "−1", "+2", "+4"],
        textposition: "outside",
        marker: { color: ["#0072B2", "#D55E00", "#0072B2", "#0072B2"] },
        cliponaxis: false,
      },
    ],
    { horizontal: { type: "linear", range: [-3, 6] }, axis: { type: "category", autorange: "reversed" }, left: 80 },
  ),
  "bars with offset, width and base": synthetic(
    [
      {
        type: "bar",
        x: [1, 2, 4, 7],
        y: [2, 3, -1, 4],
        base: [1, 0, 2, 1],
        offset: -0.5,
        width: [1, 0.5, 1, 2],
        marker: { color: "#009E73" },
      },
    ],
    { horizontal: linear, layout: { barmode: "relative", bargap: 0 } },
  ),
  "a histogram of bars that touch": synthetic(
    [
      {
        type: "bar",
        x: numbers.map((x) => (x - 20) / 100),
        y: numbers.map((x) => 400 - (x - 20) ** 2),
        marker: { color: "rgba(0,114,178,0.6)" },
      },
      {
        type: "bar",
        x: numbers.map((x) => (x - 20) / 100),
        y: numbers.map((x) => x),
        marker: { color: "rgba(213,94,0,0.6)" },
      },
    ],
    { horizontal: { type: "linear", tickformat: ".0%" }, layout: { barmode: "overlay", bargap: 0 } },
  ),
  "a heatmap with text and a colour bar": synthetic(
    [
      {
        type: "heatmap",
        x: ["1h", "4h", "1d", "7d"],
        y: [...names],
        z: [
          [1, -2, 0.5, null],
          [0, 3, -1, 2],
          [-3, 1, 2, 0],
          [0.5, 0.1, -0.4, 1],
        ],
        colorscale: divergingScale,
        zmid: 0,
        texttemplate: "%{z:.1f}",
        textfont: { size: 11 },
        xgap: 2,
        ygap: 2,
        colorbar: { title: { text: "Sharpe" }, tickformat: ".1f", thickness: 12, len: 0.9 },
      },
    ],
    { horizontal: { type: "category" }, axis: { type: "category" }, right: 80, left: 80 },
  ),
  "a heatmap of numbers": synthetic(
    [
      {
        type: "heatmap",
        x: [1, 2, 4, 8],
        y: [10, 20, 30],
        z: [
          [1, 2, 3, 4],
          [5, null, 7, 8],
          [9, 10, 11, 12],
        ],
        colorscale: sequentialScale,
        zmin: 0,
        zmax: 12,
        showscale: false,
      },
    ],
    { horizontal: linear },
  ),
  "a log axis over decades": synthetic(
    [{ ...line, x: numbers, y: numbers.map((x) => 10 ** (x / 8)), line: { color: "#0072B2" } }],
    {
      horizontal: linear,
      axis: { type: "log" },
    },
  ),
  "log axes within a decade": synthetic(
    [{ ...line, x: numbers.map((x) => 1 + x / 10), y: numbers.map((x) => 100 + 10 * x), line: { color: "#0072B2" } }],
    { horizontal: { type: "log" }, axis: { type: "log", tickprefix: "$" } },
  ),
  "ticks with words, prefixes and suffixes": synthetic(
    [{ ...line, x: numbers, y: numbers.map((x) => x * 1234), line: { color: "#0072B2" } }],
    {
      horizontal: {
        type: "linear",
        tickvals: [0, 10, 20, 39],
        ticktext: ["start", "<b>ten</b>", "20 &amp; more", "end"],
        ticks: "outside",
      },
      axis: { tickprefix: "$", ticksuffix: " USD", exponentformat: "none", separatethousands: true },
      left: 110,
    },
  ),
  "an axis that is reversed and one on the right": synthetic(
    [
      { ...line, x: numbers, y: wave, line: { color: "#0072B2" } },
      { ...line, x: numbers, y: numbers.map((x) => x * 1e6), yaxis: "y2", line: { color: "#D55E00" } },
    ],
    {
      horizontal: { type: "linear", autorange: "reversed" },
      right: 60,
      layout: { yaxis2: { overlaying: "y", side: "right", showgrid: false, zeroline: false } },
    },
  ),
  "rectangles and lines on axes and paper": synthetic([{ ...line, x: hours, y: wave, line: { color: "#0072B2" } }], {
    layout: {
      shapes: [
        {
          type: "rect",
          layer: "below",
          xref: "x",
          yref: "y domain",
          x0: hours[3],
          x1: hours[9],
          y0: 0,
          y1: 1,
          fillcolor: "rgba(230,159,0,0.3)",
          line: { width: 0 },
        },
        {
          type: "line",
          xref: "x",
          yref: "y domain",
          x0: hours[20],
          x1: hours[20],
          y0: 0,
          y1: 1,
          line: { color: "#D55E00", width: 1.5, dash: "dot" },
        },
        {
          type: "line",
          xref: "paper",
          yref: "y",
          x0: 0,
          x1: 1,
          y0: 1.4,
          y1: 1.4,
          line: { color: "#8C8C8C", width: 1 },
        },
        {
          type: "rect",
          xref: "paper",
          yref: "paper",
          x0: 0.8,
          x1: 0.95,
          y0: 0.1,
          y1: 0.3,
          opacity: 0.5,
          fillcolor: "#009E73",
          line: { color: "#000", width: 2 },
        },
      ],
    },
  }),
  "notes at points with and without arrows": synthetic([{ ...line, x: hours, y: wave, line: { color: "#0072B2" } }], {
    layout: {
      annotations: [
        {
          text: "peak",
          x: hours[8],
          y: 1,
          showarrow: true,
          ax: 40,
          ay: -24,
          arrowhead: 2,
          arrowcolor: "#8C8C8C",
          xref: "x",
          yref: "y",
        },
        {
          text: "left<br>two lines",
          x: hours[24],
          y: -0.9,
          xref: "x",
          yref: "y",
          showarrow: false,
          xanchor: "left",
          yanchor: "bottom",
          align: "left",
        },
        {
          text: "<i>corner</i>",
          x: 1,
          y: 1,
          xref: "paper",
          yref: "paper",
          xanchor: "right",
          yanchor: "top",
          showarrow: false,
        },
        {
          text: "middle",
          x: 0.5,
          y: 0.5,
          xref: "x domain",
          yref: "y domain",
          showarrow: false,
          bgcolor: "#ffffff",
          bordercolor: "#8C8C8C",
        },
      ],
    },
  }),
  "dates over years": synthetic([
    { ...line, x: ["2017-03-05", "2019-06-01", "2025-01-01"], y: [1, 3, 2], line: { color: "#0072B2" } },
  ]),
  "dates over months": synthetic([
    { ...line, x: ["2024-11-05", "2025-02-01", "2025-07-01"], y: [1, 3, 2], line: { color: "#0072B2" } },
  ]),
  "dates within an hour": synthetic([
    {
      ...line,
      x: ["2025-07-01 23:40", "2025-07-02 00:05", "2025-07-02 00:21"],
      y: [1, 3, 2],
      line: { color: "#0072B2" },
    },
  ]),
  "tiny and huge numbers": synthetic(
    [{ ...line, x: numbers.map((x) => x * 1e-7), y: numbers.map((x) => x * 1e11), line: { color: "#0072B2" } }],
    {
      horizontal: linear,
    },
  ),
  "a title of three lines": synthetic([{ ...points, x: [1, 2], y: [7, 8], marker: { size: 8, color: "#0072B2" } }], {
    title: "A title that is so long that it does not fit in one line beside the buttons, nor in two of them",
    horizontal: linear,
  }),
  "one point": synthetic([{ ...points, x: [3], y: [7], marker: { size: 8, color: "#0072B2" } }], {
    horizontal: linear,
  }),
  "nothing but gaps": synthetic([{ ...line, x: hours, y: hours.map(() => null) }]),
  "no points at all": synthetic([{ ...line, x: [], y: [] }]),
  "a range that reaches to zero and one that is set in part": synthetic(
    [{ ...line, x: numbers, y: numbers.map((x) => 50 + x), line: { color: "#0072B2" } }],
    { horizontal: { type: "linear", range: [5, 30] }, axis: { rangemode: "tozero" } },
  ),
};
