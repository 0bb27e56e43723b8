import { inspect } from "../series/inspect.js";
import { displaySymbol } from "./display-symbol.js";
import { escapeHtml } from "./escape-html.js";
import type { MimeBundle } from "./mime-bundle.js";

/** HTML or SVG that a notebook shows as such. */
export interface Markup {
  readonly markup: string;
  toString(): string;
  [inspect](): string;
  [displaySymbol](): MimeBundle;
}

type Tag = (parts: TemplateStringsArray | string, ...values: readonly unknown[]) => Markup;

/**
 * HTML to show: `` html`<b>${venue}</b>` ``. What stands in braces is text whatever its characters, unless it was made by
 * `html` or `svg` itself; the items of a list follow each other; null, undefined and false are nothing. Called as a function
 * it takes HTML as it is: `html("<b>ours</b>")`.
 */
export const html: Tag = (parts, ...values) => markupOf("text/html", parts, values);

/** A picture to show: `` svg`<svg …>` ``; what stands in braces is text as in `html`. */
export const svg: Tag = (parts, ...values) => markupOf("image/svg+xml", parts, values);

/** Made here, and so not by data that has the same fields. */
const made = new WeakSet<object>();

function markupOf(mime: string, parts: TemplateStringsArray | string, values: readonly unknown[]): Markup {
  const markup =
    typeof parts === "string"
      ? parts
      : parts.map((part, index) => part + (index < values.length ? escaped(values[index]) : "")).join("");
  const self: Markup = {
    markup,
    toString: () => markup,
    [inspect]: () => markup,
    [displaySymbol]: () => ({ [mime]: markup, "text/plain": markup }),
  };
  made.add(self);
  return self;
}

function escaped(value: unknown): string {
  if (value === null || value === undefined || value === false) return "";
  if (typeof value === "object" && made.has(value)) return (value as Markup).markup;
  return Array.isArray(value) ? value.map(escaped).join("") : escapeHtml(String(value));
}
