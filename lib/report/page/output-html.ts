import type { NotebookOutput } from "../../kernel/session/outputs.js";
import { escapeHtml } from "../../notebook/escape-html.js";
import type { MimeBundle } from "../../notebook/mime-bundle.js";
import { plotlyMime } from "../../notebook/plotly-mime.js";
import { type FigureJson, figureHtml, isFigureJson, pageFigure } from "./figure-html.js";
import { plainHtml } from "./plain-html.js";

/** What a page gathers while its outputs are written. */
export interface OutputContext {
  /** Figures so far, to be drawn by the page's script. */
  readonly figures: FigureJson[];
  /** Width of the pictures of figures in pixels; default that of the text on a wide screen. */
  readonly pictureWidth?: number | undefined;
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
      return `<div class="text error" tabindex="0" role="group" aria-label="Error"><pre class="wrap">${escapeHtml(message)}</pre><pre>${rest}</pre></div>`;
    }
    default:
      return bundleHtml(output.data, context);
  }
}

function bundleHtml(data: MimeBundle, context: OutputContext): string {
  const given = data[plotlyMime];
  if (isFigureJson(given)) {
    const figure = pageFigure(given);
    return figureHtml(figure, {
      number: context.figures.push(figure),
      picture: pictureAddress(data),
      width: context.pictureWidth,
    });
  }
  const html = data["text/html"];
  const plain = typeof html === "string" ? plainHtml(html) : undefined;
  if (plain?.hasTable) return tableBox(plain.html);
  if (plain !== undefined) return `<div class="output">${plain.html}</div>`;
  const picture = pictureAddress(data);
  if (picture !== undefined) {
    const alt = typeof data["text/plain"] === "string" ? escapeHtml(data["text/plain"]) : "Picture";
    return `<p><img src="${picture}" alt="${alt}"></p>`;
  }
  const markdown = data["text/markdown"];
  if (typeof markdown === "string") return context.markdown(markdown);
  if (typeof html === "string") return frameHtml(html);
  const text = data["text/plain"] ?? Object.values(data)[0] ?? "";
  return textBox(typeof text === "string" ? text : JSON.stringify(text, null, 2), "text", "Result");
}

/** A box that a wide table scrolls in; a keyboard reaches it, and hears what the table is of. */
function tableBox(table: string): string {
  const caption = /<caption[^>]*>([^<]+)<\/caption>/.exec(table)?.[1]?.replaceAll('"', "&quot;") ?? "Table";
  return `<div class="scroll output" tabindex="0" role="group" aria-label="${caption}">${table}</div>`;
}

/** The address of a picture that holds it as data: in an image element its scripts do not run. */
function pictureAddress(data: MimeBundle): string | undefined {
  const svg = data["image/svg+xml"];
  if (typeof svg === "string") return `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
  const mime = pictures.find((type) => typeof data[type] === "string");
  if (mime === undefined) return undefined;
  return `data:${mime};base64,${(data[mime] as string).replace(/[^A-Za-z0-9+/=]/g, "")}`;
}

/** HTML that is more than a table stands in a frame of its own that runs no script and, by the page's policy, loads nothing. */
function frameHtml(html: string): string {
  const style = "<style>body{margin:8px;font:14px/1.5 system-ui,sans-serif;color:#1f2328;background:#fff}</style>";
  const content = escapeHtml(`<!doctype html>${style}${html}`);
  return `<iframe class="frame" sandbox="allow-same-origin" title="Output" srcdoc="${content}"></iframe>`;
}

function textBox(text: string, className: string, label: string): string {
  const content = escapeHtml(text.replace(/\n$/, ""));
  return `<div class="${className}" tabindex="0" role="group" aria-label="${label}"><pre>${content}</pre></div>`;
}

/** Progress that returns to the start of its line is shown as it was last. */
export function withoutOverwritten(text: string): string {
  return text.replace(/\r+\n/g, "\n").replace(/^[^\n]*\r(?!$)/gm, "");
}
