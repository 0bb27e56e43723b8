import type MagicString from "magic-string";
import { variableNames } from "./declared-names.js";
import { listOf, nodeAt, type SyntaxNode } from "./syntax-tree.js";

/** A cell with statements written in another way, each character at its place. */
export interface MaskedCell {
  readonly masked: string;
  /** Names of the top level that end with the cell, and the method that takes their resources. */
  readonly using: ReadonlyMap<string, "u" | "a">;
}

/**
 * Writes what a module of JavaScript cannot say, or a compiler would move, in a way that it can: `using` at the top
 * level becomes `const`, `export = x` an expression, and `#!` a comment.
 */
export function maskStatements(source: string, body: readonly SyntaxNode[]): MaskedCell {
  const using = new Map<string, "u" | "a">();
  let masked = source.replace(/^#!/, "//");
  for (const statement of body) {
    if (statement.type === "TSExportAssignment") {
      const { start } = nodeAt(statement, "expression") as SyntaxNode;
      masked = withText(masked, statement.start, start, (head) => `0,${head.slice(2).replace(/\S/g, " ")}`);
    } else if (statement.kind === "using" || statement.kind === "await using") {
      for (const name of variableNames(statement)) using.set(name, statement.kind === "using" ? "u" : "a");
      const { start } = listOf(statement.declarations)[0] as SyntaxNode;
      masked = withText(masked, statement.start, start, (head) =>
        head.replace("await", "     ").replace("using", "const"),
      );
    }
  }
  return { masked, using };
}

/** Gives the resources of what was `using` to the variable that disposes of them. */
export function takeResources(
  statements: readonly SyntaxNode[],
  using: MaskedCell["using"],
  disposables: string,
  text: MagicString,
): void {
  for (const declarator of statements.flatMap(({ declarations }) => listOf(declarations))) {
    const method = using.get(nodeAt(declarator, "id")?.name as string);
    const init = nodeAt(declarator, "init");
    if (method === undefined || init === undefined) continue;
    text.appendLeft(init.start, `${disposables}.${method}(`);
    text.appendRight(init.end, ")");
  }
}

function withText(text: string, start: number, end: number, replace: (part: string) => string): string {
  return text.slice(0, start) + replace(text.slice(start, end)) + text.slice(end);
}
