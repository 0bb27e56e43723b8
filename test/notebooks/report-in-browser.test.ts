import { mkdtemp, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeReport } from "../../lib/report/files/write-report.js";
import { runNotebook } from "../../lib/report/run/run-notebook.js";
import { allDrawn, hasBrowser, launchBrowser, watchPage } from "../browser.js";

// The report that the main job writes, as its reader opens it.

const notebook = resolve(import.meta.dirname, "../../notebooks/open-interest.ipynb");

const readers: readonly (readonly [string, BrowserContextOptions])[] = [
  ["a wide light screen", { viewport: { width: 1280, height: 900 }, colorScheme: "light" }],
  ["a wide dark screen", { viewport: { width: 1280, height: 900 }, colorScheme: "dark" }],
  ["a light phone", { viewport: { width: 390, height: 844 }, colorScheme: "light" }],
  ["a dark phone", { viewport: { width: 390, height: 844 }, colorScheme: "dark" }],
];

describe.skipIf(!hasBrowser)("the report on the sample", () => {
  let browser: Browser;
  let html: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    const written = await writeReport(await runNotebook(notebook), await mkdtemp(join(tmpdir(), "open-interest-")));
    html = written.html as string;
  }, 60_000);
  afterAll(() => browser?.close());

  test("is one file of less than 4 MB", async () => {
    expect((await stat(html)).size).toBeLessThan(4e6);
  });

  test.each(readers)("draws its five figures on %s, asks nobody and complains of nothing", async (_, options) => {
    const page = await browser.newPage(options);
    const seen = watchPage(page);
    await page.goto(pathToFileURL(html).href);
    await allDrawn(page);
    const marks = await page.$$eval(".figure", (figures) =>
      figures.map((figure) => figure.querySelectorAll(".trace path[d], .heatmaplayer image").length),
    );
    expect(marks).toHaveLength(5);
    // A line at the least, and more than axes: stacked areas, bars, lanes.
    expect(Math.min(...marks), `marks of each figure: ${marks}`).toBeGreaterThanOrEqual(2);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await page.textContent("body")).toContain("Simulated data: no real market");
    expect(seen).toEqual([]);
    await page.close();
  });
});
