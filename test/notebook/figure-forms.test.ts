import { expect, test } from "vitest";
import { figureForms } from "../../lib/notebook/figure-forms.js";
import type { Figure } from "../../lib/plots/drawing/figure.js";

const line = { type: "scatter", mode: "lines", x: [1, 2], y: [3, 4] };

test("a figure is a picture and its title in words", () => {
  const forms = figureForms({ data: [line], layout: { title: { text: "<b>A</b> &lt;b&gt;<br>&amp; more" } } });
  expect(forms["text/plain"]).toBe('Figure "A <b> & more"');
  expect(forms["image/svg+xml"]).toMatch(/^<svg .*<title>A &lt;b&gt; &amp; more<\/title>.*<\/svg>$/s);
  expect(figureForms({ data: [], layout: {} })["text/plain"]).toBe("Figure");
});

test("a figure that only plotly can draw, or none at all, is its title alone", () => {
  const title = { text: "Parts" };
  const broken = { data: [null], layout: { title } } as unknown as Figure;
  for (const figure of [{ data: [{ type: "pie", values: [1, 2] }], layout: { title } }, broken]) {
    expect(figureForms(figure)).toEqual({ "text/plain": 'Figure "Parts"' });
  }
});

test("there is no HTML, which exporters would take before the picture", () => {
  expect(Object.keys(figureForms({ data: [line], layout: {} }))).toEqual(["image/svg+xml", "text/plain"]);
});

test("settings of any kind give a picture or none, and no error", () => {
  const odd = [null, "text", -1, Number.NaN, [], {}, [null], true];
  for (const value of odd) {
    for (const key of ["xaxis", "yaxis", "margin", "shapes", "annotations", "font", "title", "template", "height"]) {
      expect(() => figureForms({ data: [line], layout: { [key]: value } })).not.toThrow();
    }
    for (const key of [
      "x",
      "y",
      "line",
      "marker",
      "mode",
      "fill",
      "text",
      "error_y",
      "stackgroup",
      "z",
      "base",
      "width",
    ]) {
      for (const type of ["scatter", "bar", "heatmap"]) {
        const figure = { data: [{ ...line, type, z: [[1]], [key]: value }], layout: {} };
        expect(figureForms(figure)["image/svg+xml"] ?? "").not.toMatch(/NaN|undefined|Infinity|\[object/);
      }
    }
  }
});
