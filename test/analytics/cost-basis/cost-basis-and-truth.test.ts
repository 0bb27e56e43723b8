import { sampleCorrelation, sampleStandardDeviation } from "simple-statistics";
import { expect, test } from "vitest";
import { costBasis } from "../../../lib/analytics/cost-basis/cost-basis.js";
import { series } from "../../../lib/series/series.js";
import { simulatedYear } from "../simulated.js";

// Every trade has a buyer, who opens a long or closes a short. Those who open are takers who open longs, makers who answer
// 86 of 100 of the takers' new shorts, and makers who take over 14 of 100 of the longs that takers close.
test("in the simulated market the estimate follows the holders' true profit from afar, and exaggerates it", () => {
  const { times, contracts, truth } = simulatedYear();
  const { openInterest, longsOpened, shortsOpened, longsClosed } = truth.contracts[0];
  const { markPrice, instrument } = contracts[0];
  const trueReturn = new Float64Array(times.length).fill(Number.NaN);
  let [entry, known] = [0, 0];
  for (let t = 1; t < times.length; t++) {
    const opened =
      longsOpened[t] + Math.floor(0.86 * shortsOpened[t]) + (longsClosed[t] - Math.floor(0.86 * longsClosed[t]));
    known += opened;
    entry += (markPrice[t] - entry) * (opened / known);
    known *= openInterest[t] / (openInterest[t - 1] + opened);
    if (known / openInterest[t] >= 0.5) trueReturn[t] = markPrice[t] / entry - 1;
  }
  const held = openInterest.map((value) => value * instrument.contractSize);
  const oi = series({ times, values: held, name: "oi", unit: "base" });
  const price = series({ times, values: markPrice, name: "mark", unit: "price" });
  const found = (["average", "fifo"] as const).map((method) => {
    const estimate = costBasis(oi, price, { method }).unrealisedReturn.values;
    const rows = [...times.keys()].filter((t) => !Number.isNaN(estimate[t] + trueReturn[t]));
    const [truly, estimated] = [trueReturn, estimate].map((values) => rows.map((t) => values[t]));
    return [sampleCorrelation(truly, estimated), sampleStandardDeviation(truly), sampleStandardDeviation(estimated)];
  });
  expect(found.map((row) => row.map((value) => Number(value.toFixed(2))))).toEqual([
    [0.52, 0.02, 0.07],
    [0.61, 0.02, 0.06],
  ]);
});
