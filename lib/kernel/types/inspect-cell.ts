import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { MimeBundle } from "../../notebook/mime-bundle.js";
import { hoverText, plainText } from "./hover-text.js";
import type { LspRange } from "./lsp-text.js";

export interface InspectOptions {
  /** Asks the server about an offset of the cell. */
  readonly ask: (method: string, offset: number) => Promise<unknown>;
  /** The notebook's folder, from which places are told. */
  readonly folder: string;
}

interface Hover {
  readonly contents?: string | { readonly value: string };
}

interface Location {
  readonly uri: string;
  readonly range: LspRange;
}

/**
 * What is known of the name at an offset; between the brackets of a call, of the function that is called.
 * @param detail 1 adds where the name is declared
 */
export async function inspection(
  code: string,
  offset: number,
  detail: 0 | 1,
  { ask, folder }: InspectOptions,
): Promise<MimeBundle | undefined> {
  for (const at of [offset, calledAt(code, offset)]) {
    if (at === undefined) continue;
    const hover = (await ask("hover", at)) as Hover | null;
    const contents = typeof hover?.contents === "string" ? hover.contents : hover?.contents?.value;
    const text = hoverText(contents ?? "");
    if (text === undefined || text === "") continue;
    const place = detail === 1 ? await declaredAt(await ask("definition", at), folder) : undefined;
    const markdown = place === undefined ? text : `${text}\n\nDeclared in \`${place}\``;
    return { "text/markdown": markdown, "text/plain": plainText(markdown) };
  }
  return undefined;
}

/** Offset of the last character of the name whose call an offset lies in. */
export function calledAt(code: string, offset: number): number | undefined {
  let open = 0;
  for (let at = offset - 1; at >= 0; at--) {
    const character = code[at] as string;
    if (")]}".includes(character)) open++;
    else if ("([{".includes(character) && open > 0) open--;
    else if (character === "(") {
      const name = /[\p{ID_Continue}$](?=\s*(?:<[^()]*>)?\s*$)/u.exec(code.slice(0, at));
      if (name !== null && !isKeyword(code.slice(0, name.index + 1))) return name.index;
    }
  }
  return undefined;
}

function isKeyword(before: string): boolean {
  return /(?<![\p{ID_Continue}$.])(?:if|for|while|switch|catch|await|return|typeof)$/u.test(before);
}

async function declaredAt(found: unknown, folder: string): Promise<string | undefined> {
  const [location] = (Array.isArray(found) ? found : [found ?? undefined]) as readonly (Location | undefined)[];
  if (location === undefined || !location.uri.startsWith("file:")) return undefined;
  const path = relative(folder, fileURLToPath(location.uri));
  if (path.startsWith(".open-interest-")) return "an earlier cell";
  return `${path}:${location.range.start.line + 1}`;
}
