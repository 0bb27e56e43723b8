import { countText } from "../../series/count-text.js";

/** How far from a cut the end of a line is looked for, in characters. */
const lineReach = 1000;

/** A text whose middle was left out. */
export interface TextParts {
  readonly head: string;
  /** How many characters were left out, and how many of them end a line. */
  readonly cut: number;
  readonly cutLines: number;
  readonly tail: string;
}

/** A text of at most about `most` characters: of a longer one the first and last half, with a line that says what is missing. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const half = Math.floor(most / 2);
  const middle = text.slice(half, text.length - half);
  return withoutMiddle({
    head: text.slice(0, half),
    cut: middle.length,
    cutLines: lineCount(middle),
    tail: text.slice(-half),
  });
}

/** The parts with a line between that says what is missing. Lines that were cut in two go whole, if they are not long. */
export function withoutMiddle({ head, cut, cutLines, tail }: TextParts): string {
  if (cut === 0) return head + tail;
  const headEnd = head.lastIndexOf("\n") + 1;
  const keptHead = head.slice(0, headEnd > 0 && head.length - headEnd <= lineReach ? headEnd : wholeEnd(head));
  const tailStart = tail.indexOf("\n") + 1;
  const keptTail = tail.slice(tailStart > 0 && tailStart <= lineReach ? tailStart : wholeStart(tail));
  const characters = cut + head.length - keptHead.length + tail.length - keptTail.length;
  const lines = cutLines + lineCount(tail.slice(0, tail.length - keptTail.length));
  const amount = `${countText(characters, "character")}${lines === 0 ? "" : ` in ${countText(lines, "line")}`}`;
  const start = keptHead === "" || keptHead.endsWith("\n") ? "" : "\n";
  return `${keptHead}${start}[… ${amount} left out here …]\n${keptTail}`;
}

/** How many lines end in a text. */
export function lineCount(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

/** Some letters are two characters, which are not taken apart. */
function wholeEnd(text: string): number {
  return /[\uD800-\uDBFF]$/.test(text.slice(-1)) ? text.length - 1 : text.length;
}

function wholeStart(text: string): number {
  return /^[\uDC00-\uDFFF]/.test(text.slice(0, 1)) ? 1 : 0;
}
