import type { MimeBundle } from "../../notebook/mime-bundle.js";
import { cutText } from "./cut-text.js";

/** Most characters that a cell's printed text keeps: half from its start, half from its end. Of a result, too. */
export const mostText = 1_000_000;
/** Most outputs of a cell. */
export const mostOutputs = 1000;
/** Most of them that are errors, which are kept beyond it. */
export const mostErrors = 100;
/** Most characters of an error's message. */
export const mostError = 10_000;

/** A bundle whose text is no longer than a reader could read. */
export function withCutText(data: MimeBundle): MimeBundle {
  const text = data["text/plain"];
  if (typeof text !== "string" || text.length <= mostText) return data;
  return { ...data, "text/plain": cutText(text, mostText) };
}

/** The line that says how many outputs of a cell were left out. */
export function leftOutText(count: number): string {
  return `[… ${count.toLocaleString("en-US")} more outputs left out, of a cell that has over ${mostOutputs} …]\n`;
}
