import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { writeReport } from "../../../lib/report/files/write-report.js";
import { runNotebook } from "../../../lib/report/run/run-notebook.js";
import { allDrawn, hasBrowser, launchBrowser, watchPage } from "../../browser.js";
import { makeNotebook } from "../make-notebook.js";
import { sampleCells } from "../sample-cells.js";

describe.skipIf(!hasBrowser)("a report in a browser", () => {
  let browser: Browser;
  let sample: string;
  /** The sample in one page for all who do not need it fresh. */
  let shared: Awaited<ReturnType<typeof open>>;

  const written = async (cells: readonly string[]) => {
    const run = await runNotebook(await makeNotebook(cells));
    const { html } = await writeReport(run, await mkdtemp(join(tmpdir(), "open-interest-")));
    return pathToFileURL(html as string).href;
  };

  const open = async (address: string, options: BrowserContextOptions = {}) => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
    const seen = watchPage(page);
    await page.goto(address);
    return { page, seen };
  };

  /** Marks of each figure that plotly drew: paths with a shape in the layers of its traces. */
  const marks = (page: Page) =>
    page.$$eval(".figure", (figures) =>
      figures.map((figure) => {
        const paths = [...figure.querySelectorAll(".mlayer .trace path")];
        return paths.filter((path) => (path.getAttribute("d") ?? "").length > 10).length;
      }),
    );

  const titleColour = (page: Page) => page.$eval(".figure text.gtitle", (title) => getComputedStyle(title).fill);

  beforeAll(async () => {
    browser = await launchBrowser();
    sample = await written(sampleCells);
    shared = await open(sample);
    await allDrawn(shared.page);
  }, 60_000);
  afterAll(() => browser?.close());
  beforeEach(async () => {
    await shared.page.setViewportSize({ width: 1280, height: 800 });
    await shared.page.emulateMedia({ media: "screen", colorScheme: "light" });
  });

  test("draws every figure, makes no request and reports nothing", async () => {
    const { page, seen } = shared;
    const drawn = await marks(page);
    expect(drawn).toHaveLength(3);
    // One line; three lines and three areas; a bar for each of 240 hours.
    expect(drawn[0]).toBeGreaterThanOrEqual(1);
    expect(drawn[1]).toBeGreaterThanOrEqual(6);
    expect(drawn[2]).toBeGreaterThanOrEqual(240);
    expect(seen).toEqual([]);
  });

  test("takes the reader's colour scheme, also when it changes", async () => {
    const { page, seen } = shared;
    const light = await titleColour(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(() => titleColour(page)).not.toBe(light);
    const background = () => page.$eval("body", (body) => getComputedStyle(body).backgroundColor);
    expect(await background()).toBe("rgb(28, 28, 30)");
    const dark = await titleColour(page);
    await page.emulateMedia({ colorScheme: "light" });
    expect(await background()).toBe("rgb(255, 255, 255)");
    await expect.poll(() => titleColour(page)).not.toBe(dark);
    expect(seen).toEqual([]);
  });

  test("fits a phone: the page does not scroll sideways, wide tables do in their own box", async () => {
    const { page } = shared;
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    const table = await page.$eval(".output.scroll", (box) => [
      box.clientWidth <= 390,
      box.scrollWidth > box.clientWidth,
    ]);
    expect(table).toEqual([true, true]);
    const widths = () => page.$$eval(".figure .main-svg", (all) => Math.max(...all.map((svg) => svg.clientWidth)));
    await expect.poll(widths).toBeLessThanOrEqual(390);
  });

  /** What stands in the place of each figure: its picture, and plotly's drawing over it. */
  const places = (page: Page) =>
    page.$$eval(".figure", (figures) =>
      figures.map((figure) => {
        const seen = (part: Element | null) =>
          part?.checkVisibility({ opacityProperty: true, visibilityProperty: true }) === true;
        return {
          picture: seen(figure.querySelector("img.still")),
          drawing: seen(figure.querySelector(".live .main-svg")),
        };
      }),
    );
  const three = (place: { picture: boolean; drawing: boolean }) => [place, place, place];

  test("shows a picture of every figure before any is drawn, and moves nothing when they are", async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(globalThis, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
      }).observe({ type: "layout-shift", buffered: true });
      // Holds back what is unpacked: plotly.
      const text = Response.prototype.text;
      const held = new Promise<void>((go) => Object.assign(globalThis, { go }));
      Response.prototype.text = async function () {
        await held;
        return text.call(this);
      };
    });
    await page.goto(sample);
    const sizes = () =>
      page.$$eval("img.still", (all) =>
        all.map((image) => {
          const { x, y, width, height } = image.getBoundingClientRect();
          return { loaded: (image as HTMLImageElement).naturalWidth > 0, x, y, width, height };
        }),
      );
    expect(await places(page)).toEqual(three({ picture: true, drawing: false }));
    const before = await sizes();
    expect(before.map(({ loaded }) => loaded)).toEqual([true, true, true]);
    await page.evaluate(() => (globalThis as unknown as { go(): void }).go());
    await allDrawn(page);
    expect(await places(page)).toEqual(three({ picture: false, drawing: true }));
    expect(await sizes()).toEqual(before);
    expect(await page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts)).toEqual([]);
    await page.close();
  });

  test("prints the picture of every figure, whatever the screen's colours, and goes back", async () => {
    const { page, seen } = shared;
    await page.emulateMedia({ colorScheme: "dark" });
    await page.emulateMedia({ media: "print" });
    expect(await places(page)).toEqual(three({ picture: true, drawing: false }));
    const widths = await page.$$eval(".figure .still", (all) => all.map((image) => image.clientWidth));
    expect(Math.max(...widths)).toBeLessThanOrEqual(1280);
    await page.emulateMedia({ media: "screen" });
    expect(await places(page)).toEqual(three({ picture: false, drawing: true }));
    expect(seen).toEqual([]);
  });

  test("draws what is far below before it is scrolled to", async () => {
    const { page } = await open(sample, { viewport: { width: 800, height: 200 } });
    await allDrawn(page);
    expect(await page.evaluate(() => scrollY)).toBe(0);
    expect((await marks(page)).every((count) => count > 0)).toBe(true);
    await page.close();
  });

  test("draws its figures under headings that are called as its own parts", async () => {
    const figure = "({ data: [{ y: [1, 2, 3], mode: 'lines' }], layout: {} })";
    const headings = "md:# T\n\n## Plotly\n\n## Templates\n\n## Figure 1\n\n## Figure 1 data";
    const { page, seen } = await open(await written([headings, figure]));
    await allDrawn(page);
    expect(await page.$$eval(".figure .main-svg", (all) => all.length)).toBeGreaterThan(0);
    await page.click('nav a[href="#plotly"]');
    expect(await page.$eval(":target", (target) => target.textContent)).toBe("Plotly");
    expect(seen).toEqual([]);
    await page.close();
  });

  test("keeps the picture of a figure that plotly cannot draw, says so where there is none, and draws the others", async () => {
    const good = "({ data: [{ y: [1, 2, 3], mode: 'lines' }], layout: { title: { text: 'Good' } } })";
    const bad = "({ data: [{ y: [1] }], layout: { xaxis: null } })";
    const { page } = await open(await written([good, bad, good]));
    await allDrawn(page);
    const figures = () =>
      page.$$eval(".figure", (all) =>
        all.map((figure) => {
          if (figure.querySelector(".scatterlayer .trace path") !== null) return "drawn";
          const text = figure.textContent?.split(":")[0];
          return text || (figure.querySelector("img.still") as HTMLImageElement | null)?.alt;
        }),
      );
    await expect.poll(figures).toEqual(["drawn", expect.stringMatching(/Figure 2|could not be drawn/), "drawn"]);
    await page.close();
  });

  test("draws and prints a figure that has no picture in the colours of the screen and of paper", async () => {
    const pie = "({ data: [{ type: 'pie', values: [1, 2] }], layout: { title: { text: 'Only plotly' } } })";
    const { page, seen } = await open(await written([pie]), { colorScheme: "dark" });
    await allDrawn(page);
    const dark = await titleColour(page);
    await page.emulateMedia({ media: "print" });
    await expect.poll(() => titleColour(page)).not.toBe(dark);
    expect(await page.$eval(".live .main-svg", (svg) => svg.clientWidth)).toBe(680);
    await page.emulateMedia({ media: "screen" });
    await expect.poll(() => titleColour(page)).toBe(dark);
    expect(seen).toEqual([]);
    await page.close();
  });

  test("can be read without scripts, with a picture of every figure", async () => {
    const { page } = await open(sample, { javaScriptEnabled: false });
    await page.locator("main .output caption").waitFor();
    expect(await page.locator("img.still").count()).toBe(3);
    for (const image of await page.locator("img.still").all()) expect(await image.isVisible()).toBe(true);
    expect(await page.isVisible("#page_code")).toBe(false);
    await page.close();
  });

  test("can be used with the keyboard: skip link, contents, folded code", async () => {
    const { page } = await open(sample);
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the report");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("SUMMARY");
    await page.focus("details.code summary");
    await page.keyboard.press("Enter");
    expect(await page.$eval("details.code", (details) => (details as HTMLDetailsElement).open)).toBe(true);
    await page.close();
  });

  test("shows and hides all code with one button", async () => {
    const { page } = shared;
    const unfolded = () =>
      page.$$eval("details.code", (all) => [...new Set(all.map((one) => (one as HTMLDetailsElement).open))]);
    const button = page.getByRole("button", { name: "all code" });
    expect(await unfolded()).toEqual([false]);
    await button.focus();
    await page.keyboard.press("Enter");
    expect(await unfolded()).toEqual([true]);
    await expect.poll(() => button.textContent()).toBe("Hide all code");
    await button.click();
    expect(await unfolded()).toEqual([false]);
  });

  test("says its figures to those who do not see them, and lets a keyboard reach them and their buttons", async () => {
    const { page } = shared;
    const figure = page.getByRole("figure", { name: "Open interest by venue" });
    expect(await figure.getByRole("img").getAttribute("alt")).toBe(
      "Open interest by venue. Open interest (BTC): binance, okx, bybit",
    );
    await figure.focus();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("figure_2");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe(
      "Download plot as a PNG",
    );
    const opacity = () => page.$eval("#figure_2 .modebar", (bar) => getComputedStyle(bar).opacity);
    await expect.poll(opacity).toBe("1");
  });
});
