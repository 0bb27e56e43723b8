import { escapeHtml } from "./escape.js";

const allowed = new Set(
  "table caption thead tbody tfoot tr th td colgroup col div p span b strong i em u s small sub sup code br".split(" "),
);
const empty = new Set(["br", "col"]);
const token = /<!--[\s\S]*?-->|<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+\s*=\s*"[^"<>]*")*)\s*\/?>|([^<]+)/giy;

/**
 * A table as HTML for the report, made anew from the tags and text of the given one. Only plain table markup is taken;
 * anything else, a script, a style, a link or a tag left open, makes the result undefined, and the text as a whole is
 * then not to be trusted.
 */
export function tableHtml(html: string): string | undefined {
  const open: string[] = [];
  let result = "";
  let hasTable = false;
  token.lastIndex = 0;
  while (token.lastIndex < html.length) {
    const match = token.exec(html);
    if (match === null) return undefined;
    const [, slash, tag, attributes, text] = match;
    if (text !== undefined) result += plainText(text);
    if (tag === undefined) continue;
    const name = tag.toLowerCase();
    if (!allowed.has(name)) return undefined;
    hasTable ||= name === "table";
    if (slash === "/") {
      if (open.pop() !== name) return undefined;
      result += `</${name}>`;
    } else {
      if (!empty.has(name)) open.push(name);
      result += `<${name}${keptAttributes(attributes ?? "")}>`;
    }
  }
  return hasTable && open.length === 0 ? markLongCells(result) : undefined;
}

/** Numbers stay on one line; a sentence may take several, so that it does not make the table wide. */
function markLongCells(html: string): string {
  return html.replace(/<td([^>]*)>(?=[^<]{40})/g, '<td class="long"$1>');
}

/** Text with its entities left as they are, and everything else escaped. */
function plainText(text: string): string {
  return text
    .split(/(&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});)/i)
    .map((part, index) => (index % 2 === 1 ? part : escapeHtml(part)))
    .join("");
}

/** What tells a cell's place and alignment; the report's own style does the rest. */
function keptAttributes(attributes: string): string {
  let kept = "";
  for (const [, name, value] of attributes.matchAll(/([a-z-]+)\s*=\s*"([^"]*)"/gi) as Iterable<string[]>) {
    const lower = (name as string).toLowerCase();
    if (/^(colspan|rowspan)$/.test(lower) && /^\d{1,3}$/.test(value as string)) kept += ` ${lower}="${value}"`;
    if (lower === "scope" && /^(row|col|rowgroup|colgroup)$/.test(value as string)) kept += ` scope="${value}"`;
    const align = lower === "style" ? /text-align:\s*(left|right|center)/.exec(value as string)?.[1] : undefined;
    if (align !== undefined) kept += ` style="text-align:${align}"`;
  }
  return kept;
}
