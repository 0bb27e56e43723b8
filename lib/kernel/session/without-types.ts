import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { transformSync } from "oxc-transform";
import { childrenOf, type SyntaxNode } from "./syntax-tree.js";

/** JavaScript that was TypeScript. */
export interface PlainCode {
  readonly code: string;
  readonly map: { readonly mappings: string } | undefined;
}

/** How the text of TypeScript becomes JavaScript. */
export interface PlainOptions {
  /** Its extension says the language: `.ts`, `.tsx`, `.js`, …. */
  readonly fileName: string;
  /** True keeps imports that are used as types only, or not at all. */
  readonly keepsImports: boolean;
}

/** Variable that holds what compiled code needs at run time, such as `usingCtx`. */
export const helpersVariable = "babelHelpers";

/** Takes types off, and makes `using` inside blocks and functions into what every Node runs. */
export function withoutTypes(source: string, { fileName, keepsImports }: PlainOptions): PlainCode {
  const { code, map } = transformSync(fileName, source, {
    sourceType: "module",
    sourcemap: true,
    // The newest that needs no lowering but `using`.
    target: "es2025",
    helpers: { mode: "External" as never },
    typescript: { onlyRemoveTypeImports: keepsImports },
  });
  return { code, map };
}

/** True if a module has decorators or `accessor` fields, which Node does not run. */
export function hasDecorators(source: string, body: readonly SyntaxNode[]): boolean {
  // Most texts have neither sign, and need no walk through the tree.
  return /@|\baccessor\b/.test(source) && isDecorated(body);
}

function isDecorated(nodes: readonly SyntaxNode[]): boolean {
  return nodes.some(
    (node) =>
      node.type === "AccessorProperty" ||
      (Array.isArray(node.decorators) && node.decorators.length > 0) ||
      isDecorated(childrenOf(node)),
  );
}

/**
 * As `withoutTypes`, by the TypeScript compiler, which also lowers standard decorators; it is another process and takes
 * a tenth of a second.
 */
export function withoutDecorators(source: string, { fileName, keepsImports }: PlainOptions): PlainCode {
  const folder = mkdtempSync(join(tmpdir(), "open-interest-decorators-"));
  const name = `cell${extname(fileName) || ".ts"}`;
  try {
    writeFileSync(join(folder, name), source);
    const options = [
      ["--target", "es2022", "--module", "esnext", "--moduleDetection", "force", "--isolatedModules"],
      ["--noCheck", "--ignoreConfig", "--noResolve", "--sourceMap", "--noEmitOnError", "false", "--types", ""],
      ["--verbatimModuleSyntax", String(keepsImports), "--outDir", join(folder, "out")],
    ].flat();
    try {
      execFileSync(process.execPath, [compilerPath(), ...options, join(folder, name)], { stdio: "ignore" });
    } catch {
      // It also ends so for mistakes that do not keep it from writing; without the file, reading says what is wrong.
    }
    const out = join(folder, "out", name.replace(/\.(\w?)[jt]sx?$/, ".$1js"));
    const map = JSON.parse(readFileSync(`${out}.map`, "utf8")) as { readonly mappings: string };
    return { code: readFileSync(out, "utf8").replace(/\n\/\/# sourceMappingURL=.*\s*$/, ""), map };
  } catch (cause) {
    throw new Error("decorators: the compiler that lowers them gave nothing; call the decorator as a function", {
      cause,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compilerPath(): string {
  const packageFile = createRequire(import.meta.url).resolve("typescript/package.json");
  return join(dirname(packageFile), "bin", "tsc");
}
