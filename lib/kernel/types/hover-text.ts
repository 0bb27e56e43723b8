import { withoutOurNames } from "./cell-documents.js";

/**
 * Markdown of a hover for readers: a signature without the server's `(alias)`, and what the documentation tells of
 * parameters, result and errors as lists under a heading each. Undefined if the server knows nothing: it answers a name
 * that it does not know with `any`.
 */
export function hoverText(contents: string): string | undefined {
  if (/^```\w*\s*any\s*```\s*$/.test(contents)) return undefined;
  const shown = withoutOurNames(contents).replace(/^(```\w*\n)\(alias\) /, "$1");
  const [head = "", ...tags] = shown.split(/\n\n(?=\*@\w+\*)/);
  const sections = new Map<string, string[]>();
  for (const tag of tags) {
    const [, name = "", said = ""] = /^\*@(\w+)\*(?:[ \t]+—)?\s*([\s\S]*)$/.exec(tag) ?? [];
    const heading = headings[name] ?? name.charAt(0).toUpperCase() + name.slice(1);
    sections.set(heading, [...(sections.get(heading) ?? []), entryOf(said.trim())]);
  }
  return [head.trimEnd(), ...[...sections].map(sectionOf)].join("\n\n");
}

/** Markdown of a hover without its marks. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/^```\w*\n?/gm, "")
    .replace(/^\*\*([^*\n]+)\*\*/gm, "$1")
    .replace(/`([^`\n]+)`/g, "$1")
    .replace(/\[([^\]]+)\]\([^)]+\)/g, "$1")
    .trim();
}

const headings: Readonly<Record<string, string>> = {
  param: "Parameters",
  typeParam: "Type parameters",
  template: "Type parameters",
  return: "Returns",
  returns: "Returns",
  throws: "Throws",
  exception: "Throws",
  example: "Example",
  see: "See",
  default: "Default",
};

const lists = new Set(["Parameters", "Type parameters", "Throws"]);

/** `{RangeError} at a gap` begins with a type, `` `x` — the number `` with a name. */
function entryOf(said: string): string {
  return said.replace(/^\{([^}\n]+)\}\s*/, "`$1` ").replace(/^(`[^`\n]+`)\s+—\s+/, "$1: ");
}

function sectionOf([heading, entries]: readonly [string, readonly string[]]): string {
  if (!lists.has(heading)) return `**${heading}**\n\n${entries.join("\n\n")}`;
  const items = entries.map((entry) => `- ${entry.replace(/\n(?=[^\n])/g, "\n  ")}`);
  return `**${heading}**\n\n${items.join("\n")}`;
}
