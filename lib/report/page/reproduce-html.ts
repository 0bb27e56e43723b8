import { escapeHtml } from "../../notebook/escape-html.js";
import { intervalText } from "../../series/time.js";
import type { Stamp, StampedData, StampedParameter } from "../stamp/stamp.js";

/** Digits of a hash that are shown: enough to tell two apart. */
const shownDigits = 12;

/** Part of a report's header, folded, that says how to make it again, of what it was made, and how to check that. */
export function reproduceHtml(stamp: Stamp): string {
  const { name, data } = stamp;
  const commands = [
    `npx open-interest verify ${argument(`${name}.html`)}${localArguments(stamp)}`,
    reportCommand(stamp),
  ];
  return `<details class="reproduce"><summary>Reproduce this report</summary>
<p>The first command runs the notebook in this file again and tells what differs, the second makes a new report.</p>
<div class="text" tabindex="0" role="group" aria-label="Commands"><pre><code>${commands.map(escapeHtml).join("\n")}</code></pre></div>
${dataTable(data)}<div class="facts">
${versionsHtml(stamp)}
${hashesHtml(stamp)}
${filesHtml(data)}</div>
<p>Hashes are SHA-256, of which the first ${shownDigits} digits are shown; the stamp in this file holds the whole.</p>
</details>`;
}

function reportCommand({ name, parameters }: Stamp): string {
  const given = parameters.filter((one) => one.given).map((one) => ` -p ${one.name}=${argument(shown(one))}`);
  return `npx open-interest report ${argument(`${name}.ipynb`)}${given.join("")}`;
}

/** What a verification must be told anew, since the report does not hold it. */
function localArguments({ parameters }: Stamp): string {
  const local = parameters.filter((one) => one.given && one.local);
  return local.map((one) => ` -p ${one.name}=${argument(shown(one))}`).join("");
}

function shown({ value }: StampedParameter): string {
  return String(value ?? "");
}

/** Text as a shell takes it for one word. */
function argument(text: string): string {
  return /^[\w./:=+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function dataTable(data: readonly StampedData[]): string {
  if (data.length === 0) return "";
  const rows = data.map(({ source, asset, from, to, intervalMs, rows, sha256 }) => {
    const range = from === undefined ? "–" : `${from} to ${to}`;
    const interval = intervalMs === undefined ? "–" : intervalText(intervalMs);
    const count = rows === undefined ? "–" : rows.toLocaleString("en-US");
    const cells = [asset ?? "–", range, interval].map((text) => `<td>${escapeHtml(text)}</td>`).join("");
    return `<tr><th scope="row">${escapeHtml(source)}</th>${cells}<td style="text-align:right">${count}</td><td>${hash(sha256)}</td></tr>`;
  });
  const head = ["source", "asset", "range (UTC)", "interval", "rows", "hash"].map(
    (name) => `<th scope="col">${name}</th>`,
  );
  return `<div class="scroll output" tabindex="0" role="group" aria-label="Table of the data"><table><caption>Data</caption><thead><tr>${head.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table></div>
`;
}

function versionsHtml({ versions }: Stamp): string {
  const { openInterest, node, lockfile } = versions;
  const locked = lockfile === undefined ? "" : `<dt>${escapeHtml(lockfile.name)}</dt><dd>${hash(lockfile.sha256)}</dd>`;
  const rows = `<dt>open-interest</dt><dd>${escapeHtml(openInterest)}</dd><dt>Node</dt><dd>${escapeHtml(node)}</dd>${locked}`;
  return `<section aria-label="Versions"><h2>Made with</h2><dl>${rows}</dl></section>`;
}

function hashesHtml({ code, result, seed }: Stamp): string {
  const seeded = seed === undefined ? "" : `<dt>Seed</dt><dd>${escapeHtml(String(seed))}</dd>`;
  const rows = `<dt>Notebook</dt><dd>${hash(code)}</dd><dt>Results</dt><dd>${hash(result)}</dd>${seeded}`;
  return `<section aria-label="Hashes"><h2>Hashes</h2><dl>${rows}</dl></section>`;
}

function filesHtml(data: readonly StampedData[]): string {
  const files = data.flatMap((one) => one.files);
  if (files.length === 0) return "";
  const items = files.map(({ name, sha256 }) => `<li>${escapeHtml(name)}<code>${escapeHtml(sha256)}</code></li>`);
  const count = `${files.length} ${files.length === 1 ? "file" : "files"} with SHA-256`;
  return `<section aria-label="Files"><h2>Files</h2><details><summary>${count}</summary><ul tabindex="0">${items.join("")}</ul></details></section>
`;
}

function hash(sha256: string | undefined): string {
  return sha256 === undefined ? "–" : `<code>${escapeHtml(sha256.slice(0, shownDigits))}</code>`;
}
