import { join } from "node:path";
import { expect, test } from "vitest";
import * as library from "../../../lib/index.js";
import { libraryKinds } from "../../../lib/kernel/types/library-kinds.js";

test("kinds are those of the values at run time", () => {
  const kinds = libraryKinds(join(import.meta.dirname, "../../../lib/index.ts"));
  const shown = Object.entries(library).map(([name, value]) => {
    if (typeof value !== "function") return [name, "constant"];
    // A constant whose type is not written may hold a function.
    if (kinds.get(name) === "constant") return [name, "constant"];
    return [name, /^class\b/.test(String(value)) ? "class" : "function"];
  });
  expect(Object.fromEntries(kinds)).toEqual(Object.fromEntries(shown));
});

test("a file that is not there has none", () => {
  expect(libraryKinds("/nothing/there.d.ts").size).toBe(0);
});
