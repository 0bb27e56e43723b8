/** A part of a page around its header and its cells. */
export interface PagePiece {
  /** How a reader calls it. */
  readonly name: string;
  readonly text: string;
}

const elements = [
  ["title of the page", /<title>[\s\S]*?<\/title>/g],
  ["contents", /<nav class="contents"[\s\S]*?<\/nav>/g],
  ["style of the page", /<style[^>]*>[\s\S]*?<\/style>/g],
  ["scripts of the page", /<script[^>]*>[\s\S]*?<\/script>/g],
] as const;

/** The parts of a page's frame by name: title, contents, style, scripts, and the rest. */
export function pagePieces(frame: string): PagePiece[] {
  let rest = frame;
  const pieces = elements.map(([name, pattern]) => {
    const found: string[] = [];
    rest = rest.replace(pattern, (element) => {
      found.push(element);
      return "";
    });
    return { name, text: found.join("\n") };
  });
  return [...pieces, { name: "rest of the page", text: rest }];
}
