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
  const headings = [...withoutCode.matchAll(/^#{1,6}[ \t]+(.+?)[ \t]*#*$/gm)];
  return headings.at(-1)?.[1]?.replace(/[`*_]/g, "");
}

/** Makes ids for headings: the words of the text, and a number where another heading has the same. */
export function headingIds(): (text: string) => string {
  const seen = new Map<string, number>();
  return (text) => {
    const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ["section"];
    const id = words.join("-");
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 1 ? id : `${id}-${count}`;
  };
}
