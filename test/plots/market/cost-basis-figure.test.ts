import { describe, expect, test } from "vitest";
import { costBasis } from "../../../lib/analytics/cost-basis/cost-basis.js";
import { costBasisFigure } from "../../../lib/plots/market/cost-basis-figure.js";
import { type Series, series } from "../../../lib/series/series.js";
import { hourly } from "../figures.js";
import { said } from "../said.js";

const gap = Number.NaN;
const price = (values: readonly number[]): Series =>
  series({ times: hourly(values.length), values, name: "close", unit: "price", asset: "BTC" });
const coins = (values: readonly number[]): Series =>
  series({ times: hourly(values.length), values, name: "total", unit: "base" });

/**
 * By hand: of the 10 coins at the start nobody knows the entry. 30 are opened at 200, 40 at 250: of 40 open 30 are known
 * (75 %), of 80 70 (88 %), whose mean entry is (30 × 200 + 40 × 250) / 70 = 228.571. Returns 0 and 250 / 228.571 − 1.
 */
const close = price([100, 200, 250]);
const built = costBasis(coins([10, 40, 80]), close);

const named = (figure: { data: readonly Readonly<Record<string, unknown>>[] }, name: string) =>
  figure.data.filter((trace) => trace.name === name);

describe("costBasisFigure", () => {
  test("draws the price against the mean entry, and the return below", () => {
    const figure = costBasisFigure({ close, costBasis: built });
    expect(named(figure, "close")[0]).toMatchObject({ y: [100, 200, 250], yaxis: "y" });
    expect(named(figure, "average entry")[0]).toMatchObject({ y: [null, 200, 228.571], line: { dash: "dash" } });
    expect(named(figure, "unrealised return")[0]).toMatchObject({
      x: ["2025-07-01 02:00", "2025-07-01 03:00"],
      y: [0, 0.09375],
      fill: "tozeroy",
      yaxis: "y2",
    });
    expect(figure.layout.shapes).toEqual([expect.objectContaining({ yref: "y2", y0: 0, y1: 0 })]);
    expect(said(figure)).toContain("BTC price against the average entry");
  });

  test("says what is assumed, and how much of the open interest is known", () => {
    const text = said(costBasisFigure({ close, costBasis: built }));
    expect(text).toContain(
      'what is opened is opened at the price "close"; positions close in proportion; what was open before is left out',
    );
    expect(text).toContain(
      "Known share: of the open interest 75% was seen opened at the first entry, 2025-07-01 02:00 UTC, and 88% at the end",
    );
    const assumed = costBasis(coins([10, 40, 80]), close, { initial: "first price" });
    const assumedText = said(costBasisFigure({ close, costBasis: assumed }));
    expect(assumedText).toContain("what was open before counts at the first price");
    expect(assumedText).toContain("Known share: of the open interest 88% was seen opened by the end");
    const oldest = costBasis(coins([10, 40, 80]), close, { method: "fifo" });
    expect(said(costBasisFigure({ close, costBasis: oldest }))).toContain("the oldest positions close first");
  });

  test("fills nothing over a gap: each stretch is an area of its own", () => {
    const holed = price([100, 200, gap, 250, 260]);
    const areas = named(
      costBasisFigure({ close: holed, costBasis: costBasis(coins([0, 40, 40, 40, 40]), holed) }),
      "unrealised return",
    );
    expect(areas.map(({ x }) => x)).toEqual([["2025-07-01 02:00"], ["2025-07-01 04:00", "2025-07-01 05:00"]]);
  });

  test("says so where too little is known for an entry, and draws no rows", () => {
    const little = costBasis(coins([10, 11, 11]), close);
    const figure = costBasisFigure({ close, costBasis: little });
    expect(named(figure, "unrealised return")).toEqual([]);
    expect(said(figure)).toContain("Known share: 9% of the open interest was seen opened, too little for an entry");
    const none = costBasisFigure({ close: price([]), costBasis: costBasis(coins([]), price([])) });
    expect(said(none)).toContain("Known share: none of the open interest was seen opened");
  });

  test("refuses a close that is no price, and one of other times", () => {
    expect(() => costBasisFigure({ close: coins([1, 2, 3]), costBasis: built })).toThrow(
      'costBasisFigure: close "total" is in base; give a series of unit price',
    );
    expect(() => costBasisFigure({ close: price([1, 2]), costBasis: built })).toThrow(/^costBasisFigure: /);
  });
});
