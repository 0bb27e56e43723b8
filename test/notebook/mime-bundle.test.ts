import { describe, expect, test } from "vitest";
import { displaySymbol } from "../../lib/notebook/display-symbol.js";
import { isFigure, mimeBundle } from "../../lib/notebook/mime-bundle.js";
import { plotlyMime } from "../../lib/notebook/plotly-mime.js";
import { tableMime } from "../../lib/notebook/table.js";
import { sharesFigure } from "../../lib/plots/market/shares-figure.js";
import { panel } from "../../lib/series/panel.js";

const shares = panel({ times: [0], unit: "fraction", columns: { okx: [1] } });

describe("mimeBundle", () => {
  test("a figure is an object for plotly, not text, and its title for those who cannot draw", () => {
    const figure = sharesFigure(shares, { title: "Shares of <open> interest, by the venue that holds it" });
    const bundle = mimeBundle(figure);
    expect(Object.keys(bundle)).toEqual([plotlyMime, "image/svg+xml", "text/plain"]);
    expect(bundle[plotlyMime]).toBe(figure);
    expect(bundle["text/plain"]).toBe('Figure "Shares of <open> interest, by the venue that holds it"');
    expect(mimeBundle({ data: [], layout: {} })["text/plain"]).toBe("Figure");
  });

  test("a series and a panel are tables", () => {
    for (const value of [shares, shares.column("okx")]) {
      expect(Object.keys(mimeBundle(value))).toEqual([tableMime, "text/html", "text/plain"]);
    }
  });

  test("an object says itself how it is shown", () => {
    expect(mimeBundle({ [displaySymbol]: () => ({ "text/markdown": "**hi**" }) })).toEqual({
      "text/markdown": "**hi**",
    });
  });

  test("anything else is text as Node inspects it, and a string is itself", () => {
    expect(mimeBundle({ a: [1, Number.NaN] })).toEqual({ "text/plain": "{ a: [ 1, NaN ] }" });
    expect(mimeBundle("<b>")).toEqual({ "text/plain": "<b>" });
    expect(mimeBundle(null)).toEqual({ "text/plain": "null" });
    expect(mimeBundle(undefined)).toEqual({ "text/plain": "undefined" });
  });

  test("a display method that gives no bundle is an error", () => {
    const message = "mimeBundle: a Jupyter.display method gave";
    expect(() => mimeBundle({ [displaySymbol]: () => "text" })).toThrow(message);
    expect(() => mimeBundle({ [displaySymbol]: async () => ({}) })).toThrow(message);
  });
});

test("isFigure is true of what plotly takes and false of a danfojs frame or a response", () => {
  expect(isFigure({ data: [], layout: {} })).toBe(true);
  expect(isFigure({ data: [], layout: [] })).toBe(false);
  expect(isFigure({ data: {} })).toBe(false);
  expect(isFigure(null)).toBe(false);
});
