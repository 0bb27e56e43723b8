import { displaySymbol } from "./display-symbol.js";

/** The `Jupyter.display` method of a value; undefined where there is none, or looking for it throws. */
export function displayMethod(value: unknown): (() => unknown) | undefined {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return undefined;
  try {
    const method = (value as Readonly<Record<symbol, unknown>>)[displaySymbol];
    return typeof method === "function" ? () => method.call(value) : undefined;
  } catch {
    return undefined;
  }
}
