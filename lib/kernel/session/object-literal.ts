import { nodeAt, parseModule } from "./syntax-tree.js";

/**
 * True for a cell that is one object literal, `{ venue: "okx", share: 0.2 }`. By the grammar it would be a block with
 * labels, or a mistake; whoever writes it into a cell wants to see the object, as consoles show it. A semicolon after it
 * makes it a block again.
 */
export function isObjectLiteral(code: string): boolean {
  if (!beginsWithBrace.test(code)) return false;
  const { body, mistakes } = parseModule(inBrackets(code), "ts");
  const [statement] = body;
  if (mistakes.length > 0 || body.length !== 1 || statement?.type !== "ExpressionStatement") return false;
  const brackets = nodeAt(statement, "expression");
  return brackets !== undefined && nodeAt(brackets, "expression")?.type === "ObjectExpression";
}

const beginsWithBrace = /^(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*\{/;

/** The cell as an expression, in brackets on lines of their own: its lines move by one, its columns stay. */
export function inBrackets(code: string): string {
  return `(\n${code}\n)`;
}
