import { childrenOf, isFunction, listOf, nodeAt, type SyntaxNode } from "./syntax-tree.js";

/** Names a pattern binds: of `{ a, b: [c = 1, ...d] }` they are a, c and d. */
export function patternNames(pattern: SyntaxNode): string[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name as string];
    case "ObjectPattern":
      return listOf(pattern.properties).flatMap(patternNames);
    case "ArrayPattern":
      return listOf(pattern.elements).flatMap(patternNames);
    case "Property":
      return listOf(pattern.value).flatMap(patternNames);
    case "AssignmentPattern":
      return listOf(pattern.left).flatMap(patternNames);
    case "RestElement":
      return listOf(pattern.argument).flatMap(patternNames);
    default:
      return [];
  }
}

/** Names bound by the declarators of a `const`, `let`, `var` or `using` declaration. */
export function variableNames(declaration: SyntaxNode): string[] {
  return listOf(declaration.declarations).flatMap((declarator) => listOf(declarator.id).flatMap(patternNames));
}

/** Names that statements declare for their own block: `const`, `let`, `using`, functions and classes; not `var`. */
export function blockNames(statements: readonly SyntaxNode[]): string[] {
  return statements.flatMap((statement) => {
    if (statement.type === "VariableDeclaration") return statement.kind === "var" ? [] : variableNames(statement);
    if (statement.type === "FunctionDeclaration" || statement.type === "ClassDeclaration") {
      return listOf(statement.id).flatMap(patternNames);
    }
    return [];
  });
}

/** Names that `var` declares in statements and in the blocks inside them, up to the border of the next function. */
export function varNames(statements: readonly SyntaxNode[]): string[] {
  return statements.flatMap((node) => {
    if (isFunction(node) || node.type === "ClassDeclaration" || node.type === "ClassExpression") return [];
    const own = node.type === "VariableDeclaration" && node.kind === "var" ? variableNames(node) : [];
    return [...own, ...varNames(childrenOf(node))];
  });
}

/** A function, class or arrow function without a name of its own: it takes the name it is assigned to. */
export function isAnonymous(node: SyntaxNode): boolean {
  if (node.type === "ParenthesizedExpression") return isAnonymous(nodeAt(node, "expression") as SyntaxNode);
  if (node.type === "ArrowFunctionExpression") return true;
  return (node.type === "FunctionExpression" || node.type === "ClassExpression") && nodeAt(node, "id") === undefined;
}
