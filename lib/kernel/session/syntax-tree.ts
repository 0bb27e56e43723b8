import { parseSync, visitorKeys } from "oxc-parser";

/** A node of the syntax tree as the parser gives it; which further fields it has follows from its type. */
export interface SyntaxNode {
  readonly type: string;
  /** Offset of its first character in the text. */
  readonly start: number;
  /** Offset after its last character. */
  readonly end: number;
  readonly [field: string]: unknown;
}

/** A mistake in the text, by offset. */
export interface SyntaxMistake {
  readonly message: string;
  readonly offset: number;
}

/** Statements of a module in TypeScript or JavaScript, and the mistakes that keep it from being one. */
export function parseModule(
  code: string,
  language: "ts" | "tsx" | "js" | "jsx",
): { readonly body: readonly SyntaxNode[]; readonly mistakes: readonly SyntaxMistake[] } {
  const { program, errors } = parseSync(`cell.${language}`, code, {
    lang: language,
    sourceType: "module",
    showSemanticErrors: language !== "js",
  });
  const mistakes = errors
    .filter(({ severity }) => severity === "Error")
    // Of several labels the last is where the text went wrong: for a name declared twice, its second declaration.
    .map(({ message, labels }) => ({ message, offset: labels.at(-1)?.start ?? 0 }));
  return { body: program.body as unknown as readonly SyntaxNode[], mistakes };
}

/** Nodes directly below a node, in the order of the text. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (const key of visitorKeys[node.type] ?? []) {
    for (const child of listOf(node[key])) children.push(child);
  }
  return children;
}

/** The nodes in a field that holds one, several or none; holes of an array pattern are left out. */
export function listOf(field: unknown): readonly SyntaxNode[] {
  if (Array.isArray(field)) return field.filter((child): child is SyntaxNode => child !== null);
  return field === null || field === undefined ? [] : [field as SyntaxNode];
}

/** The node in a field that holds at most one. */
export function nodeAt(node: SyntaxNode, field: string): SyntaxNode | undefined {
  return (node[field] ?? undefined) as SyntaxNode | undefined;
}

export function isFunction({ type }: SyntaxNode): boolean {
  return type === "FunctionDeclaration" || type === "FunctionExpression" || type === "ArrowFunctionExpression";
}
