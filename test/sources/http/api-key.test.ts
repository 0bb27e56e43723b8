import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { apiKey } from "../../../lib/sources/http/api-key.js";

afterEach(() => vi.unstubAllEnvs());

const folder = mkdtempSync(join(tmpdir(), "api-key-"));
const variable = "OPEN_INTEREST_TEST_KEY";

function envFile(text: string): string {
  const file = join(folder, ".env");
  writeFileSync(file, text);
  return file;
}

test("a key that is given comes before the environment, and that before the file", () => {
  const file = envFile(`${variable}=of-file`);
  expect(apiKey(variable, undefined, file)).toBe("of-file");
  vi.stubEnv(variable, "of-environment");
  expect(apiKey(variable, undefined, file)).toBe("of-environment");
  expect(apiKey(variable, "given", file)).toBe("given");
});

test("blank text counts as absent, and spaces around a key are no part of it", () => {
  vi.stubEnv(variable, "  ");
  expect(apiKey(variable, " ", envFile(`${variable}=  `))).toBe(undefined);
  expect(apiKey(variable, "\tkey\n", "")).toBe("key");
});

test.each([
  ["in quotes", `${variable}="two words"`, "two words"],
  ["in single quotes", `${variable}='a#b'`, "a#b"],
  ["before a comment", `${variable}=abc # mine`, "abc"],
  ["after comments and blank lines", `# keys\n\nOTHER=1\n${variable}=abc\n`, "abc"],
  ["with the ends of lines of Windows", `OTHER=1\r\n${variable}=abc\r\n`, "abc"],
  ["after a byte order mark", `\uFEFF${variable}=abc`, "abc"],
  ["as a shell exports it", `export ${variable}=abc`, "abc"],
])("a file may have it %s", (_, text, key) => {
  expect(apiKey(variable, undefined, envFile(text))).toBe(key);
});

test("it is nowhere without a file, in one without it, and in a folder by that name", () => {
  expect(apiKey(variable, undefined, join(folder, "none"))).toBe(undefined);
  expect(apiKey(variable, undefined, envFile("OTHER=1"))).toBe(undefined);
  mkdirSync(join(folder, "folder"));
  expect(apiKey(variable, undefined, join(folder, "folder"))).toBe(undefined);
});

test("a file that cannot be read is told, and is not touched when the key is elsewhere", () => {
  const file = join(folder, "loop");
  symlinkSync(file, file);
  expect(() => apiKey(variable, undefined, file)).toThrow(
    `apiKey: ${file} cannot be read (ELOOP); make it readable, or set ${variable}`,
  );
  expect(apiKey(variable, "given", file)).toBe("given");
});
