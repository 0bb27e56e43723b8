import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import type { Figure } from "../../../lib/plots/drawing/figure.js";

/** A text of a picture and the middle of the room it takes. */
export interface SeenText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** A page with plotly that draws figures one beside the other. */
export async function picturePage(browser: Browser, width: number): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  // A font with the widths that the picture counts with; without it only texts held by an anchor could be compared.
  const style = "body{margin:0;background:#fff}svg{display:block}text{font-family:'Liberation Sans',Arial!important}";
  await page.setContent(`<style>${style}</style><body><div id="figure"></div></body>`);
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve("plotly.js-dist/plotly.js") });
  return page;
}

/** Draws a figure with plotly. */
export function drawWithPlotly(page: Page, figure: Figure): Promise<void> {
  return page.evaluate(async ({ data, layout, config }) => {
    interface Plotly {
      newPlot(target: HTMLElement, data: unknown, layout: unknown, config: unknown): Promise<unknown>;
    }
    const target = document.getElementById("figure") as HTMLElement;
    target.innerHTML = "<div></div>";
    const options = { ...config, displayModeBar: false };
    await (globalThis as unknown as { Plotly: Plotly }).Plotly.newPlot(
      target.firstChild as HTMLElement,
      data,
      layout,
      options,
    );
  }, figure);
}

/** Puts a picture into the page, as it stands in an HTML page. */
export function drawPicture(page: Page, svg: string): Promise<void> {
  return page.evaluate((text) => {
    (document.getElementById("figure") as HTMLElement).innerHTML = text;
  }, svg);
}

/** Every text that can be seen, in reading order, runs of spaces as one. */
export function textsSeen(page: Page): Promise<readonly SeenText[]> {
  return page.evaluate(() => {
    const seen: { text: string; x: number; y: number }[] = [];
    for (const element of document.querySelectorAll<SVGTextElement>("#figure svg text")) {
      const box = element.getBoundingClientRect();
      if (box.width === 0) continue;
      const text = (element.textContent ?? "")
        .replace(/[\s\u00a0]+/g, " ")
        .replaceAll("-", "\u2212")
        .trim();
      seen.push({ text, x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 });
    }
    return seen.sort((a, b) => a.text.localeCompare(b.text) || a.y - b.y || a.x - b.x);
  });
}

/**
 * Parts of two screenshots that are not the same: pixels of one that differ from all nine around their place in the other,
 * of all pixels that are not white in either.
 */
export function difference(page: Page, first: Buffer, second: Buffer): Promise<number> {
  return page.evaluate(
    async (pictures) => {
      const [a, b] = (await Promise.all(
        pictures.map(async (base64) => {
          const image = new Image();
          image.src = `data:image/png;base64,${base64}`;
          await image.decode();
          const canvas = new OffscreenCanvas(image.width, image.height);
          const context = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D;
          context.drawImage(image, 0, 0);
          return context.getImageData(0, 0, image.width, image.height);
        }),
      )) as [ImageData, ImageData];
      if (a.width !== b.width || a.height !== b.height) return 1;
      const near = (one: ImageData, at: number, other: ImageData, to: number): boolean =>
        [0, 1, 2].every((part) => Math.abs((one.data[at + part] as number) - (other.data[to + part] as number)) < 72);
      const hasNear = (one: ImageData, other: ImageData, x: number, y: number): boolean => {
        for (let dy = -1; dy <= 1; dy++) {
          for (let dx = -1; dx <= 1; dx++) {
            const [px, py] = [x + dx, y + dy];
            if (px < 0 || py < 0 || px >= one.width || py >= one.height) continue;
            if (near(one, 4 * (y * one.width + x), other, 4 * (py * one.width + px))) return true;
          }
        }
        return false;
      };
      const inked = ({ data }: ImageData, at: number): boolean =>
        (data[at] as number) + (data[at + 1] as number) + (data[at + 2] as number) < 720;
      let different = 0;
      let all = 0;
      for (let y = 0; y < a.height; y++) {
        for (let x = 0; x < a.width; x++) {
          const at = 4 * (y * a.width + x);
          if (!inked(a, at) && !inked(b, at)) continue;
          all++;
          if (!hasNear(a, b, x, y) || !hasNear(b, a, x, y)) different++;
        }
      }
      return all === 0 ? 0 : different / all;
    },
    [first.toString("base64"), second.toString("base64")],
  );
}
