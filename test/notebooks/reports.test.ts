import { readdirSync } from "node:fs";
import { mkdtemp, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plotlyMime } from "../../lib/notebook/plotly-mime.js";
import { writeReport } from "../../lib/report/files/write-report.js";
import { type NotebookRun, runNotebook } from "../../lib/report/run/run-notebook.js";
import { allDrawn, hasBrowser, launchBrowser, watchPage } from "../browser.js";
import { expectToSpeak, shown } from "./shown.js";

// The report of every notebook on the bundled sample, as its reader opens it.

const folder = resolve(import.meta.dirname, "../../notebooks");
const names = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));

const readers: readonly (readonly [string, BrowserContextOptions])[] = [
  ["a wide light screen", { viewport: { width: 1280, height: 900 }, colorScheme: "light" }],
  ["a dark phone", { viewport: { width: 390, height: 844 }, colorScheme: "dark" }],
];

let browser: Browser;
beforeAll(async () => {
  if (hasBrowser) browser = await launchBrowser();
}, 60_000);
afterAll(() => browser?.close());

describe.each(names)("%s on the sample", (name) => {
  let run: NotebookRun;
  let html: string;

  beforeAll(async () => {
    run = await runNotebook(join(folder, name));
    const written = await writeReport(run, await mkdtemp(join(tmpdir(), "open-interest-")));
    html = written.html as string;
  }, 120_000);

  test("runs to its end, draws, and says what it found without a gap in a sentence", () => {
    expectToSpeak(run);
  });

  test("is one page of less than 4 MB", async () => {
    expect((await stat(html)).size).toBeLessThan(4e6);
  });

  test.skipIf(!hasBrowser).each(readers)(
    "draws all its figures on %s, asks nobody and complains of nothing",
    async (_, options) => {
      const page = await browser.newPage(options);
      const seen = watchPage(page);
      await page.goto(pathToFileURL(html).href);
      await allDrawn(page);
      const marks = await page.$$eval(".figure", (all) =>
        all.map((figure) => figure.querySelectorAll(".trace path[d], .heatmaplayer image").length),
      );
      expect(marks).toHaveLength(shown(run, plotlyMime).length);
      expect(Math.min(...marks), `marks of each figure: ${marks}`).toBeGreaterThanOrEqual(1);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      const isSimulated = run.data.some(({ provenance }) => provenance.simulated);
      expect((await page.textContent("body"))?.includes("Simulated data: no real market")).toBe(isSimulated);
      expect(seen).toEqual([]);
      await page.close();
    },
    60_000,
  );
});
