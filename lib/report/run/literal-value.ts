import { listOf, nodeAt, type SyntaxNode } from "../../kernel/session/syntax-tree.js";
import type { ParameterValue } from "./parameters.js";

/** Value of a literal, of a number with a sign, or of a template without gaps; undefined for what is no plain value. */
export function literalValue(node: SyntaxNode): ParameterValue | undefined {
  const value = plainValue(node);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : undefined;
}

function plainValue(node: SyntaxNode): unknown {
  if (node.type === "Literal") return node.value;
  if (node.type === "UnaryExpression" && node.operator === "-") {
    const value = plainValue(nodeAt(node, "argument") as SyntaxNode);
    return typeof value === "number" ? -value : undefined;
  }
  const quasis = node.type === "TemplateLiteral" ? listOf(node.quasis) : [];
  return quasis.length === 1 ? ((quasis[0] as SyntaxNode).value as { cooked: string }).cooked : undefined;
}
