import { expect, test } from "vitest";
import { minimumTrackRecord } from "../../../lib/evidence/sharpe/minimum-track-record.js";
import { probabilisticSharpe } from "../../../lib/evidence/sharpe/probabilistic-sharpe.js";
import { fourStrategies } from "./returns.js";

// Bailey & López de Prado 2012, section on MinTRL: years for an annual Sharpe ratio of 2 to be above 1 with 95 %.
test.each([
  ["daily normal returns", 252, 0, 3, "2.73"],
  ["weekly normal returns", 52, 0, 3, "2.83"],
  ["monthly normal returns", 12, 0, 3, "3.24"],
  ["monthly returns of hedge funds", 12, -0.72, 5.78, "4.99"],
])("%s need as many years as in the paper", (_, perYear, skewness, kurtosis, years) => {
  const sample = { sharpe: 2 / Math.sqrt(perYear), skewness, kurtosis };
  const periods = minimumTrackRecord(sample, { benchmark: 1 / Math.sqrt(perYear) });
  expect((periods / perYear).toFixed(2)).toBe(years);
});

test("with as many returns the probability is the confidence", () => {
  for (const confidence of [0.6, 0.95, 0.999]) {
    const sample = { sharpe: 0.2, skewness: -1, kurtosis: 7 };
    const n = minimumTrackRecord(sample, { benchmark: 0.05, confidence });
    expect(probabilisticSharpe({ ...sample, n }, { benchmark: 0.05 })).toBeCloseTo(confidence, 12);
  }
});

// The first strategy has 0.3191 a period, almost normal: some 1 + 1.073 (1.645 / 0.3191)² = 29.5 returns; it has 40.
test("returns are judged by their own moments", () => {
  expect(minimumTrackRecord(fourStrategies[0])).toBeCloseTo(29.5, 1);
});

test("no length makes a ratio that is no better better", () => {
  expect(minimumTrackRecord({ sharpe: 0.1 }, { benchmark: 0.1 })).toBeNaN();
  expect(minimumTrackRecord({ sharpe: -0.1 })).toBeNaN();
  expect(minimumTrackRecord([0.01, 0.01])).toBeNaN();
});

test("a confidence that is none is refused", () => {
  expect(() => minimumTrackRecord({ sharpe: 0.1 }, { confidence: 95 })).toThrow(
    "minimumTrackRecord: confidence 95 is not between 0.5 and 1",
  );
});
