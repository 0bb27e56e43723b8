import { expect, test } from "vitest";
import { averageCorrelation } from "../../../lib/evidence/sharpe/average-correlation.js";
import { deflatedSharpe } from "../../../lib/evidence/sharpe/deflated-sharpe.js";
import { expectedMaximumSharpe } from "../../../lib/evidence/sharpe/expected-maximum-sharpe.js";
import { minimumBacktestLength } from "../../../lib/evidence/sharpe/minimum-backtest-length.js";
import { minimumTrackRecord } from "../../../lib/evidence/sharpe/minimum-track-record.js";
import { probabilisticSharpe } from "../../../lib/evidence/sharpe/probabilistic-sharpe.js";
import { sharpeMoments } from "../../../lib/evidence/sharpe/sharpe-moments.js";
import { sharpeStandardError } from "../../../lib/evidence/sharpe/sharpe-standard-error.js";

const returns = [0.01, -0.02, 0.03, 0.01];
const holed = JSON.parse(JSON.stringify([0.01, Number.NaN, 0.03, 0.01])) as number[];

test("a gap that JSON wrote as null is refused, naming the row", () => {
  const refused = (owner: string, what: string) =>
    new TypeError(`${owner}: ${what} null at row 1 is no number; use NaN for a gap`);
  expect(() => sharpeMoments(holed)).toThrow(refused("sharpeMoments", "return"));
  expect(() => probabilisticSharpe(holed)).toThrow(refused("probabilisticSharpe", "return"));
  expect(() => minimumTrackRecord(holed)).toThrow(refused("minimumTrackRecord", "return"));
  expect(() => sharpeStandardError(holed)).toThrow(refused("sharpeStandardError", "return"));
  expect(() => averageCorrelation([holed, returns])).toThrow(refused("averageCorrelation", '"1"'));
  expect(() => deflatedSharpe(returns, { trialSharpes: holed })).toThrow(
    refused("deflatedSharpe", "trial Sharpe ratio"),
  );
});

test("what is neither returns nor a ratio with its moments is refused", () => {
  for (const given of [{ n: 10 }, undefined, null, 0.1]) {
    for (const [name, call] of Object.entries({ probabilisticSharpe, minimumTrackRecord, sharpeStandardError })) {
      expect(() => call(given as never)).toThrow(
        new TypeError(`${name}: neither returns nor a ratio with its moments; give an array, or { sharpe, n }`),
      );
    }
  }
  expect(() => sharpeStandardError({ n: 10 } as never, { method: "hac" })).toThrow("neither returns nor a ratio");
  expect(() => probabilisticSharpe({ sharpe: null, n: 10 } as never)).toThrow(
    "probabilisticSharpe: sharpe null is no number; give mean / deviation of the returns of one period",
  );
  expect(() => probabilisticSharpe({ sharpe: 0.1 } as never)).toThrow("n undefined is not a number of returns");
});

test("options that would be left unread are refused", () => {
  expect(() => sharpeStandardError(returns, { ddof: 2 as never })).toThrow(
    new RangeError("sharpeStandardError: unknown ddof 2; known: 0, 1"),
  );
  expect(() => minimumBacktestLength(10, 2 as never)).toThrow(
    new TypeError("minimumBacktestLength: options 2 are no object; give { annualSharpe: 2 }"),
  );
  expect(() => deflatedSharpe(returns)).toThrow(
    "deflatedSharpe: no number of trials; give trials, or the trialSharpes of all variants tried",
  );
  expect(() => expectedMaximumSharpe(10, undefined as never)).toThrow(
    "expectedMaximumSharpe: variance undefined of Sharpe ratios is no number; give that of all 10",
  );
});
