import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeReport } from "../../../lib/report/files/write-report.js";
import { runNotebook } from "../../../lib/report/run/run-notebook.js";
import { allDrawn, hasBrowser, launchBrowser, watchPage } from "../../browser.js";
import { makeNotebook } from "../make-notebook.js";
import { sampleCells } from "../sample-cells.js";

const hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)>";
const hostileCells = [
  `md:# T ${hostile}\n\n[link](javascript:alert(4)) ${hostile}\n\n![x](x" onerror="alert(5))`,
  `console.log(${JSON.stringify(hostile)})`,
  `({ data: [{ x: ["<b>${hostile}</b>"], y: [1], type: "bar", name: ${JSON.stringify(hostile)} }], layout: { showlegend: true, title: { text: ${JSON.stringify(hostile)} } } })`,
  `({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": ${JSON.stringify(`<p>framed</p>${hostile}`)} }) })`,
  `({ [Symbol.for("Jupyter.display")]: () => ({ "image/svg+xml": '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(6)" width="5" height="5"><script>alert(7)</script></svg>' }) })`,
  `throw new Error(${JSON.stringify(hostile)})`,
];

describe.skipIf(!hasBrowser)("a report in a browser", () => {
  let browser: Browser;
  let sample: string;

  const written = async (cells: readonly string[]) => {
    const run = await runNotebook(await makeNotebook(cells));
    const { html } = await writeReport(run, await mkdtemp(join(tmpdir(), "open-interest-")));
    return pathToFileURL(html).href;
  };

  const open = async (address: string, options: BrowserContextOptions = {}) => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
    const seen = watchPage(page);
    await page.goto(address);
    return { page, seen };
  };

  /** Marks of each figure: paths with a shape in the layers of its traces. */
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
  });
  afterAll(() => browser?.close());

  test("draws every figure, makes no request and reports nothing", async () => {
    const { page, seen } = await open(sample);
    await allDrawn(page);
    const drawn = await marks(page);
    expect(drawn).toHaveLength(3);
    // One line; three lines and three areas; a bar for each of 240 hours.
    expect(drawn[0]).toBeGreaterThanOrEqual(1);
    expect(drawn[1]).toBeGreaterThanOrEqual(6);
    expect(drawn[2]).toBeGreaterThanOrEqual(240);
    expect(seen).toEqual([]);
    await page.close();
  });

  test("takes the reader's colour scheme, also when it changes", async () => {
    const { page, seen } = await open(sample, { colorScheme: "dark" });
    await allDrawn(page);
    const background = () => page.$eval("body", (body) => getComputedStyle(body).backgroundColor);
    expect(await background()).toBe("rgb(28, 28, 30)");
    const dark = await titleColour(page);
    await page.emulateMedia({ colorScheme: "light" });
    expect(await background()).toBe("rgb(255, 255, 255)");
    await expect.poll(() => titleColour(page)).not.toBe(dark);
    expect(seen).toEqual([]);
    await page.close();
  });

  test("fits a phone: the page does not scroll sideways, wide tables do in their own box", async () => {
    const { page } = await open(sample, { viewport: { width: 390, height: 844 } });
    await allDrawn(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    const table = await page.$eval(".output.scroll", (box) => [
      box.clientWidth <= 390,
      box.scrollWidth > box.clientWidth,
    ]);
    expect(table).toEqual([true, true]);
    const widths = await page.$$eval(".figure .main-svg", (all) => all.map((svg) => svg.clientWidth));
    expect(Math.max(...widths)).toBeLessThanOrEqual(390);
    await page.close();
  });

  test("prints every figure in light colours, whatever the screen's, and goes back", async () => {
    const { page, seen } = await open(sample, { colorScheme: "dark" });
    await allDrawn(page);
    const dark = await titleColour(page);
    await page.emulateMedia({ media: "print" });
    await expect.poll(() => titleColour(page)).not.toBe(dark);
    expect((await marks(page)).every((count) => count > 0)).toBe(true);
    const widths = await page.$$eval(".figure .main-svg", (all) => all.map((svg) => svg.clientWidth));
    expect(Math.max(...widths)).toBeLessThanOrEqual(680);
    await page.emulateMedia({ media: "screen" });
    await expect.poll(() => titleColour(page)).toBe(dark);
    expect(seen).toEqual([]);
    await page.close();
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

  test("says of a figure that cannot be drawn that it cannot, and draws and prints the others", async () => {
    const good = "({ data: [{ y: [1, 2, 3], mode: 'lines' }], layout: { title: { text: 'Good' } } })";
    const bad = "({ data: [{ y: [1] }], layout: { xaxis: null } })";
    const { page } = await open(await written([good, bad, good]), { colorScheme: "dark" });
    await allDrawn(page);
    const figures = () =>
      page.$$eval(".figure", (all) =>
        all.map((figure) =>
          figure.querySelector(".mlayer .trace path, .scatterlayer .trace path") !== null
            ? "drawn"
            : figure.textContent?.split(":")[0],
        ),
      );
    const expected = ["drawn", "This figure could not be drawn", "drawn"];
    await expect.poll(figures).toEqual(expected);
    const colours = () =>
      page.$$eval(".figure text.gtitle", (titles) => titles.map((title) => getComputedStyle(title).fill));
    const [dark] = await colours();
    await page.emulateMedia({ media: "print" });
    await expect.poll(async () => (await colours()).filter((colour) => colour !== dark).length).toBe(2);
    expect(await figures()).toEqual(expected);
    await page.close();
  });

  test("runs nothing that a notebook brings along", async () => {
    const { page, seen } = await open(await written(hostileCells));
    await allDrawn(page);
    await page.waitForTimeout(200);
    expect(seen.filter((line) => /dialog|request/.test(line))).toEqual([]);
    expect(
      await page.$$eval("main img", (images) => images.map((image) => (image as HTMLImageElement).src.slice(0, 19))),
    ).toEqual(["data:image/svg+xml;"]);
    const frame = page.frames()[1];
    expect(await frame?.textContent("p")).toBe("framed");
    expect(await page.textContent("h1")).toContain("<script>alert(1)</script>");
    await page.close();
  });

  test("says without scripts that its figures need them, and can be read", async () => {
    const { page } = await open(sample, { javaScriptEnabled: false });
    expect(await page.textContent("body")).toContain("Allow scripts to see them");
    expect(await page.isVisible("caption")).toBe(true);
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

  test.each(["light", "dark"] as const)("has a contrast of at least 4.5 for all its text (%s)", async (colorScheme) => {
    const { page } = await open(await written([...sampleCells.slice(0, -1), "throw new Error('no')"]), { colorScheme });
    await page.$$eval("details", (all) => all.map((details) => details.setAttribute("open", "")));
    const poor = await page.evaluate(() => {
      const parse = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
      const luminance = (colour: readonly number[]) => {
        const [r, g, b] = colour.slice(0, 3).map((part) => {
          const c = part / 255;
          return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
        }) as [number, number, number];
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const backgroundOf = (element: Element | null): number[] => {
        for (let at = element; at !== null; at = at.parentElement) {
          const colour = parse(getComputedStyle(at).backgroundColor);
          if (colour.length === 3 || colour[3] === 1) return colour;
        }
        return [255, 255, 255];
      };
      const found: string[] = [];
      const walker = document.createTreeWalker(document.querySelector(".layout") as Element, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const element = node.parentElement;
        if (element === null || node.textContent?.trim() === "" || element.closest("script, noscript, svg") !== null)
          continue;
        const [a, b] = [luminance(parse(getComputedStyle(element).color)), luminance(backgroundOf(element))];
        const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (contrast < 4.5) found.push(`${contrast.toFixed(2)} ${element.className} ${node.textContent?.slice(0, 30)}`);
      }
      return found;
    });
    expect(poor).toEqual([]);
    await page.close();
  });
});
