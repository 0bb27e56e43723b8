import { expect, test } from "vitest";
import { simulationText } from "../../../lib/report/stamp/simulation-text.js";

test("all, some or none of the data is simulated", () => {
  const [real, made] = [{ simulated: false }, { simulated: true }];
  expect(simulationText([made, made])).toBe("Simulated data: no real market");
  expect(simulationText([real, made])).toBe("Some of the data is simulated: no real market");
  expect([simulationText([real]), simulationText([])]).toEqual([undefined, undefined]);
});
