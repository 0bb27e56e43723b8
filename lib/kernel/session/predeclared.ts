import { createRequire } from "node:module";
import { cellConsole } from "./cell-context.js";

/** Names that a session's cells have without declaring them, and may declare again. */
export function predeclared(fileUrl: string): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>(Object.entries({ console: cellConsole(), require: createRequire(fileUrl) }));
}
