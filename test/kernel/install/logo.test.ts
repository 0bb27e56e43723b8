import type { Browser } from "playwright-core";
import { describe, expect, test } from "vitest";
import { logoFiles } from "../../../lib/kernel/install/logo.js";
import { rectanglesPng } from "../../../lib/kernel/install/png.js";
import { hasBrowser, launchBrowser } from "../../browser.js";

/** Red, green, blue and opacity of each pixel, as a browser reads and draws a picture. */
async function pixels(browser: Browser, mime: string, content: string | Uint8Array, size: number): Promise<number[]> {
  const page = await browser.newPage();
  const source = `data:${mime};base64,${Buffer.from(content).toString("base64")}`;
  return page.evaluate(
    async ({ source, size }) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = new OffscreenCanvas(size, size).getContext("2d") as OffscreenCanvasRenderingContext2D;
      canvas.drawImage(image, 0, 0, size, size);
      return [...canvas.getImageData(0, 0, size, size).data];
    },
    { source, size },
  );
}

describe.skipIf(!hasBrowser)("the logo as a browser sees it", () => {
  test("its PNG files are its SVG file", async () => {
    const browser = await launchBrowser();
    try {
      const files = logoFiles("open-interest");
      for (const size of [32, 64]) {
        const png = await pixels(browser, "image/png", files[`logo-${size}x${size}.png`], size);
        const svg = await pixels(browser, "image/svg+xml", files["logo-svg.svg"], size);
        expect(png).toHaveLength(4 * size * size);
        // Where edges meet within a pixel, a browser draws one rectangle over the other instead of side by side.
        const apart = png.filter((value, j) => Math.abs(value - svg[j]) > 3).length;
        expect(apart / png.length).toBeLessThan(size === 64 ? 0.001 : 0.06);
      }
    } finally {
      await browser.close();
    }
  });

  // By hand: a rectangle of half a pixel covers half of it.
  test("an edge within a pixel covers a part of it", async () => {
    const browser = await launchBrowser();
    try {
      const png = rectanglesPng([{ x: 0.5, y: 0, width: 1.5, height: 1, fill: "#ff8000" }], 2, 2);
      expect(await pixels(browser, "image/png", png, 2)).toEqual([
        ...[255, 128, 0, 128],
        ...[255, 128, 0, 255],
        ...[0, 0, 0, 0, 0, 0, 0, 0],
      ]);
    } finally {
      await browser.close();
    }
  });
});
