import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Figure } from "../../../lib/plots/drawing/figure.js";
import { figureSvg } from "../../../lib/plots/svg/figure-svg.js";
import { hasBrowser, launchBrowser } from "../../browser.js";
import { everyFigure } from "../figures.js";
import { difference, drawPicture, drawWithPlotly, picturePage, type SeenText, textsSeen } from "./picture-page.js";
import { syntheticFigures } from "./synthetic.js";

const width = 700;
/** Pixels that a text may lie beside plotly's: fonts differ in their heights. */
const textTolerance = 2;

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
    });
    afterAll(() => browser?.close());

    async function compare(
      figure: Figure,
    ): Promise<{ plotly: readonly SeenText[]; own: readonly SeenText[]; part: number }> {
      const height = Number(figure.layout.height);
      const clip = { x: 0, y: 0, width, height };
      await drawWithPlotly(page, figure);
      const plotly = await textsSeen(page);
      const expected = await page.screenshot({ clip });
      await drawPicture(page, figureSvg(figure, { width }));
      const own = await textsSeen(page);
      return { plotly, own, part: await difference(page, expected, await page.screenshot({ clip })) };
    }

    test.each(Object.entries({ ...everyFigure(300, "light"), ...syntheticFigures }))(
      "%s: the same texts at the same places, and the same picture",
      async (_, figure) => {
        const { plotly, own, part } = await compare(figure);
        expect(words(own)).toEqual(words(plotly));
        const moved = own.filter(({ x, y }, index) => {
          const there = plotly[index] as SeenText;
          return Math.abs(there.x - x) > textTolerance || Math.abs(there.y - y) > textTolerance;
        });
        expect(moved).toEqual([]);
        expect(part).toBeLessThan(0.01);
      },
      30_000,
    );
  },
);
