import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { beforeAll, describe, expect, test } from "vitest";
import type * as Batches from "../../../lib/report/batch/run-batch.js";
import { hasBrowser, launchBrowser, watchPage } from "../../browser.js";
import { makeNotebook, notebookText } from "../make-notebook.js";

// A process loads JavaScript: these tests run the built package, which `npm test` builds first.
const built: string = new URL("../../../dist/report/index.js", import.meta.url).href;
let runBatch: typeof Batches.runBatch;
beforeAll(async () => {
  ({ runBatch } = await import(built));
});

const tableMime = "application/vnd.open-interest.table+json";
const hostile = "<img src=x onerror=alert(1)>/../../out";
const cells = [
  "md:# Study of <b>venues</b>",
  'parameters:let asset = "BTC";\nlet wait = 0;\nlet fixed = "all";',
  "md:## Wait",
  "await new Promise((resolve) => setTimeout(resolve, wait));",
  "md:## Judge",
  "if (asset === 'bad') throw new RangeError(asset + ' is refused')",
  `({ [Symbol.for("Jupyter.display")]: () => ({
    "${tableMime}": { caption: "Rule", columns: [{ name: "length", align: "right" }], rows: [[String(asset.length)]], note: "" },
    "text/plain": "a table",
  }) })`,
  `({ [Symbol.for("Jupyter.display")]: () => ({ "text/markdown": "## Finding\\n\\n**" + asset + "** was read", "text/plain": "" }) })`,
];

/** A notebook whose last two cells are its summary. */
async function makeStudy(): Promise<string> {
  const path = await makeNotebook(cells);
  const notebook = JSON.parse(notebookText(cells)) as { cells: { metadata: Record<string, unknown> }[] };
  for (const cell of notebook.cells.slice(-2)) cell.metadata.tags = ["summary"];
  await writeFile(path, JSON.stringify(notebook));
  return path;
}

const bytesOf = async (folder: string): Promise<[string, string][]> => {
  const names = (await readdir(folder)).sort();
  return Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), "base64")]));
};

