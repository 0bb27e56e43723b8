import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { nodeAt, parseModule, type SyntaxNode } from "../session/syntax-tree.js";
import type { Diagnostic } from "./cell-problems.js";
import type { LocalImports } from "./local-imports.js";
import { documentPosition } from "./lsp-text.js";
import type { TypeProblem } from "./type-service.js";

/** What is wrong in project files that cells import; each file is asked about once, until one of them changes. */
export interface ImportProblems {
  /**
   * Problems at the import statements of a cell that the compiler has just read.
   * @param ask asks the compiler for the diagnostics of a file by its address
   */
  of(code: string, ask: (uri: string) => Promise<readonly Diagnostic[]>): Promise<readonly TypeProblem[]>;
  /** Forgets the answers, because a file has changed. */
  forget(): void;
}

const mostPerFile = 3;
const mostFiles = 20;

/**
 * Messages on how modules are found, of which the session knows more than the compiler: missing modules, names without
 * endings, JSON.
 */
const onModules = new Set([2307, 2732, 2792, 2834, 2835]);

/**
 * @param folder the notebook's folder, whose settings hold for the files below it; others are not looked at
 * @param imports the files that cells import
 */
export function importProblems(folder: string, imports: LocalImports): ImportProblems {
  const known = new Map<string, readonly Diagnostic[]>();

  function isOurs(file: string): boolean {
    const path = relative(folder, file);
    if (
      !/(?<!\.d)\.[cm]?tsx?$/.test(path) ||
      path.split(sep).some((part) => part === ".." || part === "node_modules")
    ) {
      return false;
    }
    for (let place = dirname(file); place !== folder && place !== dirname(place); place = dirname(place)) {
      if (existsSync(join(place, "tsconfig.json"))) return false;
    }
    return true;
  }

  async function problemsIn(file: string, ask: (uri: string) => Promise<readonly Diagnostic[]>) {
    const found = known.get(file) ?? (await ask(pathToFileURL(file).href)).filter(isOfTypes).slice(0, mostPerFile);
    known.set(file, found);
    return found;
  }

  async function of(code: string, ask: (uri: string) => Promise<readonly Diagnostic[]>) {
    const problems: TypeProblem[] = [];
    const seen = new Set<string>();
    for (const { specifier, start } of localSpecifiers(code)) {
      const { line, character } = documentPosition(code, start);
      for (const file of imports.reached(join(folder, specifier)).filter(isOurs).slice(0, mostFiles)) {
        if (seen.has(file)) continue;
        seen.add(file);
        for (const { range, code: number, message } of await problemsIn(file, ask)) {
          const place = `./${relative(folder, file).replaceAll("\\", "/")}`;
          const at = `${place}(${range.start.line + 1},${range.start.character + 1})`;
          problems.push({ line, column: character + 1, code: Number(number), message: `${at}: ${message}` });
        }
      }
    }
    return problems;
  }
  return { of, forget: () => known.clear() };
}

function isOfTypes({ severity, code }: Diagnostic): boolean {
  return severity === 1 && Number(code) >= 2300 && Number(code) < 3000 && !onModules.has(Number(code));
}

/** Local files that statements import to run them, and where the statements begin. */
function localSpecifiers(code: string): readonly { readonly specifier: string; readonly start: number }[] {
  return parseModule(code, "ts").body.flatMap((statement) => {
    const specifier = nodeAt(statement, "source")?.value;
    const isLocal = typeof specifier === "string" && /^\.{1,2}\//.test(specifier);
    return isLocal && !isTypeOnly(statement) ? [{ specifier, start: statement.start }] : [];
  });
}

function isTypeOnly({ importKind, exportKind }: SyntaxNode): boolean {
  return importKind === "type" || exportKind === "type";
}
