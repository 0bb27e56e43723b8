import { expect, test } from "vitest";
import { keptCells } from "../../../lib/kernel/types/kept-cells.js";

test("cells with names of their own share documents, up to a size", () => {
  const cells = keptCells(1, undefined);
  for (let index = 0; index < 640; index++) cells.keep(`const value${index} = ${index};`);
  expect(cells.documents().size).toBe(10);
});

test("cells that declare a name again take the place of those before them", () => {
  const cells = keptCells(1, undefined);
  for (let index = 0; index < 50; index++) cells.keep(`let value = ${index};`);
  const texts = [...cells.documents().values()];
  expect(texts).toHaveLength(1);
  expect(texts[0]).toContain("let value = 49;");
  expect(texts[0]).not.toContain("48");
});

test("a cell that runs again changes nothing unless it means something else now", () => {
  const cells = keptCells(1, undefined);
  cells.keep("const a = 1");
  cells.keep("const b = a");
  expect(cells.keep("const b = a").size).toBe(0);
  cells.keep("const a = 2");
  expect(cells.keep("const b = a").size).toBeGreaterThan(0);
});

test("all cells begin with the same imports", () => {
  const cells = keptCells(3, "/library.js");
  const specifiers = (text: string): string[] =>
    [...text.matchAll(/from "([^"]+)"/g)].map(([, name]) => name as string);
  const names = {
    shared: new Map(),
    own: new Set<string>(),
    exported: new Set<string>(),
    isGlobal: false,
    mayStop: false,
  };
  expect(specifiers(cells.prefix("1", names))).toHaveLength(3);
  const all = specifiers(cells.prefix("oi.shares", names));
  expect(all).toHaveLength(4);
  cells.keep("const a = 1; const b = 2");
  expect(specifiers(cells.prefix("a + b", names))).toEqual(all);
  expect(specifiers(cells.prefix("const oi = 1", { ...names, own: new Set(["oi"]) }))).toEqual(all);
});
