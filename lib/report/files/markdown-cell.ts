import MarkdownIt from "markdown-it";

const parser = new MarkdownIt({ html: true });

/**
 * Markdown that an author wrote, with its HTML tags turned into text, as the report's page shows them. Code stays as it
 * is: there a bracket is no tag.
 */
export function withoutHtml(source: string): string {
  const tokens = parser.parse(source, {});
  const hasHtml = tokens.some(
    ({ type, children }) => type === "html_block" || children?.some((child) => child.type === "html_inline"),
  );
  if (!hasHtml) return source;
  const isCode = new Set<number>();
  for (const { type, map } of tokens) {
    if (type !== "fence" && type !== "code_block") continue;
    for (let line = map?.[0] ?? 0; line < (map?.[1] ?? 0); line++) isCode.add(line);
  }
  return source
    .split("\n")
    .map((line, index) => (isCode.has(index) ? line : withoutTags(line)))
    .join("\n");
}

/** Escapes what may begin a tag, outside of code between backticks. */
function withoutTags(line: string): string {
  return line
    .split(/((?<!`)(`+)(?!`)[^`]*(?<!`)\2(?!`))/)
    .map((part, index) =>
      index % 3 === 0 ? part.replace(/<(?=[a-z/!?])(?!https?:)/gi, "\\<") : index % 3 === 1 ? part : "",
    )
    .join("");
}

/** Text of the first heading of the first level, and the markdown without it. */
export function withoutTitle(source: string): { readonly title: string; readonly rest: string } | undefined {
  const tokens = parser.parse(source, {});
  const at = tokens.findIndex(({ type, tag, level }) => type === "heading_open" && tag === "h1" && level === 0);
  const [from, to] = tokens[at]?.map ?? [];
  if (from === undefined || to === undefined) return undefined;
  const title = tokens[at + 1]?.children?.map(({ content }) => content).join("") ?? "";
  const lines = source.split("\n");
  return { title, rest: [...lines.slice(0, from), ...lines.slice(to)].join("\n").trim() };
}
