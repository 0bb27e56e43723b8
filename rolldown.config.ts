import { existsSync, readdirSync, rmSync } from "node:fs";
import { dirname, join, posix, relative, resolve } from "node:path";
import MagicString from "magic-string";
import { parseSync } from "oxc-parser";
import { defineConfig, type Plugin } from "rolldown";

// A thousand small files take Node half a second to find and read, so that they are built into few. The declarations are
// those of the compiler, file by file.

const lib = resolve(import.meta.dirname, "lib");

/** What is imported or started from outside, by its path without ending. */
const entries = ["index", "report/index", "cli/main"];

/** Path of a module within `dist`, as if it were built by itself. */
const builtPath = (id: string): string => relative(lib, id).replaceAll("\\", "/").replace(/\.ts$/, ".js");

/**
 * `import.meta.url` stays the address of the module itself, wherever its code lands, and a script that a module names by
 * `new URL("./script.js", import.meta.url)` is a file of its own at that address.
 */
const modulesKeepTheirPlace: Plugin = {
  name: "modules-keep-their-place",
  transform: {
    filter: { code: "import.meta.url" },
    handler(code, id) {
      for (const [, script] of code.matchAll(/new URL\("(\.[^"]+)\.js", import\.meta\.url\)/g)) {
        const file = resolve(dirname(id), `${script}.ts`);
        if (existsSync(file)) this.emitFile({ type: "chunk", id: file, fileName: builtPath(file) });
      }
      const moved = new MagicString(code);
      for (const { start, end } of parseSync(id, code).module.importMetas) {
        if (!code.startsWith(".url", end)) continue;
        moved.overwrite(start, end + ".url".length, `__urlOf("${builtPath(id)}")`);
      }
      return { code: moved.toString(), map: moved.generateMap({ hires: true }) };
    },
  },
  renderChunk(code, { fileName }) {
    const chunk = new MagicString(code);
    chunk.replaceAll(/__urlOf\("([^"]+)"\)/g, (_, path: string) => {
      const address = posix.relative(posix.dirname(fileName), path);
      return path === fileName ? "import.meta.url" : `new URL("${address}", import.meta.url).href`;
    });
    return chunk.hasChanged() ? { code: chunk.toString(), map: chunk.generateMap({ hires: true }) } : null;
  },
};

/** Files of an earlier build that are none of this one. */
const onlyThisBuild: Plugin = {
  name: "only-this-build",
  writeBundle({ dir = "dist" }, bundle) {
    for (const name of readdirSync(dir, { recursive: true, encoding: "utf8" })) {
      if (/\.js(\.map)?$/.test(name) && !(name.replaceAll("\\", "/") in bundle)) rmSync(join(dir, name));
    }
  },
};

export default defineConfig({
  input: Object.fromEntries(entries.map((entry) => [entry, join(lib, `${entry}.ts`)])),
  platform: "node",
  external: /^(?![./]|[A-Za-z]:[\\/])/,
  resolve: { extensionAlias: { ".js": [".ts"] } },
  // A module imported for what it does is not dropped; "sideEffects" of the package is for those who import names from it.
  treeshake: {
    moduleSideEffects: [
      { external: true, sideEffects: false },
      { external: false, sideEffects: true },
    ],
  },
  plugins: [modulesKeepTheirPlace, onlyThisBuild],
  output: {
    dir: "dist",
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name].js",
    sourcemap: true,
    sourcemapExcludeSources: true,
    keepNames: true,
    comments: false,
  },
});
