import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { headerHtml } from "../../../lib/report/page/header-html.js";
import { reportHtml } from "../../../lib/report/page/report-html.js";
import { type RunNotebookOptions, runNotebook } from "../../../lib/report/run/run-notebook.js";
import { stamp } from "../../../lib/report/stamp/stamp.js";
import { hasBrowser, launchBrowser } from "../../browser.js";
import { trialOf } from "../../evidence/ledger/trial-of.js";
import { makeNotebook } from "../make-notebook.js";

const versions = { openInterest: "1.2.3", node: "v0.0.0" };
const data = `class Data {
  provenance = { source: "csv", simulated: false, description: "Binance", files: [{ name: "f.csv", sha256: "ab" }] };
  asset = "BTC"; intervalMs = 3.6e6; funding = [];
  openInterest = { unit: "base", times: new Float64Array(4416), columns: [] }; openInterestUsd = this.openInterest;
  candles = (() => {
    const times = Float64Array.from({ length: 4416 }, (_, hour) => Date.UTC(2025, 6, 1, hour + 1));
    const close = { unit: "price", times, values: times };
    return { times, open: close, high: close, low: close, close };
  })();
}
const loaded = new Data()`;
const ledger = "globalThis[Symbol.for('open-interest.ledger')].own.getStore().ledger";
const trials = [0.1, 0.2, 0.3].map((sharpe) => `${ledger}.record(${JSON.stringify(trialOf(sharpe))})`).join(";");

const runOf = async (cells: readonly string[], options: RunNotebookOptions = {}) =>
  runNotebook(await makeNotebook(cells, "my study"), options);

async function header(cells: readonly string[], options: RunNotebookOptions = {}): Promise<string> {
  const run = await runOf(cells, options);
  return headerHtml(run, "Title", stamp(run, versions));
}

describe("the header of a report", () => {
  test("tells how many variants were tried, and nothing where none was", async () => {
    expect(await header([trials])).toContain("<p>3 variants tried</p>");
    expect(await header([`${ledger}.record(${JSON.stringify(trialOf(0.1))})`])).toContain("<p>1 variant tried</p>");
    expect(await header(["1"])).not.toContain("variant");
  });

  test("folds how to reproduce it: data with range, rows and hash, versions and hashes", async () => {
    const html = await header([data]);
    expect(html).toContain('<details class="reproduce"><summary>Reproduce this report</summary>');
    expect(html).toMatch(
      /<th scope="row">csv<\/th><td>BTC<\/td><td>2025-07-01T01:00Z to 2026-01-01<\/td><td>1h<\/td><td style="text-align:right">4,416<\/td><td><code>[0-9a-f]{12}<\/code><\/td>/,
    );
    expect(html).toContain("<dt>open-interest</dt><dd>1.2.3</dd><dt>Node</dt><dd>v0.0.0</dd>");
    expect(html).toMatch(/<dt>Notebook<\/dt><dd><code>[0-9a-f]{12}<\/code><\/dd><dt>Results<\/dt>/);
    expect(html).toContain("1 file with SHA-256");
  });

  test("gives the commands with the values that were given, each as one word of a shell", async () => {
    const given = { parameters: { from: "it's 1 & 2", path: "/srv/secret/data", n: 5 } };
    const html = await header(["parameters:let from = ''; let path = ''; let n = 1; let seed = 4;"], given);
    expect(html).toContain(
      "npx open-interest verify &#39;my study.html&#39; -p path=&#39;…/data&#39;\n" +
        "npx open-interest report &#39;my study.ipynb&#39; -p from=&#39;it&#39;\\&#39;&#39;s 1 &amp; 2&#39; -p path=&#39;…/data&#39; -p n=5</code>",
    );
    expect(html).toContain("<dt>path</dt><dd>…/data (a local place)</dd>");
    expect(html).toContain("<dt>Seed</dt><dd>4</dd>");
    expect(html).not.toContain("secret");
  });
});

describe.skipIf(!hasBrowser)("the header in a browser", () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  test.each([
    ["light", 1280],
    ["dark", 390],
  ] as const)("unfolded, has nothing that axe finds wrong and fits (%s, %i px)", async (colorScheme, width) => {
    const cells = ["parameters:let path = ''", "md:# A study", data, trials];
    const html = reportHtml(await runOf(cells, { parameters: { path: "/srv/data" } }));
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 }, bypassCSP: true });
    await page.setContent(html);
    await page.$$eval("header details", (all) => {
      for (const details of all) details.setAttribute("open", "");
    });
    await page.evaluate(axe);
    const found = await page.evaluate(async () => {
      const { axe: checker } = window as unknown as {
        axe: { run(part: string): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      const { violations } = await checker.run("header.report");
      return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
    });
    expect(found).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await page.close();
  });
});
