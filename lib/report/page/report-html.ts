import hljs from "highlight.js/lib/core";
import typescript from "highlight.js/lib/languages/typescript";
import { escapeHtml } from "../../notebook/escape-html.js";
import { hasTag } from "../run/notebook-file.js";
import type { NotebookRun, RanCell } from "../run/run-notebook.js";
import { type EmbeddedInPage, stampSeal } from "../stamp/embedded-stamp.js";
import { endedCell } from "../stamp/ended-cell.js";
import { notebookSource } from "../stamp/notebook-source.js";
import { cellTag, emptyStamp, pageParts, pageSeals, withStamp } from "../stamp/page-parts.js";
import { ownVersions, stamp, type Versions } from "../stamp/stamp.js";
import { headerHtml } from "./header-html.js";
import { type MarkdownRenderer, markdownRenderer } from "./markdown.js";
import { type OutputContext, outputHtml } from "./output-html.js";
import { pageHtml } from "./page.js";
import { scriptJson } from "./script-json.js";

hljs.registerLanguage("typescript", typescript);

export interface ReportHtmlOptions {
  /** Default: those of this library and of the running Node. */
  readonly versions?: Versions;
  /** Width of the pictures of figures in pixels. Default: that of the text on a wide screen. */
  readonly pictureWidth?: number;
}

/**
 * A notebook run as one self-contained HTML file: text, code (folded), tables, figures. It needs no network, holds no
 * time, machine name or folder, and is the same to the byte for the same run. Its stamp, the notebook's text and hashes
 * of its parts are in it as data, so that `verifyReport` needs nothing else.
 */
export function reportHtml(
  run: NotebookRun,
  { versions = ownVersions(), pictureWidth }: ReportHtmlOptions = {},
): string {
  const markdown = markdownRenderer();
  const context: OutputContext = {
    figures: [],
    pictureWidth,
    markdown: (source) => markdown.render(source),
  };
  const sections = run.cells.map((cell, index) => cellHtml(cell, index, markdown, context));
  const title = markdown.title ?? run.name;
  const stamped = stamp(run, versions);
  const page = pageHtml({
    title,
    header: `${headerHtml(run, title, stamped)}\n${emptyStamp}`,
    body: sections.filter((html) => html !== "").join("\n"),
    headings: markdown.headings,
    figures: context.figures,
  });
  const seals = pageSeals(pageParts(page) as NonNullable<ReturnType<typeof pageParts>>);
  const notebook = notebookSource(run.notebook);
  const ended = endedCell(run);
  const embedded: EmbeddedInPage = {
    stamp: stamped,
    notebook,
    ...(ended !== undefined && { ended }),
    seals: { ...seals, stamp: stampSeal(stamped, notebook, ended) },
  };
  return withStamp(page, scriptJson(embedded));
}

function cellHtml(
  { cell, executionCount, outputs }: RanCell,
  index: number,
  markdown: MarkdownRenderer,
  context: OutputContext,
): string {
  if (cell.cell_type === "raw") return "";
  if (cell.cell_type === "markdown") {
    const html = markdown.render(cell.source, cell.attachments).trim();
    return html === "" ? "" : `${cellTag(index, null)}\n${html}\n</section>`;
  }
  // Injected values are in the header's table of parameters.
  if (cell.source.trim() === "" || hasTag(cell, "injected-parameters")) return "";
  const label = executionCount === null ? "Code (did not run)" : `Code [${executionCount}]`;
  const failed = outputs.some(({ output_type }) => output_type === "error");
  const source = hljs.highlight(cell.source, { language: "typescript" }).value;
  const code = `<details class="code"${failed ? " open" : ""}><summary>${escapeHtml(label)}</summary><div class="source scroll" tabindex="0" role="group" aria-label="${escapeHtml(label)}"><pre><code>${source}</code></pre></div></details>`;
  return `${cellTag(index, executionCount)}\n${[code, ...outputs.map((output) => outputHtml(output, context))].join("\n")}\n</section>`;
}
