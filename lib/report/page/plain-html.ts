import { escapeHtml } from "../../notebook/escape-html.js";

/** HTML that was made anew from plain markup. */
export interface PlainHtml {
  readonly html: string;
  /** A table may be wider than the page. */
  readonly hasTable: boolean;
}

const allowed = new Set(
  "table caption thead tbody tfoot tr th td colgroup col div p span b strong i em u s small sub sup code br progress".split(
    " ",
  ),
);
const empty = new Set(["br", "col"]);
const token = /<!--[\s\S]*?-->|<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+\s*=\s*"[^"<>]*")*)\s*\/?>|([^<]+)/giy;

/** Boxes of the library's own, which the report has a style for. */
const ownClass = /^open-interest-(?:warning|note|progress)$/;

/**
 * A table, or a notice or progress bar of the library's, as HTML for the report, made anew from the tags and text of the
 * given one. Only plain markup is taken; anything else, a script, a style, a link or a tag left open, makes the result
 * undefined, and the text as a whole is then not to be trusted.
 */
export function plainHtml(html: string): PlainHtml | undefined {
  const open: string[] = [];
  let result = "";
  let hasTable = false;
  let hasBox = false;
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
      const kept = keptAttributes(name, attributes ?? "");
      hasBox ||= name === "div" && kept.includes(' class="open-interest-');
      result += `<${name}${kept}>`;
    }
  }
  if (open.length > 0 || !(hasTable || hasBox)) return undefined;
  return { html: markLongCells(result), hasTable };
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

/** What tells a cell's place and alignment, a box's kind and a bar's length; the report's own style does the rest. */
function keptAttributes(tag: string, attributes: string): string {
  let kept = "";
  for (const [, name, value] of attributes.matchAll(/([a-z-]+)\s*=\s*"([^"]*)"/gi) as Iterable<string[]>) {
    const lower = (name as string).toLowerCase();
    if (isKept(tag, lower, value as string)) kept += ` ${lower}="${plainText(value as string)}"`;
    const align = lower === "style" ? /text-align:\s*(left|right|center)/.exec(value as string)?.[1] : undefined;
    if (align !== undefined) kept += ` style="text-align:${align}"`;
  }
  return kept;
}

function isKept(tag: string, name: string, value: string): boolean {
  if (name === "colspan" || name === "rowspan") return /^\d{1,3}$/.test(value);
  if (name === "scope") return /^(row|col|rowgroup|colgroup)$/.test(value);
  if (tag === "div") return (name === "class" && ownClass.test(value)) || (name === "role" && value === "note");
  if (tag !== "progress") return false;
  return name === "aria-label" || ((name === "max" || name === "value") && /^\d{1,16}$/.test(value));
}
