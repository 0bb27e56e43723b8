import type { DeclaredName, NameKind } from "./cell-names.js";
import type { LspPosition, LspRange } from "./lsp-text.js";
import type { TypeProblem } from "./type-service.js";

/** A diagnostic of the Language Server Protocol. */
export interface Diagnostic {
  readonly range: LspRange;
  /** 1 for an error. */
  readonly severity?: number;
  readonly code?: number | string;
  readonly message: string;
}

/**
 * Messages that a cell cannot help: forms that only files named `.mts` refuse (7059, 7060), JSON modules imported
 * without `with { type: "json" }` or by name (1543, 1544), which the session does, and `// @ts-nocheck` in other places.
 */
const ofOurMaking = new Set([1543, 1544, 7059, 7060]);

/** What the compiler says of an assignment to a name that a cell of the same text would have declared. */
const assigned: Readonly<Partial<Record<NameKind, readonly [number, string]>>> = {
  const: [2588, "a constant"],
  class: [2629, "a class"],
  enum: [2628, "an enum"],
  function: [2630, "a function"],
  namespace: [2631, "a namespace"],
};

/**
 * The errors among diagnostics, where the cell's author wrote them.
 * @param names names of earlier cells: assigning to one reads as if it were declared in the same text
 */
export function cellProblems(
  diagnostics: readonly Diagnostic[],
  names: ReadonlyMap<string, DeclaredName>,
): readonly TypeProblem[] {
  const problems: TypeProblem[] = [];
  for (const { range, severity, code, message } of diagnostics) {
    if (severity !== 1 || range.start.line === 0 || ofOurMaking.has(Number(code))) continue;
    const problem = { ...placeOf(range.start), code: Number(code), message };
    const name = problem.code === 2632 ? /'([^']+)'/.exec(message)?.[1] : undefined;
    const declared = name === undefined ? undefined : names.get(name);
    const [number, what] = (declared && assigned[declared.kind]) ?? [];
    if (declared?.kind === "let") continue;
    if (number === undefined) problems.push(problem);
    else problems.push({ ...problem, code: number, message: `Cannot assign to '${name}' because it is ${what}.` });
  }
  return problems.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** The first line of a document is ours, so that lines which count from 0 become lines that count from 1. */
function placeOf({ line, character }: LspPosition): { line: number; column: number } {
  return { line, column: character + 1 };
}

/** True for a cell that begins with `// @ts-nocheck`, after other comments at most. */
export function isUnchecked(code: string): boolean {
  return /^(?:\s|\/\/(?!\s*@ts-nocheck)[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*\/\/\s*@ts-nocheck\b/.test(code);
}
