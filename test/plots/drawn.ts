import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import type { Figure } from "../../lib/plots/drawing/figure.js";

const plotlyPath = createRequire(import.meta.url).resolve("plotly.js-dist/plotly.js");

/** What the page says of a figure it drew. */
export interface Drawn {
  readonly invalid: readonly string[];
  readonly marks: number;
  readonly texts: readonly string[];
  readonly buttons: readonly string[];
  /** Pairs of texts that lie over each other. */
  readonly overlaps: readonly string[];
  readonly outside: readonly string[];
}

/** Draws a figure and looks at it; runs in the page, so it may use nothing from outside itself. */
export async function draw(figure: Figure): Promise<Drawn> {
  interface Plotly {
    validate(data: unknown, layout: unknown): readonly { readonly msg: string }[] | undefined;
    newPlot(target: HTMLElement, data: unknown, layout: unknown, config: unknown): Promise<unknown>;
  }
  const plotly = (globalThis as unknown as { Plotly: Plotly }).Plotly;
  document.body.innerHTML = '<div id="figure"></div>';
  const target = document.getElementById("figure") as HTMLElement;
  const invalid = (plotly.validate(figure.data, figure.layout) ?? []).map(({ msg }) => msg);
  await plotly.newPlot(target, figure.data, figure.layout, figure.config);
  const texts = [...target.querySelectorAll<SVGTextElement>("text")].filter(
    (text) => text.getBoundingClientRect().width > 0,
  );
  const box = target.getBoundingClientRect();
  const overlaps: string[] = [];
  const outside: string[] = [];
  texts.forEach((text, index) => {
    const a = text.getBoundingClientRect();
    if (a.left < box.left || a.right > box.right || a.top < box.top || a.bottom > box.bottom)
      outside.push(text.textContent ?? "");
    for (const other of texts.slice(index + 1)) {
      const b = other.getBoundingClientRect();
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 2 && high > 4) overlaps.push(`${text.textContent} | ${other.textContent}`);
    }
  });
  return {
    invalid,
    marks: target.querySelectorAll(".scatterlayer path, .barlayer path, .heatmaplayer image, .shapelayer path").length,
    texts: texts.map((text) => text.textContent ?? ""),
    buttons: [...target.querySelectorAll(".modebar-btn")].map((button) => button.getAttribute("data-title") ?? ""),
    overlaps,
    outside,
  };
}

/** An empty page with plotly that writes down what it complains of or asks the network for. */
export async function plotlyPage(browser: Browser, width: number, problems: string[]): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 700 } });
  page.on("console", (message) => problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("request", (request) => problems.push(request.url()));
  await page.setContent('<body style="margin:0"></body>');
  await page.addScriptTag({ path: plotlyPath });
  return page;
}
