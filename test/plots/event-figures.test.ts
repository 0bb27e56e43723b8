import { describe, expect, test } from "vitest";
import { darkTemplate } from "../../lib/plots/drawing/template.js";
import { eventFigures } from "./event-figures.js";
import { said } from "./said.js";

describe.each(Object.entries(eventFigures(300, "light")))("the %s figure", (name, figure) => {
  test("is the same after a trip through JSON: plain arrays, no NaN, nothing undefined", () => {
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    expect(JSON.stringify(figure)).not.toMatch(/NaN|undefined|Infinity/);
  });

  test("says its source, and shows tags as text", () => {
    expect(said(figure)).toContain("Source: waves of &lt;b&gt;no&lt;/b&gt; market");
    expect(JSON.stringify(figure)).not.toContain("<script>");
  });

  test("never bridges a gap, and has a dark template that changes nothing else", () => {
    for (const line of figure.data.filter(({ mode }) => mode === "lines")) expect(line.connectgaps).toBe(false);
    const dark = eventFigures(300, "dark")[name];
    expect({ ...figure, layout: { ...figure.layout, template: darkTemplate } }).toEqual(dark);
  });
});

test("long figures stay small", () => {
  for (const [name, figure] of Object.entries(eventFigures(9_000, "light"))) {
    expect(JSON.stringify(figure).length, name).toBeLessThan(200_000);
  }
});

test("both crashes of the waves are found and drawn", () => {
  expect(eventFigures(400, "light").cascades?.layout.shapes).toHaveLength(2);
});
