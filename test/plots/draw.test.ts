import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasBrowser, launchBrowser } from "../browser.js";
import { draw, plotlyPage } from "./drawn.js";
import { everyFigure } from "./figures.js";

describe.skipIf(!hasBrowser)("drawn in Chromium (skipped where Chromium is not installed)", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  test.each([390, 1200])(
    "every figure is valid, complete and legible at %i pixels",
    async (width) => {
      const problems: string[] = [];
      const page = await plotlyPage(browser, width, problems);
      for (const [name, figure] of Object.entries(everyFigure(400, width === 390 ? "dark" : "light"))) {
        const drawn = await page.evaluate(draw, figure);
        expect(drawn.invalid, name).toEqual([]);
        expect(drawn.marks, name).toBeGreaterThanOrEqual(
          figure.data.filter(({ y }) => (y as unknown[]).length > 0).length,
        );
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
