import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasBrowser, launchBrowser } from "../../browser.js";
import { type LabPage, openNotebook } from "./lab-page.js";
import { type LabServer, startLab } from "./lab-server.js";

// The kernel as its user meets it: JupyterLab started by the command, driven in a browser. OPEN_INTEREST_PYTHON_JUPYTER
// names a Python that has jupyterlab 4 and jupyterlab_widgets. Pictures of it are kept if OPEN_INTEREST_SCREENSHOTS names
// a folder.

const python = process.env.OPEN_INTEREST_PYTHON_JUPYTER;
const pictures = process.env.OPEN_INTEREST_SCREENSHOTS ?? mkdtempSync(join(tmpdir(), "screenshots-"));

const cells = [
  "md:# Shares of open interest",
  "const btc = await oi.load({ source: 'sample', asset: 'BTC' });\nbtc",
  "oi.sharesFigure(oi.shares(btc.openInterest))",
  "const kept: number = 41;\nkept + 1",
  "throw new RangeError('the funding of okx is missing')",
];

describe.skipIf(python === undefined || !hasBrowser)("in JupyterLab", () => {
  let server: LabServer;
  let browser: Browser;
  let lab: LabPage;
  const picture = (name: string): Promise<unknown> => lab.page.screenshot({ path: join(pictures, `${name}.png`) });

  beforeAll(async () => {
    [server, browser] = await Promise.all([startLab(python as string, "study.ipynb", cells), launchBrowser()]);
    lab = await openNotebook(browser, server.address("study.ipynb"));
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  test("a notebook runs from its first to its failing cell", async () => {
    await picture("opened");
    await lab.runAll();
    await picture("ran");
    expect(await lab.outputs(3).allInnerTexts()).toEqual(["42"]);
  });
});
