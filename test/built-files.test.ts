import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";

// The built package, which `npm test` builds first: what its files hold, and what the first import of it loads.

const root = resolve(import.meta.dirname, "..");
const dist = join(root, "dist");
const names = readdirSync(dist, { recursive: true, encoding: "utf8" }).map((name) => name.replaceAll("\\", "/"));
const scripts = names.filter((name) => name.endsWith(".js"));
const index = pathToFileURL(join(dist, "index.js")).href;

/** What a program prints as JSON. */
function told<T>(program: string, ...options: readonly string[]): T {
  const args = [...options, "--input-type=module", "-e", program];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: "utf8" }));
}

/** Addresses of all files that a program loads, by `import` and by `require`. */
function loadedBy(program: string): readonly string[] {
  const hooks = `
    import { writeSync } from "node:fs";
    export async function load(url, context, next) {
      if (url.startsWith("file:")) writeSync(2, url + "\\n");
      return next(url, context);
    }`;
  const asUrl = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;
  const register = `import { register } from "node:module"; register(${JSON.stringify(asUrl(hooks))});`;
  const all = `
    ${program}
    const { createRequire } = await import("node:module");
    const { pathToFileURL } = await import("node:url");
    for (const path of Object.keys(createRequire("file:///").cache)) process.stderr.write(pathToFileURL(path) + "\\n");`;
  const options = ["--import", asUrl(register), "--input-type=module", "-e", all];
  const { stderr } = spawnSync(process.execPath, options, { cwd: root, encoding: "utf8" });
  return [...new Set(stderr.split("\n").filter((line) => line.startsWith("file:")))];
}

const packageOf = (url: string): string | undefined => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];

describe("the first import", () => {
  const loaded = loadedBy(`await import(${JSON.stringify(index)});`);

  test("loads few files, since each takes a millisecond", () => {
    expect(loaded).toContain(index);
    expect(loaded.length).toBeLessThan(100);
  });

  test("loads no package that only some programs need", () => {
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const all = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    const light = ["csv-parse", "d3-format", "d3-scale", "d3-time-format", "simple-statistics"];
    const found = new Set(loaded.map(packageOf));
    expect(all.filter((name) => found.has(name) && !light.includes(name))).toEqual([]);
  });

  test("of a library that has loaded data brings what checks it", () => {
    const packages = new Set(loadedBy(`await (await import(${JSON.stringify(index)})).load();`).map(packageOf));
    expect(packages).toContain("zod");
  });
});

describe("the built files", () => {
  test("hold each module once, so that there is one of each however it is reached", () => {
    const places = new Map<string, string[]>();
    for (const name of scripts.filter((script) => existsSync(join(dist, `${script}.map`)))) {
      const { sources } = JSON.parse(readFileSync(join(dist, `${name}.map`), "utf8")) as {
        readonly sources: readonly string[];
      };
      for (const source of new Set(sources)) {
        const module = relative(root, resolve(dist, dirname(name), source));
        places.set(module, [...(places.get(module) ?? []), name]);
      }
    }
    expect(places.size).toBeGreaterThan(500);
    expect([...places].filter(([, files]) => files.length > 1)).toEqual([]);
  });

  test("are all loaded or started by another, or from outside", () => {
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const outside = [
      "index.js",
      "report/index.js",
      ...Object.values<string>(manifest.bin).map((path) => path.slice(5)),
    ];
    const reached = new Set<string>();
    const visit = (name: string): void => {
      if (reached.has(name)) return;
      reached.add(name);
      const text = readFileSync(join(dist, name), "utf8");
      for (const [, path] of text.matchAll(/(?:from|import|import\()\s*"(\.[^"]+\.js)"/g)) {
        visit(join(dirname(name), path as string).replaceAll("\\", "/"));
      }
      for (const [, script, module] of text.matchAll(
        /new URL\("(\.[^"]+\.js)", (?:new URL\("([^"]+)", import\.meta\.url\)\.href|import\.meta\.url)\)(?!\.href)/g,
      )) {
        const folder = dirname(join(dirname(name), module ?? "self.js"));
        visit(join(folder, script as string).replaceAll("\\", "/"));
      }
    };
    for (const name of outside) visit(name);
    expect(scripts.filter((name) => !reached.has(name))).toEqual([]);
  });

  test("keep the names of functions and classes", () => {
    const renamed = told<string[]>(`
      const all = await import(${JSON.stringify(index)});
      const named = Object.entries(all).filter(([, value]) => typeof value === "function");
      console.log(JSON.stringify(named.filter(([name, value]) => value.name !== name).map(([name]) => name)));`);
    expect(renamed).toEqual([]);
  });

  test("say in a stack where in the sources a function is", () => {
    const stack = told<string>(
      `const { panel } = await import(${JSON.stringify(index)});
      try { panel({}); } catch (error) { console.log(JSON.stringify(error.stack)); }`,
      "--enable-source-maps",
    );
    expect(stack).toMatch(/ at .*lib[\\/]series[\\/]\w+(?:-\w+)*\.ts:\d+:\d+/);
  });
});
