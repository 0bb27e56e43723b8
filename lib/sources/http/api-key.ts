import { existsSync, readFileSync } from "node:fs";
import { parseEnv } from "node:util";

/**
 * A key by the name of its variable: that given, else of the environment, else of the file `.env` in the working folder;
 * undefined if it is nowhere. Blank text counts as absent.
 */
export function apiKey(variable: string, given: string | undefined, file = ".env"): string | undefined {
  return given?.trim() || process.env[variable]?.trim() || fromFile(variable, file) || undefined;
}

function fromFile(variable: string, file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  return parseEnv(readFileSync(file, "utf8"))[variable]?.trim();
}
