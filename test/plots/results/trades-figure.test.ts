import { describe, expect, test } from "vitest";
import type { Trade } from "../../../lib/backtest/results/trades.js";
import { tradeReturn, tradesFigure } from "../../../lib/plots/results/trades-figure.js";
import { dayMs, hourMs } from "../../../lib/series/time.js";
import { resultOf } from "../../backtest/results/result-of.js";
import { t0 } from "../figures.js";
import { footer, label } from "./footer.js";

const trade = (changes: Partial<Trade>): Trade => ({
  instrument: "BTC",
  side: "long",
  entryTime: t0,
  exitTime: t0 + hourMs,
  exitReason: "target",
  units: 2,
  entryPrice: 100,
  exitPrice: 105,
  gross: 10,
  fees: 0,
  slippage: 0,
  funding: 0,
  liquidation: 0,
  net: 10,
  bars: 1,
  mae: 0,
  mfe: 0.05,
  ...changes,
});

const trades = [
  trade({}),
  trade({ side: "short", net: -4, exitTime: t0 + 2 * dayMs, instrument: "<b>ETH</b>" }),
  trade({ net: 0, exitTime: t0 + 4 * dayMs }),
];

describe("tradesFigure", () => {
  // 10 / (2 × 100) = 5 %, −4 / 200 = −2 %; one hour is 1/24 day.
  test("places each trade by its duration and its profit in percent of the position, sides by shape", () => {
    const [long, short] = tradesFigure(trades).data;
    expect(long).toMatchObject({
      name: "long",
      y: [0.05, 0],
      marker: expect.objectContaining({ symbol: "triangle-up" }),
    });
    expect(long?.x).toEqual([0.0416667, 4]);
    expect(short).toMatchObject({ x: [2], y: [-0.02], marker: expect.objectContaining({ symbol: "triangle-down" }) });
  });

  // 1,000 dollars at 50,000 are 0.02 coins; 0.001 of them is 5 %.
  test("takes the position of an inverse trade in coins", () => {
    expect(tradeReturn({ net: 0.001, units: 1_000, entryPrice: 50_000 }, "base")).toBeCloseTo(0.05, 12);
    expect(footer(tradesFigure([trade({ net: 0.001, units: 1_000, entryPrice: 50_000 })], { unit: "base" }))).toContain(
      "1 closed trade, net 0.001 coins",
    );
  });

  test("counts winners, losers and even trades of each side, and those still open", () => {
    const text = footer(tradesFigure([...trades, trade({ exitReason: "open", net: 999 })]));
    expect(text).toContain("3 closed trades, net 6.00 USD");
    expect(text).toContain("long: 1 winner, 0 losers, 1 even (50% won)");
    expect(text).toContain("short: 0 winners, 1 loser (0% won)");
    expect(text).toContain("1 trade still open and not drawn");
  });

  test("takes a log scale where durations differ twentyfold, and a linear one if asked", () => {
    expect(tradesFigure(trades).layout.xaxis).toMatchObject({ type: "log" });
    expect(tradesFigure(trades, { scale: "linear" }).layout.xaxis).toMatchObject({ type: "linear" });
    expect(tradesFigure([trade({})]).layout.xaxis).toMatchObject({
      type: "linear",
      title: { text: "time held (minutes)" },
    });
    const instant = [...trades, trade({ exitTime: t0 })];
    expect(tradesFigure(instant).layout.xaxis).toMatchObject({ type: "linear" });
    expect(() => tradesFigure(instant, { scale: "log" })).toThrow(
      'tradesFigure: a trade of no duration has no logarithm; pass scale: "linear"',
    );
  });

  test("reads a backtest with its coin, its open trades and its same-bar fills", () => {
    const { equity, costs } = resultOf([0.1]);
    const coins = equity.with(equity.values, { unit: "base" });
    const figure = tradesFigure({
      trades: [trade({})],
      openTrades: [trade({ exitReason: "open" })],
      equity: coins,
      costs: { ...costs, unit: "base" },
      sameBarFills: true,
    });
    expect(label(figure)).toContain("Net profit (% of position) (same-bar fills)");
    expect(footer(figure)).toMatch(/net 10 coins .*1 trade still open.*nobody can trade/);
  });

  test("shows a name that looks like a tag as text", () => {
    expect(JSON.stringify(tradesFigure(trades).data)).toContain("&lt;b&gt;ETH&lt;/b&gt;, 2025-07-01 00:00 UTC");
  });

  // Every third of 4,500, of which the best, in place 1, and the longest, in place 2, are none.
  test("thins many trades, keeps the extremes and counts all", () => {
    const many = Array.from({ length: 4_500 }, (_, place) =>
      trade({ net: place === 1 ? 99 : place % 7, exitTime: t0 + (place === 2 ? 50 : 2) * hourMs }),
    );
    const figure = tradesFigure(many);
    expect(figure.data[0]?.x).toHaveLength(1_502);
    expect(footer(figure)).toContain("Drawn: 1,502 of 4,500 trades (one in 3, and the extremes); counts are of all");
    expect(footer(figure)).toContain("4,500 closed trades");
  });

  test("refuses no trades, what is none and unknown choices", () => {
    expect(() => tradesFigure([])).toThrow("tradesFigure: no trade has closed; there is nothing to draw");
    expect(() => tradesFigure({} as never)).toThrow("tradesFigure: {} has no trades; give a backtest, or its trades");
    expect(() => tradesFigure(trades, { scale: "lin" as "log" })).toThrow('tradesFigure: unknown scale "lin"');
    expect(() => tradesFigure(trades, { unit: "eur" as "usd" })).toThrow(
      'tradesFigure: unknown unit "eur"; known: usd, base',
    );
  });
});
