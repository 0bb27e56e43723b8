import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

// In order of dependence: a folder imports from itself and from those before it.
const layers = [
  "series",
  "statistics",
  "market",
  "sources",
  "store",
  "analytics",
  "evidence",
  "backtest",
  "plots",
  "notebook",
  "kernel",
  "report",
  "cli",
];

// What others import: of the package, and of what runs notebooks.
const entries = ["index.ts", join("report", "index.ts")];

const lib = resolve(import.meta.dirname, "../lib");

const files = readdirSync(lib, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));

const layerOf = (file: string): string => file.split(/[\\/]/)[0] as string;

function importsOf(file: string): string[] {
  const text = readFileSync(join(lib, file), "utf8");
  const specifiers = [...text.matchAll(/(?:from|import\()\s*"(\.[^"]*)"/g)].map((match) => match[1] as string);
  return specifiers.map((specifier) => relative(lib, resolve(lib, file, "..", specifier)));
}

test("every file of lib lies in a known folder", () => {
  const strays = files.filter((file) => file !== "index.ts" && !layers.includes(layerOf(file)));
  expect(strays).toEqual([]);
});

test("a folder imports only from those above it", () => {
  const upward = files
    .filter((file) => file !== "index.ts")
    .flatMap((file) =>
      importsOf(file)
        .filter((target) => layers.indexOf(layerOf(target)) > layers.indexOf(layerOf(file)))
        .map((target) => `${file} imports ${target}`),
    );
  expect(upward).toEqual([]);
});

test("only the entries re-export, and no file but the command line imports them", () => {
  const reexports = files.filter(
    (file) =>
      !entries.includes(file) && /^export (?:type )?(?:\*|\{[^}]*\}) from/m.test(readFileSync(join(lib, file), "utf8")),
  );
  expect(reexports).toEqual([]);
  const importers = files.filter(
    (file) =>
      layerOf(file) !== "cli" && importsOf(file).some((target) => entries.includes(target.replace(/\.js$/, ".ts"))),
  );
  expect(importers).toEqual([]);
});
