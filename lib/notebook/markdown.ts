import { inspect } from "../series/inspect.js";
import { displaySymbol } from "./display-symbol.js";
import type { MimeBundle } from "./mime-bundle.js";

/** Text that a notebook sets as prose, such as a conclusion written from the numbers above it. */
export interface Markdown {
  readonly text: string;
  [inspect](): string;
  [displaySymbol](): MimeBundle;
}

/**
 * Prose in markdown. Names from data belong in it only where their characters may be read as markup, or as a template,
 * `` markdown`**${venue}** leads` ``, where what stands in braces is text whatever its characters; a list of them is
 * joined by commas.
 */
export function markdown(text: string | TemplateStringsArray, ...values: readonly unknown[]): Markdown {
  const written =
    typeof text === "string"
      ? text
      : text.map((part, index) => part + (index < values.length ? escaped(values[index]) : "")).join("");
  return {
    text: written,
    [inspect]: () => written,
    [displaySymbol]: () => ({ "text/markdown": written, "text/plain": written }),
  };
}

function escaped(value: unknown): string {
  if (Array.isArray(value)) return value.map(escaped).join(", ");
  // Digits and signs of a number have no meaning within a line.
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  return String(value ?? "")
    .replace(/[\\`*_[\]<>&|~$#!]/g, "\\$&")
    .replace(/\s*\n\s*/g, " ");
}
