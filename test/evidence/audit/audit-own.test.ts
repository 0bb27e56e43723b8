import { describe, expect, test } from "vitest";
import { type Cascades, cascades } from "../../../lib/analytics/cascades/cascades.js";
import { costBasis } from "../../../lib/analytics/cost-basis/cost-basis.js";
import { typicalPrice } from "../../../lib/analytics/cost-basis/typical-price.js";
import { decomposition } from "../../../lib/analytics/decomposition/decomposition.js";
import { breadth } from "../../../lib/analytics/divergence/breadth.js";
import { divergence } from "../../../lib/analytics/divergence/divergence.js";
import { growthGap } from "../../../lib/analytics/divergence/growth-gap.js";
import { growthResidual } from "../../../lib/analytics/divergence/growth-residual.js";
import { priceOpenInterestCorrelation } from "../../../lib/analytics/divergence/price-open-interest-correlation.js";
import { swingDivergence } from "../../../lib/analytics/divergence/swing-divergence.js";
import { annualisedFunding } from "../../../lib/analytics/funding/annualised-funding.js";
import { weightedFunding } from "../../../lib/analytics/funding/weighted-funding.js";
import { quietBuildup } from "../../../lib/analytics/leverage/quiet-buildup.js";
import { regimes } from "../../../lib/analytics/regimes/regimes.js";
import { steadyRegimes } from "../../../lib/analytics/regimes/steady-regimes.js";
import { concentration } from "../../../lib/analytics/shares/concentration.js";
import { shares } from "../../../lib/analytics/shares/shares.js";
import { linkedTotal } from "../../../lib/analytics/totals/linked-total.js";
import { total } from "../../../lib/analytics/totals/total.js";
import { buyAndHold } from "../../../lib/backtest/signals/buy-and-hold.js";
import { carryPosition } from "../../../lib/backtest/signals/carry-position.js";
import { cascadeRebound } from "../../../lib/backtest/signals/cascade-rebound.js";
import { divergenceMomentum } from "../../../lib/backtest/signals/divergence-momentum.js";
import { movingAverageCross } from "../../../lib/backtest/signals/moving-average-cross.js";
import { regimePosition } from "../../../lib/backtest/signals/regime-position.js";
import { reversionPosition } from "../../../lib/backtest/signals/reversion-position.js";
import { shareMigrationPosition } from "../../../lib/backtest/signals/share-migration-position.js";
import { zScoreReversion } from "../../../lib/backtest/signals/z-score-reversion.js";
import { audit } from "../../../lib/evidence/audit/audit.js";
import { outputColumns } from "../../../lib/evidence/audit/output-columns.js";
import { countOneSide } from "../../../lib/market/sides.js";
import type { Panel } from "../../../lib/series/panel.js";
import { resample, resampleCandles } from "../../../lib/series/resample.js";
import type { Series } from "../../../lib/series/series.js";
import { dayMs } from "../../../lib/series/time.js";
import { type Dataset, referenceFunding } from "../../../lib/sources/dataset.js";
import { loadSample } from "../../../lib/sources/sample/sample.js";

const dataset = await loadSample({ interval: "4h", from: "2023-06-01", to: "2023-09-15" });

/** Coins of the linear perpetuals that are there at the first row, each contract counted once. */
function coins({ openInterest }: Dataset): Panel {
  const first = openInterest.select(
    ({ values, identity }) => identity.margin === "linear" && identity.kind === "perpetual" && values[0] === values[0],
  );
  return countOneSide(first);
}

const price = ({ candles }: Dataset): Series => candles.close;
const held = (data: Dataset): Series => linkedTotal(coins(data));
const found = (data: Dataset): Cascades =>
  cascades(
    { oi: coins(data), price: price(data) },
    { horizon: 1, window: 60, multiple: 2, priceMultiple: 1, minLoss: 0.001 },
  );

