import { describe, expect, test } from "vitest";
import { backtest } from "../../../lib/backtest/engine/backtest.js";
import { tearSheet } from "../../../lib/plots/results/tear-sheet.js";
import { series } from "../../../lib/series/series.js";
import { flatCandles, hourly } from "../figures.js";
import { footer, label } from "./footer.js";

/** Hours of a wave, and a position that follows it. */
function waving(length: number, position: (row: number) => number, fill: "next open" | "same close" = "next open") {
  const times = hourly(length);
  const candles = flatCandles(
    times,
    Float64Array.from(times, (_, row) => 50_000 + 5_000 * Math.sin(row / 40) + row),
  );
  const target = series({
    times,
    values: Array.from(times, (_, row) => position(row)),
    name: "wave",
    unit: "fraction",
  });
  return { candles, result: backtest(target, candles, { fill, trial: false }) };
}

const titles = (figures: ReturnType<typeof tearSheet>): string[] =>
  figures.map(({ layout }) => (layout.title as { text: string }).text);

describe("tearSheet", () => {
  test("shows a backtest of three months from equity to costs", () => {
    const { candles, result } = waving(24 * 70, (row) => (Math.cos(row / 40) > 0 ? 1 : -1));
    const figures = tearSheet(result, { benchmark: candles.close, note: "Source: waves", theme: "dark" });
    expect(titles(figures)).toEqual([
      "Equity and drawdown",
      "Rolling Sharpe ratio and volatility",
      "Monthly returns",
      "Distribution of returns",
      "Trades by duration and profit",
      "Net profit by cost of trading",
    ]);
    for (const figure of figures) {
      expect(footer(figure)).toContain("Source: waves");
      expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    }
    expect(footer(figures[0] as never)).toMatch(/Shaded: the worst drawdowns, −/);
    expect(footer(figures[0] as never)).not.toContain("Left out");
    expect(JSON.stringify(figures[0]?.data)).toContain('"dash":"dash"');
  });

  // 70 hours from 1 July on lie in one month; a position that is held to the end closes no trade.
  test("leaves out what does not apply and says what and why", () => {
    const figures = tearSheet(waving(70, () => 1).result);
    expect(titles(figures)).toEqual([
      "Equity and drawdown",
      "Rolling Sharpe ratio and volatility",
      "Distribution of returns",
      "Net profit by cost of trading",
    ]);
    expect(footer(figures[0] as never)).toContain(
      "Left out: monthly returns (less than two months), trades (none has closed)",
    );
  });

  test("shows the equity alone of what never traded", () => {
    const figures = tearSheet(waving(70, () => 0).result, { note: "Source: waves" });
    expect(titles(figures)).toEqual(["Equity and drawdown"]);
    expect(footer(figures[0] as never)).toBe(
      "Source: waves · Left out: rolling measures (the equity never moved), monthly returns (less than two months), " +
        "distribution of returns (the equity never moved), trades (none has closed), cost curve (nothing was traded)",
    );
  });

  test("marks same-bar fills on every figure", () => {
    const { result } = waving(24 * 70, (row) => (Math.cos(row / 40) > 0 ? 1 : -1), "same close");
    const figures = tearSheet(result);
    expect(figures).toHaveLength(6);
    for (const figure of figures) {
      expect(label(figure)).toContain("(same-bar fills)");
      expect(footer(figure)).toContain("which nobody can trade");
    }
  });

  test("refuses what is no backtest, and one without rows", () => {
    expect(() => tearSheet([] as never)).toThrow(
      "tearSheet: a list (Array) is no backtest; give what backtest() returned",
    );
    expect(() => tearSheet(waving(0, () => 1).result)).toThrow(
      "tearSheet: the backtest has no rows; give one that has some",
    );
  });
});
