import { expect, test } from "vitest";
import { cascades } from "../../../lib/analytics/cascades/cascades.js";
import { regimes } from "../../../lib/analytics/regimes/regimes.js";
import { carryPosition } from "../../../lib/backtest/signals/carry-position.js";
import { cascadeRebound } from "../../../lib/backtest/signals/cascade-rebound.js";
import { divergenceMomentum } from "../../../lib/backtest/signals/divergence-momentum.js";
import { movingAverageCross } from "../../../lib/backtest/signals/moving-average-cross.js";
import { priceOnlyPosition } from "../../../lib/backtest/signals/price-only-position.js";
import { regimePosition } from "../../../lib/backtest/signals/regime-position.js";
import { reversionPosition } from "../../../lib/backtest/signals/reversion-position.js";
import { shareGain } from "../../../lib/backtest/signals/share-gain.js";
import { zScoreReversion } from "../../../lib/backtest/signals/z-score-reversion.js";
import { panel } from "../../../lib/series/panel.js";
import { series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";

const times = [1, 2, 3, 4, 5, 6].map((hour) => hour * hourMs);
const close = series({ times, values: [1, 2, 3, 2, 1, 2], name: "close", unit: "price" });
const score = series({ times, values: [0, 1, 2, 1, 0, -1], name: "z", unit: "score" });
const held = series({ times, values: [1, 2, 3, 2, 1, 2], name: "oi", unit: "base" });
const rate = series({ times: [8 * hourMs], values: [0.001], name: "funding", unit: "fraction" });
const columns = { okx: [1, 2, 3, 4, 5, 6], bybit: [6, 5, 4, 3, 2, 1] };

test("signals are named with their parameters, so that trials can be told apart", () => {
  expect(movingAverageCross(close, { fast: 2, slow: 3 }).name).toBe("moving averages 2/3 of close");
  expect(movingAverageCross(close, { fast: 1, slow: 3, short: true }).name).toBe(
    "moving averages 1/3 of close, long and short",
  );
  expect(reversionPosition(score).name).toBe("reversion of z at 2/0.5");
  expect(divergenceMomentum(score, { enter: 1, leave: 0 }).name).toBe("momentum of z at 1/0");
  expect(zScoreReversion(close, { window: 3, enter: 1 }).name).toBe("reversion of close over 3 rows at 1/0.5");
  expect(carryPosition(rate, times, { window: 3 }).name).toBe("carry of funding over 3 rows at 0.2/0.1");
  const oi = panel({ times, unit: "base", columns });
  expect(shareGain(oi, "okx").name).toBe("share gain of okx");
  expect(shareGain(oi, "okx", { horizon: 2 }).name).toBe("share gain of okx in 2 rows");
  const price = held.with(held.values, { name: "price", unit: "price" });
  const found = cascades(
    { oi: panel({ times, unit: "base", columns: { okx: [1, 2, 3, 2, 1, 2] } }), price },
    { horizon: 1 },
  );
  expect(cascadeRebound(found).name).toBe("cascade rebound of 24 bars");
  expect(cascadeRebound(found, { maxBars: 3, untilRecovered: true }).name).toBe(
    "cascade rebound of 3 bars, until recovered",
  );
});

test("rules by regime are named with their targets, in the order of the regimes", () => {
  const found = regimes(close, held);
  const rule = { "short buildup": -1, "long buildup": 0.5 } as const;
  expect(regimePosition(found, rule).name).toBe("regime position: long buildup 0.5, short buildup -1");
  expect(regimePosition(found, rule, { hold: true }).name).toBe(
    "regime position: long buildup 0.5, short buildup -1, held",
  );
  expect(regimePosition(found, {}).name).toBe("regime position: flat");
  expect(priceOnlyPosition(found, rule).name).toBe("price-only position: long buildup 0.5, short buildup -1");
  const priceTargets = { up: 1, down: -1, neutral: 0 };
  expect(priceOnlyPosition(found, rule, { priceTargets, hold: true }).name).toBe(
    "price-only position: up 1, down -1, neutral 0, held",
  );
});
