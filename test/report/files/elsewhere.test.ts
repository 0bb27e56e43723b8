import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mimeBundle } from "../../../lib/notebook/mime-bundle.js";
import { notice } from "../../../lib/notebook/notice.js";
import { table } from "../../../lib/notebook/table.js";
import { writeReport } from "../../../lib/report/files/write-report.js";
import { runNotebook } from "../../../lib/report/run/run-notebook.js";
import { hasBrowser, launchBrowser, watchPage } from "../../browser.js";
import { makeNotebook } from "../make-notebook.js";
import { sampleCells } from "../sample-cells.js";

// The notebook of a report where others look at it: exported by nbconvert, on a page that shows pictures and plain HTML
// and runs nothing, and in a front end that knows no plotly.

const python = process.env.OPEN_INTEREST_PYTHON;
const hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)>";
const globals = globalThis as Record<string, unknown>;
globals.testedTable = () => mimeBundle(table([{ venue: hostile, usd: 1 }], { caption: hostile, note: hostile }));
globals.testedNotice = () => notice(hostile);
const cells = [
  ...sampleCells,
  `({ data: [{ x: [${JSON.stringify(hostile)}], y: [1], type: "bar", name: ${JSON.stringify(hostile)} }], layout: { title: { text: ${JSON.stringify(hostile)} } } })`,
  '({ [Symbol.for("Jupyter.display")]: () => globalThis.testedTable() })',
  "globalThis.testedNotice()",
  `throw new Error(${JSON.stringify(hostile)})`,
];
const figures = 4;

interface Output {
  readonly data?: Readonly<Record<string, unknown>>;
}

describe("the notebook of a report elsewhere", () => {
  let browser: Browser | undefined;
  let notebook: string;
  let outputs: readonly Output[];

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "open-interest-"));
    const run = await runNotebook(await makeNotebook(cells));
    notebook = (await writeReport(run, folder, { formats: ["ipynb"] })).notebook as string;
    const { cells: written } = JSON.parse(await readFile(notebook, "utf8"));
    outputs = written.flatMap((cell: { readonly outputs?: readonly Output[] }) => cell.outputs ?? []);
    if (hasBrowser) browser = await launchBrowser();
  }, 60_000);
  afterAll(() => browser?.close());

  const shownFigures = () => outputs.filter(({ data }) => data?.["application/vnd.plotly.v1+json"] !== undefined);
  const open = async (html: string) => {
    const path = join(await mkdtemp(join(tmpdir(), "open-interest-")), "page.html");
    await writeFile(path, html);
    const page = await (browser as Browser).newPage({ viewport: { width: 1000, height: 800 } });
    const seen = watchPage(page);
    await page.goto(pathToFileURL(path).href, { waitUntil: "load" });
    return { page, seen };
  };
  const loaded = (page: Page) =>
    page.$$eval('img[src^="data:image/svg+xml"]', (all) =>
      all.map((image) => (image as HTMLImageElement).naturalWidth > 0),
    );

  // VS Code's order: JSON, JavaScript, HTML, SVG, LaTeX, Markdown, PNG, JPEG, text; what it has no renderer for is left out.
  test("shows a picture where no renderer takes plotly's JSON", () => {
    const order = ["application/json", "application/javascript", "text/html", "image/svg+xml", "text/latex"];
    const rest = ["text/markdown", "image/png", "image/jpeg", "text/plain"];
    const taken = shownFigures().map(({ data = {} }) => [...order, ...rest].find((mime) => mime in data));
    expect(taken).toEqual(Array(figures).fill("image/svg+xml"));
  });

  test.skipIf(!hasBrowser)(
    "shows pictures and tables on a page that runs nothing, and hostile names as text",
    async () => {
      const text = (value: unknown) => (Array.isArray(value) ? value.join("") : String(value));
      const parts = outputs.map(({ data = {} }) => {
        const svg = data["image/svg+xml"];
        if (svg !== undefined)
          return `<img src="data:image/svg+xml;base64,${Buffer.from(text(svg)).toString("base64")}">`;
        return data["text/html"] === undefined ? "" : text(data["text/html"]);
      });
      const { page, seen } = await open(`<!doctype html><meta charset="utf-8">${parts.join("\n")}`);
      expect(await loaded(page)).toEqual(Array(figures).fill(true));
      expect(await page.textContent(".open-interest-table td")).toBe(hostile);
      expect(await page.textContent(".open-interest-table caption")).toBe(hostile);
      expect(await page.textContent(".open-interest-warning")).toBe(`Warning: ${hostile}`);
      expect(seen).toEqual([]);
      await page.close();
    },
  );

  test.skipIf(!hasBrowser)("the pictures by themselves run nothing either", async () => {
    const page = await (browser as Browser).newPage();
    const seen = watchPage(page);
    for (const [index, { data }] of shownFigures().entries()) {
      const path = join(await mkdtemp(join(tmpdir(), "open-interest-")), `${index}.svg`);
      const svg = data?.["image/svg+xml"] as string | readonly string[];
      await writeFile(path, typeof svg === "string" ? svg : svg.join(""));
      await page.goto(pathToFileURL(path).href);
      expect(await page.$$eval("script, img, foreignObject, a", (all) => all.length)).toBe(0);
    }
    expect(seen).toEqual([]);
    await page.close();
  });

  describe.skipIf(python === undefined)("in Jupyter (skipped where OPEN_INTEREST_PYTHON is not set)", () => {
    const run = (...options: readonly string[]) =>
      execFileSync(python as string, options, { stdio: ["ignore", "pipe", "pipe"], encoding: "utf8" });

    test("is a notebook by nbformat's own schema", () => {
      const script =
        "import nbformat, sys; nb = nbformat.read(sys.argv[1], 4); nbformat.validate(nb); print(len(nb.cells))";
      expect(run("-c", script, notebook).trim()).toBe(String(cells.length));
    });

    test.skipIf(!hasBrowser)(
      "shows every picture and table in nbconvert's page, and runs nothing",
      { timeout: 60_000 },
      async () => {
        const html = run("-m", "nbconvert", "--to", "html", "--stdout", notebook);
        const { page, seen } = await open(html);
        const pictures = await loaded(page);
        const inline = await page.$$eval("svg.oi-figure", (all) =>
          all.map((svg) => svg.getBoundingClientRect().width > 0),
        );
        expect([...pictures, ...inline]).toEqual(Array(figures).fill(true));
        expect(await page.textContent(".open-interest-table td")).toBe(hostile);
        expect(seen.filter((line) => /dialog/.test(line))).toEqual([]);
        await page.close();
      },
    );
  });
});
