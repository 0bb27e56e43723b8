/** Text that means itself in GitHub's markdown, within a line: names from data are no markup and no formula. */
export function markdownText(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  const escaped = line
    .replace(/[\\`*_[\]<>|~]/g, "\\$&")
    .replace(/&(?=#?\w+;)/g, "\\&")
    .replace(/^([-+#=]|\d+[.)])/, (start) => `${start.slice(0, -1)}\\${start.slice(-1)}`);
  // One dollar sign begins no formula; a second could end it.
  return (escaped.match(/\$/g)?.length ?? 0) > 1 ? escaped.replaceAll("$", "&#36;") : escaped;
}

/** Text as it is, in a block that nothing in it can end. */
export function markdownBlock(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text.replace(/\n$/, "")}\n${fence}`;
}

/** A table of text; a row's cells are as many as the columns. */
export function markdownTable(
  columns: readonly { readonly name: string; readonly align: "left" | "right" }[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    line(columns.map(({ name }) => markdownText(name))),
    line(columns.map(({ align }) => (align === "right" ? "---:" : ":---"))),
    ...rows.map((cells) => line(cells.map(markdownText))),
  ].join("\n");
}
