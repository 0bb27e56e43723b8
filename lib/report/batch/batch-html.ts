import { displaySymbol } from "../../notebook/display-symbol.js";
import { escapeHtml } from "../../notebook/escape-html.js";
import type { Table } from "../../notebook/table.js";
import { markdownRenderer } from "../page/markdown.js";
import { type OutputContext, outputHtml } from "../page/output-html.js";
import { pageHtml } from "../page/page.js";
import { simulationText } from "../stamp/simulation-text.js";
import { combinationText } from "./batch-plan.js";
import type { BatchReport } from "./batch-report.js";
import { joinedSummaries } from "./joined-tables.js";
import type { Batch } from "./run-batch.js";

/** Digits of a hash that are shown: enough to tell two apart. */
const shownDigits = 12;

/** As many cards beside each other as there is room for. */
const cards = "display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));gap:0 2.5rem";

/**
 * The page of a batch: what was varied, a row for each report with its status, the hash of its results and its files,
 * and the summaries side by side. Like a report it needs no network and tells no time, folder or machine.
 */
export function batchHtml({ name, reports }: Pick<Batch, "name" | "reports">): string {
  const title = reports.find((one) => one.title !== undefined)?.title ?? name;
  const { tables, rest } = joinedSummaries(reports);
  const markdown = markdownRenderer();
  // The first title that a renderer meets is that of the page, and left out.
  markdown.render("# Title");
  const context: OutputContext = { figures: [], markdown: (source) => markdown.render(source) };
  const joined = tables.map((table) => outputHtml(tableOutput(table), context));
  const shown = reports.flatMap((report, index) => {
    const outputs = (rest[index] as BatchReport["summary"]).map((output) => outputHtml(output, context));
    return outputs.length === 0 ? [] : [`<section>\n<h3>${linkTo(report)}</h3>\n${outputs.join("\n")}\n</section>`];
  });
  const compared = [...joined, ...(shown.length === 0 ? [] : [`<div style="${cards}">\n${shown.join("\n")}\n</div>`])];
  const comparison =
    compared.length === 0
      ? ""
      : `\n<section>\n<h2 id="batch_summaries">Summaries</h2>\n${compared.join("\n")}\n</section>`;
  return pageHtml({
    title,
    header: headerHtml(title, reports),
    body: `<section>\n<h2 id="batch_reports">Reports</h2>\n${reportsTable(reports)}\n</section>${comparison}`,
    headings: [
      { level: 2, text: "Reports", id: "batch_reports" },
      ...(comparison === "" ? [] : [{ level: 2, text: "Summaries", id: "batch_summaries" }]),
    ],
    figures: context.figures,
  });
}

function headerHtml(title: string, reports: readonly BatchReport[]): string {
  const simulated = simulationText(reports.flatMap(({ stamp }) => stamp?.data ?? []));
  const badge = simulated === undefined ? "" : `<p><span class="badge">${simulated}</span></p>\n`;
  const missing = reports.filter(({ status }) => status !== "complete").length;
  const notice =
    missing === 0
      ? ""
      : `<div class="notice" role="note"><p><strong>This batch is incomplete.</strong> ${missing} of ${counted(reports.length)} did not run to the end.</p></div>\n`;
  const varied = Object.keys(reports[0]?.varied ?? {});
  return `<header class="report">
<h1>${escapeHtml(title)}</h1>
${badge}<p>${counted(reports.length)}, of ${escapeHtml(varied.join(" × "))}.</p>
${notice}<div class="facts">
${[sharedHtml(reports, varied), versionsHtml(reports)].filter((html) => html !== "").join("\n")}
</div>
</header>`;
}

function counted(count: number): string {
  return count === 1 ? "1 report" : `${count} reports`;
}

