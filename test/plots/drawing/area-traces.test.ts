import { describe, expect, test } from "vitest";
import { type AreaLine, bandTraces, zeroAreaTraces } from "../../../lib/plots/drawing/area-traces.js";
import type { PlotLine } from "../../../lib/plots/drawing/plot-values.js";

const style = { strip: 1, colour: "#0072B2", fillcolor: "rgba(0,114,178,0.3)" };

function lineOf(name: string, y: readonly (number | null)[]): AreaLine {
  const line: PlotLine = {
    x: y.map((_, row) => `2025-07-${String((row % 28) + 1).padStart(2, "0")}`),
    y,
    rows: Int32Array.from(y, (_, row) => row),
    thinned: undefined,
  };
  return { name, line, text: y.map((value) => `at ${value}`), hovertemplate: "%{text}" };
}

const holed = [1, 2, null, null, 3, null, 4, 5];

describe("zeroAreaTraces", () => {
  test("fills each stretch between gaps by itself, with its own texts", () => {
    const areas = zeroAreaTraces(lineOf("mean", holed), style);
    expect(areas.map(({ y, text, fill, yaxis }) => [y, text, fill, yaxis])).toEqual([
      [[1, 2], ["at 1", "at 2"], "tozeroy", "y2"],
      [[3], ["at 3"], "tozeroy", "y2"],
      [[4, 5], ["at 4", "at 5"], "tozeroy", "y2"],
    ]);
    expect(areas[1]?.x).toEqual(["2025-07-05"]);
    // One point alone has no line.
    expect(areas.map(({ mode }) => mode)).toEqual(["lines", "lines+markers", "lines"]);
  });

  test("draws one line without an area where there are too many stretches, and nothing of nothing", () => {
    const broken = Array.from({ length: 122 }, (_, row) => (row % 2 === 0 ? row : null));
    const [line, dots, ...more] = zeroAreaTraces(lineOf("mean", broken), style);
    expect(more).toEqual([]);
    expect(dots).toMatchObject({ mode: "markers", y: broken.filter((value) => value !== null) });
    expect(line).toMatchObject({ y: broken, connectgaps: false });
    expect(line).not.toHaveProperty("fill");
    expect(zeroAreaTraces(lineOf("mean", [null, null]), style)).toEqual([]);
    expect(zeroAreaTraces(lineOf("mean", []), style)).toEqual([]);
  });
});

describe("bandTraces", () => {
  test("fills from the lower to the higher line within each stretch", () => {
    const band = bandTraces(lineOf("low", holed), lineOf("high", holed), style);
    expect(band.map(({ name, fill }) => [name, fill])).toEqual([
      ["low", undefined],
      ["high", "tonexty"],
      ["low", undefined],
      ["high", "tonexty"],
      ["low", undefined],
      ["high", "tonexty"],
    ]);
  });

  test("draws two lines, and dots where they are of one point, where there are too many stretches", () => {
    const broken = Array.from({ length: 122 }, (_, row) => (row % 2 === 0 ? row : null));
    const band = bandTraces(lineOf("low", broken), lineOf("high", broken), style);
    expect(band.map(({ name, fill }) => [name, fill])).toEqual([
      ["low", undefined],
      ["low", undefined],
      ["high", undefined],
      ["high", undefined],
    ]);
  });
});
