import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { currentHost } from "../../../notebook/display-host.js";

type Data = Readonly<Record<string, unknown>>;

/** Display functions as tslab gives them. */
export interface TslabDisplay {
  javascript(text: string): void;
  html(text: string): void;
  markdown(text: string): void;
  latex(text: string): void;
  svg(text: string): void;
  png(bytes: Uint8Array): void;
  jpeg(bytes: Uint8Array): void;
  gif(bytes: Uint8Array): void;
  pdf(bytes: Uint8Array): void;
  text(text: string): void;
  raw(contentType: string, content: unknown): void;
}

/** What `import * as tslab from "tslab"` gives in our kernel, so that notebooks written for tslab run. */
export interface TslabAlias extends Record<string, unknown> {
  readonly display: TslabDisplay;
  /** A display that each call replaces. */
  readonly newDisplay: () => TslabDisplay;
  readonly versions: { readonly tslab: string; readonly typescript: string; readonly node: string };
}

const alias: TslabAlias = {
  display: tslabDisplay(),
  newDisplay: () => tslabDisplay(randomUUID()),
  get versions() {
    const { version } = createRequire(import.meta.url)("typescript/package.json") as { readonly version: string };
    // The tslab whose interface this is.
    return { tslab: "1.0.22", typescript: version, node: process.version };
  },
};

/** Parts of tslab that notebooks require, by specifier: the module, and what sends a display of several types. */
export function tslabPart(specifier: string): unknown {
  if (specifier === "tslab") return alias;
  return /^tslab\/dist\/jupyter(?:\.js)?$/.test(specifier) ? { lastWriteDisplayData: writeDisplayData } : undefined;
}

function writeDisplayData({ data, transient }: { readonly data: Data; readonly transient?: Data }): void {
  show(data, transient?.display_id as string | undefined);
}

function tslabDisplay(displayId?: string): TslabDisplay {
  const raw = (contentType: string, content: unknown): void => {
    const isBytes = content instanceof Uint8Array;
    show({ [contentType]: isBytes ? Buffer.from(content).toString("base64") : content }, displayId);
  };
  return {
    raw,
    javascript: (text) => raw("text/javascript", text),
    html: (text) => raw("text/html", text),
    markdown: (text) => raw("text/markdown", text),
    latex: (text) => raw("text/latex", text),
    svg: (text) => raw("image/svg+xml", text),
    png: (bytes) => raw("image/png", bytes),
    jpeg: (bytes) => raw("image/jpeg", bytes),
    gif: (bytes) => raw("image/gif", bytes),
    pdf: (bytes) => raw("application/pdf", bytes),
    text: (text) => raw("text/plain", text),
  };
}

function show(data: Data, displayId: string | undefined): void {
  const host = currentHost();
  if (host === undefined) throw new Error("tslab.display: no notebook is running here; call it from a cell");
  host.display(data, displayId === undefined ? {} : { displayId });
}
