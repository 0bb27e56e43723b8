import { readFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { notice } from "../../../lib/notebook/notice.js";
import { writeReport } from "../../../lib/report/files/write-report.js";
import { runNotebook } from "../../../lib/report/run/run-notebook.js";
import { allDrawn, hasBrowser, launchBrowser } from "../../browser.js";
import { makeNotebook } from "../make-notebook.js";
import { sampleCells } from "../sample-cells.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const standards: readonly string[] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const bundle = (html: string) =>
  `({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": ${JSON.stringify(html)} }) })`;
const longTable = `<table><caption>Long</caption><thead><tr><th scope="col">n</th></tr></thead><tbody>${"<tr><td>1</td></tr>".repeat(400)}</tbody></table>`;

/** All that a page may hold beside what the sample has. */
const troubleCells = [
  "md:# Trouble\n\n## One\n\n> quoted\n\n```ts\nconst a = 1;\n```\n\n1. a\n2. b\n\n![gone](https://example.com/a.png)",
  "parameters:let asset = 'BTC';",
  "const dataset = { provenance: { source: 's', simulated: true, description: 'd', files: [{ name: 'f.csv', sha256: 'ab' }] } };",
  "globalThis.testedNotice('prices are missing'); globalThis.testedNotice('read this', { kind: 'note' });",
  bundle(
    '<div class="open-interest-progress">Days: 1 of 3 <progress max="3" value="1" aria-label="Days"></progress></div>',
  ),
  bundle(longTable),
  bundle(`<p>framed</p><a href="#x">link</a>`),
  "md:## Two\n\n#### Four below two",
  "({ data: [{ type: 'pie', values: [1, 2] }], layout: { title: { text: 'Only plotly' } } })",
  "console.log('word '.repeat(4000)); console.error('on standard error');",
  "({ [Symbol.for('Jupyter.display')]: () => ({ 'image/svg+xml': '<svg xmlns=\"http://www.w3.org/2000/svg\"/>', 'text/plain': 'a picture' }) })",
  "md:## Fails",
  "throw new Error('no')",
  "1",
];

describe.skipIf(!hasBrowser)("axe finds nothing to mend", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
    (globalThis as Record<string, unknown>).testedNotice = notice;
  });
  afterAll(() => browser?.close());

  /** What axe says of a page in both colour schemes, wide and on a phone. */
  async function complaints(page: Page): Promise<string[]> {
    const found: string[] = [];
    await page.evaluate(axe);
    // A scheme changes nothing but colours.
    const views = [
      { width: 1280, colorScheme: "light", runOnly: { type: "tag", values: standards } },
      { width: 1280, colorScheme: "dark", runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } },
      { width: 390, colorScheme: "light", runOnly: { type: "tag", values: standards } },
      { width: 390, colorScheme: "dark", runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } },
    ] as const;
    for (const { width, colorScheme, runOnly } of views) {
      await page.setViewportSize({ width, height: 844 });
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(100);
      const { violations } = await page.evaluate(
        (how): Promise<AxeResults> =>
          (globalThis as unknown as { axe: { run(on: unknown, how: unknown): Promise<AxeResults> } }).axe.run(
            { exclude: [[".live svg"]] },
            { runOnly: how, resultTypes: ["violations"] },
          ),
        runOnly,
      );
      for (const { id, nodes } of violations) {
        const what = nodes
          .slice(0, 3)
          .map((node) => `${node.html.slice(0, 120)} ${node.failureSummary?.slice(0, 300)}`);
        found.push(`${width} ${colorScheme} ${id} (${nodes.length}): ${what.join(" | ")}`);
      }
    }
    return found;
  }

  async function pageOf(notebook: string): Promise<Page> {
    const { html } = await writeReport(await runNotebook(notebook), await mkdtemp(join(tmpdir(), "open-interest-")));
    const page = await browser.newPage({ viewport: { width: 1280, height: 844 } });
    await page.goto(pathToFileURL(html as string).href);
    await allDrawn(page);
    await page.$$eval("details", (all) => {
      for (const one of all) one.open = true;
    });
    return page;
  }

  test("in the report on the sample", { timeout: 120_000 }, async () => {
    const page = await pageOf(resolve(import.meta.dirname, "../../../notebooks/open-interest.ipynb"));
    expect(await complaints(page)).toEqual([]);
    await page.close();
  });

  test("in a study with wide tables and foreign figures", { timeout: 120_000 }, async () => {
    const page = await pageOf(await makeNotebook(sampleCells));
    expect(await complaints(page)).toEqual([]);
    await page.close();
  });

  test("in a page with errors, notices, frames, long tables and text", { timeout: 120_000 }, async () => {
    const page = await pageOf(await makeNotebook(troubleCells));
    expect(await complaints(page)).toEqual([]);
    await page.close();
  });

  test("but does of a page that has something", async () => {
    const page = await browser.newPage();
    const pale = "<style>@media (prefers-color-scheme: dark) { h1 { color: #777; background: #888 } }</style>";
    await page.setContent(`<html lang="en"><title>a</title>${pale}<main><h1>Pale</h1><img src="data:,"></main></html>`);
    expect((await complaints(page)).map((line) => line.split(" (")[0])).toEqual([
      "1280 light image-alt",
      "1280 dark color-contrast",
      "390 light image-alt",
      "390 dark color-contrast",
    ]);
    await page.close();
  });
});
