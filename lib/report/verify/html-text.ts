const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  "#39": "'",
  nbsp: "\u00a0",
};
const blockEnd = /<\/(?:p|li|h[1-6]|pre|summary|dd|dt|div|tr|blockquote|caption|figcaption)>|<br>|<hr>/g;

/** Lines of text that markup shows, without empty ones. */
export function htmlLines(html: string): string[] {
  const text = decoded(html.replace(blockEnd, "\n").replace(/<[^>]*>/g, ""));
  return text.split("\n").flatMap((line) => line.trim() || []);
}

/** The text of markup in one line. */
export function htmlText(html: string): string {
  return decoded(html.replace(/<[^>]*>/g, ""))
    .replace(/\s+/g, " ")
    .trim();
}

function decoded(text: string): string {
  return text.replace(/&(#\d+|#x[\da-f]+|\w+);/gi, (whole, name: string) => {
    const code = /^#x/i.test(name)
      ? Number.parseInt(name.slice(2), 16)
      : name.startsWith("#")
        ? Number(name.slice(1))
        : Number.NaN;
    if (code <= 0x10ffff) return String.fromCodePoint(code);
    return entities[name] ?? whole;
  });
}
