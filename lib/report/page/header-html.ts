import type { Provenance } from "../../sources/dataset.js";
import type { NotebookRun } from "../run/run-notebook.js";
import { escapeHtml } from "./escape.js";

/** Versions that a result depends on. */
export interface Versions {
  readonly openInterest: string;
  /** As Node tells it, with its `v`. */
  readonly node: string;
}

/** Top of a report: its title, what a reader must know before anything else, and what it was made from. */
export function headerHtml(run: NotebookRun, title: string, versions: Versions): string {
  const simulated = run.data.some(({ provenance }) => provenance.simulated);
  const badge = simulated ? '<p><span class="badge">Simulated data: no real market</span></p>' : "";
  const facts = [
    parametersHtml(run),
    dataHtml(run.data.map(({ provenance }) => provenance)),
    versionsHtml(versions),
  ].join("\n");
  return `<header class="report">
<h1>${escapeHtml(title)}</h1>
${badge}${noticeHtml(run)}
<div class="facts">
${facts}
</div>
</header>`;
}

function noticeHtml({ status, failure, done, total }: NotebookRun): string {
  if (status === "complete") return "";
  const ran = `${done} of ${total} cells ran to their end.`;
  return `<div class="notice" role="note"><p><strong>This report is incomplete.</strong> ${ran}</p><p>${whyHtml(failure)}</p></div>`;
}

function whyHtml(failure: NotebookRun["failure"]): string {
  if (failure === undefined) return "The run was stopped.";
  const { number, heading, error } = failure;
  const what = `${heading ? ` (${heading})` : ""} failed: ${error.name}: ${error.message}`;
  return `<a href="#cell-${number}">Cell ${number}</a>${escapeHtml(what)}`;
}

function parametersHtml({ parameters }: NotebookRun): string {
  if (parameters.length === 0) return "";
  const rows = parameters.map(({ name, value }) => {
    const shown = value === undefined || value === "" ? "–" : String(value);
    return `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(shown)}</dd>`;
  });
  return `<section aria-label="Parameters"><h2>Parameters</h2><dl>${rows.join("")}</dl></section>`;
}

function dataHtml(provenances: readonly Provenance[]): string {
  if (provenances.length === 0) return "";
  const parts = provenances.map(({ source, description, files }) => {
    const items = files.map(({ name, sha256 }) => `<li>${escapeHtml(name)}<code>${escapeHtml(sha256)}</code></li>`);
    const count = `${files.length} ${files.length === 1 ? "file" : "files"} with SHA-256`;
    const list =
      files.length === 0 ? "" : `<details><summary>${count}</summary><ul tabindex="0">${items.join("")}</ul></details>`;
    return `<p>${escapeHtml(source)}: ${escapeHtml(description)}</p>${list}`;
  });
  return `<section aria-label="Data"><h2>Data</h2>${parts.join("")}</section>`;
}

function versionsHtml({ openInterest, node }: Versions): string {
  const rows = `<dt>open-interest</dt><dd>${escapeHtml(openInterest)}</dd><dt>Node</dt><dd>${escapeHtml(node)}</dd>`;
  return `<section aria-label="Versions"><h2>Made with</h2><dl>${rows}</dl></section>`;
}
