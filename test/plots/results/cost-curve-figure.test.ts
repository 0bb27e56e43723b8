import { describe, expect, test } from "vitest";
import type { Order } from "../../../lib/backtest/results/order.js";
import { costCurveFigure } from "../../../lib/plots/results/cost-curve-figure.js";
import { resultOf } from "../../backtest/results/result-of.js";
import { footer, label } from "./footer.js";

const { equity } = resultOf([0.1]);
const orders = [{ notional: 15_000 }, { notional: 5_000 }] as unknown as readonly Order[];
const costs = { unit: "usd", gross: 100, fees: 10, slippage: 4, funding: -10, liquidation: 0, net: 76 } as const;
const result = { equity, costs, orders, sameBarFills: false };

describe("costCurveFigure", () => {
  // 20,000 traded: (100 − 10) / 20,000 = 45 bps; (10 + 4) / 20,000 = 7 bps. 1.5 × 45 = 67.5, rounded up to 100, where
  // 90 − 1 % of 20,000 = −110 is left.
  test("is the straight line through the break-even and the cost charged", () => {
    const [line, charged, breakEven] = costCurveFigure(result).data;
    expect(line).toMatchObject({ x: [0, 100], y: [90, -110] });
    expect(charged).toMatchObject({ name: "charged", x: [7], y: [76] });
    expect(breakEven).toMatchObject({ name: "break-even", x: [45], y: [0] });
    expect(footer(costCurveFigure(result))).toBe(
      "Break-even at 45.00 bps Charged 7.00 bps: net 76.00 USD Sizes are those traded at the cost charged",
    );
    expect(JSON.stringify(costCurveFigure(result).layout.annotations)).toContain("break-even 45.00\u00A0bps");
  });

  test("has no break-even where there is a loss before costs", () => {
    const figure = costCurveFigure({ ...result, costs: { ...costs, gross: -100, net: -124 } });
    expect(figure.data.map(({ name }) => name)).toEqual(["net profit", "charged"]);
    expect(label(figure)).not.toContain("break-even");
    expect(footer(figure)).toContain("No break-even: −110.00 USD before costs of fills");
  });

  test("leaves out of the axis what lies beyond it, rebates too, and says it", () => {
    expect(costCurveFigure(result, { maxBps: 20 }).data.map(({ name }) => name)).toEqual(["net profit", "charged"]);
    const rebates = costCurveFigure({ ...result, costs: { ...costs, fees: -14, slippage: 4, net: 100 } });
    expect(label(rebates)).not.toContain("charged");
    expect(label(rebates)).toContain("break-even");
    expect(rebates.data.map(({ name }) => name)).toEqual(["net profit", "break-even"]);
    expect(footer(rebates)).toContain("Charged −5.00 bps: net 100.00 USD");
  });

  test("counts the profit of an inverse account in its coin, and marks same-bar fills", () => {
    const coins = { ...equity, unit: "base", identity: { settle: "BTC" } } as unknown as typeof equity;
    const figure = costCurveFigure({ ...result, equity: coins, sameBarFills: true });
    expect(label(figure)).toContain("Net profit (BTC) (same-bar fills)");
    expect(footer(figure)).toContain("net 76 BTC");
  });

  test("refuses a result without trades, a wrong end of the axis and what is no backtest", () => {
    expect(() => costCurveFigure({ ...result, orders: [] })).toThrow(
      "costCurveFigure: nothing was traded; no cost changes the profit",
    );
    expect(() => costCurveFigure(result, { maxBps: 0 })).toThrow(
      "costCurveFigure: maxBps 0 is no cost above 0; give basis points",
    );
    expect(() => costCurveFigure([] as never)).toThrow(
      /^costCurveFigure: .* is no backtest; give what backtest\(\) returned/,
    );
  });
});
