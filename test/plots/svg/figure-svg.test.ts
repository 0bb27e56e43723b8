import { describe, expect, test } from "vitest";
import type { Figure } from "../../../lib/plots/drawing/figure.js";
import { darkTemplate } from "../../../lib/plots/drawing/template.js";
import { type FigureSvgOptions, figureSvg } from "../../../lib/plots/svg/figure-svg.js";
import { everyFigure } from "../figures.js";
import { pathPoints } from "./path-points.js";
import { synthetic, syntheticFigures } from "./synthetic.js";

const line = { type: "scatter", mode: "lines", line: { color: "#0072B2", width: 2 } };
const plain = synthetic([{ ...line, x: [0, 1, 2], y: [0, 1, 0] }], {
  horizontal: { type: "linear", range: [0, 2] },
  axis: { range: [0, 2] },
});

/** Data of the paths of a colour. */
function paths(svg: string, colour: string): string[] {
  return [...svg.matchAll(/<path ([^>]*)\/>/g)]
    .map((match) => match[1] as string)
    .filter((attributes) => attributes.includes(`"${colour}"`))
    .map((attributes) => / d="([^"]*)"/.exec(attributes)?.[1] as string);
}

// The plot is 800 − 60 − 16 = 724 pixels wide and 360 − 56 − 52 = 252 high, so that 1 lies half way across and up.
test("a line runs through its points in pixels, each told by its way from the last", () => {
  expect(paths(figureSvg(plain), "#0072b2")).toEqual(["M60 308l362-126 362 126"]);
});

test("a gap stays a gap: the path begins anew behind it", () => {
  const figure = synthetic(
    [{ ...line, x: [0, 1, 2, 3, 4], y: [1, 1, null, 2, 2], fill: "tozeroy", fillcolor: "#E69F00" }],
    {
      horizontal: { type: "linear", range: [0, 4] },
      axis: { range: [0, 2] },
    },
  );
  const svg = figureSvg(figure);
  expect(paths(svg, "#0072b2")).toEqual(["M60 182h181M603 56h181"]);
  expect(paths(svg, "#e69f00")).toEqual(["M60 182h181v126h-181zM603 56h181v252h-181z"]);
});

// Of 40,000 points over 724 pixels, about 55 in each, the highest and the lowest of each pixel are drawn.
test("what lies in one column of pixels is drawn by its extremes", () => {
  const values = Array.from({ length: 40_000 }, (_, index) => Math.round(500 * Math.sin(index * 1.7)) / 1000);
  values[20_007] = 5;
  const x = values.map((_, index) => index);
  const svg = figureSvg(
    synthetic([{ ...line, x, y: values }], { horizontal: { type: "linear" }, axis: { range: [0, 5] } }),
  );
  expect(svg.length).toBeLessThan(40_000);
  const [path = ""] = paths(svg, "#0072b2");
  const highest = Math.min(...pathPoints(path).map(([, y]) => y));
  expect(highest).toBeCloseTo(56, 0);
});

describe.each(Object.entries({ ...everyFigure(300, "light"), ...syntheticFigures }))("%s", (_, figure) => {
  test("is the same each time, small, and in numbers of at most two decimals", () => {
    const svg = figureSvg(figure);
    expect(figureSvg(JSON.parse(JSON.stringify(figure)) as Figure)).toBe(svg);
    expect(svg.length).toBeLessThan(60_000);
    expect(svg).not.toMatch(/NaN|undefined|Infinity|\d\.\d{4}/);
    expect(svg).not.toMatch(/ id=|href|<script|<style/);
  });

  test("has the figure's title for those who cannot see it", () => {
    const text = (figure.layout.title as { text: string }).text.replaceAll("<br>", " ");
    expect(figureSvg(figure)).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" class="oi-figure" role="img" /);
    expect(figureSvg(figure)).toContain(`<title>${text}</title>`);
  });
});

test("long lines stay small", () => {
  for (const [name, figure] of Object.entries(everyFigure(9_000, "light"))) {
    expect(figureSvg(figure).length, name).toBeLessThan(60_000);
  }
});

