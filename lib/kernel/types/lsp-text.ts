/** A place in a document; both count from 0, characters in UTF-16 units. */
export interface LspPosition {
  readonly line: number;
  readonly character: number;
}

export interface LspRange {
  readonly start: LspPosition;
  readonly end: LspPosition;
}

/**
 * A cell's text as it may stand inside a document, with all places kept: a byte order mark becomes a space, and a first
 * line that names an interpreter (`#!`) a comment.
 */
export function innerText(code: string): string {
  return code.replace(/^(\uFEFF?)#!/, "$1//").replace(/^\uFEFF/, " ");
}

/** The place of a cell's offset in its document, whose first line is not the cell's. */
export function documentPosition(code: string, offset: number): LspPosition {
  const lines = code.slice(0, offset).split(lineEnds);
  // Between the two characters of a line end is still the line before.
  const isInside = code[offset - 1] === "\r" && code[offset] === "\n";
  const last = isInside ? lines.length - 2 : lines.length - 1;
  return { line: last + 1, character: (lines[last] as string).length };
}

/** The offset in a cell of a place in its document. */
export function cellOffset(code: string, { line, character }: LspPosition): number {
  let offset = 0;
  for (let at = 1; at < line; at++) {
    const end = /\r\n|\r|\n/.exec(code.slice(offset));
    if (end === null) break;
    offset += end.index + end[0].length;
  }
  return offset + character;
}

const lineEnds = /\r\n|\r|\n/;
