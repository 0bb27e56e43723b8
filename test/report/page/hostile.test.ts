import { mkdtemp, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import MarkdownIt from "markdown-it";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mimeBundle } from "../../../lib/notebook/mime-bundle.js";
import { notice } from "../../../lib/notebook/notice.js";
import { progressBar } from "../../../lib/notebook/progress-bar.js";
import { show } from "../../../lib/notebook/show.js";
import { table } from "../../../lib/notebook/table.js";
import { sharesFigure } from "../../../lib/plots/market/shares-figure.js";
import { writeReport } from "../../../lib/report/files/write-report.js";
import { runNotebook } from "../../../lib/report/run/run-notebook.js";
import { panel } from "../../../lib/series/panel.js";
import { readCsvFile } from "../../../lib/sources/csv/csv-file.js";
import { allDrawn, hasBrowser, launchBrowser, watchPage } from "../../browser.js";
import { makeNotebook, notebookText } from "../make-notebook.js";

const hostile = `'"></script><script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)><iframe src=https://example.com>`;
const json = JSON.stringify(hostile);
const bundle = (mime: string, value: string) =>
  `({ [Symbol.for("Jupyter.display")]: () => ({ ${JSON.stringify(mime)}: ${JSON.stringify(value)} }) })`;

/** What a cell has from the library, whose TypeScript it cannot import. */
async function library() {
  const folder = await mkdtemp(join(tmpdir(), "open-interest-"));
  const csv = join(folder, "a.csv");
  await writeFile(csv, `time,"${hostile.replaceAll('"', '""')}"\n2025-07-01,1\n2025-07-02,3\n`);
  const bad = join(folder, "b.csv");
  await writeFile(bad, `time,a\n2025-07-01,"${hostile.replaceAll('"', '""')}"\n`);
  const options = { timeColumn: "time", unit: "usd", label: "instant" } as const;
  const shares = panel({ times: [0, 3.6e6], unit: "fraction", columns: { [hostile]: [0.25, 0.5], okx: [0.75, 0.5] } });
  return {
    file: async () => show((await readCsvFile(csv, options)).panel),
    badFile: () => readCsvFile(bad, options),
    table: () => show(table([{ [hostile]: hostile }], { caption: hostile, note: hostile })),
    figure: () => show(sharesFigure(shares, { title: hostile, note: hostile })),
    notice: () => notice(hostile),
    bar: () => progressBar({ total: 3, label: hostile }).advance(),
    bundle: () => mimeBundle(hostile),
  };
}

const cells = [
  `md:# T ${hostile}\n\n[link](javascript:alert(4)) ${hostile}\n\n![x](x" onerror="alert(5))\n\n## H ${hostile}\n\n\`\`\`"><script>alert(6)</script>\na\n\`\`\``,
  `parameters:let asset = ${json};`,
  `const dataset = { provenance: { source: ${json}, simulated: true, description: ${json}, files: [{ name: ${json}, sha256: ${json} }] } };`,
  `console.log(${json}); console.error(${json})`,
  "await globalThis.tested.file()",
  "globalThis.tested.table()",
  "globalThis.tested.figure()",
  "globalThis.tested.notice()",
  "globalThis.tested.bar()",
  `({ data: [{ x: ["<b>${hostile.replaceAll('"', "")}</b>"], y: [1], type: "bar", name: ${json}, hovertemplate: ${json} }], layout: { showlegend: true, title: { text: ${json} }, annotations: [{ text: '<a href="javascript:alert(8)">a</a>', yref: "y domain", x: 0, y: 1 }] } })`,
  `({ data: [{ type: "pie", values: [1], labels: [${json}] }], layout: { title: { text: ${json} } } })`,
  bundle("text/html", `<p>framed</p>${hostile}`),
  bundle("text/html", `<table><tr><td>${hostile}</td></tr></table>`),
  bundle("text/html", `<div class="open-interest-note">${hostile}</div>`),
  bundle("text/markdown", `**bold** ${hostile}\n\n[a](javascript:alert(9))`),
  bundle("text/latex", hostile),
  bundle("application/javascript", "alert(10)"),
  bundle(
    "image/svg+xml",
    `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(11)" width="5" height="5"><script>alert(12)</script></svg>`,
  ),
  bundle("image/png", `AAAA" onerror="alert(13)`),
  "await globalThis.tested.badFile()",
];

