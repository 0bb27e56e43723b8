/**
 * Style of a report. Colours are custom properties, so that a scheme is one block; text has a contrast of at least 4.5
 * in both. Nothing is loaded: fonts are those of the reader's system.
 */
export const styles = `
:root {
  color-scheme: light;
  --page: #ffffff; --text: #1f2328; --quiet: #59636e; --line: #d8dee4; --panel: #f6f8fa;
  --shade: rgba(0, 0, 0, 0.18); --link: #0b5cad; --accent: #0072b2; --warn: #7a4a00; --warn-panel: #fff4dc; --warn-line: #e3a008;
  --error: #a4161a; --error-panel: #fff1f0; --error-line: #d9363e;
  --keyword: #8b1a5b; --string: #0a5a3c; --number: #0b5cad; --comment: #59636e; --title: #6639ba;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark;
    --page: #1c1c1e; --text: #e6e6e8; --quiet: #a6a6ad; --line: #3d3d42; --panel: #262629;
    --shade: rgba(0, 0, 0, 0.7); --link: #7cc4f5; --accent: #56b4e9; --warn: #f3c969; --warn-panel: #33290f; --warn-line: #b98900;
    --error: #ff9c96; --error-panel: #3a1d1d; --error-line: #d9534f;
    --keyword: #f29ac4; --string: #8fd6a8; --number: #8ecbff; --comment: #a6a6ad; --title: #c9b0ff;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-behavior: smooth; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 16px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif;
  overflow-wrap: break-word;
}
a { color: var(--link); text-underline-offset: 0.15em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -999px; top: 0; }
.skip:focus { left: 8px; top: 8px; background: var(--page); padding: 4px 10px; z-index: 10; }
.layout { max-width: 60rem; margin: 0 auto; padding: 0 1.25rem 3rem; }
header.report { padding: 2rem 0 0.25rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 0.6rem; letter-spacing: -0.015em; text-wrap: balance; }
h2 { font-size: 1.35rem; line-height: 1.3; margin: 2.6rem 0 0.6rem; padding-top: 0.9rem; border-top: 1px solid var(--line); letter-spacing: -0.01em; }
h3 { font-size: 1.1rem; margin: 1.8rem 0 0.4rem; }
h4, h5, h6 { font-size: 1rem; margin: 1.4rem 0 0.3rem; }
section, h2, h3, h4 { scroll-margin-top: 1rem; }
h2, h3, h4 { break-after: avoid; }
p, ul, ol, blockquote { margin: 0.7rem 0; }
main > section > p, main > section > ul, main > section > ol, main > section > blockquote { max-width: 44rem; }
blockquote { border-left: 3px solid var(--line); padding-left: 1rem; color: var(--quiet); }
img { max-width: 100%; height: auto; }
hr { border: 0; border-top: 1px solid var(--line); margin: 2rem 0; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; font-size: 0.84em; }
:not(pre) > code { background: var(--panel); border: 1px solid var(--line); border-radius: 4px; padding: 0.05em 0.3em; }
pre { margin: 0; line-height: 1.5; }
pre code { font-size: 1em; }
section > pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0.7rem 0; }
pre.wrap { white-space: pre-wrap; font-weight: 600; }
.badge { display: inline-block; font-size: 0.8rem; font-weight: 600; line-height: 1.4; padding: 0.15rem 0.6rem; border-radius: 1rem; background: var(--warn-panel); color: var(--warn); border: 1px solid var(--warn-line); }
.notice { border: 1px solid var(--error-line); border-left-width: 5px; border-radius: 6px; background: var(--error-panel); color: var(--error); padding: 0.7rem 1rem; margin: 1rem 0; }
.notice p { margin: 0.2rem 0; }
.notice a { color: inherit; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); gap: 0 2.5rem; margin: 0.8rem 0 0; font-size: 0.88rem; }
.facts h2 { font-size: 0.74rem; text-transform: uppercase; letter-spacing: 0.06em; color: var(--quiet); margin: 0.9rem 0 0.2rem; padding: 0; border: 0; }
.facts dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.05rem 0.9rem; margin: 0; }
.facts dt { color: var(--quiet); }
.facts dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.facts p { margin: 0.1rem 0 0.5rem; }
.facts details { margin-bottom: 0.4rem; }
.facts summary { cursor: pointer; color: var(--link); }
.facts ul { margin: 0.3rem 0; padding: 0; list-style: none; max-height: 16rem; overflow: auto; }
.facts li { overflow-wrap: anywhere; padding: 0.1rem 0; }
.facts li code { display: block; border: 0; padding: 0; background: none; color: var(--quiet); }
.reproduce { margin: 0.9rem 0 0; font-size: 0.88rem; }
.reproduce > summary { cursor: pointer; color: var(--link); width: max-content; max-width: 100%; }
.reproduce .facts { font-size: inherit; margin: 0; }
.reproduce code { background: none; border: 0; padding: 0; }
nav.contents { font-size: 0.9rem; margin: 1.2rem 0 0; border: 1px solid var(--line); border-radius: 8px; padding: 0.6rem 1rem; }
nav.contents summary { cursor: pointer; font-weight: 600; }
nav.contents ol { list-style: none; margin: 0.4rem 0 0.2rem; padding: 0; }
nav.contents li { line-height: 1.4; }
nav.contents li.deep { padding-left: 1rem; }
nav.contents a { display: inline-block; padding: 0.15rem 0; text-decoration: none; }
nav.contents a:hover { text-decoration: underline; }
details.code { margin: 0.8rem 0 0.3rem; }
details.code > summary { cursor: pointer; color: var(--quiet); font-size: 0.8rem; width: max-content; min-height: 1.5rem; padding: 0.1rem 0.2rem; }
details.code > summary:hover { color: var(--text); }
details.code[open] > summary { margin-bottom: 0.3rem; }
.scroll { overflow-x: auto; max-width: 100%; }
.source, .text { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: 0.7rem 0.9rem; }
.text { margin: 0.6rem 0; max-height: 40rem; overflow: auto; }
.stderr { border-left: 4px solid var(--warn-line); }
.error { background: var(--error-panel); border-color: var(--error-line); color: var(--error); border-left-width: 5px; }
table { border-collapse: collapse; margin: 0; font-size: 0.88rem; font-variant-numeric: tabular-nums; line-height: 1.4; }
.scroll:has(> table) {
  margin: 1rem 0;
  background: linear-gradient(90deg, var(--page) 30%, transparent) left / 2.5rem 100% local no-repeat,
    linear-gradient(-90deg, var(--page) 30%, transparent) right / 2.5rem 100% local no-repeat,
    linear-gradient(90deg, var(--shade), transparent) left / 0.9rem 100% scroll no-repeat,
    linear-gradient(-90deg, var(--shade), transparent) right / 0.9rem 100% scroll no-repeat;
}
th, td { padding: 0.3rem 0.7rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; white-space: nowrap; }
td { white-space: normal; }
.output td { white-space: nowrap; }
.output td.long { white-space: normal; min-width: 15rem; max-width: 34rem; }
.output tfoot td { white-space: normal; border-bottom: 0; color: var(--quiet); font-size: 0.92em; padding-left: 0; }
th { color: var(--quiet); font-weight: 600; }
thead th { border-bottom: 2px solid var(--line); }
caption { caption-side: top; text-align: left; color: var(--quiet); padding: 0 0 0.4rem; }
figure { margin: 1rem 0; }
.figure { position: relative; width: 100%; overflow: hidden; }
.figure .still { display: block; width: 100%; height: 100%; object-fit: contain; object-position: left top; }
.figure .waiting { margin: 0; color: var(--quiet); font-size: 0.85rem; }
.figure .live { position: absolute; inset: 0; visibility: hidden; }
.figure.drawn .live { visibility: visible; }
.figure.drawn .still, .figure.drawn .waiting { opacity: 0; }
.live:focus-within .modebar { opacity: 1 !important; }
.controls { margin: 1rem 0 -0.4rem; }
html:not(.scripted) .controls { visibility: hidden; }
.controls button { font: inherit; font-size: 0.85rem; color: var(--link); background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 0.25rem 0.7rem; cursor: pointer; }
.controls button:hover { border-color: currentColor; }
.open-interest-warning, .open-interest-note { border: 1px solid var(--line); border-radius: 6px; background: var(--panel); padding: 0.6rem 1rem; margin: 1rem 0; max-width: 44rem; }
.open-interest-note { border-left: 4px solid var(--accent); }
.open-interest-warning { border-color: var(--warn-line); border-left: 8px double var(--warn-line); background: var(--warn-panel); color: var(--warn); }
.open-interest-progress { color: var(--quiet); font-size: 0.88rem; margin: 0.6rem 0; }
.open-interest-progress progress { accent-color: var(--accent); vertical-align: middle; margin-left: 0.6rem; }
.frame { width: 100%; border: 1px solid var(--line); border-radius: 8px; height: 12rem; background: #ffffff; color-scheme: light; }
.hljs-keyword, .hljs-built_in, .hljs-type { color: var(--keyword); }
.hljs-string, .hljs-regexp { color: var(--string); }
.hljs-number, .hljs-literal { color: var(--number); }
.hljs-comment { color: var(--comment); font-style: italic; }
.hljs-title, .hljs-title.function_, .hljs-title.class_ { color: var(--title); }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 0.8rem; color: var(--quiet); font-size: 0.84rem; }
@media screen and (min-width: 78rem) {
  .layout { max-width: 84rem; display: grid; grid-template-columns: 14rem minmax(0, 60rem); column-gap: 3rem; justify-content: center; }
  .layout > header, .layout > main, .layout > footer { grid-column: 2; }
  .layout.plain { display: block; max-width: 60rem; }
  nav.contents { grid-column: 1; grid-row: 1 / span 3; position: sticky; top: 2rem; align-self: start; margin-top: 2.4rem; max-height: calc(100vh - 4rem); overflow: auto; border: 0; padding: 0; }
}
@media (max-width: 30rem) {
  body { font-size: 15.5px; }
  .layout { padding: 0 0.75rem 2rem; }
  header.report { padding-top: 1.2rem; }
  h1 { font-size: 1.5rem; }
  h2 { font-size: 1.2rem; }
  th, td { padding: 0.25rem 0.5rem; }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
@media print {
  @page { margin: 14mm 12mm; }
  body { font-size: 10.5pt; }
  .layout { max-width: none; padding: 0; }
  nav.contents, .skip, .controls, details.code:not([open]), .modebar-container { display: none !important; }
  figure, tr, .notice, .open-interest-warning, .open-interest-note { break-inside: avoid; }
  .figure:not(.live-only) { height: auto !important; }
  .figure:not(.live-only) .live { display: none; }
  .figure.drawn .still { opacity: 1; }
  .figure .still { height: auto; max-height: 240mm; }
  .text { max-height: none; overflow: visible; }
  .text pre, .source pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  .scroll { overflow: visible; }
  .scroll:has(> table) { background: none; }
  table { font-size: 8pt; }
  th, td, .output td, .output td.long { white-space: normal; min-width: 0; padding: 0.2rem 0.35rem; }
  a { color: inherit; text-decoration: none; }
}
`.trim();
