import { expect, test } from "vitest";
import { isComplete } from "../../../lib/kernel/front/is-complete.js";

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: templates of cells.
const complete = [
  "",
  "   \n",
  "1",
  "const a = 1;",
  "const a = 1\n",
  "// nothing",
  "/* nothing */",
  "function f() { return 1 }",
  "if (true) { }",
  "{ a: 1, b: 2 }",
  "x => x",
  "await fetch('x')",
  "for (;;) {}",
  "`a${b}c`",
  "'text'",
  "f(/* note */ 1)",
  "import { a } from 'b'",
  "export const a = 1",
  "type A = { b: string }",
  "declare function f(): void",
  "function f(): void;",
  "a\n  .b",
  "class A { x = 1 }",
  "try { a } catch {}",
  "/[/]/.test(s)",
  "const x = 1 as const satisfies number",
];

const incomplete = [
  "const x = {",
  "f(",
  "f(1,",
  "[1, 2",
  "`text",
  "`text ${a} more\n",
  "`${",
  "`a${b",
  "/* comment",
  "1; /** documentation\n * of",
  "function f() {",
  "function f()",
  "async function f(a: string)",
  "1 +",
  "1 + // more",
  "a &&",
  "a ??",
  "a ? b",
  "a ? b :",
  "x =>",
  "x => // body",
  "a.",
  "a?.",
  "if (x)",
  "if (x) {\n  y;",
  "if (x) {} else",
  "for (const a of b)",
  "while (true)",
  "do {}",
  "try {",
  "try {}",
  "try {} catch",
  "switch (x) {\n  case 1:",
  "class A {",
  "class A {\n  f() {",
  "interface A {",
  "type A =",
  "type A = string |",
  "enum A {",
  "import { a",
  "import { a } from",
  "export",
  "const x =",
  "let x:",
  "@decorate",
  "await",
  "throw",
  "new",
  "f(`",
  "({ a: [1, (2",
];

const invalid = [
  "function function",
  "const = 1",
  "1 2",
  ")",
  "}",
  "f(1))",
  "{ ] ",
  "let a; let a;",
  "'text",
  '"text\n',
  "f('text)",
  "case 1:",
  "=> x",
  "return 1",
  "const x",
  "/ab",
];

// biome-ignore-end lint/suspicious/noTemplateCurlyInString: templates of cells.

test.each(complete)("%j may run", (code) => {
  expect(isComplete(code)).toEqual({ status: "complete" });
});

test.each(incomplete)("%j goes on", (code) => {
  expect(isComplete(code).status).toBe("incomplete");
});

test.each(invalid)("%j is wrong however it goes on", (code) => {
  expect(isComplete(code)).toEqual({ status: "invalid" });
});

test("the next line is indented as the last, deeper after what opens, and not within text", () => {
  const indents = ["if (x) {", "  f(", "  a +", "x =>", "if (x) { // why", "\tf([", "  `text"].map((code) =>
    isComplete(code),
  );
  expect(indents.map((one) => one.status === "incomplete" && one.indent)).toEqual([
    "  ",
    "    ",
    "  ",
    "  ",
    "  ",
    "\t  ",
    "",
  ]);
});
