const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;

/**
 * The first field that a record of a JSON text has twice, and its line; undefined if there is none. A parser keeps the last
 * of them without a word, so it is found by count: the text has more fields than what was parsed.
 * @param bytes the text in UTF-8
 * @param document what was parsed, whole
 */
export function repeatedField(bytes: Uint8Array, text: string, document: unknown): string | undefined {
  return fieldsIn(bytes) === fieldsOf(document) ? undefined : firstRepeated(text);
}

/** Each field has the one colon that is in no text. */
function fieldsIn(bytes: Uint8Array): number {
  let fields = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === colon) fields++;
    else if (byte === quote) {
      at++;
      while (at < bytes.length && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
    }
  }
  return fields;
}

function fieldsOf(document: unknown): number {
  let fields = 0;
  const left: unknown[] = [document];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value !== "object" || value === null) continue;
    const cells = Object.values(value);
    if (!Array.isArray(value)) fields += cells.length;
    for (const cell of cells) if (typeof cell === "object" && cell !== null) left.push(cell);
  }
  return fields;
}

/** Brackets open and close records and lists, whose fields are texts before a colon. */
function firstRepeated(text: string): string | undefined {
  const token = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]\n]/g;
  const open: Set<string>[] = [];
  let line = 1;
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const [whole, isField] = found;
    if (whole === "\n") line++;
    else if (whole === "{" || whole === "[") open.push(new Set());
    else if (whole === "}" || whole === "]") open.pop();
    else if (isField !== undefined) {
      const field = JSON.parse(whole.slice(0, -isField.length)) as string;
      const fields = open[open.length - 1];
      if (fields.has(field)) return `line ${line} has "${field}" twice in one record`;
      fields.add(field);
    }
  }
  return undefined;
}
