import { inspect } from "../series/inspect.js";
import { displaySymbol } from "./display-symbol.js";
import type { MimeBundle } from "./mime-bundle.js";

/** Text that a notebook sets as prose, such as a conclusion written from the numbers above it. */
export interface Markdown {
  readonly text: string;
  [inspect](): string;
  [displaySymbol](): MimeBundle;
}

/** Prose in markdown. Names from data belong in it only where their characters may be read as markup. */
export function markdown(text: string): Markdown {
  return {
    text,
    [inspect]: () => text,
    [displaySymbol]: () => ({ "text/markdown": text, "text/plain": text }),
  };
}