describe.skipIf(!hasBrowser)("what is hostile in a notebook does nothing in a browser", () => {
  let browser: Browser;
  let folder: string;
  let name: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    (globalThis as Record<string, unknown>).tested = await library();
    const path = await makeNotebook([]);
    const text = JSON.parse(notebookText(cells));
    text.metadata = { ...text.metadata, title: hostile, authors: [{ name: hostile }], [hostile]: hostile };
    for (const cell of text.cells) cell.metadata = { ...cell.metadata, name: hostile };
    // All but the slash may be in the name of a file.
    const called = join(dirname(path), `${hostile.replaceAll("/", "")}.ipynb`);
    await rename(path, called);
    await writeFile(called, JSON.stringify(text));
    const run = await runNotebook(called);
    expect(run.failure?.error.message).toContain("<script>alert(1)</script>");
    // All cells of code but the last.
    expect(run.done).toBe(cells.length - 2);
    name = run.name;
    folder = await mkdtemp(join(tmpdir(), "open-interest-"));
    await writeReport(run, folder, { formats: ["html", "ipynb", "md"] });
  }, 60_000);
  afterAll(() => browser?.close());

  const open = async (path: string) => {
    const page = await browser.newPage();
    const seen = watchPage(page);
    await page.goto(pathToFileURL(path).href);
    return { page, asked: () => seen.filter((line) => /^(dialog|request)/.test(line)) };
  };

  test("in the page", async () => {
    const { page, asked } = await open(join(folder, `${name}.html`));
    await allDrawn(page);
    await page.hover("figure.figure >> nth=0");
    await page.waitForTimeout(200);
    expect(asked()).toEqual([]);
    const pictures = await page.$$eval("main img", (images) => images.map((image) => image.getAttribute("src") ?? ""));
    expect(pictures.filter((address) => !/^data:image\/(svg\+xml|png)[;,]/.test(address))).toEqual([]);
    expect(await page.$$eval("a[href^='javascript']", (all) => all.length)).toBe(0);
    expect(await page.$$eval("main [onerror], main [onload], main iframe[src]", (all) => all.length)).toBe(0);
    const frames = page.frames().slice(1);
    expect(await frames[0]?.textContent("p")).toBe("framed");
    expect(await page.textContent("h1")).toBe(`T ${hostile}`);
    expect(await page.getByRole("cell", { name: hostile }).first().textContent()).toBe(hostile);
    expect(await page.textContent(".open-interest-warning")).toBe(`Warning: ${hostile}`);
    expect(await page.textContent(".open-interest-progress")).toContain(`${hostile}: 1 of 3`);
    expect(await page.getAttribute("#figure_1", "aria-label")).toBe(hostile);
    await page.close();
  });

  test("in markdown, read by who takes tags", async () => {
    const text = await readFile(join(folder, `${name}.md`), "utf8");
    const path = join(folder, "markdown.html");
    await writeFile(path, `<!doctype html><meta charset="utf-8">${new MarkdownIt({ html: true }).render(text)}`);
    const { page, asked } = await open(path);
    expect(asked()).toEqual([]);
    expect(
      await page.$$eval("script, svg, iframe, [onerror], [onload], a[href^='javascript']", (all) => all.length),
    ).toBe(0);
    const images = await page.$$eval("img", (all) => all.map((image) => (image as HTMLImageElement).naturalWidth > 0));
    // Two figures that can be drawn, and a picture; a PNG that is none.
    expect(images).toEqual([true, true, true, false]);
    expect(await page.getByRole("cell", { name: hostile }).first().textContent()).toBe(hostile);
    await page.close();
  });

  test("in the pictures of markdown", async () => {
    const pictures = (await readdir(join(folder, `${name}_files`))).filter((file) => file.endsWith(".svg"));
    for (const file of pictures.slice(0, 2)) {
      const { page, asked } = await open(join(folder, `${name}_files`, file));
      expect(await page.$$eval("script, a, img, image, foreignObject", (all) => all.length)).toBe(0);
      expect(asked()).toEqual([]);
      await page.close();
    }
  });
});
