import { describe, expect, test } from "vitest";
import { backtest } from "../../../lib/backtest/engine/backtest.js";
import { hourMs } from "../../../lib/series/time.js";
import { candlesOf, closeTo, flatCandles, free, positionOf } from "../candles-of.js";

const quiet = { ...free, trial: false as const };

describe("the log of orders", () => {
  // 1 % slippage and fee. Bought at 101: 10,100 / 101 = 100 units, slippage 100, fee 101. Sold at 120 × 0.99 = 118.8.
  test("tells each fill with its price, its costs and what is held after it", () => {
    const candles = flatCandles([100, 100], [100, 110], [110, 120], [120, 130]);
    const { orders } = backtest(positionOf([1, 1, 0, 0]), candles, {
      feeBps: 100,
      slippageBps: 100,
      initialEquity: 10_100,
      trial: false,
    });
    expect(orders).toHaveLength(2);
    expect(orders[0]).toEqual({
      instrument: "BTC",
      row: 1,
      time: hourMs,
      side: "buy",
      units: 100,
      quoted: 100,
      price: 101,
      notional: 10_100,
      fee: 101,
      slippage: 100,
      liquidation: 0,
      position: 100,
      liquidity: "taker",
      reason: "target",
      cut: false,
    });
    const sold = orders[1];
    expect(sold).toMatchObject({ side: "sell", units: 100, time: 3 * hourMs, position: 0 });
    closeTo([sold?.price ?? 0, sold?.fee ?? 0, sold?.slippage ?? 0], [118.8, 118.8, 120]);
  });

  test("grows with a strategy that trades at every bar", () => {
    const bars = Array.from({ length: 500 }, () => [100, 100] as const);
    const { orders, trades } = backtest(
      positionOf(bars.map((_, row) => (row % 2 === 0 ? 1 : -1))),
      flatCandles(...bars),
      quiet,
    );
    expect(orders).toHaveLength(499);
    expect(orders[498]).toMatchObject({ row: 499, units: 200, side: "buy" });
    expect(trades).toHaveLength(498);
  });
});

describe("excursions of a trade", () => {
  const bars = candlesOf([
    [100, 100, 100, 100],
    [100, 130, 90, 110],
    [110, 120, 80, 100],
    [105, 300, 10, 105],
    [100, 100, 100, 100],
  ]);

  // Long at the open 100 of bar 2 to the open 105 of bar 4: highs 130, 120 and lows 90, 80 count, and the exit 105, but not
  // the 300 and 10 of the bar it left at its open.
  test("are the worst and best profit over the bars it was held through", () => {
    const [trade] = backtest(positionOf([1, 1, 0]), bars, quiet).trades;
    closeTo([trade?.mae ?? 0, trade?.mfe ?? 0], [-0.2, 0.3]);
  });

  test("of a short are the other way", () => {
    const [trade] = backtest(positionOf([-0.5, -0.5, 0]), bars, quiet).trades;
    closeTo([trade?.mae ?? 0, trade?.mfe ?? 0], [-0.3, 0.2]);
  });

  // Bought at the close 110 of bar 2, sold at the close 100 of bar 3: of its bars only the third, 120 and 80.
  test("of fills at closes leave out the bar of the entry and have that of the exit", () => {
    const [trade] = backtest(positionOf([1, 0]), bars, { ...quiet, fill: "next close" }).trades;
    closeTo([trade?.mae ?? 0, trade?.mfe ?? 0], [80 / 110 - 1, 120 / 110 - 1]);
  });

  // A stop at 95 in bar 2: it was at its open, 100, and at 95; the 130 of that bar may have come later.
  test("of a stop inside a bar end with its price", () => {
    const [trade] = backtest(positionOf([1]), bars, { ...quiet, stops: { stopLoss: 0.05 } }).trades;
    expect(trade?.exitReason).toBe("stop loss");
    closeTo([trade?.mae ?? 0, trade?.mfe ?? 0], [-0.05, 0]);
  });

  // Inverse: from 100 to 80 is 1/100 − 1/80 = −0.0025 of 0.01: −0.25.
  test("of an inverse contract are parts of its notional in coins", () => {
    const options = { ...quiet, contract: { margin: "inverse" as const } };
    const [trade] = backtest(positionOf([0.5, 0.5, 0]), bars, options).trades;
    closeTo([trade?.mae ?? 0, trade?.mfe ?? 0], [-0.25, 1 - 100 / 130]);
  });

  test("of a liquidation end at its price", () => {
    const double = backtest(
      positionOf([2]),
      candlesOf([
        [100, 100, 100, 100],
        [100, 100, 40, 90],
      ]),
      {
        ...quiet,
        maxLeverage: 2,
      },
    );
    closeTo([double.trades[0]?.mae ?? 0, double.trades[0]?.mfe ?? 0], [-0.5, 0]);
  });
});
