import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";

/**
 * A key by the name of its variable: that given, else of the environment, else of the file `.env` in the working folder;
 * undefined if it is nowhere. Blank text counts as absent, and so does a folder by the name of the file.
 * @throws {Error} if the file is there and cannot be read
 */
export function apiKey(variable: string, given: string | undefined, file = ".env"): string | undefined {
  return given?.trim() || process.env[variable]?.trim() || fromFile(variable, file) || undefined;
}

function fromFile(variable: string, file: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    const { code = "" } = cause as NodeJS.ErrnoException;
    if (["ENOENT", "ENOTDIR", "EISDIR"].includes(code)) return undefined;
    throw new Error(`apiKey: ${file} cannot be read (${code}); make it readable, or set ${variable}`);
  }
  // Editors of some systems begin a file with a byte order mark, which would be a part of the first name.
  return parseEnv(text.replace(/^\uFEFF/, ""))[variable]?.trim();
}
