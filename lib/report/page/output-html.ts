import type { NotebookOutput } from "../../kernel/outputs.js";
import type { MimeBundle } from "../../notebook/mime-bundle.js";
import { escapeHtml } from "./escape.js";
import { figureHtml, isFigureJson } from "./figure-html.js";
import { tableHtml } from "./table-html.js";

/** What a page counts while its outputs are written. */
export interface OutputContext {
  /** Number for the next figure, from 1. */
  readonly nextFigure: () => number;
  /** HTML of markdown that a cell shows. */
  readonly markdown: (source: string) => string;
}

const pictures = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/** HTML of one output: of a bundle, the best form that can be shown without trusting who made it. */
export function outputHtml(output: NotebookOutput, context: OutputContext): string {
  switch (output.output_type) {
    case "stream": {
      const kind = output.name === "stderr" ? " stderr" : "";
      return textBox(withoutOverwritten(output.text), `text${kind}`, "Printed text");
    }
    case "error": {
      const [message = "", ...trace] = output.traceback;
      const rest = escapeHtml(trace.join("\n"));
      return `<div class="text error" tabindex="0" role="region" aria-label="Error"><pre class="wrap">${escapeHtml(message)}</pre><pre>${rest}</pre></div>`;
    }
    default:
      return bundleHtml(output.data, context);
  }
}

function bundleHtml(data: MimeBundle, context: OutputContext): string {
  const figure = data["application/vnd.plotly.v1+json"];
  if (isFigureJson(figure)) return figureHtml(figure, context.nextFigure());
  const html = data["text/html"];
  const table = typeof html === "string" ? tableHtml(html) : undefined;
  if (table !== undefined) {
    return `<div class="scroll output" tabindex="0" role="region" aria-label="Table">${table}</div>`;
  }
  const picture = pictureHtml(data);
  if (picture !== undefined) return picture;
  const markdown = data["text/markdown"];
  if (typeof markdown === "string") return context.markdown(markdown);
  if (typeof html === "string") return frameHtml(html);
  const text = data["text/plain"] ?? Object.values(data)[0] ?? "";
  return textBox(typeof text === "string" ? text : JSON.stringify(text, null, 2), "text", "Result");
}

/** A picture as data: in an image element its scripts do not run. */
function pictureHtml(data: MimeBundle): string | undefined {
  const svg = data["image/svg+xml"];
  const alt = typeof data["text/plain"] === "string" ? escapeHtml(data["text/plain"]) : "Picture";
  if (typeof svg === "string") {
    return `<p><img src="data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}" alt="${alt}"></p>`;
  }
  const mime = pictures.find((type) => typeof data[type] === "string");
  if (mime === undefined) return undefined;
  const content = (data[mime] as string).replace(/[^A-Za-z0-9+/=]/g, "");
  return `<p><img src="data:${mime};base64,${content}" alt="${alt}"></p>`;
}

/** HTML that is more than a table stands in a frame of its own that runs no script and, by the page's policy, loads nothing. */
function frameHtml(html: string): string {
  const style = "<style>body{margin:8px;font:14px/1.5 system-ui,sans-serif;color:#1f2328;background:#fff}</style>";
  const content = escapeHtml(`<!doctype html>${style}${html}`);
  return `<iframe class="frame" sandbox="allow-same-origin" title="Output" srcdoc="${content}"></iframe>`;
}

function textBox(text: string, className: string, label: string): string {
  const content = escapeHtml(text.replace(/\n$/, ""));
  return `<div class="${className}" tabindex="0" role="region" aria-label="${label}"><pre>${content}</pre></div>`;
}

/** Progress that returns to the start of its line is shown as it was last. */
function withoutOverwritten(text: string): string {
  return text.replace(/\r+\n/g, "\n").replace(/^[^\n]*\r(?!$)/gm, "");
}
