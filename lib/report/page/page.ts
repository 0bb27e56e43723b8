import { createHash } from "node:crypto";
import { escapeHtml } from "../../notebook/escape-html.js";
import { darkTemplate, lightTemplate } from "../../plots/drawing/template.js";
import type { FigureJson } from "./figure-html.js";
import type { Heading } from "./headings.js";
import { packedFigures } from "./packed-figures.js";
import { earlyScript, pageScript } from "./page-script.js";
import { plotlyAsset } from "./plotly-asset.js";
import { scriptJson } from "./script-json.js";
import { styles } from "./styles.js";

/** Parts of a page. */
export interface Page {
  readonly title: string;
  readonly header: string;
  readonly body: string;
  readonly headings: readonly Heading[];
  /** Figures that have a place in the body, in order; without any, plotly is left out. */
  readonly figures: readonly FigureJson[];
}

/**
 * One HTML file that needs nothing else. Its policy forbids every request, and every script but the page's own and
 * plotly, which it knows by their hashes: a script that got into the text by any way does not run.
 */
export function pageHtml({ title, header, body, headings, figures }: Page): string {
  const asset = figures.length > 0 ? plotlyAsset() : undefined;
  const scripts = [sha256(earlyScript), sha256(pageScript), ...(asset === undefined ? [] : [asset.sha256])];
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
  const drawing =
    asset === undefined
      ? ""
      : `<script type="application/json" id="page_templates">${scriptJson({ light: lightTemplate, dark: darkTemplate })}</script>
<script type="text/plain" id="page_figures">${packedFigures(figures)}</script>
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
${contents}<script>${earlyScript}</script>
<main id="page_content">
${noScriptHtml(body)}${codeButton(body)}${body}
</main>
<footer>Made by open-interest. This file needs no network and sends nothing.</footer>
</div>
${drawing}<script>${pageScript}</script>
</body>
</html>
`;
}

/** Figures with a picture can be seen without scripts. */
function noScriptHtml(body: string): string {
  if (!body.includes('<figure class="figure live-only"')) return "";
  return '<noscript><p class="notice">Some figures of this report are drawn by a script in this file. Allow scripts to see them.</p></noscript>\n';
}

/** Opens and folds the code of all cells; the page's script shows it, since without scripts it could do nothing. */
function codeButton(body: string): string {
  if (!body.includes('<details class="code"')) return "";
  return '<p class="controls"><button type="button" id="page_code">Show all code</button></p>\n';
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
