import { expect, test } from "vitest";
import { lineTraces } from "../../../lib/plots/drawing/line-traces.js";

const style = { strip: 1, colour: "#0072B2" };
const x = ["a", "b", "c", "d", "e", "f"];

test("a line without lone points is one trace, broken at its gaps", () => {
  const traces = lineTraces("price", { x, y: [1, 2, null, null, 3, 4] }, style);
  expect(traces).toHaveLength(1);
  expect(traces[0]).toMatchObject({
    mode: "lines",
    yaxis: "y2",
    connectgaps: false,
    line: { width: 1.5, dash: "solid" },
  });
});

test("points between gaps and at the ends are dots, since a line through one point is not drawn", () => {
  const [line, dots] = lineTraces("price", { x, y: [1, null, 0, null, null, 3] }, { ...style, text: x });
  expect(line).toMatchObject({ x, y: [1, null, 0, null, null, 3], text: x });
  expect(dots).toMatchObject({ mode: "markers", x: ["a", "c", "f"], y: [1, 0, 3], yaxis: "y2" });
  expect(lineTraces("price", { x: ["a"], y: [7] }, style)[1]).toMatchObject({ x: ["a"], y: [7] });
});
