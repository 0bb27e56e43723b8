import { describe, expect, test } from "vitest";
import { darkTemplate, lightTemplate } from "../../lib/plots/drawing/template.js";
import { everyFigure } from "./figures.js";

/** Every number, text and key below a value. */
function leaves(value: unknown): unknown[] {
  if (typeof value !== "object" || value === null) return [value];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...leaves(inner)]);
}

describe.each(Object.entries(everyFigure(300, "light")))("the %s figure", (_, figure) => {
  test("is the same after a trip through JSON: plain arrays, no NaN, nothing undefined", () => {
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    expect(
      leaves(figure).filter((leaf) => leaf === undefined || (typeof leaf === "number" && !Number.isFinite(leaf))),
    ).toEqual([]);
  });

  test("says its title, UTC, units and source, and shows tags as text", () => {
    const { title, xaxis, annotations } = figure.layout as {
      title: { text: string };
      xaxis: { title: { text: string } };
      annotations: { text: string }[];
    };
    expect(title.text).not.toBe("");
    expect(xaxis.title.text).toBe("time (UTC)");
    const text = annotations.map((annotation) => annotation.text).join("\n");
    expect(text).toMatch(/USD|%|BTC|standard deviations/);
    expect(text).toContain("Source: waves of &lt;b&gt;no&lt;/b&gt; market");
    expect(JSON.stringify(figure)).not.toContain("<script>");
  });

  test("offers no upload to plotly's servers and no formulas", () => {
    expect(figure.config).toMatchObject({ showSendToCloud: false, typesetMath: false });
  });

  test("never bridges a gap", () => {
    const lines = figure.data.filter(
      (trace) => trace.type === "scatter" && trace.mode === "lines" && !trace.stackgroup,
    );
    for (const line of lines) expect(line.connectgaps).toBe(false);
  });
});

test("a theme changes the template and nothing else", () => {
  const [light, dark] = [everyFigure(30, "light"), everyFigure(30, "dark")];
  for (const [name, figure] of Object.entries(light)) {
    expect(figure.layout.template).toBe(lightTemplate);
    expect({ ...figure, layout: { ...figure.layout, template: darkTemplate } }).toEqual(dark[name]);
  }
});

test("a long figure stays small and says that it was thinned", () => {
  for (const [name, figure] of Object.entries(everyFigure(9_000, "light"))) {
    const json = JSON.stringify(figure);
    expect(json.length, name).toBeLessThan(300_000);
    expect(json, name).toMatch(/Lines show [\d,]+ of 9,000 points/);
  }
});
