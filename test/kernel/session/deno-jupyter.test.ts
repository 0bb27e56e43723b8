import { describe, expect, test } from "vitest";
import { runCells } from "./run-cells.js";

describe("Deno.jupyter.display", () => {
  test("names a display and replaces what it shows, raw or not", async () => {
    const { outputs } = await runCells(
      'await Deno.jupyter.display({ "text/plain": "a" }, { raw: true, display_id: "d" })\n' +
        'await Deno.jupyter.display([1, 2], { display_id: "e" })',
      'await Deno.jupyter.display({ "text/plain": "b" }, { raw: true, display_id: "d", update: true })\n' +
        'await Deno.jupyter.display(3, { display_id: "e", update: true })',
    );
    expect(outputs(1)).toMatchObject([{ data: { "text/plain": "b" } }, { data: { "text/plain": "3" } }]);
    expect(outputs(2)).toEqual([]);
  });

  test("needs a name to replace", async () => {
    const { results } = await runCells("await Deno.jupyter.display(1, { update: true })");
    expect(results[0]).toMatchObject({
      status: "error",
      error: { message: "Deno.jupyter.display: update needs a display_id" },
    });
  });
});
