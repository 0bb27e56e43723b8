import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runBrowser } from "./browser-process.js";
import { findBrowser } from "./find-browser.js";
import { forgetAtExit, removeAtExit } from "./temporary-files.js";

/** Options of `reportPdf`. */
export interface ReportPdfOptions {
  /** Program to print with. Default: as `findBrowser` finds it. */
  readonly browser?: string;
  /** Seconds after which printing is given up. Default 60. */
  readonly timeLimit?: number;
  /** Gives printing up. */
  readonly signal?: AbortSignal | undefined;
}

/** Time of making that is written into every PDF, so that it says nothing of the machine's clock. */
const fixedTime = "19700101000000+00'00'";

/**
 * A report's page as a PDF, printed by a Chromium, Chrome or Edge of this machine. The time of making is a fixed one, so
 * that the same browser on the same machine gives the same bytes; other browsers and fonts give others.
 * @param page the text of the HTML file
 * @throws {Error} if there is no browser, naming what to install, if it fails, or if it was given up
 */
export async function reportPdf(
  page: string,
  { browser, timeLimit = 60, signal }: ReportPdfOptions = {},
): Promise<Uint8Array> {
  const program = browser ?? (await findBrowser());
  const folder = await mkdtemp(join(tmpdir(), "open-interest-pdf-"));
  removeAtExit(folder);
  try {
    const [html, pdf] = ["page.html", "page.pdf"].map((name) => join(folder, name));
    // Pictures stand for figures on paper; scripts are needed only where a figure has none.
    const needsScripts = page.includes('<figure class="figure live-only"');
    await writeFile(html, needsScripts ? page : page.replace(/<script[^>]*>[\s\S]*?<\/script>/g, ""));
    const options = [...settings(folder), ...(needsScripts ? ["--virtual-time-budget=20000"] : [])];
    await print(program, [...options, `--print-to-pdf=${pdf}`, pathToFileURL(html).href], timeLimit, signal);
    return withFixedTime(await printed(pdf, program));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    forgetAtExit(folder);
  }
}

function settings(folder: string): readonly string[] {
  const quiet = ["--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  // The superuser, as in a container, has no sandbox; the page runs no script but its own and asks for nothing.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  // By its own name a browser tells the system it runs on, in the PDF too.
  const named = ["--user-agent=open-interest", `--user-data-dir=${folder}`];
  return ["--headless", "--disable-gpu", "--no-pdf-header-footer", ...named, ...quiet, ...sandbox];
}

async function print(
  program: string,
  options: readonly string[],
  timeLimit: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { how, cut, text } = await runBrowser(program, options, { timeLimitMs: timeLimit * 1_000, signal });
  if (cut === "signal") throw new Error("reportPdf: printing was stopped");
  if (cut === undefined && how === 0) return;
  const why = cut === "time" ? `did not end in ${timeLimit} s` : `failed (${how}): ${lastLine(text)}`;
  throw new Error(`reportPdf: ${program} ${why}; try another with CHROME_PATH`);
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}

async function printed(pdf: string, program: string): Promise<Buffer> {
  try {
    return await readFile(pdf);
  } catch (cause) {
    throw new Error(`reportPdf: ${program} printed nothing; try another with CHROME_PATH`, { cause });
  }
}

/** The same length, so that places in the file stay as its table of them says. */
function withFixedTime(pdf: Buffer): Uint8Array {
  const text = pdf.toString("latin1");
  return Buffer.from(
    text.replace(/(\/(?:CreationDate|ModDate) ?\(D:)(\d{14}[^)]*)\)/g, (_, before: string, time: string) => {
      return `${before}${fixedTime.slice(0, time.length).padEnd(time.length, " ")})`;
    }),
    "latin1",
  );
}
