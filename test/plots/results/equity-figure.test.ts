import { describe, expect, test } from "vitest";
import { backtest } from "../../../lib/backtest/engine/backtest.js";
import { equityFigure } from "../../../lib/plots/results/equity-figure.js";
import { series } from "../../../lib/series/series.js";
import { flatCandles, hourly, hourMs, t0 } from "../figures.js";
import { footer, label } from "./footer.js";

const times = hourly(4);
const account = {
  equity: series({ times, values: [1_000, 1_100, 990, 1_200], name: "equity", unit: "usd" }),
  drawdown: series({ times, values: [0, 0, -0.1, 0], name: "drawdown", unit: "fraction" }),
};

const ranksOf = (layout: Readonly<Record<string, unknown>>) =>
  (layout.annotations as { text: string; x: string; y: number }[])
    .filter(({ text }) => /^\d$/.test(text))
    .map(({ text, x, y }) => [text, x, y]);

describe("equityFigure", () => {
  test("draws equity with its drawdown filled below", () => {
    const [equity, drawdown] = equityFigure(account).data;
    expect(equity).toMatchObject({ name: "strategy", y: [1_000, 1_100, 990, 1_200], yaxis: "y" });
    expect(drawdown).toMatchObject({ y: [0, 0, -0.1, 0], fill: "tozeroy", yaxis: "y2" });
  });

  // The first price at or after the first equity is 50 at 02:00: the factor is 1,000 / 50 = 20.
  test("scales a benchmark to the same start and draws it dashed", () => {
    const benchmark = series({
      times: [t0 - hourMs, t0 + hourMs, t0 + 2 * hourMs, t0 + 4 * hourMs],
      values: [40, Number.NaN, 50, 60],
      name: "BTC <held>",
      unit: "price",
    });
    const { data, layout } = equityFigure(account, { benchmark });
    expect(data[1]).toMatchObject({
      name: "BTC &lt;held&gt;",
      x: ["2025-07-01 02:00", "2025-07-01 04:00"],
      y: [1_000, 1_200],
      line: expect.objectContaining({ dash: "dash" }),
    });
    expect(JSON.stringify(layout.annotations)).toContain("BTC &lt;held&gt;");
  });

  test("marks a liquidation", () => {
    const { layout } = equityFigure({ ...account, liquidation: { time: t0 + 3 * hourMs } });
    expect(layout.shapes).toEqual([expect.objectContaining({ x0: "2025-07-01 03:00", x1: "2025-07-01 03:00" })]);
    expect(JSON.stringify(layout.annotations)).toContain("liquidated");
  });

  // Two falls: −10 % from 01:00 on until 03:00, and −5 % from 03:00 on to the end.
  test("shades the worst drawdowns with their rank and lists their depths", () => {
    const two = { ...account, drawdown: account.drawdown.with(Float64Array.of(0, -0.1, 0, -0.05)) };
    const { layout } = equityFigure(two, { worst: 2 });
    expect(layout.shapes).toEqual([
      expect.objectContaining({ x0: "2025-07-01 01:00", x1: "2025-07-01 03:00", yref: "y2 domain" }),
      expect.objectContaining({ x0: "2025-07-01 03:00", x1: "2025-07-01 04:00" }),
    ]);
    expect(footer({ data: [], layout })).toBe("Shaded: the worst drawdowns, −10.0%, −5.0% (not recovered)");
    expect(ranksOf(layout)).toEqual([
      ["1", "2025-07-01 02:00", -0.1],
      ["2", "2025-07-01 04:00", -0.05],
    ]);
    expect(equityFigure(two, { worst: 1 }).layout.shapes).toHaveLength(1);
    expect(equityFigure(two).layout).not.toHaveProperty("shapes");
    expect(() => equityFigure(two, { worst: 1.5 })).toThrow(
      "equityFigure: worst 1.5 is no number of drawdowns; give a whole number from 0 on",
    );
  });

  // Troughs at hours 2, 4 and 6 of 400, so 0.5 % of the width apart: −10 %, −8 % and −4 %. 2 points are more than 15 % of 10.
  test("numbers drawdowns that follow each other at once, at their troughs", () => {
    const drawdown = series({
      times: hourly(400),
      values: Float64Array.from({ length: 400 }, (_, row) => [0, -0.1, 0, -0.08, 0, -0.04][row] ?? 0),
      name: "drawdown",
      unit: "fraction",
    });
    const equity = drawdown.with(
      drawdown.values.map((fall) => 1_000 * (1 + fall)),
      { unit: "usd" },
    );
    expect(ranksOf(equityFigure({ equity, drawdown }, { worst: 3 }).layout).map(([rank]) => rank)).toEqual([
      "1",
      "2",
      "3",
    ]);
  });

  test("breaks where a backtest had no price, and counts these bars", () => {
    const times = hourly(6);
    const close = [100, 110, Number.NaN, Number.NaN, 121, 121];
    const target = series({ times, values: [1, 1, 1, 1, 1, 1], name: "held", unit: "fraction" });
    const result = backtest(target, flatCandles(times, close), { trial: false, maxMissingBars: 3 });
    const figure = equityFigure(result);
    const [equity, ...drawdowns] = figure.data.filter(({ mode }) => mode !== "markers");
    expect((equity as unknown as { y: (number | null)[] }).y.map((value) => value === null)).toEqual([
      false,
      false,
      true,
      true,
      false,
      false,
    ]);
    // The area is one for each stretch: plotly would fill across.
    expect(drawdowns.map(({ x }) => (x as string[]).length)).toEqual([2, 2]);
    expect(footer(figure)).toContain("2 of 6 bars have no price: the lines break there");
  });

  test("goes on after a total loss, which is no want of a price", () => {
    const returns = series({
      times,
      values: [Number.NaN, -1, Number.NaN, Number.NaN],
      name: "returns",
      unit: "fraction",
    });
    const equity = account.equity.with(Float64Array.of(1_000, 0, 0, 0));
    const figure = equityFigure({ ...account, equity, returns });
    expect(figure.data[0]?.y).toEqual([1_000, 0, 0, 0]);
    expect(JSON.stringify(figure.layout.annotations)).not.toContain("no price");
  });

  test("counts an inverse account in the coin it is settled in, and marks same-bar fills", () => {
    const { values } = account.equity;
    const equity = series({
      times,
      values,
      name: "equity (same-bar fills)",
      unit: "base",
      asset: "XBT",
      settle: "BTC",
    });
    const figure = equityFigure({ ...account, equity });
    expect(label(figure)).toContain("Equity (same-bar fills) (BTC)");
    expect(footer(figure)).toContain("which nobody can trade");
  });

  test("takes a log scale, on which an equity of 0 has no place", () => {
    expect(equityFigure(account, { scale: "log" }).layout.yaxis).toMatchObject({ type: "log" });
    const ruined = { ...account, equity: account.equity.with(Float64Array.of(1_000, 500, 0, 0)) };
    expect(() => equityFigure(ruined, { scale: "log" })).toThrow(
      'equityFigure: equity 0 at 2025-07-01T03:00Z has no logarithm; pass scale: "linear"',
    );
  });

  test("draws an empty backtest", () => {
    const empty = { equity: account.equity.rows(0, 0), drawdown: account.drawdown.rows(0, 0) };
    expect(equityFigure(empty).data[0]?.y).toEqual([]);
  });

  test("refuses a benchmark that ends before the equity begins, and an unknown scale", () => {
    const benchmark = series({ times: [t0], values: [1], name: "early", unit: "price" });
    expect(() => equityFigure(account, { benchmark })).toThrow(
      'equityFigure: benchmark "early" has no value at or after the first equity',
    );
    expect(() => equityFigure(account, { scale: "loq" as "log" })).toThrow(
      'equityFigure: unknown scale "loq"; known: linear, log',
    );
  });
});

test("the equity alone is refused", () => {
  expect(() => equityFigure(account.equity as never)).toThrow(
    /^equityFigure: \{ times, values, name, unit, identity \} has no equity and drawdown; give a backtest$/,
  );
  expect(() => equityFigure(undefined as never)).toThrow("equityFigure: undefined has no equity and drawdown");
});
