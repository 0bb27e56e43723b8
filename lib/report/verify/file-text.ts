/** The text of a file as a report writes it, and what its file adds to that. */
export interface FileText {
  readonly text: string;
  /** What is not as a report writes it, in words. */
  readonly oddities: readonly string[];
}

/** Takes what an editor or a transfer puts into a file from its text: a byte-order mark, line ends of Windows. */
export function fileText(raw: string): FileText {
  const oddities: string[] = [];
  let text = raw;
  if (text.startsWith("\uFEFF")) {
    oddities.push("starts with a byte-order mark, which a report has not");
    text = text.slice(1);
  }
  // Printed text may hold some: only a file in which all are so was converted.
  if (text.includes("\r\n") && !/(?<!\r)\n/.test(text)) {
    oddities.push("has CRLF line ends, as editors and downloads for Windows write them, where a report has LF");
    text = text.replaceAll("\r\n", "\n");
  }
  return { text, oddities };
}

const pageStart = '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta http-equiv';

/** Says of a page that has no end that it is cut short; undefined for others. */
export function cutShort(text: string): string | undefined {
  if (!text.startsWith(pageStart) || text.includes("</html>")) return undefined;
  return `is cut short: it has no </html> and ends with “${text.slice(-40).replace(/\s+/g, " ")}”`;
}