describe("the theme", () => {
  const colours = (options: FigureSvgOptions): readonly string[] =>
    figureSvg(plain, options).match(/fill="[^"]+"/g) ?? [];

  test("light stands on white, dark on dark grey, whatever theme the figure was made with", () => {
    expect(colours({})).toEqual(expect.arrayContaining(['fill="#fff"', 'fill="#696969"']));
    expect(colours({ theme: "dark" })).toEqual(expect.arrayContaining(['fill="#1c1c1e"', 'fill="#d4d4d4"']));
    const dark = { ...plain, layout: { ...plain.layout, template: darkTemplate } };
    expect(figureSvg(dark)).toBe(figureSvg(plain));
  });

  test("auto follows the reader's, on no background of its own", () => {
    const svg = figureSvg(plain, { theme: "auto" });
    expect(svg).toContain("@media screen and (prefers-color-scheme:dark){.oi-figure{--oi-text:#d4d4d4");
    expect(svg).toContain('fill="var(--oi-text)"');
    expect(svg).not.toMatch(/#696969"|<rect/);
  });

  test("a background of one's own is taken", () => {
    expect(figureSvg(plain, { theme: "auto", background: "#fafafa" })).toContain(
      '<rect width="800" height="360" fill="#fafafa"/>',
    );
    expect(figureSvg(plain, { background: "none" })).not.toContain("<rect");
  });

  test("a template that is not the library's stays", () => {
    const template = { layout: { font: { color: "#123456" }, paper_bgcolor: "#fedcba" } };
    const svg = figureSvg({ data: plain.data, layout: { ...plain.layout, template } }, { theme: "dark" });
    expect(svg).toMatch(/<rect width="800" height="360" fill="#fedcba"\/>.*fill="#123456"/s);
  });
});

test("a figure of several traces that does not say otherwise has a legend, as plotly gives it", () => {
  const data = [
    { ...line, name: "<b>a", x: [0, 1], y: [0, 1] },
    { type: "bar", name: "bars", x: [0, 1], y: [1, 2] },
  ];
  const texts = (layout: Figure["layout"]): string[] =>
    [...figureSvg({ data, layout }).matchAll(/<text[^>]*>(.*?)<\/text>/g)].map((match) => match[1] as string);
  expect(texts({})).toEqual(expect.arrayContaining(["bars", '<tspan font-weight="bold">a</tspan>']));
  expect(texts({ showlegend: false })).not.toContain("bars");
});

describe("what cannot be drawn is said instead of drawn", () => {
  const refused: readonly (readonly [string, Figure])[] = [
    ['traces of type "pie"', { data: [{ type: "pie", values: [1, 2] }], layout: {} }],
    ['areas of fill "toself"', { data: [{ ...line, x: [1], y: [1], fill: "toself" }], layout: {} }],
    [
      'axes of type "multicategory"',
      { data: [{ ...line, x: [1], y: [1] }], layout: { xaxis: { type: "multicategory" } } },
    ],
    ["categories of several levels", { data: [{ ...line, x: [["a"], ["b"]], y: [1] }], layout: {} }],
    ['shapes of type "circle"', { data: [], layout: { shapes: [{ type: "circle" }] } }],
    ['markers of symbol "star"', { data: [{ type: "scatter", y: [1, 2], marker: { symbol: "star" } }], layout: {} }],
    ["markers on a colour scale", { data: [{ type: "scatter", y: [1, 2], marker: { color: [1, 2] } }], layout: {} }],
  ];

  test.each(refused)("%s", (problem, figure) => {
    const svg = figureSvg({ ...figure, layout: { ...figure.layout, title: { text: "A <b>b</b> &lt;c&gt;" } } });
    expect(svg).toContain(`This picture cannot show ${problem.replaceAll('"', "&quot;")}.`);
    expect(svg).toContain('<tspan font-weight="bold">A b &lt;c&gt;</tspan>');
    expect(svg).toContain("Open the notebook to see the figure.");
    expect(svg).not.toContain("<path");
  });
});

test("wrong options are refused", () => {
  expect(() => figureSvg(plain, { width: 0 })).toThrow("figureSvg: width 0 is not from 100 to 10,000 pixels");
  expect(() => figureSvg(plain, { theme: "blue" as "auto" })).toThrow(
    'figureSvg: unknown theme "blue"; known: light, dark, auto',
  );
});

test("an empty figure is empty axes, as plotly shows them", () => {
  const svg = figureSvg({ data: [], layout: {} });
  expect(svg).toContain("<title>Figure</title>");
  expect([...svg.matchAll(/<text[^>]*>([^<]*)</g)].map((match) => match[1])).toEqual(
    expect.arrayContaining(["−1", "0", "1", "2", "3", "4", "5", "6"]),
  );
});
