import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { backtest } from "../../../lib/backtest/engine/backtest.js";
import type { Figure } from "../../../lib/plots/drawing/figure.js";
import { tearSheet } from "../../../lib/plots/results/tear-sheet.js";
import { figureSvg } from "../../../lib/plots/svg/figure-svg.js";
import { series } from "../../../lib/series/series.js";
import { hasBrowser, launchBrowser } from "../../browser.js";
import { eventFigures } from "../event-figures.js";
import { everyFigure, flatCandles, hourly } from "../figures.js";
import { venueFigures } from "../market/venue-figures.js";
import { difference, drawPicture, drawWithPlotly, picturePage, type SeenText, textsSeen } from "./picture-page.js";
import { syntheticFigures } from "./synthetic.js";

const width = 700;
/** That of a phone, where labels are most likely to meet. */
const narrow = 390;
/** Pixels that a text may lie beside plotly's: fonts differ in their heights. */
const textTolerance = 2;

interface Compared {
  readonly plotly: readonly SeenText[];
  readonly own: readonly SeenText[];
  readonly part: number;
}

function words(texts: readonly SeenText[]): string[] {
  return texts.map(({ text }) => text);
}

describe.skipIf(!hasBrowser)(
  "the picture beside plotly's in Chromium (skipped where Chromium is not installed)",
  () => {
    let browser: Browser;
    let page: Page;
    beforeAll(async () => {
      browser = await launchBrowser();
      page = await picturePage(browser, width);
    }, 60_000);
    afterAll(() => browser?.close());

    /** The texts of both, and the part of the picture that is not the same. */
    async function compare(figure: Figure, across: number): Promise<Compared> {
      const clip = { x: 0, y: 0, width: across, height: Number(figure.layout.height) };
      await page.setViewportSize({ width: across, height: 900 });
      await drawWithPlotly(page, figure);
      const plotly = await textsSeen(page);
      const expected = await page.screenshot({ clip });
      await drawPicture(page, figureSvg(figure, { width: across }));
      const own = await textsSeen(page);
      return { plotly, own, part: await difference(page, expected, await page.screenshot({ clip })) };
    }

    function expectSame({ plotly, own, part }: Compared, most: number = 0.01): void {
      expect(words(own)).toEqual(words(plotly));
      const moved = own.filter(({ x, y }, index) => {
        const there = plotly[index] as SeenText;
        return Math.abs(there.x - x) > textTolerance || Math.abs(there.y - y) > textTolerance;
      });
      expect(moved).toEqual([]);
      expect(part).toBeLessThan(most);
    }

    test.each(Object.entries(syntheticFigures))(
      "%s: the same texts at the same places, and the same picture",
      async (_, figure) => expectSame(await compare(figure, width)),
      30_000,
    );

    test.each(
      Object.entries({ ...everyFigure(300, "light"), ...venueFigures(300, "light"), ...eventFigures(300, "light") }),
    )(
      "%s of the market and of events: the same on a phone",
      // Plotly blurs the edges of heatmaps with gaps, which are most of the ink there.
      async (name, figure) => expectSame(await compare(figure, narrow), name === "coverage" ? 0.08 : 0.01),
      30_000,
    );

    test("the tear sheet of a backtest: the same", async () => {
      // Of the first, little but jagged lines is ink, whose edges are not the same to the pixel.
      for (const [place, figure] of tear().entries())
        expectSame(await compare(figure, width), place === 0 ? 0.015 : 0.01);
    }, 60_000);
  },
);

/** The figures of a backtest on waves that takes both sides. */
function tear(): readonly Figure[] {
  const times = hourly(24 * 70);
  const price = Float64Array.from(times, (_, row) => 50_000 + 4_000 * Math.sin(row / 37) + 900 * Math.sin(row ** 2));
  const candles = flatCandles(times, price);
  const values = Array.from(times, (_, row) => (row % 31 < 9 ? 0 : Math.cos(row / 37) > 0 ? 1 : -1));
  const side = series({ times, values, name: "side", unit: "fraction" });
  return tearSheet(backtest(side, candles, { trial: false }), { benchmark: candles.close });
}
