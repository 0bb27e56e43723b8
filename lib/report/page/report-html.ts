import { readFileSync } from "node:fs";
import hljs from "highlight.js/lib/core";
import typescript from "highlight.js/lib/languages/typescript";
import { hasTag } from "../run/notebook-file.js";
import type { NotebookRun, RanCell } from "../run/run-notebook.js";
import { escapeHtml } from "./escape.js";
import { headerHtml, type Versions } from "./header-html.js";
import { type MarkdownRenderer, markdownRenderer } from "./markdown.js";
import { type OutputContext, outputHtml } from "./output-html.js";
import { pageHtml } from "./page.js";

hljs.registerLanguage("typescript", typescript);

export interface ReportHtmlOptions {
  /** Default: those of this library and of the running Node. */
  readonly versions?: Versions;
}

/**
 * A notebook run as one self-contained HTML file: text, code (folded), tables, figures. It needs no network, holds no
 * time, machine name or folder, and is the same to the byte for the same run.
 */
export function reportHtml(run: NotebookRun, { versions = ownVersions() }: ReportHtmlOptions = {}): string {
  const markdown = markdownRenderer();
  let figures = 0;
  const context: OutputContext = {
    nextFigure: () => ++figures,
    markdown: (source) => markdown.render(source),
  };
  const sections = run.cells.map((cell) => cellHtml(cell, markdown, context)).filter((html) => html !== "");
  const title = markdown.title ?? run.name;
  return pageHtml({
    title,
    header: headerHtml(run, title, versions),
    body: sections.join("\n"),
    headings: markdown.headings,
    hasFigures: figures > 0,
  });
}

function cellHtml(
  { cell, executionCount, outputs }: RanCell,
  markdown: MarkdownRenderer,
  context: OutputContext,
): string {
  if (cell.cell_type === "raw") return "";
  if (cell.cell_type === "markdown") {
    const html = markdown.render(cell.source, cell.attachments).trim();
    return html === "" ? "" : `<section>\n${html}\n</section>`;
  }
  // Injected values are in the header's table of parameters.
  if (cell.source.trim() === "" || hasTag(cell, "injected-parameters")) return "";
  const label = executionCount === null ? "Code (did not run)" : `Code [${executionCount}]`;
  const failed = outputs.some(({ output_type }) => output_type === "error");
  const source = hljs.highlight(cell.source, { language: "typescript" }).value;
  const code = `<details class="code"${failed ? " open" : ""}><summary>${escapeHtml(label)}</summary><div class="source scroll" tabindex="0" role="region" aria-label="${escapeHtml(label)}"><pre><code>${source}</code></pre></div></details>`;
  const id = executionCount === null ? "" : ` id="cell-${executionCount}"`;
  return `<section${id}>\n${[code, ...outputs.map((output) => outputHtml(output, context))].join("\n")}\n</section>`;
}

function ownVersions(): Versions {
  const text = readFileSync(new URL("../../../package.json", import.meta.url), "utf8");
  return { openInterest: (JSON.parse(text) as { readonly version: string }).version, node: process.version };
}