/** Parameters that are the same in all reports. */
function sharedHtml(reports: readonly BatchReport[], varied: readonly string[]): string {
  const parameters = reports.find(({ stamp }) => stamp !== undefined)?.parameters ?? [];
  const rows = parameters
    .filter(({ name }) => !varied.includes(name))
    .map(({ name, value }) => {
      const shown = value === undefined || value === "" ? "–" : String(value);
      return `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(shown)}</dd>`;
    });
  if (rows.length === 0) return "";
  return `<section aria-label="Parameters of all"><h2>Parameters of all</h2><dl>${rows.join("")}</dl></section>`;
}

function versionsHtml(reports: readonly BatchReport[]): string {
  const made = reports.find(({ stamp }) => stamp !== undefined)?.stamp;
  if (made === undefined) return "";
  const { openInterest, node } = made.versions;
  const rows = `<dt>open-interest</dt><dd>${escapeHtml(openInterest)}</dd><dt>Node</dt><dd>${escapeHtml(node)}</dd><dt>Notebook</dt><dd>${hash(made.code)}</dd>`;
  return `<section aria-label="Versions"><h2>Made with</h2><dl>${rows}</dl></section>`;
}

function reportsTable(reports: readonly BatchReport[]): string {
  const names = Object.keys(reports[0]?.varied ?? {});
  const head = [...names, "files", "status", "results"].map((name) => `<th scope="col">${escapeHtml(name)}</th>`);
  const rows = reports.map((report) => {
    const { varied, stamp } = report;
    const values = names.map((name, index) => {
      const text = escapeHtml(String(varied[name]) || "–");
      return index === 0 ? `<th scope="row">${text}</th>` : `<td>${text}</td>`;
    });
    const status = statusText(report);
    const kind = status.length > 30 ? ' class="long"' : "";
    return `<tr>${values.join("")}<td>${fileLinks(report)}</td><td${kind}>${escapeHtml(status)}</td><td>${hash(stamp?.result)}</td></tr>`;
  });
  return `<div class="scroll output" tabindex="0" role="group" aria-label="Reports"><table><thead><tr>${head.join("")}</tr></thead><tbody>
${rows.join("\n")}
</tbody></table></div>
<p>Results are told by the first ${shownDigits} digits of their SHA-256: reports with the same hash say the same.</p>`;
}

function statusText({ status, failure, problem, noPdf, stamp }: BatchReport): string {
  if (failure !== undefined) {
    const place = failure.heading === "" ? `cell ${failure.number}` : `cell ${failure.number} (${failure.heading})`;
    return `failed in ${place}: ${failure.error.name}: ${failure.error.message}`;
  }
  if (problem !== undefined) return `left out: ${problem}`;
  const how = status === "stopped" ? `stopped after ${stamp?.done} of ${stamp?.total} cells` : status;
  return noPdf === undefined ? how : `${how}, without a PDF`;
}

function fileLinks({ varied, files }: BatchReport): string {
  if (files.length === 0) return "–";
  const links = files.map((file) => {
    const kind = file.slice(file.lastIndexOf(".") + 1);
    const label = escapeHtml(`${kind} of ${combinationText(varied)}`);
    return `<a href="${address(file)}" aria-label="${label}">${escapeHtml(kind)}</a>`;
  });
  return links.join(" ");
}

/** The values of a report, as a link to its first file. */
function linkTo({ varied, files }: BatchReport): string {
  const text = escapeHtml(combinationText(varied));
  return files[0] === undefined ? text : `<a href="${address(files[0])}">${text}</a>`;
}

/** Of a file beside the page; the dot keeps a name with a colon from being read as another kind of address. */
function address(file: string): string {
  return escapeHtml(`./${encodeURIComponent(file)}`);
}

function hash(sha256: string | undefined): string {
  return sha256 === undefined ? "–" : `<code>${escapeHtml(sha256.slice(0, shownDigits))}</code>`;
}

function tableOutput(table: Table): BatchReport["summary"][number] {
  return { output_type: "display_data", data: table[displaySymbol](), metadata: {} };
}
