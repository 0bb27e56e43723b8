import { expect, test } from "vitest";
import { lastValue, runCells } from "./run-cells.js";

test.each([
  ['{ venue: "okx", share: 0.2 }', { venue: "okx", share: 0.2 }],
  ["{ a: 1 }", { a: 1 }],
  ["{ price }", { price: 7 }],
  ["{ ...{ price }, more: await 8 }", { price: 7, more: 8 }],
  ["// what it was\n/* and\nis */ {\n  a: price as number,\n}\n// the end", { a: 7 }],
  ["{}", {}],
])("a cell that is one object literal gives the object: %s", async (cell, value) => {
  expect(await lastValue("const price = 7", cell)).toEqual(value);
});

test.each([
  "{ a: 1 };",
  "{ price; }",
  "{ const a = 1 }",
  "{ a: for (;;) break a }",
  "{}\n[price]\n  .forEach(() => 1)",
])("a cell that can be a block only stays one: %s", async (cell) => {
  expect(await lastValue("const price = 7", cell)).toBeUndefined();
});

test("a block before other statements stays one", async () => {
  expect(await lastValue("{ a: 1 }\nconst b = 2; b")).toBe(2);
});

test("an error in an object has the place that its author sees", async () => {
  const { results } = await runCells("{\n  a: 1,\n  b: missing.c,\n}");
  expect(results).toMatchObject([
    { status: "error", error: { message: "missing is not defined", frames: [{ line: 3, column: 6 }] } },
  ]);
});
