import { describe, expect, test } from "vitest";
import { lastValue, runCells } from "./run-cells.js";

describe("imports", () => {
  test("of an ES module are looked up from where the notebook lies", async () => {
    expect(await lastValue('import { answer as a } from "./modules/named.js"', "a")).toBe(42);
    expect(await lastValue('import * as named from "./modules/named.js"', "named.answer")).toBe(42);
    expect(await lastValue('(await import("./modules/named.js")).answer')).toBe(42);
  });

  test("of CommonJS find names that Node cannot tell from its text", async () => {
    expect(await lastValue('import { hidden } from "./modules/common.cjs"; hidden')).toBe(7);
    expect(await lastValue('import common from "./modules/common.cjs"; common.hidden')).toBe(7);
    expect(await lastValue('require("./modules/common.cjs").hidden')).toBe(7);
  });

  test("of JSON need no attribute, and may have it", async () => {
    expect(await lastValue('import d from "./modules/data.json"; d.venues')).toEqual(["binance", "okx"]);
    const withType = 'import d from "./modules/data.json" with { type: "json" }; d.venues.length';
    expect(await lastValue(withType)).toBe(2);
  });

  test("of Node and of packages work by their names", async () => {
    expect(await lastValue('import { sep } from "node:path"; import * as z from "zod"; sep + typeof z.string')).toBe(
      "/function",
    );
  });

  test("happen before the rest of the cell, wherever they stand", async () => {
    expect(await lastValue('const twice = 2 * answer\nimport { answer } from "./modules/named.js"\ntwice')).toBe(84);
  });

  test("of a type without saying so are no error, and of a missing value are", async () => {
    expect(await lastValue('import { Stats } from "node:fs"; let s: Stats | undefined; 1')).toBe(1);
    expect(await lastValue('import { NoSuchType, readFileSync } from "node:fs"; let s: NoSuchType; 1')).toBe(1);
    await expect(lastValue('import { nope } from "node:fs"; nope')).rejects.toThrow(
      'SyntaxError: "node:fs" has no export named "nope"',
    );
  });

  test("that fail name the package, the line and no folder of this machine", async () => {
    const { results } = await runCells('const a = 1\nimport { x } from "no-such-package"\nx');
    expect(results[0]).toMatchObject({
      status: "error",
      error: {
        message: "Cannot find package 'no-such-package' imported from ./notebook.ipynb",
        frames: [{ cell: 1, line: 2, column: 1 }],
      },
    });
  });

  test("are constants", async () => {
    await expect(lastValue('import { sep } from "node:path"', "sep = 1")).rejects.toThrow("Assignment to constant");
  });

  test("know the notebook as import.meta", async () => {
    expect(
      await lastValue("import.meta.url.endsWith('/test/kernel/session/notebook.ipynb') && import.meta.dirname"),
    ).toMatch(/test.kernel.session.?$/);
  });
});
