import { mkdirSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasBrowser, launchBrowser } from "../../browser.js";
import { type LabPage, openNotebook } from "./lab-page.js";
import { type LabServer, startLab } from "./lab-server.js";

// The kernel as its user meets it: JupyterLab started by the command, driven in a browser. OPEN_INTEREST_PYTHON_JUPYTER
// names a Python that has jupyterlab 4 and jupyterlab_widgets. OPEN_INTEREST_SCREENSHOTS names a folder in which to keep
// pictures of each step.

const python = process.env.OPEN_INTEREST_PYTHON_JUPYTER;
const pictures = process.env.OPEN_INTEREST_SCREENSHOTS ?? mkdtempSync(join(tmpdir(), "screenshots-"));

const cells = [
  "md:# Shares of open interest",
  "const btc = await oi.load({ source: 'sample', asset: 'BTC' });\nbtc",
  "oi.sharesFigure(oi.shares(oi.countOneSide(btc.openInterest)))",
  "const kept: number = 41;\nkept + 1",
  "oi.interact({ days: oi.slider({ value: 1, min: 1, max: 9 }) }, ({ days }) => oi.markdown('of ' + 100 * days + ' days'))",
  "const rows = [1, 2];\n\nthrow new RangeError('the funding of okx is missing in ' + rows.length + ' rows')",
  "",
];
const [dataset, figure, value, slider, failing, scratch] = [1, 2, 3, 4, 5, 6];

describe.skipIf(python === undefined || !hasBrowser)("in JupyterLab", () => {
  let server: LabServer;
  let browser: Browser;
  let lab: LabPage;
  const picture = (name: string): Promise<unknown> => lab.page.screenshot({ path: join(pictures, `${name}.png`) });

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    [server, browser] = await Promise.all([startLab(python as string, "study.ipynb", cells), launchBrowser()]);
    lab = await openNotebook(browser, server.address("study.ipynb"));
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  test("a notebook runs to the cell that fails, and shows tables, figures and values", async () => {
    await lab.runAll();
    await lab.cell(0).scrollIntoViewIfNeeded();
    await picture("ran");
    expect(await lab.outputs(dataset).locator("table").count()).toBeGreaterThan(0);
    const drawn = lab.outputs(figure).locator('img[src^="data:image/svg"], svg.main-svg').first();
    await drawn.scrollIntoViewIfNeeded();
    expect((await drawn.boundingBox())?.height).toBeGreaterThan(100);
    await picture("figure");
    expect(await lab.outputs(value).allInnerTexts()).toEqual(["42"]);
  });

  test("a cell that fails shows name, message and line", async () => {
    const error = lab.outputs(failing);
    await error.scrollIntoViewIfNeeded();
    await picture("error");
    const text = await error.innerText();
    expect(text).toContain("RangeError: the funding of okx is missing in 2 rows");
    expect(text).toMatch(/> 3 \| throw new RangeError/);
  });

  test("cells are highlighted as TypeScript", async () => {
    // A word of TypeScript and not of JavaScript; plain text has no parts.
    await lab.type(scratch, "type A = keyof B");
    const keyword = lab.cell(scratch).locator(".cm-line span", { hasText: /^keyof$/ });
    await keyword.waitFor();
    expect(await lab.page.locator(".jp-StatusBar-Widget").innerText()).toContain("TypeScript (open-interest)");
  });

  test("Tab completes a name", async () => {
    await lab.type(scratch, "oi.shar");
    await lab.page.keyboard.press("Tab");
    const menu = lab.page.locator(".jp-Completer");
    await menu.locator(".jp-Completer-item").first().waitFor();
    await picture("completion");
    const names = await menu.locator(".jp-Completer-match").allInnerTexts();
    expect(names).toEqual(expect.arrayContaining(["shares", "sharesFigure"]));
    await menu
      .locator(".jp-Completer-item", { hasText: /^\w?\s*shares(?!F)/ })
      .first()
      .click();
    await expect.poll(() => lab.cell(scratch).locator(".cm-line").innerText()).toBe("oi.shares");
  });

  test("Shift-Tab shows signature and documentation", async () => {
    await lab.type(scratch, "oi.shares");
    await lab.page.keyboard.press("Shift+Tab");
    const tooltip = lab.page.locator(".jp-Tooltip");
    await tooltip.waitFor();
    await picture("docstring");
    expect(await tooltip.innerText()).toContain("Part of total open interest held by each column");
    await lab.page.keyboard.press("Escape");
  });

  test("a slider changes what is shown", async () => {
    const output = lab.outputs(slider);
    await output.first().scrollIntoViewIfNeeded();
    const handle = lab.cell(slider).locator(".noUi-handle");
    await handle.waitFor();
    await handle.press("ArrowRight");
    await handle.press("ArrowRight");
    await picture("slider");
    const shown = await lab.cell(slider).locator(".widget-readout").innerText();
    expect(Number(shown)).toBeGreaterThan(1);
    await lab
      .cell(slider)
      .getByText(`of ${Number(shown) * 100} days`)
      .waitFor();
  });

  test("the button interrupts a loop, and what the notebook knows stays", async () => {
    await lab.type(scratch, "for (;;);");
    await lab.run(scratch);
    await lab.page.locator('.jp-Notebook-ExecutionIndicator[data-status="busy"]').waitFor({ state: "attached" });
    await lab.press("interrupt");
    await lab.outputs(scratch).first().waitFor();
    await picture("interrupted");
    expect(await lab.outputs(scratch).innerText()).toContain("Interrupted");
    await lab.type(scratch, "kept");
    await lab.run(scratch);
    await lab.outputs(scratch).getByText("41").waitFor();
  });

  test("a problem of types fails the cell before it runs", async () => {
    await lab.type(scratch, "console.log('ran');\nconst wrong: string = kept;");
    await lab.run(scratch);
    await lab.outputs(scratch).getByText("TypeCheckError").first().waitFor();
    await picture("types");
    const text = (await lab.outputs(scratch).allInnerTexts()).join("\n");
    expect(text).toContain("(TS2322)");
    expect(text).not.toMatch(/^ran$/m);
  });

  test("a restarted kernel knows nothing of before", async () => {
    await lab.press("restart");
    await lab.idle();
    await lab.type(scratch, "kept");
    await lab.run(scratch);
    await lab.outputs(scratch).getByText("Cannot find name 'kept'").first().waitFor();
    await lab.type(scratch, "6 * 7");
    await lab.run(scratch);
    await lab.outputs(scratch).getByText("42").waitFor();
    await picture("restarted");
  });

  test("the launcher offers the kernel with its mark", async () => {
    await lab.page.keyboard.press("Control+Shift+L");
    const card = lab.page.locator('.jp-LauncherCard[title^="TypeScript (open-interest)"]').first();
    await card.waitFor();
    await picture("launcher");
    const width = await card.locator("img").evaluate((image) => (image as HTMLImageElement).naturalWidth);
    expect(width).toBeGreaterThan(0);
  });

  test("nothing is asked of other servers", () => {
    expect(lab.requests).toEqual([]);
  });

  test("the command ends at Ctrl-C and takes its kernel spec away", async () => {
    expect(await server.stop(), server.log()).toBe(0);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith("open-interest-lab-"))).toEqual([]);
  });
});
