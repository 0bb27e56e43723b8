import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { cellConsole } from "./cell-context.js";
import { cellRequire } from "./modules/cell-require.js";
import { denoJupyter } from "./modules/deno-jupyter.js";
import { alert, confirm, prompt } from "./modules/dialogs.js";

/**
 * Names that a session's cells have without declaring them, and may declare again. `Deno` is none of the global object's,
 * where libraries would take its presence for Deno.
 */
export function predeclared(fileUrl: string): Map<string, unknown> {
  const require = cellRequire(fileUrl);
  const Deno = { jupyter: denoJupyter() };
  const __filename = fileURLToPath(fileUrl);
  const __dirname = dirname(__filename);
  const names = { console: cellConsole(), require, __filename, __dirname, Deno, prompt, confirm, alert };
  return new Map<string, unknown>(Object.entries(names));
}
