import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

// A program that installed the package as published, with its dependencies and without its optional peers.

const root = resolve(import.meta.dirname, "..");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
let consumer: string;

beforeAll(() => {
  consumer = mkdtempSync(join(tmpdir(), "consumer-"));
  const installed = join(consumer, "node_modules", "open-interest");
  mkdirSync(installed, { recursive: true });
  const published = manifest.files.filter((entry: string) => !entry.startsWith("!"));
  for (const entry of ["package.json", ...published])
    cpSync(join(root, entry), join(installed, entry), { recursive: true });
  const wanted = new Set(Object.keys(manifest.dependencies));
  for (const name of wanted) {
    const link = join(consumer, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, "node_modules", name), link, "junction");
    // What a dependency needs lies beside it, as an install puts it.
    const { dependencies = {} } = JSON.parse(readFileSync(join(link, "package.json"), "utf8"));
    for (const needed of Object.keys(dependencies)) {
      if (existsSync(join(root, "node_modules", needed))) wanted.add(needed);
    }
  }
});

afterAll(() => rmSync(consumer, { recursive: true, force: true }));

function runNode(file: string, code: string): string {
  writeFileSync(join(consumer, file), code);
  return execFileSync(process.execPath, [file], { cwd: consumer, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

test("the package loads by import and by require, with the same names", () => {
  const esm = runNode("names.mjs", `console.log(Object.keys(await import("open-interest")).sort().join())`);
  const cjs = runNode(
    "names.cjs",
    `console.log(Object.keys(require("open-interest")).filter((n) => n !== "__esModule").sort().join())`,
  );
  expect(esm).toBe(cjs);
  expect(esm).toContain("shares");
});

test("reports are offered by an entry of their own, to import and to require", () => {
  const names = "runNotebook,supervisedRun,verifyReport,writeReport".split(",");
  const code = (load: string) =>
    `(async () => { const all = ${load}; console.log(${JSON.stringify(names)}.map((name) => typeof all[name]).join()) })()`;
  expect(runNode("reports.mjs", code('await import("open-interest/report")'))).toBe(
    "function,function,function,function\n",
  );
  expect(runNode("reports.cjs", code('require("open-interest/report")'))).toBe("function,function,function,function\n");
});

test("the sample loads without the optional packages, and a DataFrame says what to install", () => {
  const output = runNode(
    "sample.mjs",
    `import { load } from "open-interest";
     const { openInterest } = await load({ source: "sample", asset: "BTC", interval: "1d" });
     console.log(openInterest.columns.length > 5, openInterest.length > 700);
     try { openInterest.toDataFrame(); } catch (error) { console.log(error.message); }`,
  );
  expect(output).toMatch(/^true true\n.*danfojs-node/);
});

// Without type annotations in them, the examples are JavaScript as they stand.
test("the examples of the READMEs run", () => {
  const exampleOf = (file: string): string =>
    (/```ts\n([\s\S]*?)```/.exec(readFileSync(join(root, file), "utf8")) as RegExpExecArray)[1] as string;
  const output = runNode("example.mjs", exampleOf("README.md"));
  expect(output).toContain("constant-price total");
  expect(output).toContain("short covering");
  // Thirty days of the six venues of the sample, each stamped with its end.
  expect(runNode("store.mjs", exampleOf("lib/store/README.md"))).toMatch(
    /^Panel 6 columns × 30 rows · usd · 2024-06-02 → 2024-07-01/,
  );
});

const program = `import { load, shares, type Panel, type Series } from "open-interest";
export async function first(): Promise<Series> {
  const data = await load({ source: "sample", asset: "BTC", interval: "1h" });
  const parts: Panel = shares(data.openInterest, { over: "reporting" });
  return parts.column(parts.names[0]);
}
`;

// tslab's compiler is TypeScript 5.0 with classic Node resolution: the notebook's view of the types.
test("the types are read by the compiler of tslab with every library file checked", () => {
  writeFileSync(join(consumer, "old.ts"), program);
  const compiler = join(root, "node_modules/@tslab/typescript-for-tslab/bin/tsc");
  const options = "--noEmit --strict --target es2022 --module esnext --moduleResolution node10 --preserveSymlinks";
  expect(compile(compiler, [...options.split(" "), "old.ts"])).toBe("");
});

test("the types are read by the current compiler with every library file checked", () => {
  writeFileSync(join(consumer, "new.mts"), program);
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const options = "--noEmit --strict --target es2022 --module nodenext --preserveSymlinks";
  expect(compile(compiler, [...options.split(" "), "new.mts"])).toBe("");
});

/** What the compiler says; empty where it is content. */
function compile(compiler: string, options: readonly string[]): string {
  try {
    return execFileSync(process.execPath, [compiler, ...options], { cwd: consumer, encoding: "utf8" });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}
