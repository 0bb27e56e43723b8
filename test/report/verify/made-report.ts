import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { writeReport } from "../../../lib/report/files/write-report.js";
import { scriptJson } from "../../../lib/report/page/script-json.js";
import { type RunNotebookOptions, runNotebook } from "../../../lib/report/run/run-notebook.js";
import { type EmbeddedInPage, stampSeal } from "../../../lib/report/stamp/embedded-stamp.js";
import { type PageParts, pageParts, pageSeals } from "../../../lib/report/stamp/page-parts.js";
import type { Verification } from "../../../lib/report/verify/verification.js";
import { type VerifyOptions, verifyReport } from "../../../lib/report/verify/verify-report.js";
import { makeNotebook } from "../make-notebook.js";

/** Code of a cell that shows a table with a number in it. */
export const table = (share: string) =>
  `({ [Symbol.for("Jupyter.display")]: () => ({
  "application/vnd.open-interest.table+json": { caption: "Counts", columns: [{ name: "regime", align: "left" }, { name: "share", align: "right" }], rows: [["neutral", "50.0%"], ["long buildup", ${share}]], note: "of 200 bars" },
  "text/html": "<table><caption>Counts</caption><thead><tr><th>regime</th><th>share</th></tr></thead><tbody><tr><th>neutral</th><td>50.0%</td></tr><tr><th>long buildup</th><td>" + ${share} + "</td></tr></tbody><tfoot><tr><td colspan=\\"2\\">of 200 bars</td></tr></tfoot></table>",
  "text/plain": "Counts: " + ${share},
}) })`;
const figure = `({ data: [{ name: "price", y: [1, 1.2, null, n] }], layout: { title: { text: "Price" } } })`;
/** Without a figure a page is made in no time. */
export const cells = [
  "parameters:let n = 3; let data = 'a';",
  "md:# Study\n\nThe **text** has 3 words.",
  "md:## Regimes",
  table('"12." + n + "%"'),
  `console.log("n is", n)`,
] as const;
export const cellsAndFigure = [...cells.slice(0, -1), `${cells[4]}; ${figure}`];

export interface Made {
  readonly html: string;
  readonly notebook: string;
  /** Path of what it was made of. */
  readonly source: string;
}

/** A report of a notebook, in a folder beside it. */
export async function made(all: readonly string[] = cells, options: RunNotebookOptions = {}): Promise<Made> {
  const source = await makeNotebook(all);
  const written = await writeReport(await runNotebook(source, options), join(dirname(source), "reports"));
  return { html: written.html as string, notebook: written.notebook as string, source };
}

/** Verifies in this process. */
export const verified = (path: string, options: VerifyOptions = {}) =>
  verifyReport(path, { run: runNotebook, ...options });

/** Its differences as lines. */
export const told = ({ differences }: Verification) => differences.map(({ where, text }) => `${where}: ${text}`);

/** A copy of a report with a text replaced. */
export async function edited(path: string, from: string | RegExp, to: string): Promise<string> {
  const before = await readFile(path, "utf8");
  const after = before.replace(from, () => to);
  expect(after).not.toBe(before);
  const copy = join(await mkdtemp(join(tmpdir(), "open-interest-")), path.endsWith("html") ? "r.html" : "r.ipynb");
  await writeFile(copy, after);
  return copy;
}

export const editedText = "was edited after the report was made: it is not what the stamp says";

/** A copy of a report with other text. */
export async function copied(path: string, text: string): Promise<string> {
  const copy = join(await mkdtemp(join(tmpdir(), "open-interest-")), path.endsWith("html") ? "r.html" : "r.ipynb");
  await writeFile(copy, text);
  return copy;
}

type Embedded = EmbeddedInPage & { stamp: Record<string, unknown> };

/** A copy of a page whose stamp was changed and whose seals were made to fit, as one who forges it does. */
export async function forged(path: string, change: (embedded: Embedded) => void, from = "", to = ""): Promise<string> {
  const before = await readFile(path, "utf8");
  const html = before.replace(from, () => to);
  const parts = pageParts(html) as PageParts;
  const embedded = JSON.parse(parts.stamp) as Embedded;
  change(embedded);
  const { stamp, notebook, ended } = embedded;
  const seals = { ...pageSeals(parts), stamp: stampSeal(stamp, notebook, ended) };
  return copied(
    path,
    html.replace(parts.stamp, () => scriptJson({ ...embedded, seals })),
  );
}
