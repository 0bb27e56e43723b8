/** Jupyter counts characters of a text as Unicode does; in JavaScript some letters count as two. */
export function codePointsBefore(text: string, offset: number): number {
  let count = 0;
  for (let at = 0; at < Math.min(offset, text.length); count++) at += widthAt(text, at);
  return count;
}

/** The offset of a text in UTF-16 units after a number of its characters; at most its length. */
export function offsetAfter(text: string, codePoints: number): number {
  let at = 0;
  for (let count = 0; count < codePoints && at < text.length; count++) at += widthAt(text, at);
  return at;
}

function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) as number) > 0xffff ? 2 : 1;
}
