import { withoutOurNames } from "./cell-documents.js";
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

/** What the compiler says with `noImplicitAny` only: something has any type without saying so. */
const implicitAny = new Set([
  7005, 7006, 7008, 7009, 7010, 7011, 7012, 7013, 7014, 7015, 7016, 7017, 7018, 7019, 7020, 7022, 7023, 7024, 7025,
  7026, 7031, 7032, 7033, 7034, 7039, 7051, 7052, 7053, 7054, 7055, 7057,
]);

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
 * @param isFree true where no `tsconfig.json` holds: what has any type without saying so is left out
 */
export function cellProblems(
  diagnostics: readonly Diagnostic[],
  names: ReadonlyMap<string, DeclaredName>,
  isFree: boolean,
): readonly TypeProblem[] {
  const problems: TypeProblem[] = [];
  for (const { range, severity, code, message } of diagnostics) {
    if (severity !== 1 || range.start.line === 0 || ofOurMaking.has(Number(code))) continue;
    if (isFree && implicitAny.has(Number(code))) continue;
    const problem = { ...placeOf(range.start), code: Number(code), message: messageOf(message, isFree) };
    const name = problem.code === 2632 ? /'([^']+)'/.exec(message)?.[1] : undefined;
    const declared = name === undefined ? undefined : names.get(name);
    const [number, what] = (declared && assigned[declared.kind]) ?? [];
    if (declared?.kind === "let") continue;
    if (number === undefined) problems.push(problem);
    else problems.push({ ...problem, code: number, message: `Cannot assign to '${name}' because it is ${what}.` });
  }
  return problems.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** Where no settings of the user hold, the libraries are those of the running Node, so that there is none to choose. */
function messageOf(message: string, isFree: boolean): string {
  const text = withoutOurNames(message);
  return isFree ? text.replace(libraryAdvice, ` Node ${process.version} does not have it.`) : text;
}

const libraryAdvice = / Do you need to change your target library\? Try changing the 'lib' compiler option to .*$/;

/** The first line of a document is ours, so that lines which count from 0 become lines that count from 1. */
function placeOf({ line, character }: LspPosition): { line: number; column: number } {
  return { line, column: character + 1 };
}

/** True for a cell that begins with `// @ts-nocheck`, after other comments at most. */
export function isUnchecked(code: string): boolean {
  return /^(?:\s|\/\/(?!\s*@ts-nocheck)[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*\/\/\s*@ts-nocheck\b/.test(code);
}