const computations: Readonly<Record<string, (data: Dataset) => unknown>> = {
  total: (data) => total(coins(data), { over: "reporting" }),
  "linked total": held,
  shares: (data) => shares(coins(data)),
  concentration: (data) => concentration(coins(data), { over: "reporting" }),
  divergence: (data) => divergence(coins(data), { window: 40, minCount: 20, over: "reporting" }),
  "robust divergence": (data) => divergence(coins(data), { window: 40, minCount: 20, score: "robust" }),
  "growth gap": (data) => growthGap(coins(data)),
  "growth residual": (data) => growthResidual(coins(data), { window: 40 }),
  breadth: (data) => breadth(coins(data)),
  "swing divergence": (data) => swingDivergence(price(data), held(data)),
  "correlation of price and open interest": (data) =>
    priceOpenInterestCorrelation(price(data), held(data), { window: 30 }),
  "quiet buildup": (data) => quietBuildup(price(data), held(data), { window: 60 }),
  "cost basis": (data) => costBasis(held(data), price(data), { entryPrice: typicalPrice(data.candles) }),
  "cost basis, first in first out": (data) => costBasis(held(data), price(data), { method: "fifo" }),
  decomposition: (data) => {
    const names = coins(data).names;
    return decomposition(countOneSide(data.openInterestUsd.select(names)), coins(data));
  },
  "weighted funding": (data) => {
    const weights = coins(data);
    const instruments = weights.columns.map(({ identity }) => identity.instrument);
    const rates = data.funding.filter(({ identity }) => instruments.includes(identity.instrument));
    return weightedFunding(rates, weights, { over: "reporting" });
  },
  regimes: (data) => regimes(price(data), held(data), { band: { kind: "volatility", window: 50, multiple: 0.5 } }),
  "steady regimes": (data) => steadyRegimes(regimes(price(data), held(data)), 3),
  cascades: found,
  "daily bars": ({ candles, openInterest }) => [
    resampleCandles(candles, dayMs).close,
    resample(openInterest, dayMs, { take: "last" }),
  ],

  "position by regime": (data) =>
    regimePosition(regimes(price(data), held(data)), { "long buildup": 1, "long unwinding": -1 }, { hold: true }),
  "position by reversion of a divergence": (data) => reversionPosition(firstScore(data), { enter: 1 }),
  "position by momentum of a divergence": (data) => divergenceMomentum(firstScore(data), { enter: 1 }),
  "position by z-score": (data) => zScoreReversion(held(data), { window: 30 }),
  "position after a cascade": (data) => cascadeRebound(found(data), { maxBars: 12 }),
  "position after a cascade until it has recovered": (data) => cascadeRebound(found(data), { untilRecovered: true }),
  "position by migration of shares": (data) =>
    shareMigrationPosition(coins(data), coins(data).names[0], { window: 30 }),
  "position by carry": (data) => carryPosition(annualisedFunding(referenceFunding(data) as Series), data.candles.times),
  "position by moving averages": (data) => movingAverageCross(price(data), { fast: 5, slow: 20, short: true }),
  "buy and hold": ({ candles }) => buyAndHold(candles),
};

function firstScore(data: Dataset): Series {
  const oi = coins(data);
  return divergence(oi, { window: 40, minCount: 20 }).zScore.column(oi.names[0]);
}

describe("audit finds nothing in", () => {
  for (const [name, compute] of Object.entries(computations)) {
    test(name, async () => {
      const audited = await audit(compute, dataset, { cuts: 6 });
      expect(audited.findings).toEqual([]);
      expect(audited.failures).toEqual([]);
      expect(audited.clean).toBe(true);
    });
  }
});

test("each of them says something on that data", async () => {
  for (const [name, compute] of Object.entries(computations)) {
    const columns = outputColumns(compute(dataset)).columns;
    expect(columns.length, name).toBeGreaterThan(0);
    if (name === "buy and hold") continue;
    const varied = columns.filter(
      ({ values }) => new Set(Array.from(values).filter((value) => value === value)).size > 1,
    );
    expect(varied.length, name).toBeGreaterThan(0);
  }
});
