import { inspect, types } from "node:util";

/** Longest text of one value in a cell of a table. */
export const longestCell = 40;

/**
 * A value in one line as Node inspects it: `Error: why`, `/a+/g`, `Map(1) { 'a' => 1 }`; of what is too long for a cell
 * the kind and size only (`Map(300) {…}`), or its beginning.
 */
export function inspectedCell(value: unknown): string {
  if (types.isNativeError(value)) return shortened(`${value.name}: ${value.message}`);
  // Its parts are many, and say no more.
  if (value instanceof URL) return shortened(value.href);
  const text = inspect(value, { colors: false, depth: 1, breakLength: Number.POSITIVE_INFINITY, maxArrayLength: 4 });
  const line = text.replace(/\s*\n\s*/g, " ");
  if (line.length <= longestCell) return line;
  const kind = /^([^{[]*)([{[]).*([}\]])$/.exec(line);
  const brief = kind === null ? line : `${kind[1]}${kind[2]}…${kind[3]}`;
  return kind?.[1] === "" ? shortened(line) : shortened(brief);
}

function shortened(text: string): string {
  return text.length <= longestCell ? text : `${text.slice(0, longestCell - 1)}…`;
}
