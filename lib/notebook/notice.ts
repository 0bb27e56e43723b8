import { createHash } from "node:crypto";
import { checkChoice } from "../series/check.js";
import { currentHost } from "./display-host.js";
import { escapeHtml } from "./escape-html.js";
import type { MimeBundle } from "./mime-bundle.js";
import { tslabDisplay } from "./tslab-display.js";

/** Options of `notice`. */
export interface NoticeOptions {
  /** `warning` for what changes what a reader may conclude, `note` for what helps to read. Default `warning`. */
  readonly kind?: "warning" | "note";
}

const labels = { warning: "Warning", note: "Note" } as const;

/** Sides of the box: a thick double line and a thin one, so that the two can be told apart without colours. */
const borders = { warning: "6px double #b98900", note: "3px solid #0072b2" } as const;

/** Notices that were printed where no notebook keeps them. */
const printed = new Set<string>();

/**
 * Shows a box that stands out, with its kind as a word: `Warning: prices are missing for 12 hours`. In one notebook run
 * the same notice stands once, where it was shown first, however often the code comes by; in a kernel, where cells are run
 * again and lose what they showed, once for each run of a cell. Outside of notebooks it is a line on standard error, once
 * for each process.
 * @param text shown as it is; markup in it is not read
 * @throws {RangeError} for an unknown kind
 */
export function notice(text: string, { kind = "warning" }: NoticeOptions = {}): void {
  checkChoice("kind", kind, ["warning", "note"], "notice");
  const line = `${labels[kind]}: ${text}`;
  // The id keeps it to one: showing an id again replaces what stands there, and ids belong to one run.
  const host = currentHost();
  const run = host?.cellRun === undefined ? "" : `${host.cellRun}-`;
  const displayId = `open-interest-notice-${run}${createHash("sha256").update(line).digest("hex").slice(0, 16)}`;
  const display = host === undefined ? tslabDisplay() : (bundle: MimeBundle) => host.display(bundle, { displayId });
  if (display !== undefined) display(noticeBundle(text, kind), displayId);
  else if (!printed.has(line)) {
    printed.add(line);
    console.error(line);
  }
}

function noticeBundle(text: string, kind: "warning" | "note"): MimeBundle {
  const style = `border-left:${borders[kind]};padding:0.3em 0.9em;margin:0.4em 0`;
  const words = escapeHtml(text).replaceAll("\n", "<br>");
  return {
    "text/html": `<div class="open-interest-${kind}" role="note" style="${style}"><strong>${labels[kind]}:</strong> ${words}</div>`,
    "text/plain": `${labels[kind]}: ${text}`,
  };
}
