import { describe, expect, test } from "vitest";
import { darkTemplate } from "../../../lib/plots/drawing/template.js";
import { said } from "../said.js";
import { venueFigures } from "./venue-figures.js";

describe.each(Object.entries(venueFigures(300, "light")))("the %s figure", (name, figure) => {
  test("is the same after a trip through JSON: plain arrays, no NaN, nothing undefined", () => {
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    expect(JSON.stringify(figure)).not.toMatch(/NaN|undefined|Infinity/);
  });

  test("says UTC, units and source, and shows tags as text", () => {
    const axis = (figure.layout.xaxis as { title: { text: string } }).title.text;
    expect(`${axis}\n${said(figure)}`).toContain("UTC");
    expect(said(figure)).toMatch(/USD|%|points|HHI/);
    expect(said(figure)).toContain("Source: waves of &lt;b&gt;no&lt;/b&gt; market");
    expect(JSON.stringify(figure)).not.toContain("<script>");
  });

  test("never bridges a gap, and has a dark template that changes nothing else", () => {
    for (const line of figure.data.filter(({ mode }) => mode === "lines")) expect(line.connectgaps).toBe(false);
    const dark = venueFigures(300, "dark")[name];
    expect({ ...figure, layout: { ...figure.layout, template: darkTemplate } }).toEqual(dark);
  });
});

test("long figures stay small and say that they were thinned", () => {
  for (const [name, figure] of Object.entries(venueFigures(9_000, "light"))) {
    expect(JSON.stringify(figure).length, name).toBeLessThan(300_000);
    if (name !== "migration")
      expect(said(figure), name).toMatch(/(Lines|Points) show [\d,]+ of [89],\d{3} (points|bars)/);
  }
});
