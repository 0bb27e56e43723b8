import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Theme } from "../../lib/plots/drawing/template.js";
import { hasBrowser, launchBrowser } from "../browser.js";
import { draw, plotlyPage } from "./drawn.js";
import { eventFigures } from "./event-figures.js";
import { everyFigure } from "./figures.js";
import { venueFigures } from "./market/venue-figures.js";
import { resultFigures } from "./results/result-figures.js";

const sets = {
  "of a market": async (theme: Theme) => everyFigure(400, theme),
  "of venues": async (theme: Theme) => venueFigures(400, theme),
  "of events": async (theme: Theme) => eventFigures(400, theme),
  "of results": resultFigures,
};
const widths = [390, 1200] as const;
const cases = Object.entries(sets).flatMap(([what, figures]) => widths.map((width) => ({ what, figures, width })));

describe.skipIf(!hasBrowser)("drawn in Chromium (skipped where Chromium is not installed)", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  test.each(cases)(
    "figures $what are valid, complete and legible at $width pixels",
    async ({ figures, width }) => {
      const problems: string[] = [];
      const page = await plotlyPage(browser, width, problems);
      for (const [name, figure] of Object.entries(await figures(width === 390 ? "dark" : "light"))) {
        const drawn = await page.evaluate(draw, figure);
        expect(drawn.invalid, name).toEqual([]);
        expect(drawn.marks, name).toBeGreaterThanOrEqual(figure.data.filter(hasValues).length);
        expect(drawn.overlaps, name).toEqual([]);
        expect(drawn.outside, name).toEqual([]);
        expect(drawn.texts.join("\n"), name).toContain("Source: waves of <b>no</b> market");
        expect(drawn.buttons.join(), name).not.toMatch(/upload|cloud|link/i);
      }
      expect(problems).toEqual([]);
      await page.close();
    },
    90_000,
  );
});

function hasValues({ y = [] }: Readonly<Record<string, unknown>>): boolean {
  return (y as readonly unknown[]).some((value) => value !== null);
}
