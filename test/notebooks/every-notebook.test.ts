import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";

// What holds of all notebooks that come with the package, as files.

const folder = resolve(import.meta.dirname, "../../notebooks");
const names = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));

interface NotebookFile {
  readonly cells: readonly {
    readonly id: string;
    readonly cell_type: string;
    readonly metadata: { readonly tags?: readonly string[] };
    readonly source: readonly string[];
    readonly outputs?: readonly unknown[];
    readonly execution_count?: number | null;
  }[];
  readonly metadata: { readonly kernelspec: unknown };
  readonly nbformat: number;
  readonly nbformat_minor: number;
}

const files = names.map((name): [string, NotebookFile] => [name, JSON.parse(readFileSync(join(folder, name), "utf8"))]);

test("there are notebooks to check", () => {
  expect(names).toContain("open-interest.ipynb");
});

describe.each(files)("%s as it is committed", (_, { cells, metadata, nbformat, nbformat_minor }) => {
  test("has no outputs", () => {
    const code = cells.filter(({ cell_type }) => cell_type === "code");
    expect(code.length).toBeGreaterThan(3);
    for (const cell of code) expect(cell).toMatchObject({ execution_count: null, outputs: [] });
  });

  test("is of format 4.5 with an id for each cell, and names our kernel", () => {
    expect([nbformat, nbformat_minor]).toEqual([4, 5]);
    const ids = cells.map(({ id }) => id);
    expect(new Set(ids).size).toBe(cells.length);
    for (const id of ids) expect(id).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
    expect(metadata.kernelspec).toEqual({
      display_name: "TypeScript (open-interest)",
      language: "typescript",
      name: "open-interest",
    });
  });

  test("begins with its title and has one cell of parameters", () => {
    expect(cells[0]?.source.join("")).toMatch(/^# \S/);
    expect(cells.filter(({ metadata: { tags = [] } }) => tags.includes("parameters"))).toHaveLength(1);
  });
});
