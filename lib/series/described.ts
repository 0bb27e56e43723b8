import { inspect } from "./inspect.js";

/**
 * The same fields, with a text for those who print them: `toString` and Node's inspection give it. Both are hidden, so
 * that fields are listed, compared and copied as before; a copy prints as any object does.
 * @param text few lines
 */
export function described<T extends object>(fields: T, text: (fields: T) => string): T {
  const method = { value: () => text(fields), enumerable: false };
  return Object.defineProperties(fields, { toString: method, [inspect]: method });
}
