import type { Browser, Locator, Page } from "playwright-core";

/** A notebook in JupyterLab, driven as its user does. */
export interface LabPage {
  readonly page: Page;
  /** What was asked of other servers than JupyterLab's. */
  readonly requests: readonly string[];
  /** A cell by its number from 0. */
  cell(index: number): Locator;
  /** The outputs of a cell. */
  outputs(index: number): Locator;
  /** Puts the cursor at the end of a cell. */
  enter(index: number): Promise<void>;
  /** Replaces the text of a cell; the cursor is at its end. */
  type(index: number, text: string): Promise<void>;
  /** Runs a cell, without waiting for it. */
  run(index: number): Promise<void>;
  /** Runs the cells of the notebook and waits until all are done. */
  runAll(): Promise<void>;
  press(button: "interrupt" | "restart"): Promise<void>;
  /** Waits until the kernel has nothing to do. */
  idle(): Promise<void>;
}

/** Opens a notebook and waits until its kernel has started. */
export async function openNotebook(browser: Browser, address: string): Promise<LabPage> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  page.setDefaultTimeout(45_000);
  const requests: string[] = [];
  const origin = new URL(address).origin;
  await page.route("**/*", (route) => {
    const url = route.request().url();
    if (url.startsWith(origin) || /^(data|blob):/.test(url)) return route.continue();
    requests.push(url);
    return route.abort();
  });
  await page.goto(address);
  const panel = page.locator(".jp-NotebookPanel");
  const idle = async (): Promise<void> => {
    await panel.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').waitFor({ state: "attached" });
  };
  const cell = (index: number): Locator => panel.locator(".jp-Notebook .jp-Cell").nth(index);
  const enter = async (index: number): Promise<void> => {
    await cell(index).locator(".jp-InputArea .cm-content").click();
    await page.keyboard.press("Control+End");
  };
  // The mark of the notebook says idle before there is a kernel, and JupyterLab asks which one if a cell is run then.
  await page
    .locator("#jp-bottom-panel, #jp-status-bar, .jp-StatusBar-Widget")
    .getByText(/open-interest\) \| Idle/)
    .first()
    .waitFor();
  await idle();
  return {
    page,
    requests,
    cell,
    outputs: (index) => cell(index).locator(".jp-OutputArea-output"),
    enter,
    type: async (index, text) => {
      await enter(index);
      await page.keyboard.press("Control+A");
      await page.keyboard.insertText(text);
    },
    run: async (index) => {
      await enter(index);
      await page.keyboard.press("Control+Enter");
    },
    runAll: async () => {
      await page.getByRole("menuitem", { name: "Run", exact: true }).click();
      await page.getByText("Run All Cells", { exact: true }).click();
      // A cell that waits or runs has a star in the place of its number.
      await panel.locator('.jp-InputPrompt:text-is("[*]:")').first().waitFor({ state: "detached" });
      await idle();
    },
    press: async (button) => {
      await panel.locator(`[data-jp-item-name="${button}"] jp-button`).click();
      if (button === "restart") await page.locator(".jp-Dialog .jp-mod-accept").click();
    },
    idle,
  };
}
