import { expect, test } from "vitest";
import { resultFigures } from "./result-figures.js";

test("figures of results are the same after a trip through JSON", async () => {
  for (const [name, figure] of Object.entries(await resultFigures("light"))) {
    expect(JSON.parse(JSON.stringify(figure)), name).toEqual(figure);
  }
});
