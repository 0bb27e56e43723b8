import { isObjectLiteral } from "../session/object-literal.js";
import { parseModule } from "../session/syntax-tree.js";

/** Content of `is_complete_reply`. */
export type Completeness =
  | { readonly status: "complete" | "invalid" }
  | { readonly status: "incomplete"; readonly indent: string };

/**
 * Whether code may run as it is, waits for more lines, or is wrong however it goes on. Incomplete is what the parser
 * takes until the text ends: open brackets, templates and comments, an operator or `=>` without what follows it.
 */
export function isComplete(code: string): Completeness {
  const { body, mistakes } = parseModule(code, "ts");
  const [mistake] = mistakes;
  if (isObjectLiteral(code)) return { status: "complete" };
  if (mistake !== undefined) {
    if (isInTextLiteral(code, mistake)) return { status: "incomplete", indent: "" };
    return endsTooEarly(code, mistake) ? { status: "incomplete", indent: indentAfter(code) } : { status: "invalid" };
  }
  const last = body.at(-1);
  // Without a body a function is one of several signatures; at the end of the code the body is still to come.
  const isOpen = last?.type === "TSDeclareFunction" && last.declare !== true && code[last.end - 1] !== ";";
  return isOpen ? { status: "incomplete", indent: indentAfter(code) } : { status: "complete" };
}

type Mistake = ReturnType<typeof parseModule>["mistakes"][number];

/** In a template or comment that has no end; other strings end with their line. */
function isInTextLiteral(code: string, { message, offset }: Mistake): boolean {
  if (message === "Unterminated multiline comment") return true;
  // A template goes on after each of its values with the bracket that ends it.
  return message === "Unterminated string" && /[`}]/.test(code.charAt(offset));
}

function endsTooEarly(code: string, { message, offset }: Mistake): boolean {
  if (message.includes("found `EOF`")) return true;
  const rest = code.slice(offset);
  if (message.startsWith("Identifier expected after '?.'")) return /^\?\.\s*$/.test(rest);
  // A number such as 0x is wrong on its own line.
  return rest.trim() === "" && message !== "Unexpected end of file";
}

function indentAfter(code: string): string {
  const lines = code.trimEnd().split("\n");
  const last = lines.at(-1) ?? "";
  const indent = /^[ \t]*/.exec(last)?.[0] ?? "";
  return /(?:[{([]|=>)\s*(?:\/\/.*)?$/.test(last) ? `${indent}  ` : indent;
}