describe("a batch", () => {
  test("is a report of each combination and pages that list them, in the order of the grid", async () => {
    const path = await makeStudy();
    const folder = join(dirname(path), "out");
    // The first takes longest, so that it ends last.
    const batch = await runBatch(path, folder, { each: { wait: [1500, 0], asset: ["BTC", "bad"] }, jobs: 4 });
    expect(batch.reports.map(({ name, status }) => [name, status])).toEqual([
      ["wait=1500,asset=BTC", "complete"],
      ["wait=1500,asset=bad", "failed"],
      ["wait=0,asset=BTC", "complete"],
      ["wait=0,asset=bad", "failed"],
    ]);
    expect((await readdir(join(folder, "study"))).sort()).toEqual(
      ["index.html", "index.json", ...batch.reports.flatMap(({ files }) => files)].sort(),
    );
    const json = JSON.parse(await readFile(join(folder, "study", "index.json"), "utf8"));
    expect(json.reports[0]).toMatchObject({ parameters: { wait: 1500, asset: "BTC" }, status: "complete" });
    expect(json.reports[1].failure).toEqual({ cell: 4, heading: "Judge", error: "RangeError: bad is refused" });
    // What was waited for shows nowhere in the results.
    expect(json.reports[0].result).toBe(json.reports[2].result);
    expect(json.reports[0].result).toMatch(/^[0-9a-f]{64}$/);
  });

  test("gives the same bytes however many run at once", async () => {
    const path = await makeStudy();
    const each = { asset: ["BTC", "ETHER"], wait: [200, 0] };
    const one = await runBatch(path, join(dirname(path), "one"), { each, jobs: 1 });
    const three = await runBatch(path, join(dirname(path), "three"), { each, jobs: 3 });
    expect(await bytesOf(three.folder)).toEqual(await bytesOf(one.folder));
  });

  test("tells how far each report is", async () => {
    const path = await makeStudy();
    const seen: Batches.BatchProgress[] = [];
    await runBatch(path, join(dirname(path), "out"), {
      each: { asset: ["BTC", "ETH"] },
      jobs: 2,
      formats: ["ipynb"],
      onProgress: (progress) => seen.push(progress),
    });
    for (const number of [1, 2]) {
      const own = seen.filter((one) => one.number === number);
      expect(own[0]).toMatchObject({ total: 2, varied: { asset: number === 1 ? "BTC" : "ETH" }, cell: { number: 1 } });
      expect(own.at(-1)?.report).toMatchObject({ status: "complete", files: [`asset=${own[0]?.varied.asset}.ipynb`] });
    }
  });

  test("that is stopped leaves out what has not begun, and says so", async () => {
    const path = await makeStudy();
    const controller = new AbortController();
    const { folder, reports } = await runBatch(path, join(dirname(path), "out"), {
      each: { asset: ["BTC", "ETH", "SOL"] },
      parameters: { wait: 500 },
      jobs: 1,
      signal: controller.signal,
      onProgress: ({ number, cell }) => number === 2 && cell?.number === 3 && controller.abort(),
    });
    expect(reports.map(({ status, files }) => [status, files.length])).toEqual([
      ["complete", 2],
      ["stopped", 2],
      ["left out", 0],
    ]);
    const page = await readFile(join(folder, "index.html"), "utf8");
    expect(page).toContain("<strong>This batch is incomplete.</strong> 2 of 3 reports did not run to the end.");
    expect(page).toMatch(/stopped after 3 of 6 cells/);
  });

  test.each([
    [{ each: { coin: ["BTC"] } }, 'withParameters: unknown parameter "coin"; known: asset, wait, fixed'],
    [{ each: { wait: ["soon"] } }, 'withParameters: "soon" does not fit parameter "wait"; give a number'],
    [{ each: { wait: ["1", "1.0"] } }, "runBatch: wait=1 comes twice; list each value once"],
    [{ each: { asset: ["BTC", "BTC"] } }, "runBatch: asset=BTC comes twice; list each value once"],
    [{ each: { asset: [] } }, "runBatch: a grid of 0 reports (asset: 0); give 1 to 2000"],
    [{ each: {} }, "runBatch: a grid of 1 reports (no parameters); give 1 to 2000"],
    [
      { each: { asset: ["BTC"] }, parameters: { asset: "ETH" } },
      'runBatch: "asset" is given for all reports and varied; give it once',
    ],
    [{ each: { asset: ["BTC"] }, jobs: 0 }, "runBatch: jobs 0 is not a whole number of at least 1"],
  ])("that makes no sense is refused before anything runs: %j", async (options, message) => {
    const path = await makeStudy();
    await expect(runBatch(path, join(dirname(path), "out"), options)).rejects.toThrow(message);
    expect(await readdir(dirname(path))).toEqual(["study.ipynb"]);
  });

  test("is refused before anything runs where one of its files cannot be written", async () => {
    const path = await makeStudy();
    const folder = join(dirname(path), "out");
    await mkdir(join(folder, "study", "asset=ETH.html"), { recursive: true });
    await expect(runBatch(path, folder, { each: { asset: ["BTC", "ETH"] } })).rejects.toThrow(
      /asset=ETH\.html is a folder, in the place of a file; give another --out$/,
    );
    expect(await readdir(join(folder, "study"))).toEqual(["asset=ETH.html"]);
    await writeFile(join(dirname(path), "other"), "");
    await expect(runBatch(path, join(dirname(path), "other"), { each: { asset: ["BTC"] } })).rejects.toThrow(
      /other.study cannot be written to \(E[A-Z]+\); give another --out$/,
    );
  });

  test.skipIf(!hasBrowser)("has a page that compares its reports, in which hostile values do nothing", async () => {
    const path = await makeStudy();
    const { index, reports } = await runBatch(path, join(dirname(path), "out"), {
      each: { asset: ["BTC", hostile, "bad"] },
      parameters: { fixed: "<script>alert(2)</script>" },
      jobs: 2,
    });
    expect(reports[1]?.files[0]).toMatch(/^asset=_img_src_x_onerror_alert_1_.*~[0-9a-f]{8}\.html$/);
    const browser = await launchBrowser();
    try {
      for (const colorScheme of ["light", "dark"] as const) {
        const page = await browser.newPage({ viewport: { width: 390, height: 800 }, colorScheme });
        const seen = watchPage(page);
        await page.goto(pathToFileURL(index).href);
        expect(await page.locator("h1").innerText()).toBe("Study of <b>venues</b>");
        expect(await page.locator("table").first().locator("tbody tr").allInnerTexts()).toEqual([
          expect.stringMatching(/^BTC\s+html ipynb\s+complete\s+[0-9a-f]{12}$/),
          expect.stringMatching(/^<img src=x onerror=alert\(1\)>\/\.\.\/\.\.\/out\s/),
          expect.stringMatching(/^bad\s+html ipynb\s+failed in cell 4 \(Judge\): RangeError: bad is refused/),
        ]);
        expect(await page.locator("table").nth(1).locator("tbody tr").allInnerTexts()).toEqual([
          "BTC\t3",
          `${hostile}\t${hostile.length}`,
        ]);
        expect(await page.getByRole("heading", { name: "Finding" }).count()).toBe(2);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate(() =>
          (
            globalThis as unknown as {
              axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
            }
          ).axe.run(),
        );
        expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
        await page.getByRole("link", { name: `html of asset=${hostile}` }).click();
        expect(await page.title()).toBe("Study of <b>venues</b>");
        expect(seen).toEqual([]);
        await page.close();
      }
    } finally {
      await browser.close();
    }
  });
});
