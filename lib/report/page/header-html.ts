import { escapeHtml } from "../../notebook/escape-html.js";
import type { NotebookRun } from "../run/run-notebook.js";
import { simulationText } from "../stamp/simulation-text.js";
import type { Stamp } from "../stamp/stamp.js";
import { reproduceHtml } from "./reproduce-html.js";

/** Top of a report: its title, what a reader must know before anything else, and how to make it again. */
export function headerHtml(run: NotebookRun, title: string, stamp: Stamp): string {
  const simulated = simulationText(stamp.data);
  const badge = simulated === undefined ? "" : `<p><span class="badge">${simulated}</span></p>`;
  const facts = [parametersHtml(stamp), dataHtml(stamp), trialsHtml(stamp)].filter((html) => html !== "").join("\n");
  return `<header class="report">
<h1>${escapeHtml(title)}</h1>
${badge}${noticeHtml(run)}
<div class="facts">
${facts}
</div>
${reproduceHtml(stamp)}
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

function parametersHtml({ parameters }: Stamp): string {
  if (parameters.length === 0) return "";
  const rows = parameters.map(({ name, value, local }) => {
    const shown = value === undefined || value === "" ? "–" : String(value);
    const mark = local ? " (a local place)" : "";
    return `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(shown)}${mark}</dd>`;
  });
  return `<section aria-label="Parameters"><h2>Parameters</h2><dl>${rows.join("")}</dl></section>`;
}

function dataHtml({ data }: Stamp): string {
  if (data.length === 0) return "";
  const told = data.map(({ source, description }) => `${source}: ${description}`);
  const parts = [...new Set(told)].map((text) => `<p>${escapeHtml(text)}</p>`);
  return `<section aria-label="Data"><h2>Data</h2>${parts.join("")}</section>`;
}

/** A reader must know how many variants were tried before believing the best. */
function trialsHtml({ trials }: Stamp): string {
  if (trials.count === 0) return "";
  const count = trials.count === 1 ? "1 variant" : `${trials.count} variants`;
  return `<section aria-label="Trials"><h2>Trials</h2><p>${count} tried</p></section>`;
}
