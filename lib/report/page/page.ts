import { createHash } from "node:crypto";
import { darkTemplate, lightTemplate } from "../../plots/drawing/template.js";
import { escapeHtml, scriptJson } from "./escape.js";
import type { Heading } from "./headings.js";
import { pageScript } from "./page-script.js";
import { plotlyAsset } from "./plotly-asset.js";
import { styles } from "./styles.js";

/** Parts of a page. */
export interface Page {
  readonly title: string;
  readonly header: string;
  readonly body: string;
  readonly headings: readonly Heading[];
  /** Whether figures stand in the body; without any, plotly is left out. */
  readonly hasFigures: boolean;
}

/**
 * One HTML file that needs nothing else. Its policy forbids every request, and every script but the page's own and
 * plotly, which it knows by their hashes: a script that got into the text by any way does not run.
 */
export function pageHtml({ title, header, body, headings, hasFigures }: Page): string {
  const asset = hasFigures ? plotlyAsset() : undefined;
  const scripts = [sha256(pageScript), ...(asset === undefined ? [] : [asset.sha256])];
  const policy = [
    "default-src 'none'",
    `script-src ${scripts.map((hash) => `'sha256-${hash}'`).join(" ")}`,
    "style-src 'unsafe-inline'",
    "img-src data: blob:",
    "font-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const contents = contentsHtml(headings);
  const figures =
    asset === undefined
      ? ""
      : `<script type="application/json" id="page_templates">${scriptJson({ light: lightTemplate, dark: darkTemplate })}</script>
<script type="text/plain" id="page_plotly">${asset.content}</script>
`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>
${styles}
</style>
</head>
<body>
<a class="skip" href="#page_content">Skip to the report</a>
<div class="layout${contents === "" ? " plain" : ""}">
${header}
${contents}<main id="page_content">
${hasFigures ? '<noscript><p class="notice">The figures of this report are drawn by a script in this file. Allow scripts to see them.</p></noscript>\n' : ""}${body}
</main>
<footer>Made by open-interest. This file needs no network and sends nothing.</footer>
</div>
${figures}<script>${pageScript}</script>
</body>
</html>
`;
}

function contentsHtml(headings: readonly Heading[]): string {
  const shown = headings.filter(({ level }) => level <= 3);
  if (shown.length < 2) return "";
  const items = shown.map(
    ({ level, text, id }) =>
      `<li${level === 3 ? ' class="deep"' : ""}><a href="#${escapeHtml(id)}">${escapeHtml(text)}</a></li>`,
  );
  return `<nav class="contents" aria-label="Contents"><details open><summary>Contents</summary><ol>${items.join("")}</ol></details></nav>
`;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}
