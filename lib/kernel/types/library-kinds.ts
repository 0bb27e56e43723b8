import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const declared =
  /^export (?:declare )?(?:abstract )?(?:async )?(function|class|const|let|var|enum|namespace)\*?\s+([\w$]+)(: [(<])?/gm;
const listed = /^export \{([^}]*)\} from ["'](\.{1,2}\/[^"']+)["']/gm;

/**
 * Kinds of the values that a library's declarations export, by name, as completions tell them: `function`, `class`, ….
 * The compiler calls all of them variables where they come from other files, and would have to be asked for each.
 * @param file declarations, or source, whose exports are written as declarations or as lists of names from other files
 */
export function libraryKinds(file: string): ReadonlyMap<string, string> {
  const text = textOf(file);
  const kinds = new Map<string, string>();
  for (const [, word = "", name = "", call] of text.matchAll(declared)) {
    kinds.set(name, call === undefined ? kindOf(word) : "function");
  }
  for (const [, list = "", from = ""] of text.matchAll(listed)) {
    const inner = libraryKinds(join(dirname(file), from.replace(/\.js$/, file.endsWith(".d.ts") ? ".d.ts" : ".ts")));
    for (const item of list.split(",")) {
      const [name = "", shown = name] = item.trim().split(/\s+as\s+/);
      const kind = inner.get(name);
      if (kind !== undefined) kinds.set(shown, kind);
    }
  }
  return kinds;
}

function kindOf(word: string): string {
  if (word === "const") return "constant";
  if (word === "let" || word === "var") return "variable";
  return word === "namespace" ? "module" : word;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
