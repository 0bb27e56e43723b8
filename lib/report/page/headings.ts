/** A heading of a report. */
export interface Heading {
  /** 1 to 6. */
  readonly level: number;
  readonly text: string;
  /** Address within the page. */
  readonly id: string;
}

/** Text of the last heading in markdown, undefined if there is none. */
export function lastHeading(markdown: string): string | undefined {
  const withoutCode = markdown.replace(/^(```|~~~)[\s\S]*?^\1/gm, "");
  const headings = [...withoutCode.matchAll(/^#{1,6}[ \t]+(?=\S)(.+)$/gm)];
  const text = headings.at(-1)?.[1];
  return text === undefined ? undefined : withoutClosing(text).replace(/[`*_]/g, "");
}

/** The text of a heading without the signs that may close it, in time that grows with its length alone. */
function withoutClosing(text: string): string {
  const trimmed = text.trimEnd();
  let end = trimmed.length;
  while (trimmed[end - 1] === "#") end--;
  return /\s/.test(trimmed[end - 1] ?? "") ? trimmed.slice(0, end).trimEnd() : trimmed;
}

/**
 * Makes ids for headings: the words of the text, and a number where another heading has the same. No id holds an
 * underscore, which the ids of the page's own parts and figures do, and none is that of a code cell.
 */
export function headingIds(): (text: string) => string {
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  return (text) => {
    const words = (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ["section"]).join("-");
    const base = /^cell-\d+$/.test(words) ? `section-${words}` : words;
    let count = (counts.get(base) ?? 0) + 1;
    let id = count === 1 ? base : `${base}-${count}`;
    while (taken.has(id) || /^cell-\d+$/.test(id)) id = `${base}-${++count}`;
    counts.set(base, count);
    taken.add(id);
    return id;
  };
}
