import { inspect, types } from "node:util";
import { countText } from "../../series/count-text.js";

const [head, tail] = [90, 10];

/**
 * A long list of numbers or other single values by its type, its length, and its first and last elements:
 * `Float64Array(525600) [`, the elements, `… 525,500 more items …`. Undefined for a short list and for all else.
 */
export function longListText(value: unknown): string | undefined {
  if (!isLongList(value)) return undefined;
  const first = value.slice(0, head);
  const last = value.slice(-tail);
  if (![...first, ...last].every(isSingle)) return undefined;
  const name = Object.prototype.toString.call(value).slice("[object ".length, -1);
  const left = countText(value.length - head - tail, "more item");
  return `${name}(${value.length}) [\n${linesOf(first)}\n  … ${left} …\n${linesOf(last)}\n]`;
}

interface List extends ArrayLike<unknown>, Iterable<unknown> {
  slice(from: number, to?: number): List;
}

function isLongList(value: unknown): value is List {
  if (types.isProxy(value) || Buffer.isBuffer(value)) return false;
  const isList = Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
  return isList && (value as unknown as ArrayLike<unknown>).length > head + tail;
}

function isSingle(value: unknown): boolean {
  return value === null || (typeof value !== "object" && typeof value !== "function");
}

/** Elements as Node sets them in lines, without the brackets. */
function linesOf(elements: List): string {
  // Spread, holes would become values.
  const list = Array.isArray(elements) ? elements : [...elements];
  const text = inspect(list, { colors: false, breakLength: 100, maxStringLength: 200, compact: 3 });
  const inner = text.slice(1, -1).replace(/^\n|\n$/g, "");
  return inner.startsWith("  ") ? inner : `  ${inner.trim()}`;
}
