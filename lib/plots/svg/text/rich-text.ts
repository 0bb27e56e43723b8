/** A piece of a line that is written in one style. */
export interface Run {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  /** As the text names it; not yet known to be a colour. */
  readonly colour?: string;
  /** Raised or lowered, and smaller. */
  readonly script?: "sup" | "sub";
}

type Style = Omit<Run, "text">;

const entities: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  times: "×",
  plusmn: "±",
  deg: "°",
  mu: "μ",
};

/** Lines of text in plotly's markup: `<br>`, `<b>`, `<i>`, `<sup>`, `<sub>`, `<span style="color:…">`, entities. Other tags are left out. */
export function richText(source: string): readonly (readonly Run[])[] {
  const lines: Run[][] = [[]];
  const open: { readonly tag: string; readonly style: Style }[] = [];
  for (const part of source.split(/(<[^<>]*>)/)) {
    const tag = /^<(\/?)([a-z]+)([^<>]*)>$/i.exec(part);
    if (tag === null) {
      const text = decoded(part.replace(/[\r\n\t]+/g, " "));
      if (text !== "") lines.at(-1)?.push({ ...open.at(-1)?.style, text });
      continue;
    }
    const [, closing, name = "", attributes = ""] = tag;
    const kind = name.toLowerCase();
    if (kind === "br") lines.push([]);
    else if (closing === "") open.push({ tag: kind, style: { ...open.at(-1)?.style, ...styleOf(kind, attributes) } });
    else {
      const from = open.findLastIndex(({ tag: opened }) => opened === kind);
      if (from >= 0) open.splice(from);
    }
  }
  return lines;
}

/** The text without its markup, in one line. */
export function plainText(source: string): string {
  return richText(source)
    .map((runs) => runs.map(({ text }) => text).join(""))
    .join(" ");
}

function styleOf(tag: string, attributes: string): Style {
  if (tag === "b" || tag === "strong") return { bold: true };
  if (tag === "i" || tag === "em") return { italic: true };
  if (tag === "sup" || tag === "sub") return { script: tag };
  const colour = tag === "span" ? /color\s*:\s*([^;"']+)/i.exec(attributes)?.[1] : undefined;
  return colour === undefined ? {} : { colour: colour.trim() };
}

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (whole, decimal, hexadecimal, name) => {
    if (name !== undefined) return entities[String(name)] ?? whole;
    const code = decimal === undefined ? Number.parseInt(String(hexadecimal), 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
