import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** False where no Chromium is installed; the tests that need one are then skipped. */
export const hasBrowser: boolean = existsSync(executablePath);

export function launchBrowser(): Promise<Browser> {
  const quiet = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"];
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-sync", ...quiet] });
}

/** What a page complained of or asked the network for, beside its own file. */
export function watchPage(page: Page): readonly string[] {
  const seen: string[] = [];
  page.on("console", (message) => seen.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => seen.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!/^(file|data|blob):/.test(request.url())) seen.push(`request: ${request.url()}`);
  });
  return seen;
}

/** Waits until the page says that every figure is drawn. */
export async function allDrawn(page: Page): Promise<void> {
  await page.waitForFunction(() => document.documentElement.dataset.figures === "drawn");
}
