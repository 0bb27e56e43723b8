import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { mimeBundle } from "../../lib/notebook/mime-bundle.js";
import { everyFigure } from "../plots/figures.js";

// Exports of Jupyter know nothing of plotly. OPEN_INTEREST_PYTHON names a Python that has nbconvert.
const python = process.env.OPEN_INTEREST_PYTHON;
const work = mkdtempSync(join(tmpdir(), "nbconvert-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** The export of a notebook that shows one figure. */
function exported(format: "html" | "markdown", ending: string): { readonly text: string; readonly picture: string } {
  const { regime } = everyFigure(60, "light");
  const data = JSON.parse(JSON.stringify(mimeBundle(regime)));
  const output = { output_type: "display_data", metadata: {}, data };
  const cell = { cell_type: "code", execution_count: 1, metadata: {}, source: "figure", outputs: [output] };
  const path = join(work, "shown.ipynb");
  writeFileSync(path, JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: {}, cells: [cell] }));
  execFileSync(python as string, ["-m", "nbconvert", "--to", format, path], { stdio: ["ignore", "pipe", "pipe"] });
  return { text: readFileSync(join(work, `shown.${ending}`), "utf8"), picture: data["image/svg+xml"] };
}

describe.skipIf(python === undefined)("by nbconvert (skipped where OPEN_INTEREST_PYTHON is not set)", () => {
  test("a figure is a picture in an exported page", () => {
    const { text, picture } = exported("html", "html");
    const encoded = Buffer.from(picture).toString("base64");
    expect(text.includes(encoded) || text.includes(picture)).toBe(true);
  }, 60_000);

  test("and a file beside exported markdown", () => {
    const { text, picture } = exported("markdown", "md");
    const name = /!\[[^\]]*\]\(([^)]+\.svg)\)/.exec(text)?.[1] ?? "";
    expect(readFileSync(join(work, name), "utf8").trim()).toBe(picture);
  }, 60_000);
});
